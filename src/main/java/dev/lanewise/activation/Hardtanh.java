package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import java.util.Optional;

/**
 * The hard hyperbolic tangent: the identity, clipped.
 *
 * <pre>
 * f(x)  = min for x ≤ min, max for x ≥ max, else x
 * f'(x) = 1 for x between min and max, both excluded, else 0
 * </pre>
 *
 * <p><b>Domain:</b> all x; min at -∞, max at +∞, derivative 0 at both. The sign of zero is kept,
 * unless min or max is 0: then it is theirs. NaN gives NaN, for the derivative too. <b>Kinks:</b>
 * f'(min) = f'(max) = 0, as in PyTorch.
 *
 * <p><b>Accuracy:</b> exact, with min and max rounded to the precision. The derivative is a
 * function of the output.
 *
 * <p>Source: Collobert, "Large scale machine learning", thesis, Université Paris VI 2004.
 *
 * @param min the lowest value, at most {@link Float#MAX_VALUE} in magnitude
 * @param max the highest value, from min to {@link Float#MAX_VALUE}
 */
public record Hardtanh(double min, double max) implements ActivationFormula {
  /** The lowest value where none is given. */
  public static final double DEFAULT_MIN = -1;

  /** The highest value where none is given. */
  public static final double DEFAULT_MAX = 1;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if min or max is NaN, no float is as large, or max is below
   *     min
   */
  public Hardtanh {
    Parameters.requireMagnitude("min", min, Float.MAX_VALUE);
    Parameters.requireBetween("max", max, min, Float.MAX_VALUE);
  }

  @Override
  public String name() {
    return "hardtanh";
  }

  @Override
  public Lane value(Lane x) {
    return Piecewise.clip(x, min, max);
  }

  @Override
  public Lane derivative(Lane x) {
    return Piecewise.slope(x.gt(min).and(x.lt(max)), 1, x);
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return Optional.of(this::derivative);
  }
}
