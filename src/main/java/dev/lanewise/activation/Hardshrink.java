package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import java.util.Optional;

/**
 * Hard shrinkage: what is small becomes zero.
 *
 * <pre>
 * f(x)  = x for |x| > λ, else 0
 * f'(x) = 1 for |x| > λ, else 0
 * f'    = 1 for y ≠ 0, else 0      from y = f(x)
 * </pre>
 *
 * <p><b>Domain:</b> all x; -∞ at -∞, ∞ at +∞, derivative 1 at both. Odd; a zero has the sign of x.
 * NaN gives NaN, for the derivative too. <b>Jumps</b> at -λ and λ, where f = f' = 0, as in PyTorch.
 *
 * <p><b>Accuracy:</b> exact, with λ rounded to the precision.
 *
 * <p>Source: Donoho and Johnstone, "Ideal spatial adaptation by wavelet shrinkage", Biometrika 81
 * (1994).
 *
 * @param lambda how far zero reaches, λ, between 0 and {@link Float#MAX_VALUE}
 */
public record Hardshrink(double lambda) implements ActivationFormula {
  /** The λ where none is given. */
  public static final double DEFAULT_LAMBDA = 0.5;

  /**
   * Checks λ.
   *
   * @throws IllegalArgumentException if it is NaN, negative or no float is as large
   */
  public Hardshrink {
    Parameters.requireBetween("lambda", lambda, 0, Float.MAX_VALUE);
  }

  @Override
  public String name() {
    return "hardshrink";
  }

  @Override
  public Lane value(Lane x) {
    // Not 0, for the sign.
    return x.abs().le(lambda).select(x.mul(0), x);
  }

  @Override
  public Lane derivative(Lane x) {
    return Piecewise.slope(x.abs().gt(lambda), 1, x);
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return Optional.of(y -> Piecewise.slope(y.abs().gt(0), 1, y));
  }
}
