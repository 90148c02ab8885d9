package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Mask;

/**
 * A straight line, clipped to [0, 1]. With the preset parameters it is the hard sigmoid of Keras 2
 * and Deeplearning4j; with others that of oneDNN. That of PyTorch and Keras 3 is {@link
 * Hardsigmoid}.
 *
 * <pre>
 * f(x)  = min(max(0, slope · x + offset), 1)
 * f'(x) = slope where that is between 0 and 1, both excluded, else 0
 * </pre>
 *
 * <p><b>Domain:</b> all x; 0 at -∞, 1 at +∞, derivative 0 at both. NaN gives NaN, for the
 * derivative too. <b>Kinks:</b> f' is 0 where the clipping begins.
 *
 * <p><b>Accuracy:</b> at most 0.9 ULP in float, 0.5 in double; derivative 0.2 and 0.0: it is the
 * slope, rounded once. It is no function of the rounded output, which may be 1 before the clipping
 * begins.
 *
 * <p>Source: Courbariaux, Bengio and David, "BinaryConnect: training deep neural networks with
 * binary weights during propagations", NIPS 2015; the preset is Theano's.
 *
 * @param slope the slope of the line, between 10⁻³⁰ and 10³⁰
 * @param offset its value at 0, at most {@link Float#MAX_VALUE} in magnitude, rounded to the
 *     precision
 */
public record ClippedLinear(double slope, double offset) implements ActivationFormula {
  /** The slope where none is given. */
  public static final double DEFAULT_SLOPE = 0.2;

  /** The offset where none is given. */
  public static final double DEFAULT_OFFSET = 0.5;

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if the slope is not between 10⁻³⁰ and 10³⁰, the offset is NaN
   *     or no float is as large
   */
  public ClippedLinear {
    Parameters.requireBetween("slope", slope, 1e-30, 1e30);
    Parameters.requireMagnitude("offset", offset, Float.MAX_VALUE);
  }

  @Override
  public String name() {
    return "clipped_linear";
  }

  @Override
  public Lane value(Lane x) {
    return Piecewise.clip(line(x, offset), 0, 1);
  }

  @Override
  public Lane derivative(Lane x) {
    // Not line < 1, which may be 1 only by rounding.
    Mask between = signed(x, offset).gt(0).and(signed(x, offset - 1).lt(0));
    return Piecewise.slope(between, slope, x);
  }

  /** What has the sign of slope · x + height, also where slope · x underflows. */
  private Lane signed(Lane x, double height) {
    return height == 0 ? x : line(x, height);
  }

  /**
   * slope · x + height. Where nearly nothing is left of that, what rounding took from the slope
   * would count; so it is put back. It is positive like the slope, lest there be ∞ - ∞.
   */
  private Lane line(Lane x, double height) {
    double high = x.precision().round(slope);
    if (high > slope) {
      high = Math.nextDown((float) high);
    }
    Lane line = x.fma(high, height);
    return high == slope ? line : x.fma(slope - high, line);
  }
}
