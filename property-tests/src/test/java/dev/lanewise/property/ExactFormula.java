package dev.lanewise.property;

import java.math.BigDecimal;
import java.util.function.Function;

/**
 * A function and its derivative at a place, to at least 40 digits.
 *
 * @param value f
 * @param derivative f'
 */
public record ExactFormula(
    Function<Exact, BigDecimal> value, Function<Exact, BigDecimal> derivative) {}
