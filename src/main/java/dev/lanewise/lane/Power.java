package dev.lanewise.lane;

/**
 * Powers and roots.
 *
 * <p>ULP figures are the largest errors found, over all 2³² floats and over 10⁷ doubles; for pow,
 * in a search from 6 · 10⁷ pairs of floats and 10⁵ of doubles.
 *
 * <p>Source: the estimate of a cube root from a third of its bit pattern, W. Kahan, "Computing a
 * real cube root", 1991; numbers in two parts, Dekker, "A floating-point technique for extending
 * the available precision", Numer. Math. 18 (1971).
 */
public final class Power {
  private Power() {}

  /**
   * The cube root, for all x; odd, infinite at the infinities; the sign of zero is kept and NaN
   * gives NaN. At most 0.51 ULP in float and double.
   *
   * @param x any value
   * @return ∛x
   */
  public static Lane cbrt(Lane x) {
    return x.precision() == Precision.FLOAT ? FloatPower.cbrt(x) : DoublePower.cbrt(x);
  }

  /**
   * 1 / √x, for x ≥ 0; ∞ at +0, -∞ at -0, 0 at +∞, NaN for negative x and NaN. At most 1.5 ULP in
   * float and double.
   *
   * @param x any value
   * @return 1 / √x
   */
  public static Lane rsqrt(Lane x) {
    return x.constant(1).div(x.sqrt());
  }

  /**
   * x^y, for all pairs, with the special cases of {@link Math#pow}: 1 for y = ±0, whatever x is;
   * else NaN if x or y is NaN, for |x| = 1 with an infinite y, and for a finite x below 0 with a y
   * that is no integer. The result has the sign of x, also of -0 and -∞, if y is an odd integer,
   * and is positive otherwise; zeros and infinities give the limits. x^1 is x. Results below the
   * normal range are rounded once into it. At most 1.0 ULP in float and double.
   *
   * <p>Its partial derivatives are y x^(y - 1) and x^y log x.
   *
   * @param x the base
   * @param y the exponent
   * @return x^y
   */
  public static Lane pow(Lane x, Lane y) {
    return Pow.pow(x, y);
  }
}
