package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Logistic;

/**
 * The approximation of the GELU by a sigmoid: {@link Swish} with β = 1.702.
 *
 * <pre>
 * f(x)  = x · σ(1.702x),                         σ(x) = 1 / (1 + e^-x)
 * f'(x) = σ(1.702x) (1 + 1.702x (1 - σ(1.702x)))
 * </pre>
 *
 * <p><b>Domain:</b> all x; -0 at -∞, x at +∞. Least value -0.1636 at x = -0.7512, where the
 * derivative is 0; so it is not a function of the output.
 *
 * <p><b>Accuracy:</b> at most 2.0 ULP in float, 1.1 in double; derivative 1.8 and 1.4, but an
 * absolute 2⁻²⁴ (2⁻⁵³) next to its zero. 1.702 is the double of that name, also for floats.
 *
 * <p>Source: Hendrycks and Gimpel, "Gaussian error linear units (GELUs)", arXiv:1606.08415 (2016).
 */
public record QuickGelu() implements ActivationFormula {
  private static final double BETA = 1.702;

  @Override
  public String name() {
    return "quick_gelu";
  }

  @Override
  public Lane value(Lane x) {
    return Logistic.silu(x, BETA);
  }

  @Override
  public Lane derivative(Lane x) {
    return Logistic.siluDerivative(x, BETA);
  }
}
