package dev.lanewise.property;

import static java.util.Map.entry;

import java.util.Map;
import org.apache.commons.numbers.core.DD;

/**
 * The logistic sigmoid σ and activations made of it.
 *
 * <p>No term cancels: with e = e^-|z|, which never overflows, 1 - σ(z) is e / (1 + e) for positive
 * z and not the difference of two rounded numbers. The one exception are derivatives near their own
 * zeros, where sums such as 1 + e + z have an absolute error of some 2⁻⁵⁵.
 */
final class LogisticFacts {
  /** Where silu has its minimum: x = -1 - W(1/e). */
  private static final double SILU_LOWEST_AT = -1.2784645427610738;

  private static final double SILU_LOWEST = -0.27846454276107380;

  /** 2√(2/π) and 0.044715 times that, to more digits than a double has. */
  private static final DD GELU_LINEAR = DD.ofSum(1.5957691216057308, -9.96930880911092e-17);

  private static final DD GELU_CUBIC = GELU_LINEAR.multiply(DD.of(44715).divide(1e6));

  static final Map<String, Facts> ALL =
      Map.ofEntries(
          entry(
              "sigmoid",
              Facts.of(new Reference(LogisticFacts::sigmoid, LogisticFacts::sigmoidSlope))
                  .butMonotone()
                  .within(0, 1)
                  .withDerivativeFromOutput(y -> y * (1 - y))),
          entry("softplus", softplus(1)),
          entry(
              "log_sigmoid",
              Facts.of(new Reference(x -> -softplusOf(1, -x), x -> sigmoid(-x)))
                  .butMonotone()
                  .within(Double.NEGATIVE_INFINITY, 0)
                  .withDerivativeFromOutput(y -> -StrictMath.expm1(y))),
          entry("silu", swish(1)),
          entry("swish", swish(1)),
          entry("quick_gelu", swish(1.702)),
          entry(
              "gelu_tanh",
              Facts.of(new Reference(LogisticFacts::geluTanh, LogisticFacts::geluTanhSlope))
                  .within(-0.17004075057125405064, Double.POSITIVE_INFINITY)
                  .withDerivativeZeros(-0.75246142207101625849)),
          entry(
              "mish",
              Facts.of(new Reference(LogisticFacts::mish, LogisticFacts::mishSlope))
                  .within(-0.30884341301725040663, Double.POSITIVE_INFINITY)
                  .withDerivativeZeros(-1.1924312145154952121)));

  private LogisticFacts() {}

  static Facts softplus(double beta) {
    return Facts.of(new Reference(x -> softplusOf(beta, x), x -> softplusSlope(beta, x)))
        .butMonotone()
        .within(0, Double.POSITIVE_INFINITY)
        .withCurvature(curvature(beta))
        .withDerivativeFromOutput(y -> -StrictMath.expm1(-beta * y));
  }

  /** The softplus that is x beyond the threshold, to which it falls there by some e^-threshold. */
  static Facts softplus(double beta, double threshold) {
    double end = threshold / beta;
    return Facts.of(
            new Reference(
                x -> x > end ? x : softplusOf(beta, x), x -> x > end ? 1 : softplusSlope(beta, x)))
        .within(0, Double.POSITIVE_INFINITY)
        .withKinks(new Kink(end, softplusSlope(beta, end)))
        .withCurvature(curvature(beta));
  }

  static Facts swish(double beta) {
    return Facts.of(new Reference(x -> gated(x, Terms.argument(beta, x)), x -> swishSlope(beta, x)))
        .within(SILU_LOWEST / beta, Double.POSITIVE_INFINITY)
        .withDerivativeZeros(SILU_LOWEST_AT / beta)
        .withCurvature(curvature(beta));
  }

  /** Of a function of βx: its third derivative grows with β² beside its first. */
  private static double curvature(double beta) {
    return Facts.USUAL_CURVATURE * Math.max(1, Terms.square(beta));
  }

  private static double sigmoid(double x) {
    return sigmoid(DD.of(x));
  }

  private static double sigmoid(DD z) {
    double e = Terms.decay(z);
    return (z.hi() < 0 ? e : 1) / (1 + e);
  }

  private static double sigmoidSlope(double x) {
    double e = Terms.decay(x);
    return e / Terms.square(1 + e);
  }

  private static double softplusSlope(double beta, double x) {
    return sigmoid(Terms.argument(beta, x));
  }

  private static double softplusOf(double beta, double x) {
    DD z = Terms.argument(beta, x);
    // log(1 + e) is e there; the division by β must not see it rounded to a subnormal number.
    double tail =
        Math.abs(z.hi()) > 40 ? Terms.decay(1 / beta, z) : StrictMath.log1p(Terms.decay(z)) / beta;
    // Not the maximum of βx and 0, which could overflow before the division.
    return Math.max(x, 0) + tail;
  }

  /** x · σ(z), where z has the sign of x. */
  private static double gated(double x, DD z) {
    double e = Terms.decay(z);
    return x < 0 ? Terms.exp(x / (1 + e), z) : x / (1 + e);
  }

  /** The derivative of x · σ(z), where k = x · dz/dx. */
  private static double gatedSlope(DD z, double k) {
    double e = Terms.decay(z);
    return z.hi() < 0
        ? Terms.exp((1 + k + e) / Terms.square(1 + e), z)
        : (1 + e + k * e) / Terms.square(1 + e);
  }

  private static double swishSlope(double beta, double x) {
    DD z = Terms.argument(beta, x);
    return gatedSlope(z, z.hi());
  }

  private static double geluTanh(double x) {
    return gated(x, geluArgument(x));
  }

  private static double geluTanhSlope(double x) {
    double z = limitedForCube(x);
    double k = z * (GELU_LINEAR.hi() + 3 * GELU_CUBIC.hi() * z * z);
    return gatedSlope(geluArgument(x), k);
  }

  /** 2√(2/π) (x + 0.044715 x³). */
  private static DD geluArgument(double x) {
    double z = limitedForCube(x);
    return DD.ofSquare(z).multiply(GELU_CUBIC).add(GELU_LINEAR).multiply(z);
  }

  /** Its cube then is an argument within the limits. */
  private static double limitedForCube(double x) {
    return Math.clamp(x, -30.0, 30.0);
  }

  private static double mish(double x) {
    double e = Terms.decay(x);
    return x < 0
        ? Terms.exp(x * (e + 2) / (e * (e + 2) + 2), DD.of(Terms.limited(x)))
        : x * (1 + 2 * e) / (1 + 2 * e * (1 + e));
  }

  /** e^x ω / δ² with ω = 4(x + 1) + 4e^2x + e^3x + e^x (4x + 6), δ = 2 + 2e^x + e^2x. */
  private static double mishSlope(double x) {
    double z = Terms.limited(x);
    double e = Terms.decay(z);
    double four = 4 * z;
    if (z < 0) {
      double omega = four + 4 + e * (four + 6 + e * (4 + e));
      return Terms.exp(omega / Terms.square(2 + e * (2 + e)), DD.of(z));
    }
    double omega = 1 + e * (4 + e * (four + 6 + e * (four + 4)));
    return omega / Terms.square(1 + 2 * e * (1 + e));
  }
}
