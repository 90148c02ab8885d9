package dev.lanewise.activation;

import dev.lanewise.lane.Gaussian;
import dev.lanewise.lane.Lane;

/**
 * The Gaussian error linear unit, in its exact form.
 *
 * <pre>
 * f(x)  = x · Φ(x),                    Φ(x) = erfc(-x / √2) / 2
 * f'(x) = Φ(x) + x φ(x),               φ(x) = e^(-x²/2) / √(2π)
 * </pre>
 *
 * <p><b>Domain:</b> all x; -0 at -∞, x at +∞. Least value -0.1700 at x = -0.7518, where the
 * derivative is 0; so it is not a function of the output. The derivative exceeds 1 from x = 0.7518
 * on and is largest, 1.1289, at √2.
 *
 * <p><b>Accuracy:</b> at most 1.8 ULP in float, 1.6 in double; derivative 1.9 and 1.8, but an
 * absolute 2⁻²⁴ (2⁻⁵³) next to its zero.
 *
 * <p>Source: Hendrycks and Gimpel, "Gaussian error linear units (GELUs)", arXiv 1606.08415 (2016).
 */
public record Gelu() implements ActivationFormula {
  @Override
  public String name() {
    return "gelu";
  }

  @Override
  public Lane value(Lane x) {
    return Gaussian.gelu(x);
  }

  @Override
  public Lane derivative(Lane x) {
    return Gaussian.geluDerivative(x);
  }
}
