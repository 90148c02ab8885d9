package dev.lanewise.lane;

/**
 * Logarithms.
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
   * log₂ x, for x ≥ 0; -∞ at ±0, ∞ at +∞, NaN for negative x, right for subnormal x. Exact for
   * powers of two. At most 1.5 ULP in float, 1.0 in double.
   *
   * @param x any value
   * @return log₂ x
   */
  public static Lane log2(Lane x) {
    return x.precision() == Precision.FLOAT ? FloatLog.log2(x) : DoubleLog.log2(x);
  }

  /**
   * log₁₀ x, for x ≥ 0; -∞ at ±0, ∞ at +∞, NaN for negative x, right for subnormal x. At most 1.4
   * ULP in float, 1.0 in double.
   *
   * @param x any value
   * @return log₁₀ x
   */
  public static Lane log10(Lane x) {
    return x.precision() == Precision.FLOAT ? FloatLog.log10(x) : DoubleLog.log10(x);
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

  /** What a logarithm of x is where y, computed for positive finite x, is not. */
  static Lane special(Lane x, Lane y) {
    return x.gt(0.0)
        .select(
            x.lt(Double.POSITIVE_INFINITY).select(y, x),
            x.eq(0.0).select(Double.NEGATIVE_INFINITY, Double.NaN));
  }
}
