package dev.lanewise.lane;

/**
 * Hyperbolic functions.
 *
 * <p>All are for all x, and NaN gives NaN. ULP figures are the largest errors found, over all 2³²
 * floats and over 2 · 10⁷ doubles; for tanhshrink and tanh², over all floats from 2⁻⁵⁰ to 128 in
 * magnitude, every 251st of the others, and 4 · 10⁵ doubles.
 *
 * <p>Source: the classical definition.
 */
public final class Hyperbolic {
  private Hyperbolic() {}

  /**
   * sinh x = (e^x - e^-x) / 2; -∞ and ∞ at the infinities and from 89.42 (710.48) on. Odd; it keeps
   * its relative accuracy, and the sign of zero, near 0. At most 1.4 ULP in float and double.
   *
   * @param x any value
   * @return sinh x
   */
  public static Lane sinh(Lane x) {
    return x.precision() == Precision.FLOAT ? FloatSinh.sinh(x) : DoubleSinh.sinh(x);
  }

  /**
   * cosh x = (e^x + e^-x) / 2; ∞ at both infinities and from 89.42 (710.48) on. At most 1.0 ULP in
   * float, 1.1 in double.
   *
   * @param x any value
   * @return cosh x
   */
  public static Lane cosh(Lane x) {
    return x.precision() == Precision.FLOAT ? FloatSinh.cosh(x) : DoubleSinh.cosh(x);
  }

  /**
   * tanh x = (e^x - e^-x) / (e^x + e^-x); -1 at -∞, 1 at +∞. Odd; the sign of zero is kept. At most
   * 1.4 ULP in float, 1.3 in double.
   *
   * @param x any value
   * @return tanh x
   */
  public static Lane tanh(Lane x) {
    return x.precision() == Precision.FLOAT ? FloatTanh.tanh(x) : DoubleTanh.tanh(x);
  }

  /**
   * tanh' x = 1 - tanh² x, computed without that cancellation; 0 at -∞ and +∞. At most 1.7 ULP in
   * float, 1.2 in double.
   *
   * @param x any value
   * @return the derivative
   */
  public static Lane tanhDerivative(Lane x) {
    return x.precision() == Precision.FLOAT
        ? FloatTanh.tanhDerivative(x)
        : DoubleTanh.tanhDerivative(x);
  }

  /**
   * x - tanh x, near 0 x³/3 and not a difference; -∞ at -∞, ∞ at +∞. Odd; the sign of zero is kept.
   * At most 1.8 ULP in float and double.
   *
   * @param x any value
   * @return x - tanh x
   */
  public static Lane tanhshrink(Lane x) {
    return Tanhshrink.tanhshrink(x);
  }

  /**
   * tanh² x, which is the derivative of {@link #tanhshrink}; 1 at -∞ and +∞. At most 1.8 ULP in
   * float, 1.7 in double.
   *
   * @param x any value
   * @return tanh² x
   */
  public static Lane tanhSquared(Lane x) {
    return Tanhshrink.tanhSquared(x);
  }
}
