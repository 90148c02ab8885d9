package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import java.util.Optional;

/**
 * The rectified linear unit with a slope, a threshold and a bound. With a threshold that is not
 * negative it is that of Keras, whose parameters these are; with 0, 0 and ∞, the defaults there, it
 * is {@link Relu}. The presets here are an example.
 *
 * <pre>
 * f(x)  = max for x ≥ max, x for threshold &lt; x &lt; max, slope · (x - threshold) for x ≤ threshold
 * f'(x) = 0 for x ≥ max,   1 for threshold &lt; x &lt; max, slope for x ≤ threshold
 * </pre>
 *
 * <p><b>Domain:</b> all x; at -∞ it is -∞, but ∞ for a negative slope and 0 for a slope of 0, and
 * max at +∞; derivative slope and 0 there, but 1 at +∞ if max is ∞. NaN gives NaN, for the
 * derivative too. <b>Jump</b> at the threshold unless that is 0: f is 0 there, as in Keras, where
 * Deeplearning4j has x, and f' is the slope, where Keras has 0 and Deeplearning4j 1. <b>Kink:</b>
 * f'(max) = 0, as in {@link Relu6}.
 *
 * <p><b>Accuracy:</b> at most 1.4 ULP in float, 1.3 in double; derivative 0.2 and 0.0, from y 0.2
 * and 0.0: by the rounding of the slope, of x - threshold, which is exact from half the threshold
 * to twice, and of their product. With another slope or threshold at most 2.0 and 0.5. Exact above
 * the threshold. The threshold and max are rounded to the precision. The derivative is a function
 * of the output unless the slope or the threshold is negative.
 *
 * <p>Source: Keras, {@code keras.activations.relu}; Deeplearning4j, {@code ActivationReLU}.
 *
 * @param slope the derivative up to the threshold, at most {@link Float#MAX_VALUE} in magnitude
 * @param threshold above which f is x, at most 10³⁰ in magnitude
 * @param max the highest value above the threshold, more than that; may be ∞
 */
public record BoundedRelu(double slope, double threshold, double max) implements ActivationFormula {
  /** The slope where none is given. */
  public static final double DEFAULT_SLOPE = 0.1;

  /** The threshold where none is given. */
  public static final double DEFAULT_THRESHOLD = 1;

  /** The highest value where none is given. */
  public static final double DEFAULT_MAX = 6;

  /**
   * Checks the parameters. With larger thresholds x - threshold might overflow.
   *
   * @throws IllegalArgumentException if one is NaN, the slope or the threshold is too large, or max
   *     is not more than the threshold
   */
  public BoundedRelu {
    Parameters.requireMagnitude("slope", slope, Float.MAX_VALUE);
    Parameters.requireMagnitude("threshold", threshold, 1e30);
    if (!(max > threshold)) {
      throw new IllegalArgumentException(
          "max is " + max + ", it must be more than the threshold, which is " + threshold);
    }
  }

  @Override
  public String name() {
    return "bounded_relu";
  }

  @Override
  public Lane value(Lane x) {
    // Not 0 · x, which is NaN at -∞.
    boolean flat = x.precision().round(slope) == 0;
    Lane below = flat ? x.constant(0) : x.sub(threshold).mul(slope);
    return capped(x, max, x.le(threshold).select(below, x));
  }

  @Override
  public Lane derivative(Lane x) {
    return capped(x, 0, x.gt(threshold).select(1, x.isNaN().select(x, slope)));
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return slope < 0 || threshold < 0 ? Optional.empty() : Optional.of(this::derivative);
  }

  /** One number from max on; but not at ∞ where nothing is capped. */
  private Lane capped(Lane x, double above, Lane below) {
    boolean unbounded = x.precision().round(max) == Double.POSITIVE_INFINITY;
    return unbounded ? below : x.ge(max).select(above, below);
  }
}
