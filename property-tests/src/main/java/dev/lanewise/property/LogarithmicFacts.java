package dev.lanewise.property;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Logarithms. */
final class LogarithmicFacts {
  private static final double LOG_2 = 0.69314718055994530941723212145818;
  private static final double LOG_10 = 2.3025850929940456840179914546844;

  static final Map<String, Facts> ALL =
      Map.ofEntries(
          entry("log", ofPositive(StrictMath::log, x -> 1 / x)),
          entry("log2", ofPositive(x -> StrictMath.log(x) / LOG_2, x -> 1 / x / LOG_2)),
          entry("log10", ofPositive(StrictMath::log10, x -> 1 / x / LOG_10)),
          entry(
              "log1p",
              Facts.of(new Reference(StrictMath::log1p, x -> x < -1 ? Double.NaN : 1 / (1 + x)))
                  .butMonotone()
                  .withDomain(-1, Double.POSITIVE_INFINITY)
                  .withScale(x -> 1 + x)),
          entry(
              "logit",
              Facts.of(new Reference(LogarithmicFacts::logit, LogarithmicFacts::logitSlope))
                  .butMonotone()
                  .withDomain(0, 1)
                  .withScale(p -> Math.min(p, 1 - p))));

  private LogarithmicFacts() {}

  private static Facts ofPositive(DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
    return Facts.of(new Reference(value, Terms.nonNegative(derivative)))
        .butMonotone()
        .withDomain(0, Double.POSITIVE_INFINITY)
        .withScale(x -> x);
  }

  private static double logit(double p) {
    // In the middle the two logarithms would cancel; 2p - 1 is exact there.
    return p > 0.25 && p < 0.75
        ? StrictMath.log1p((2 * p - 1) / (1 - p))
        : StrictMath.log(p) - StrictMath.log1p(-p);
  }

  private static double logitSlope(double p) {
    return p >= 0 && p <= 1 ? 1 / (Math.abs(p) * (1 - p)) : Double.NaN;
  }
}
