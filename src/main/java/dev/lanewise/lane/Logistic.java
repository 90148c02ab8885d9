package dev.lanewise.lane;

/**
 * The logistic sigmoid σ(x) = 1 / (1 + e^-x) and functions made of it, each with one division and
 * without cancellation.
 *
 * <p>All are for all x, and NaN gives NaN. A factor β is taken exactly, and its product with x is
 * not rounded: in a tail e^βx, that would cost |βx| ULP. ULP figures are the largest errors found,
 * for σ, silu and softplus without β over all 2³² floats and over 2 · 10⁷ doubles. For mish and the
 * approximate GELU it was all floats too, 10⁶ doubles and a search for the worst; with β, every
 * 31st float and 4 · 10⁵ doubles for each of nine values of it, and the figure has a margin.
 *
 * <p>Source: σ is the logistic function of Verhulst (1845); silu, Elfwing, Uchibe and Doya, Neural
 * Networks 107 (2018); with β, Ramachandran, Zoph and Le, "Searching for activation functions",
 * ICLR 2018; softplus, Dugas, Bengio, Bélisle, Nadeau and Garcia, NIPS 2000; the approximate GELU,
 * Hendrycks and Gimpel, "Gaussian error linear units (GELUs)", arXiv:1606.08415 (2016); mish,
 * Misra, "Mish: a self regularized non-monotonic activation function", BMVC 2020.
 */
public final class Logistic {
  private Logistic() {}

  /**
   * σ(x) = 1 / (1 + e^-x); 0 at -∞, 1 at +∞. Both tails are accurate down to subnormal results. At
   * most 1.7 ULP in float, 1.1 in double.
   *
   * @param x any value
   * @return σ(x)
   */
  public static Lane sigmoid(Lane x) {
    return sigmoid(x, 1);
  }

  /**
   * σ(βx), as accurate as σ: at most 2.0 ULP in float, 1.1 in double.
   *
   * @param x any value
   * @param beta the factor β, between 10⁻³⁰ and 10³⁰
   * @return σ(βx)
   */
  public static Lane sigmoid(Lane x, double beta) {
    return x.precision() == Precision.FLOAT
        ? FloatLogistic.sigmoid(x, beta)
        : DoubleLogistic.sigmoid(x, beta);
  }

  /**
   * σ'(x) = σ(x) σ(-x); 0 at -∞ and +∞. At most 1.7 ULP in float, 1.2 in double.
   *
   * @param x any value
   * @return σ'(x)
   */
  public static Lane sigmoidDerivative(Lane x) {
    return x.precision() == Precision.FLOAT
        ? FloatLogistic.sigmoidDerivative(x)
        : DoubleLogistic.sigmoidDerivative(x);
  }

  /**
   * The logit, the inverse of σ: log(p / (1 - p)), for 0 ≤ p ≤ 1; -∞ at ±0, ∞ at 1, NaN elsewhere.
   * It keeps its relative accuracy near its zero ½. At most 1.6 ULP in float and double.
   *
   * @param p a probability
   * @return log(p / (1 - p))
   */
  public static Lane logit(Lane p) {
    return p.precision() == Precision.FLOAT ? FloatLogit.logit(p) : DoubleLogit.logit(p);
  }

  /**
   * x · σ(x); -0 at -∞, ∞ at +∞. At most 2.0 ULP in float, 1.1 in double.
   *
   * @param x any value
   * @return x · σ(x)
   */
  public static Lane silu(Lane x) {
    return silu(x, 1);
  }

  /**
   * x · σ(βx); -0 at -∞, ∞ at +∞. At most 2.1 ULP in float, 1.1 in double; with β = 1 or 1.702 at
   * most 2.0 in float.
   *
   * @param x any value
   * @param beta the factor β, between 10⁻³⁰ and 10³⁰
   * @return x · σ(βx)
   */
  public static Lane silu(Lane x, double beta) {
    if (x.precision() == Precision.DOUBLE) {
      return DoubleLogistic.silu(x, beta);
    }
    return beta == 1 ? FloatLogistic.silu(x) : FloatLogistic.silu(x, beta);
  }

  /**
   * The derivative of x · σ(x), σ(x) (1 + x σ(-x)); -0 at -∞, 1 at +∞. At most 1.8 ULP in float,
   * 1.3 in double, but an absolute 2⁻²⁴ (2⁻⁵³) next to its zero at -1.2785.
   *
   * @param x any value
   * @return the derivative
   */
  public static Lane siluDerivative(Lane x) {
    return siluDerivative(x, 1);
  }

  /**
   * The derivative of x · σ(βx), σ(βx) (1 + βx σ(-βx)); -0 at -∞, 1 at +∞. At most 2.0 ULP in
   * float, 1.5 in double, but an absolute 2⁻²⁴ (2⁻⁵³) next to its zero at -1.2785 / β; with β = 1
   * or 1.702 at most 1.8 in float.
   *
   * @param x any value
   * @param beta the factor β, between 10⁻³⁰ and 10³⁰
   * @return the derivative
   */
  public static Lane siluDerivative(Lane x, double beta) {
    if (x.precision() == Precision.DOUBLE) {
      return DoubleLogistic.siluDerivative(x, beta);
    }
    return beta == 1 ? FloatLogistic.siluDerivative(x) : FloatLogistic.siluDerivative(x, beta);
  }

  /**
   * log(1 + e^x); 0 at -∞, ∞ at +∞, and no overflow before. At most 1.8 ULP in float, 1.3 in
   * double.
   *
   * @param x any value
   * @return log(1 + e^x)
   */
  public static Lane softplus(Lane x) {
    return softplus(x, 1);
  }

  /**
   * log(1 + e^(βx)) / β; 0 at -∞, ∞ at +∞. Where e^(βx) is subnormal, or too small even for that,
   * the quotient need not be, and keeps its accuracy. At most 3.0 ULP in float, 2.3 in double.
   *
   * @param x any value
   * @param beta the factor β, between 10⁻³⁰ and 10³⁰
   * @return log(1 + e^(βx)) / β
   */
  public static Lane softplus(Lane x, double beta) {
    return x.precision() == Precision.FLOAT
        ? FloatLogistic.softplus(x, beta)
        : DoubleLogistic.softplus(x, beta);
  }

  /**
   * The approximation of the GELU by a hyperbolic tangent, x (1 + tanh(√(2/π) (x + 0.044715 x³))) /
   * 2 = x · σ(2√(2/π) (x + 0.044715 x³)); -0 at -∞, ∞ at +∞. At most 2.0 ULP in float, 1.1 in
   * double.
   *
   * @param x any value
   * @return the approximate GELU
   */
  public static Lane geluTanh(Lane x) {
    return x.precision() == Precision.FLOAT
        ? FloatGeluTanh.geluTanh(x)
        : DoubleGeluTanh.geluTanh(x);
  }

  /**
   * The derivative of {@link #geluTanh}, σ(u) (1 + x u' σ(-u)), u = 2√(2/π) (x + 0.044715 x³); -0
   * at -∞, 1 at +∞. At most 2.0 ULP in float, 1.7 in double, but an absolute 2⁻²⁴ (2⁻⁵³) next to
   * its zero at -0.7525.
   *
   * @param x any value
   * @return the derivative
   */
  public static Lane geluTanhDerivative(Lane x) {
    return x.precision() == Precision.FLOAT
        ? FloatGeluTanh.geluTanhDerivative(x)
        : DoubleGeluTanh.geluTanhDerivative(x);
  }

  /**
   * x tanh(log(1 + e^x)); -0 at -∞, ∞ at +∞. At most 2.0 ULP in float, 1.9 in double.
   *
   * @param x any value
   * @return x tanh(log(1 + e^x))
   */
  public static Lane mish(Lane x) {
    return Mish.mish(x);
  }

  /**
   * The derivative of {@link #mish}, t + x (1 - t²) σ(x), t = tanh(log(1 + e^x)); -0 at -∞, 1 at
   * +∞. At most 1.6 ULP in float and double, but an absolute 2⁻²⁴ (2⁻⁵³) next to its zero at
   * -1.1924.
   *
   * @param x any value
   * @return the derivative
   */
  public static Lane mishDerivative(Lane x) {
    return Mish.mishDerivative(x);
  }
}
