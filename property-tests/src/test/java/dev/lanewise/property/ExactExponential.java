package dev.lanewise.property;

import static dev.lanewise.property.Digits.LOG_2;
import static dev.lanewise.property.Digits.ONE;
import static dev.lanewise.property.Digits.over;
import static dev.lanewise.property.Digits.times;
import static java.util.Map.entry;

import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Function;

/** Exponential functions and units with a negative branch that is one. */
final class ExactExponential {
  static final BigDecimal SELU_LAMBDA = new BigDecimal("1.0507009873554804934193349852946");
  static final BigDecimal SELU_LAMBDA_ALPHA =
      times(SELU_LAMBDA, new BigDecimal("1.6732632423543772848170429916717"));

  private static final Function<Exact, BigDecimal> POWER_OF_TWO =
      at -> Digits.exp(times(LOG_2, at.x()));

  static final Map<String, ExactFormula> ALL =
      Map.ofEntries(
          entry("elu", unit(ONE, ONE)),
          entry("celu", unit(ONE, ONE)),
          entry("selu", unit(SELU_LAMBDA, SELU_LAMBDA_ALPHA)),
          entry("exp", new ExactFormula(ExactExponential::exp, ExactExponential::exp)),
          entry("expm1", new ExactFormula(ExactExponential::expm1, ExactExponential::exp)),
          entry(
              "exp2",
              new ExactFormula(
                  at -> at.share(POWER_OF_TWO), at -> times(LOG_2, at.share(POWER_OF_TWO)))));

  private ExactExponential() {}

  static ExactFormula elu(double alpha) {
    return unit(ONE, Ulp.decimal(alpha));
  }

  static ExactFormula celu(double alpha) {
    BigDecimal limit = Ulp.decimal(alpha);
    return new ExactFormula(
        at -> at.positive() ? at.x() : times(limit, Digits.expm1(over(at.x(), limit))),
        at -> at.positive() ? ONE : Digits.exp(over(at.x(), limit)));
  }

  private static ExactFormula unit(BigDecimal positive, BigDecimal negative) {
    return new ExactFormula(
        at -> at.positive() ? times(positive, at.x()) : times(negative, expm1(at)),
        at -> at.positive() ? positive : times(negative, at.e()));
  }

  private static BigDecimal exp(Exact at) {
    return at.positive() ? over(ONE, at.e()) : at.e();
  }

  private static BigDecimal expm1(Exact at) {
    return at.positive() ? over(at.oneMinusE(), at.e()) : at.oneMinusE().negate();
  }
}
