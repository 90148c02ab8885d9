package dev.lanewise.property;

import java.util.function.DoubleUnaryOperator;

/**
 * A slow, plain, accurate activation with its derivative, to measure others against.
 *
 * <p>Both are functions of every double: NaN for NaN, and the limit at infinities.
 *
 * @param value f
 * @param derivative f', at a kink the value that convention gives it
 */
public record Reference(DoubleUnaryOperator value, DoubleUnaryOperator derivative) {}
