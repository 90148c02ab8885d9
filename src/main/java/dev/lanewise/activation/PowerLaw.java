package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Power;

/**
 * A power of x. oneDNN, whose parameters these are, has no preset.
 *
 * <pre>
 * f(x)  = scale · x^exponent
 * f'(x) = scale · exponent · x^(exponent - 1)
 * </pre>
 *
 * <p><b>Domain:</b> all x for an exponent that is an integer, else x ≥ 0: NaN for negative finite
 * x. At zeros and infinities x^exponent is what {@link Power#pow} and C make of it, so 1 for an
 * exponent of 0, of which the derivative is 0. NaN gives NaN, for the derivative too. x^exponent
 * overflows and underflows for itself, before it is multiplied.
 *
 * <p><b>Accuracy:</b> at most 1.0 ULP in float, 1.0 in double; derivative 1.6 and 1.5. With another
 * exponent than 1.5 at most 1.0 ULP in float, 1.0 in double; derivative 2.5 and 1.8; with another
 * scale too, at most 2.5 and 3.5. Where a power is subnormal, a factor over 1 magnifies its
 * rounding. The scale, the exponent and their product are rounded to the precision; but exponent -
 * 1 is not. From the output the derivative would be exponent · y / x: there is none.
 *
 * <p>Source: the classical definition; as an activation, oneDNN.
 *
 * @param scale the factor, at most 10³⁰ in magnitude
 * @param exponent the exponent, at most 10⁶ in magnitude
 */
public record PowerLaw(double scale, double exponent) implements ActivationFormula {
  /** The factor where none is given. */
  public static final double DEFAULT_SCALE = 1;

  /** The exponent where none is given. */
  public static final double DEFAULT_EXPONENT = 1.5;

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if one is NaN or too large
   */
  public PowerLaw {
    Parameters.requireMagnitude("scale", scale, 1e30);
    Parameters.requireMagnitude("exponent", exponent, 1e6);
  }

  @Override
  public String name() {
    return "pow";
  }

  @Override
  public Lane value(Lane x) {
    return scaled(power(x, x.precision().round(exponent)), x.precision().round(scale));
  }

  /**
   * Where the exponent less 1 would be rounded, by which the power of a large x would be off by
   * many ULP, it is a quotient: of exponents that are negative or less than ½, and are no integers.
   * So its limits are ∞ and 0.
   */
  @Override
  public Lane derivative(Lane x) {
    double rounded = x.precision().round(exponent);
    if (rounded == 0) {
      return x.isNaN().select(x, 0);
    }
    double factor = x.precision().round(scale * rounded);
    double less = x.precision().round(rounded - 1);
    if (less + 1 == rounded || factor == 0) {
      return scaled(power(x, less), factor);
    }
    Lane magnitude = x.abs();
    Lane quotient = scaled(power(x, rounded), factor).div(magnitude);
    Lane limited = magnitude.eq(Double.POSITIVE_INFINITY).select(0, quotient);
    return magnitude.eq(0).select(factor * Double.POSITIVE_INFINITY, limited);
  }

  private static Lane power(Lane x, double exponent) {
    if (exponent == 0) {
      return x.isNaN().select(x, 1);
    }
    if (exponent == 1) {
      return x;
    }
    return exponent == 2 ? x.mul(x) : Power.pow(x, x.constant(exponent));
  }

  /** The product; not 0 · ∞, which is NaN. */
  private static Lane scaled(Lane power, double factor) {
    if (factor == 0) {
      return power.isNaN().select(power, 0);
    }
    return factor == 1 ? power : power.mul(factor);
  }
}
