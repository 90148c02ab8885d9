package dev.lanewise.property;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Trigonometric functions, which have no limit at infinity. */
final class TrigonometricFacts {
  static final Map<String, Facts> ALL =
      Map.ofEntries(
          entry("sin", wave(StrictMath::sin, StrictMath::cos).butOdd()),
          entry("cos", wave(StrictMath::cos, x -> -StrictMath.sin(x))));

  private TrigonometricFacts() {}

  private static Facts wave(DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
    return Facts.of(new Reference(value, derivative))
        .within(-1, 1)
        .withDomain(-Double.MAX_VALUE, Double.MAX_VALUE)
        .withScale(x -> 1);
  }
}
