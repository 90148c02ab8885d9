package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import java.util.Optional;

/**
 * A straight line. With the preset parameters it takes [0, 1] to [-1, 1]; oneDNN, whose parameters
 * these are, has no preset.
 *
 * <pre>
 * f(x)  = scale · x + offset
 * f'(x) = scale
 * </pre>
 *
 * <p><b>Domain:</b> all x; ±∞ at ±∞, with the signs changed for a negative scale, and the offset
 * everywhere for a scale of 0. The sign of zero is kept by a positive scale without offset. NaN
 * gives NaN, for the derivative too.
 *
 * <p><b>Accuracy:</b> at most 0.5 ULP in float, 0.5 in double; derivative 0.0 and 0.0, with both
 * parameters rounded to the precision. The derivative is a function of the output.
 *
 * <p>Source: the classical definition; as an activation, oneDNN.
 *
 * @param scale the factor, at most {@link Float#MAX_VALUE} in magnitude
 * @param offset the term, at most {@link Float#MAX_VALUE} in magnitude
 */
public record Linear(double scale, double offset) implements ActivationFormula {
  /** The factor where none is given. */
  public static final double DEFAULT_SCALE = 2;

  /** The term where none is given. */
  public static final double DEFAULT_OFFSET = -1;

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is NaN or no float is as large
   */
  public Linear {
    Parameters.requireMagnitude("scale", scale, Float.MAX_VALUE);
    Parameters.requireMagnitude("offset", offset, Float.MAX_VALUE);
  }

  @Override
  public String name() {
    return "linear";
  }

  @Override
  public Lane value(Lane x) {
    // Not 0 · x, which is NaN at ∞, nor -0 + 0, which is +0.
    if (x.precision().round(scale) == 0) {
      return x.isNaN().select(x, offset);
    }
    return offset == 0 ? x.mul(scale) : x.fma(scale, offset);
  }

  @Override
  public Lane derivative(Lane x) {
    return x.isNaN().select(x, scale);
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return Optional.of(this::derivative);
  }
}
