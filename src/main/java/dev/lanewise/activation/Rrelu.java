package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import java.util.Optional;

/**
 * The randomized leaky rectified linear unit as it is in evaluation, where the random slope is
 * replaced by its mean: a {@link LeakyRelu}.
 *
 * <pre>
 * f(x)  = x for x ≥ 0, else (lower + upper) / 2 · x
 * f'(x) = 1 for x > 0, else (lower + upper) / 2
 * </pre>
 *
 * <p><b>Domain and kink</b> are those of a leaky ReLU with that slope; f'(0) is the slope, as in
 * PyTorch.
 *
 * <p><b>Accuracy:</b> at most 0.9 ULP in float, 0.9 in double; derivative 0.4 and 0.4, from y 0.4
 * and 0.4, as of a leaky ReLU from the rounding of the slope; in float, one below 2⁻¹²⁶ counts as
 * rounded.
 *
 * <p>Source: Xu, Wang, Chen and Li, "Empirical evaluation of rectified activations in convolutional
 * network", arXiv:1505.00853 (2015).
 *
 * @param lower the least slope for negative x, at most {@link Float#MAX_VALUE} in magnitude
 * @param upper the largest, from lower to {@link Float#MAX_VALUE}
 */
public record Rrelu(double lower, double upper) implements ActivationFormula {
  /** The least slope where none is given. */
  public static final double DEFAULT_LOWER = 1.0 / 8;

  /** The largest slope where none is given. */
  public static final double DEFAULT_UPPER = 1.0 / 3;

  /**
   * Checks the slopes.
   *
   * @throws IllegalArgumentException if one is NaN, no float is as large, or upper is below lower
   */
  public Rrelu {
    Parameters.requireMagnitude("lower", lower, Float.MAX_VALUE);
    Parameters.requireBetween("upper", upper, lower, Float.MAX_VALUE);
  }

  @Override
  public String name() {
    return "rrelu";
  }

  @Override
  public Lane value(Lane x) {
    return mean().value(x);
  }

  @Override
  public Lane derivative(Lane x) {
    return mean().derivative(x);
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return mean().derivativeFromOutput();
  }

  private LeakyRelu mean() {
    return new LeakyRelu((lower + upper) / 2);
  }
}
