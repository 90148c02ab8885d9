package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Logistic;

/**
 * The self-regularized non-monotonic activation "mish".
 *
 * <pre>
 * f(x)  = x · t,                       t = tanh(log(1 + e^x)) = (e^2x + 2e^x) / (e^2x + 2e^x + 2)
 * f'(x) = t + x (1 - t²) σ(x),         σ(x) = 1 / (1 + e^-x)
 * </pre>
 *
 * <p><b>Domain:</b> all x; -0 at -∞, x at +∞. Least value -0.3089 at x = -1.1924, where the
 * derivative is 0; so it is not a function of the output. The derivative exceeds 1 for x over
 * 0.7958 and is 1.0885 at most.
 *
 * <p><b>Accuracy:</b> at most 2.0 ULP in float, 1.9 in double; derivative 1.6 and 1.6, but an
 * absolute 2⁻²⁴ (2⁻⁵³) next to its zero.
 *
 * <p>Source: Misra, "Mish: a self regularized non-monotonic activation function", BMVC 2020.
 */
public record Mish() implements ActivationFormula {
  @Override
  public String name() {
    return "mish";
  }

  @Override
  public Lane value(Lane x) {
    return Logistic.mish(x);
  }

  @Override
  public Lane derivative(Lane x) {
    return Logistic.mishDerivative(x);
  }
}
