package dev.lanewise.property;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.core.DD;

/** Exponential functions and units with a negative branch that is one. */
final class ExponentialFacts {
  private static final double SELU_LAMBDA = 1.0507009873554804934193349852946;

  /** λ · α with α = 1.6732632423543772848170429916717, rounded once. */
  private static final double SELU_LAMBDA_ALPHA = 1.7580993408473768599402175208123;

  private static final double LOG_2 = 0.69314718055994530941723212145818;

  static final Map<String, Facts> ALL =
      Map.ofEntries(
          entry("elu", unit(1, 1)),
          entry("selu", unit(SELU_LAMBDA, SELU_LAMBDA_ALPHA)),
          entry("celu", celu(1)),
          entry(
              "exp",
              growing(StrictMath::exp, StrictMath::exp)
                  .within(0, Double.POSITIVE_INFINITY)
                  .withDerivativeFromOutput(y -> y)),
          entry(
              "expm1",
              growing(StrictMath::expm1, StrictMath::exp).within(-1, Double.POSITIVE_INFINITY)),
          entry(
              "exp2",
              growing(x -> StrictMath.pow(2, x), ExponentialFacts::exp2Slope)
                  .within(0, Double.POSITIVE_INFINITY)));

  private ExponentialFacts() {}

  static Facts elu(double alpha) {
    return unit(1, alpha);
  }

  /** The ELU whose derivative does not jump. */
  static Facts celu(double alpha) {
    return Facts.of(
            new Reference(
                x -> x > 0 ? x : alpha * StrictMath.expm1(x / alpha),
                x -> x > 0 ? 1 : Terms.exp(1, quotient(x, alpha))))
        .butMonotone()
        .within(-alpha, Double.POSITIVE_INFINITY)
        .withKinks(new Kink(0, 1))
        .withCurvature(Facts.USUAL_CURVATURE * Math.max(1, 1 / Terms.square(alpha)))
        .withDerivativeFromOutput(y -> y > 0 ? 1 : y / alpha + 1);
  }

  private static Facts unit(double positive, double negative) {
    return Facts.of(
            new Reference(
                x -> x > 0 ? positive * x : negative * StrictMath.expm1(x),
                x -> x > 0 ? positive : negative * StrictMath.exp(x)))
        .butMonotone()
        .within(-negative, Double.POSITIVE_INFINITY)
        .withKinks(new Kink(0, negative))
        .withDerivativeFromOutput(y -> y > 0 ? positive : y + negative);
  }

  private static double exp2Slope(double x) {
    // 2^1024 is infinite, its product with log 2 is not.
    return x > 0 ? 2 * LOG_2 * StrictMath.pow(2, x - 1) : LOG_2 * StrictMath.pow(2, x);
  }

  /** At any place as curved as it is steep. */
  private static Facts growing(DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
    return Facts.of(new Reference(value, derivative)).butMonotone().withScale(x -> 1);
  }

  /** x / alpha as the argument of an exponential. */
  private static DD quotient(double x, double alpha) {
    double most = Terms.FAR * alpha;
    return DD.fromQuotient(Math.clamp(x, -most, most), alpha);
  }
}
