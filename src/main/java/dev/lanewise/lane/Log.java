package dev.lanewise.lane;

/**
 * Natural logarithms.
 *
 * <p>NaN gives NaN. ULP figures are the largest errors found, over all 2³² floats and over 2 · 10⁷
 * doubles.
 *
 * <p>Source: the classical definition; x is reduced to a number around 1 and a power of two as in
 * Cody and Waite, "Software Manual for the Elementary Functions", Prentice-Hall 1980.
 */
public final class Log {
  private Log() {}

  /**
   * log x, for x ≥ 0; -∞ at ±0, ∞ at +∞, NaN for negative x, right for subnormal x. At most 1.2 ULP
   * in float, 0.9 in double.
   *
   * @param x any value
   * @return log x
   */
  public static Lane log(Lane x) {
    return x.precision() == Precision.FLOAT ? FloatLog.log(x) : DoubleLog.log(x);
  }

  /**
   * log(1 + x), for x ≥ -1; -∞ at -1, ∞ at +∞, NaN below -1. It keeps its relative accuracy, and
   * the sign of zero, near 0. At most 1.3 ULP in float, 1.5 in double.
   *
   * @param x any value
   * @return log(1 + x)
   */
  public static Lane log1p(Lane x) {
    return x.precision() == Precision.FLOAT ? FloatLog.log1p(x) : DoubleLog.log1p(x);
  }
}
