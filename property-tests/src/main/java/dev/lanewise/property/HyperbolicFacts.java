package dev.lanewise.property;

import static java.util.Map.entry;

import java.util.Map;

/** Hyperbolic functions and activations made of them. */
final class HyperbolicFacts {
  static final Map<String, Facts> ALL =
      Map.ofEntries(
          entry(
              "tanh",
              Facts.of(new Reference(StrictMath::tanh, HyperbolicFacts::tanhSlope))
                  .butMonotone()
                  .butOdd()
                  .within(-1, 1)
                  .withDerivativeFromOutput(y -> (1 - y) * (1 + y))),
          entry(
              "rectified_tanh",
              Facts.of(
                      new Reference(
                          x -> x <= 0 ? 0 : StrictMath.tanh(x), x -> x <= 0 ? 0 : tanhSlope(x)))
                  .butMonotone()
                  .within(0, 1)
                  .withKinks(new Kink(0, 0))
                  .withDerivativeFromOutput(y -> y > 0 ? (1 - y) * (1 + y) : 0)),
          entry(
              "tanhshrink",
              Facts.of(
                      new Reference(
                          HyperbolicFacts::tanhshrink, x -> Terms.square(StrictMath.tanh(x))))
                  .butMonotone()
                  .butOdd()),
          entry(
              "sinh",
              Facts.of(new Reference(StrictMath::sinh, StrictMath::cosh))
                  .butMonotone()
                  .butOdd()
                  .withScale(x -> 1)),
          entry(
              "cosh",
              Facts.of(new Reference(StrictMath::cosh, StrictMath::sinh))
                  .within(1, Double.POSITIVE_INFINITY)
                  .withScale(x -> 1)));

  private HyperbolicFacts() {}

  private static double tanhSlope(double x) {
    double e = Terms.decay(2 * x);
    return 4 * e / Terms.square(1 + e);
  }

  /**
   * x - tanh x. Up to 1 it is (x cosh x - sinh x) / cosh x, as the series x³/3 + x⁵/30 + x⁷/840 …,
   * with the coefficients 2k / (2k + 1)!, has but positive terms.
   */
  private static double tanhshrink(double x) {
    if (!(Math.abs(x) < 1)) {
      return x - StrictMath.tanh(x);
    }
    double term = x;
    double sum = 0;
    for (int k = 1; k <= 10; k++) {
      term *= x * x / ((2 * k) * (2 * k + 1));
      sum += 2 * k * term;
    }
    return Math.copySign(sum / StrictMath.cosh(x), x);
  }
}
