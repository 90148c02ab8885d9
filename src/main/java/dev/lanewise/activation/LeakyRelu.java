package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import java.util.Optional;

/**
 * The leaky rectified linear unit.
 *
 * <pre>
 * f(x)  = x for x ≥ 0, else slope · x
 * f'(x) = 1 for x > 0, else slope
 * </pre>
 *
 * <p><b>Domain:</b> all x; at -∞ it is -∞, but ∞ for a negative slope and 0 for a slope of 0, and ∞
 * at +∞; derivative slope and 1 there. f(-0) = -0. NaN gives NaN, for the derivative too.
 * <b>Kink:</b> f'(0) = slope, as in PyTorch.
 *
 * <p><b>Accuracy:</b> at most 0.9 ULP in float, 0.5 in double; derivative 0.3 and 0.0, from y 0.3
 * and 0.0: the slope is rounded to float, then its product with x. With another slope than 0.01 at
 * most 1.5 ULP in float, 0.5 in double; derivative 0.5 and 0.0, where in float a slope below 2⁻¹²⁶
 * counts as rounded: a subnormal number has fewer digits. Exact for positive x. The derivative is a
 * function of the output unless the slope is negative.
 *
 * <p>Source: Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic
 * models", ICML 2013.
 *
 * @param slope the derivative for negative x, at most {@link Float#MAX_VALUE} in magnitude
 */
public record LeakyRelu(double slope) implements ActivationFormula {
  /** The slope where none is given. */
  public static final double DEFAULT_SLOPE = 0.01;

  /**
   * Checks the slope.
   *
   * @throws IllegalArgumentException if it is NaN or no float is as large
   */
  public LeakyRelu {
    Parameters.requireMagnitude("slope", slope, Float.MAX_VALUE);
  }

  @Override
  public String name() {
    return "leaky_relu";
  }

  @Override
  public Lane value(Lane x) {
    // Not 0 · x, which is NaN at -∞.
    Lane below = x.precision().round(slope) == 0 ? x.constant(0) : x.mul(slope);
    return x.lt(0).select(below, x);
  }

  @Override
  public Lane derivative(Lane x) {
    return x.gt(0).select(1, x.isNaN().select(x, slope));
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return slope < 0 ? Optional.empty() : Optional.of(this::derivative);
  }
}
