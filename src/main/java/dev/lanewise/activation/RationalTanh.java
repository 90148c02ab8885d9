package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Sign;

/**
 * The rational approximation of 1.7159 tanh(2x/3).
 *
 * <pre>
 * f(x)  = 1.7159 sgn(x) (1 - 1 / (1 + p))    = 1.7159 sgn(x) p / (1 + p), which does not cancel
 * f'(x) = 1.7159 · 2/3 · (1 + 2y + 5.6658y³) / (1 + p)²
 * y     = 2|x|/3, p = y + y² + 1.41645y⁴
 * </pre>
 *
 * <p><b>Domain:</b> all x; -1.7159 at -∞, 1.7159 at +∞, derivative 0 at both. Odd; the sign of zero
 * is kept. NaN gives NaN, for the derivative too. <b>Kink</b> of the derivative: f'(0) = 1.7159 ·
 * 2/3, from both sides.
 *
 * <p><b>Accuracy:</b> at most 2.0 ULP in float, 2.0 in double; derivative 1.9 and 1.5.
 *
 * <p>Source: Kalinovskii and Spitsyn, "Compact convolutional neural network cascade for face
 * detection", arXiv:1508.01292 (2015); as an activation, Deeplearning4j.
 */
public record RationalTanh() implements ActivationFormula {
  private static final double LIMIT = 1.7159;

  /** From here on f is the limit to the last bit; p would overflow further on. */
  private static final double FAR = 0x1p16;

  // g, and LIMIT · g times the coefficients of p by powers of |x|.
  private static final double V0 = 0x1.691841fff6018p+0;
  private static final double V1 = 0x1.9d117e044a4f7p+0;
  private static final double V2 = 0x1.1360fead86dfap+0;
  private static final double V4 = 0x1.5ab86a9275e5ep-1;

  // Another g, and g times the coefficients of p. Three are short, D4 and K are nearly exact.
  private static final double D0 = 0x1.199a000062160p+2;
  private static final double D1 = 0x1.7778000082c80p+1;
  private static final double D2 = 0x1.f4a00000ae600p+0;
  private static final double D4 = 0x1.3b28fdf4240c0p+0;

  /** √(LIMIT · D0). */
  private static final double K = 0x1.5fb581fc806b1p+1;

  @Override
  public String name() {
    return "rational_tanh";
  }

  /**
   * LIMIT · g p / (g + g p). The factor g makes the first coefficient exact, and keeps the rounding
   * of a denominator just above a power of two from a quotient just below one.
   */
  @Override
  public Lane value(Lane x) {
    Lane a = x.abs();
    Lane square = a.mul(a);
    Lane upper = square.mul(square.fma(V4, V2));
    Lane p = a.fma(V1, upper);
    Lane quotient = p.div(p.fma(1 / LIMIT, V0));
    return Sign.copy(x, a.ge(FAR).select(LIMIT, quotient));
  }

  /**
   * K² · g p' / d² with d = g + g p and K² = LIMIT · g. That doubles every error of d, so what its
   * steps lose is summed up and put back by the residual of K / d.
   */
  @Override
  public Lane derivative(Lane x) {
    Lane a = x.abs();
    Lane square = a.mul(a);
    Lane squareLost = Lost.of(a, a, square);
    // lower = D0 + D1 a + D2 a²
    Lane slope = a.fma(D2, D1);
    Lane slopeLost = a.fma(D2, slope.neg().add(D1));
    Lane lower = a.fma(slope, D0);
    Lane lowerLost = a.fma(slopeLost, a.fma(slope, lower.neg().add(D0)));
    // quadratic = D4 a², quartic = D4 a⁴
    Lane quadratic = square.mul(D4);
    Lane quadraticLost = squareLost.fma(D4, Lost.of(square, x.constant(D4), quadratic));
    Lane quartic = quadratic.mul(square);
    Lane quarticLost =
        quadratic.fma(squareLost, quadraticLost.fma(square, Lost.of(quadratic, square, quartic)));
    Lane d = lower.add(quartic);
    Lane dLost = Lost.ofSum(lower, quartic, d).add(lowerLost.add(quarticLost));
    Lane minusR = x.constant(-K).div(d);
    Lane residual = minusR.fma(dLost, minusR.fma(d, K));
    // numerator = D1 + 2 D2 a + 4 D4 a³
    Lane curve = quadratic.fma(4, quadraticLost.fma(4, x.constant(2 * D2)));
    Lane numerator = a.fma(curve, D1);
    Lane numeratorLost = Lost.of(a, curve, numerator).add(D1);
    Lane once = numerator.mul(minusR);
    Lane onceLost = numeratorLost.fma(minusR, Lost.of(numerator, minusR, once));
    Lane correction = once.fma(residual.mul(2 / K), onceLost).mul(minusR);
    // Where d is infinite nothing is left.
    return minusR.eq(0).select(0, once.fma(minusR, correction));
  }
}
