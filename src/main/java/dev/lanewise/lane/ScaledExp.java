package dev.lanewise.lane;

/**
 * 2^65 e^x (2^513 e^x) as scale (1 + growth), for formulas in which even the smallest e^x must not
 * be subnormal before the last step.
 *
 * @param scale a power of two
 * @param growth at most √2 - 1 in magnitude
 */
record ScaledExp(Lane scale, Lane growth) {
  /** For x where neither e^x nor the scaled power is beyond the precision's range. */
  static ScaledExp of(Lane x) {
    return x.precision() == Precision.FLOAT ? FloatExp.scaled(x) : DoubleExp.scaled(x);
  }

  /** The factor before e^x; twice it is a square. */
  static double factor(Precision precision) {
    return precision == Precision.FLOAT ? FloatExp.SCALE : DoubleExp.SCALE;
  }
}
