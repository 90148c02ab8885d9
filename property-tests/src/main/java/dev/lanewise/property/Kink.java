package dev.lanewise.property;

/**
 * A place where the derivative, or the derivative's slope, jumps.
 *
 * @param at its position
 * @param derivative what convention makes of f' there
 */
public record Kink(double at, double derivative) {}
