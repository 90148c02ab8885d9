package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import java.util.Optional;

/**
 * A threshold below which there is one value. With the preset parameters it is the thresholded ReLU
 * of Keras and Deeplearning4j; PyTorch, whose parameters these are, has no preset.
 *
 * <pre>
 * f(x)  = x for x > threshold, else value
 * f'(x) = 1 for x > threshold, else 0
 * f'    = 1 for y > threshold, else 0     from y = f(x), if value ≤ threshold
 * </pre>
 *
 * <p><b>Domain:</b> all x; value at -∞, ∞ at +∞, derivative 0 and 1 there. NaN gives NaN, for the
 * derivative too. <b>Jump</b> at the threshold, unless value is the same: f' is 0 there, as in
 * PyTorch.
 *
 * <p><b>Accuracy:</b> exact, with both parameters rounded to the precision.
 *
 * <p>Source: Konda, Memisevic and Krueger, "Zero-bias autoencoders and the benefits of co-adapting
 * features", ICLR 2015.
 *
 * @param threshold up to where f is the value, at most {@link Float#MAX_VALUE} in magnitude
 * @param value what f is there, at most {@link Float#MAX_VALUE} in magnitude
 */
public record Threshold(double threshold, double value) implements ActivationFormula {
  /** The threshold where none is given. */
  public static final double DEFAULT_THRESHOLD = 1;

  /** The value where none is given. */
  public static final double DEFAULT_VALUE = 0;

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is NaN or no float is as large
   */
  public Threshold {
    Parameters.requireMagnitude("threshold", threshold, Float.MAX_VALUE);
    Parameters.requireMagnitude("value", value, Float.MAX_VALUE);
  }

  @Override
  public String name() {
    return "threshold";
  }

  @Override
  public Lane value(Lane x) {
    return x.le(threshold).select(value, x);
  }

  @Override
  public Lane derivative(Lane x) {
    return Piecewise.slope(x.gt(threshold), 1, x);
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return value > threshold ? Optional.empty() : Optional.of(this::derivative);
  }
}
