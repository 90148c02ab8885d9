package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Logistic;

/**
 * The swish, a sigmoid linear unit with a sharpness.
 *
 * <pre>
 * f(x)  = x · σ(βx),                     σ(x) = 1 / (1 + e^-x)
 * f'(x) = σ(βx) (1 + βx (1 - σ(βx)))
 * </pre>
 *
 * <p><b>Domain:</b> all x; -0 at -∞, x at +∞. Least value -0.2785 / β at x = -1.2785 / β, where the
 * derivative is 0; so it is not a function of the output. With β = 1 it is {@link Silu}, bit for
 * bit.
 *
 * <p><b>Accuracy:</b> at most 2.0 ULP in float, 1.1 in double; derivative 1.8 and 1.2, but an
 * absolute 2⁻²⁴ (2⁻⁵³) within 0.5 / β of its zero. With another β than 1 at most 2.1 ULP in float,
 * 1.1 in double; derivative 2.0 and 1.5: βx is not rounded, so no tail is worse.
 *
 * <p>Source: Ramachandran, Zoph and Le, "Searching for activation functions", ICLR 2018.
 *
 * @param beta the sharpness β, between 10⁻³⁰ and 10³⁰
 */
public record Swish(double beta) implements ActivationFormula {
  /** The β where none is given. */
  public static final double DEFAULT_BETA = 1;

  /**
   * Checks β.
   *
   * @throws IllegalArgumentException if it is not between 10⁻³⁰ and 10³⁰
   */
  public Swish {
    Parameters.requireBetween("beta", beta, 1e-30, 1e30);
  }

  @Override
  public String name() {
    return "swish";
  }

  @Override
  public Lane value(Lane x) {
    return Logistic.silu(x, beta);
  }

  @Override
  public Lane derivative(Lane x) {
    return Logistic.siluDerivative(x, beta);
  }
}
