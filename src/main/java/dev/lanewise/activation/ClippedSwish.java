package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The hard swish of oneDNN: x times a straight line that is clipped to [0, 1]. With the preset
 * parameters the line is the tangent of the sigmoid at 0; oneDNN, whose parameters these are, has
 * no preset. That of MobileNet, of which the slope is no binary fraction, is {@link Hardswish}.
 *
 * <pre>
 * f(x)  = x · min(max(0, slope · x + offset), 1)
 * f'(x) = 0 where the line is at most 0, 1 where it is at least 1, 2 · slope · x + offset between
 * </pre>
 *
 * <p><b>Domain:</b> all x; 0 at -∞, ∞ at +∞, derivative 0 and 1 there. Where the line is at most 0,
 * f is -0 for a positive offset, else +0; where it is more, the sign of zero is kept. For a
 * positive offset f falls before it rises, so the derivative is not a function of the output. NaN
 * gives NaN, for the derivative too. <b>Kinks:</b> f' is 0 and 1 where the clipping begins, as in
 * oneDNN.
 *
 * <p><b>Accuracy:</b> at most 1.5 ULP in float, 1.5 in double; derivative 0.5 and 0.5, next to its
 * zero too, with any parameters, which are rounded to the precision.
 *
 * <p>Source: oneDNN, {@code eltwise_hardswish}.
 *
 * @param slope the slope of the line, between 10⁻¹⁰ and 10¹⁰
 * @param offset its value at 0, at most 10²⁰ in magnitude
 */
public record ClippedSwish(double slope, double offset) implements ActivationFormula {
  /** The slope where none is given. */
  public static final double DEFAULT_SLOPE = 0.25;

  /** The offset where none is given. */
  public static final double DEFAULT_OFFSET = 0.5;

  /**
   * Checks the parameters. With larger ones the clipping might begin beyond all floats.
   *
   * @throws IllegalArgumentException if the slope is not between 10⁻¹⁰ and 10¹⁰, the offset is NaN
   *     or more than 10²⁰ in magnitude
   */
  public ClippedSwish {
    Parameters.requireBetween("slope", slope, 1e-10, 1e10);
    Parameters.requireMagnitude("offset", offset, 1e20);
  }

  @Override
  public String name() {
    return "clipped_swish";
  }

  @Override
  public Lane value(Lane x) {
    return pieces(x, offset > 0 ? -0.0 : 0, x.mul(x.fma(slope, offset)), x);
  }

  @Override
  public Lane derivative(Lane x) {
    return pieces(x, 0, x.fma(2 * slope, offset), x.constant(1));
  }

  /**
   * What f or f' is on each piece. Which one x is on is not asked of the rounded line, which may be
   * 1 too early: f' is 2 - offset just before, and then 1.
   */
  private Lane pieces(Lane x, double below, Lane between, Lane above) {
    BigDecimal height = new BigDecimal(x.precision().round(offset));
    double last = -reaching(height, x.precision());
    double first = reaching(BigDecimal.ONE.subtract(height), x.precision());
    return x.le(last).select(below, x.ge(first).select(above, between));
  }

  /** The least x for which slope · x is at least some number. */
  private double reaching(BigDecimal number, Precision precision) {
    BigDecimal factor = new BigDecimal(precision.round(slope));
    BigDecimal quotient = number.divide(factor, MathContext.DECIMAL128);
    boolean single = precision == Precision.FLOAT;
    double nearest = single ? quotient.floatValue() : quotient.doubleValue();
    if (factor.multiply(new BigDecimal(nearest)).compareTo(number) >= 0) {
      return nearest;
    }
    return single ? Math.nextUp((float) nearest) : Math.nextUp(nearest);
  }
}
