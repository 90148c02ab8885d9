package dev.lanewise.property;

import static dev.lanewise.property.Digits.LOG_10;
import static dev.lanewise.property.Digits.LOG_2;
import static dev.lanewise.property.Digits.ONE;
import static dev.lanewise.property.Digits.minus;
import static dev.lanewise.property.Digits.over;
import static dev.lanewise.property.Digits.plus;
import static dev.lanewise.property.Digits.times;
import static java.util.Map.entry;

import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Function;

/** Logarithms. */
final class ExactLogarithmic {
  private static final Function<Exact, BigDecimal> LOG = at -> Digits.log(at.x());

  static final Map<String, ExactFormula> ALL =
      Map.ofEntries(
          entry("log", toBase(ONE)),
          entry("log2", toBase(LOG_2)),
          entry("log10", toBase(LOG_10)),
          entry(
              "log1p",
              new ExactFormula(at -> Digits.log1p(at.x()), at -> over(ONE, plus(ONE, at.x())))),
          entry(
              "logit",
              new ExactFormula(
                  at -> Digits.log(over(at.x(), minus(ONE, at.x()))),
                  at -> over(ONE, times(at.x(), minus(ONE, at.x()))))));

  private ExactLogarithmic() {}

  /** The logarithm to the base of which the natural logarithm is given. */
  private static ExactFormula toBase(BigDecimal logOfBase) {
    return new ExactFormula(
        at -> over(at.share(LOG), logOfBase), at -> over(ONE, times(logOfBase, at.x())));
  }
}
