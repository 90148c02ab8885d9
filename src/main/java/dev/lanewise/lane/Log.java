package dev.lanewise.lane;

/**
 * Natural logarithms.
 *
 * <p>ULP figures are the largest errors found, over all 2³² floats and over 2 · 10⁷ doubles.
 */
public final class Log {
  private Log() {}

  /**
   * log x; -∞ at ±0, NaN below, right for subnormal x. At most 1.2 ULP in float, 0.9 in double.
   *
   * @param x any value
   * @return log x
   */
  public static Lane log(Lane x) {
    return x.precision() == Precision.FLOAT ? FloatLog.log(x) : DoubleLog.log(x);
  }

  /**
   * log(1 + x), which keeps its relative accuracy, and the sign of zero, near 0; -∞ at -1, NaN
   * below. At most 1.3 ULP in float, 1.5 in double.
   *
   * @param x any value
   * @return log(1 + x)
   */
  public static Lane log1p(Lane x) {
    return x.precision() == Precision.FLOAT ? FloatLog.log1p(x) : DoubleLog.log1p(x);
  }
}
