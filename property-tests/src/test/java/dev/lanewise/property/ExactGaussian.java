package dev.lanewise.property;

import static dev.lanewise.property.Digits.HALF;
import static dev.lanewise.property.Digits.ONE;
import static dev.lanewise.property.Digits.PI;
import static dev.lanewise.property.Digits.TWO;
import static dev.lanewise.property.Digits.minus;
import static dev.lanewise.property.Digits.over;
import static dev.lanewise.property.Digits.plus;
import static dev.lanewise.property.Digits.sqrt;
import static dev.lanewise.property.Digits.square;
import static dev.lanewise.property.Digits.times;
import static java.util.Map.entry;

import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Function;

/** The error function and activations of the normal distribution. */
final class ExactGaussian {
  private static final BigDecimal SQRT_HALF = sqrt(HALF);

  /** Φ(-|x|). */
  private static final Function<Exact, BigDecimal> TAIL =
      at -> times(HALF, Digits.erfc(times(SQRT_HALF, at.x().abs())));

  private static final Function<Exact, BigDecimal> DENSITY =
      at -> over(Digits.exp(times(HALF, square(at.x())).negate()), sqrt(times(2, PI)));

  private static final Function<Exact, BigDecimal> ERFC = at -> Digits.erfc(at.x().abs());

  static final Map<String, ExactFormula> ALL =
      Map.ofEntries(
          entry(
              "gelu",
              new ExactFormula(
                  at -> times(at.x(), probability(at)),
                  at -> plus(probability(at), times(at.x(), at.share(DENSITY))))),
          entry("erf", new ExactFormula(ExactGaussian::erf, ExactGaussian::erfSlope)),
          entry(
              "erfc",
              new ExactFormula(
                  at -> at.place() < 0 ? minus(TWO, at.share(ERFC)) : at.share(ERFC),
                  at -> erfSlope(at).negate())));

  private ExactGaussian() {}

  private static BigDecimal probability(Exact at) {
    return at.place() < 0 ? at.share(TAIL) : minus(ONE, at.share(TAIL));
  }

  private static BigDecimal erf(Exact at) {
    // Its complement is of no use to a small value.
    return Math.abs(at.place()) < 1
        ? Digits.erf(at.x())
        : minus(ONE, at.share(ERFC)).multiply(BigDecimal.valueOf(at.x().signum()));
  }

  private static BigDecimal erfSlope(Exact at) {
    return over(times(2, Digits.exp(square(at.x()).negate())), sqrt(PI));
  }
}
