package dev.lanewise.property;

import static java.util.Map.entry;

import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Function;

/** Trigonometric functions. */
final class ExactTrigonometric {
  private static final Function<Exact, BigDecimal> SIN = at -> Digits.sin(at.place());
  private static final Function<Exact, BigDecimal> COS = at -> Digits.cos(at.place());

  static final Map<String, ExactFormula> ALL =
      Map.ofEntries(
          entry("sin", new ExactFormula(at -> at.share(SIN), at -> at.share(COS))),
          entry("cos", new ExactFormula(at -> at.share(COS), at -> at.share(SIN).negate())));

  private ExactTrigonometric() {}
}
