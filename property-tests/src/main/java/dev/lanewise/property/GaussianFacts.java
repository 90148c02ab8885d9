package dev.lanewise.property;

import static java.util.Map.entry;

import java.util.Map;
import org.apache.commons.numbers.core.DD;
import org.apache.commons.numbers.gamma.Erf;
import org.apache.commons.numbers.gamma.Erfc;
import org.apache.commons.numbers.gamma.Erfcx;

/**
 * The error function and activations of the normal distribution.
 *
 * <p>In the negative tail Φ(x) = erfc(-x/√2) / 2 is e^(-x²/2) · erfcx(-x/√2) / 2: erfcx is hardly
 * sensitive to the rounding of its argument, and the square in the exponent is exact.
 */
final class GaussianFacts {
  private static final double SQRT_HALF = 0.70710678118654752440084436210485;
  private static final double TWO_OVER_SQRT_PI = 1.1283791670955125738961589031215;
  private static final double ONE_OVER_SQRT_TWO_PI = 0.39894228040143267793994605993438;

  static final Map<String, Facts> ALL =
      Map.ofEntries(
          entry(
              "gelu",
              Facts.of(new Reference(GaussianFacts::gelu, GaussianFacts::geluSlope))
                  .within(-0.16997120747990366169, Double.POSITIVE_INFINITY)
                  .withDerivativeZeros(-0.75179152469356445746)),
          entry(
              "erf",
              Facts.of(new Reference(Erf::value, x -> bell(TWO_OVER_SQRT_PI, x, -1)))
                  .butMonotone()
                  .butOdd()
                  .within(-1, 1)
                  .withCurvature(2.3)),
          entry(
              "erfc",
              Facts.of(new Reference(Erfc::value, x -> bell(-TWO_OVER_SQRT_PI, x, -1)))
                  .within(0, 2)
                  .withCurvature(2.3)));

  private GaussianFacts() {}

  private static double gelu(double x) {
    double z = Terms.limited(x);
    return x < 0
        ? bell(z * Erfcx.value(-SQRT_HALF * z) / 2, z, -0.5)
        : x * (Erfc.value(-SQRT_HALF * x) / 2);
  }

  private static double geluSlope(double x) {
    double z = Terms.limited(x);
    double linear = z * ONE_OVER_SQRT_TWO_PI;
    return x < 0
        ? bell(Erfcx.value(-SQRT_HALF * z) / 2 + linear, z, -0.5)
        : Erfc.value(-SQRT_HALF * x) / 2 + bell(linear, z, -0.5);
  }

  /** factor · e^(rate · x²), for a rate below 0 that is a power of two. */
  private static double bell(double factor, double x, double rate) {
    return Terms.exp(factor, DD.ofSquare(Terms.limited(x)).multiply(rate));
  }
}
