package dev.lanewise.lane;

/**
 * e^x as 2^-64 (2^-512) scale (1 + growth), for formulas in which even the smallest e^x must not be
 * subnormal before the last step.
 *
 * @param scale a power of two
 * @param growth at most √2 - 1 in magnitude
 */
record ScaledExp(Lane scale, Lane growth) {
  /** For x where e^x and 2^64 (2^512) e^x are not beyond the precision's range. */
  static ScaledExp of(Lane x) {
    return x.precision() == Precision.FLOAT ? FloatExp.scaled(x) : DoubleExp.scaled(x);
  }
}
