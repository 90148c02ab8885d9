package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Logistic;

/**
 * The sigmoid linear unit, also called swish.
 *
 * <pre>
 * f(x)  = x · σ(x),                    σ(x) = 1 / (1 + e^-x)
 * f'(x) = σ(x) (1 + x (1 - σ(x)))
 * </pre>
 *
 * <p><b>Domain:</b> all x; -0 at -∞, x at +∞. Least value -0.2785 at x = -1.2785, where the
 * derivative is 0; so it is not a function of the output.
 *
 * <p><b>Accuracy:</b> at most 2.0 ULP in float, 1.1 in double; derivative 1.8 and 1.3, but an
 * absolute 2⁻²⁴ (2⁻⁵³) next to its zero.
 *
 * <p>Source: Elfwing, Uchibe and Doya, "Sigmoid-weighted linear units for neural network function
 * approximation in reinforcement learning", Neural Networks 107 (2018).
 */
public record Silu() implements ActivationFormula {
  @Override
  public String name() {
    return "silu";
  }

  @Override
  public Lane value(Lane x) {
    return Logistic.silu(x);
  }

  @Override
  public Lane derivative(Lane x) {
    return Logistic.siluDerivative(x);
  }
}
