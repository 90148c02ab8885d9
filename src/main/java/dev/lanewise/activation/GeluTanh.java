package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Logistic;

/**
 * The approximation of the GELU by a hyperbolic tangent.
 *
 * <pre>
 * f(x)  = x (1 + tanh(u / 2)) / 2 = x · σ(u),   u = 2√(2/π) (x + 0.044715 x³), σ(x) = 1 / (1 + e^-x)
 * f'(x) = σ(u) (1 + x u' (1 - σ(u))),           u' = 2√(2/π) (1 + 0.134145 x²)
 * </pre>
 *
 * <p><b>Domain:</b> all x; -0 at -∞, x at +∞. Least value -0.1700 at x = -0.7525, where the
 * derivative is 0; so it is not a function of the output.
 *
 * <p><b>Accuracy:</b> at most 2.0 ULP in float, 1.1 in double; derivative 2.0 and 1.7, but an
 * absolute 2⁻²⁴ (2⁻⁵³) next to its zero.
 *
 * <p>Source: Hendrycks and Gimpel, "Gaussian error linear units (GELUs)", arXiv:1606.08415 (2016).
 */
public record GeluTanh() implements ActivationFormula {
  @Override
  public String name() {
    return "gelu_tanh";
  }

  @Override
  public Lane value(Lane x) {
    return Logistic.geluTanh(x);
  }

  @Override
  public Lane derivative(Lane x) {
    return Logistic.geluTanhDerivative(x);
  }
}
