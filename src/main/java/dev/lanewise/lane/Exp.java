package dev.lanewise.lane;

/**
 * The exponential function, and variants for functions that are composed of it.
 *
 * <p>NaN gives NaN. ULP figures are the largest errors found, over all 2³² floats and over 2 · 10⁷
 * doubles.
 *
 * <p>Source: the classical definition; x is reduced by multiples of log 2 as in Cody and Waite,
 * "Software Manual for the Elementary Functions", Prentice-Hall 1980.
 */
public final class Exp {
  /** The largest scale that scaled functions take; the scale is multiplied by powers of two. */
  public static final double LARGEST_SCALE = 1e11;

  private Exp() {}

  /**
   * e^x, for all x; 0 at -∞, ∞ at +∞ and from 88.73 (709.79) on. Results below the normal range are
   * rounded once into it. At most 0.90 ULP in float, 0.94 in double.
   *
   * @param x any value
   * @return e^x
   */
  public static Lane exp(Lane x) {
    return x.precision() == Precision.FLOAT ? FloatExp.exp(x) : DoubleExp.exp(x);
  }

  /**
   * 2^x, for all x; 0 at -∞, ∞ at +∞ and from 128 (1024) on, exact for integers. Results below the
   * normal range are rounded once into it. At most 0.89 ULP in float, 0.94 in double.
   *
   * @param x any value
   * @return 2^x
   */
  public static Lane exp2(Lane x) {
    return x.precision() == Precision.FLOAT ? FloatExp.exp2(x) : DoubleExp.exp2(x);
  }

  /**
   * e^x for x ≤ 0, with fewer operations; 0 at -∞. At most 0.90 ULP in float, 0.94 in double.
   *
   * @param x at most 0, or NaN; the result is meaningless for other values
   * @return e^x
   */
  public static Lane expNonPositive(Lane x) {
    return x.precision() == Precision.FLOAT
        ? FloatExp.expNonPositive(x)
        : DoubleExp.expNonPositive(x);
  }

  /**
   * e^x for x ≤ 0 times {@link #upscale}, so that it never is subnormal: the terms of a softmax,
   * which are divided by their sum. In float at most 0.75 + 0.05 |x| ULP, of which the rounding of
   * a difference x would itself cost twenty times the second part; in double 0.94.
   *
   * @param x at most 0, or NaN; the result is meaningless for other values. Below -104 (-746) it is
   *     at most upscale · e^-104 (e^-746), not 0
   * @return upscale · e^x
   */
  public static Lane upscaledExpNonPositive(Lane x) {
    return x.precision() == Precision.FLOAT
        ? FloatExp.upscaledExpNonPositive(x)
        : DoubleExp.upscaledExpNonPositive(x);
  }

  /**
   * The power of two in {@link #upscaledExpNonPositive}.
   *
   * @param precision of the values
   * @return 2⁶⁴ for float, 2⁵¹² for double
   */
  public static double upscale(Precision precision) {
    return precision == Precision.FLOAT ? FloatExp.UP : DoubleExp.UP;
  }

  /**
   * scale · e^x for x ≤ 0; at -∞ 0 with the sign of the scale. The product is rounded together with
   * e^x, so a subnormal e^x does no harm. At most 1.2 ULP in float and double.
   *
   * @param x at most 0, or NaN; the result is meaningless for other values
   * @param scale the factor, at most {@link #LARGEST_SCALE} in magnitude
   * @return scale · e^x
   */
  public static Lane scaledExpNonPositive(Lane x, double scale) {
    return x.precision() == Precision.FLOAT
        ? FloatExp.scaledExpNonPositive(x, scale)
        : DoubleExp.scaledExpNonPositive(x, scale);
  }

  /**
   * e^x - 1, for all x; -1 at -∞, ∞ at +∞ and from 88.73 (709.79) on. It keeps its relative
   * accuracy, and the sign of zero, near 0. At most 1.3 ULP in float, 1.5 in double.
   *
   * @param x any value
   * @return e^x - 1
   */
  public static Lane expm1(Lane x) {
    return x.precision() == Precision.FLOAT ? FloatExp.expm1(x) : DoubleExp.expm1(x);
  }

  /**
   * scale · (e^x - 1) for x ≤ 0; -scale at -∞. At most 1.3 ULP in float and double, 1.6 with a
   * subnormal scale.
   *
   * @param x at most 0, or NaN; the result is meaningless for other values
   * @param scale the factor, at most {@link #LARGEST_SCALE} in magnitude
   * @return scale · (e^x - 1)
   */
  public static Lane scaledExpm1NonPositive(Lane x, double scale) {
    return x.precision() == Precision.FLOAT
        ? FloatExp.scaledExpm1NonPositive(x, scale)
        : DoubleExp.scaledExpm1NonPositive(x, scale);
  }
}
