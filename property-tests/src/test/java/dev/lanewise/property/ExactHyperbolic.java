package dev.lanewise.property;

import static dev.lanewise.property.Digits.ONE;
import static dev.lanewise.property.Digits.minus;
import static dev.lanewise.property.Digits.over;
import static dev.lanewise.property.Digits.plus;
import static dev.lanewise.property.Digits.square;
import static dev.lanewise.property.Digits.times;
import static java.util.Map.entry;

import java.math.BigDecimal;
import java.util.Map;

/** Hyperbolic functions and activations made of them. */
final class ExactHyperbolic {
  private static final BigDecimal ZERO = BigDecimal.ZERO;

  static final Map<String, ExactFormula> ALL =
      Map.ofEntries(
          entry("tanh", new ExactFormula(ExactHyperbolic::tanh, ExactHyperbolic::tanhSlope)),
          entry(
              "rectified_tanh",
              new ExactFormula(
                  at -> at.positive() ? tanh(at) : ZERO,
                  at -> at.positive() ? tanhSlope(at) : ZERO)),
          entry(
              "tanhshrink", new ExactFormula(ExactHyperbolic::tanhshrink, at -> square(tanh(at)))),
          entry("sinh", new ExactFormula(ExactHyperbolic::sinh, ExactHyperbolic::cosh)),
          entry("cosh", new ExactFormula(ExactHyperbolic::cosh, ExactHyperbolic::sinh)));

  private ExactHyperbolic() {}

  private static BigDecimal tanh(Exact at) {
    return withSign(at, over(times(at.oneMinusE(), plus(ONE, at.e())), onePlusSquare(at)));
  }

  private static BigDecimal tanhSlope(Exact at) {
    return square(over(times(2, at.e()), onePlusSquare(at)));
  }

  private static BigDecimal tanhshrink(Exact at) {
    return Digits.isTiny(at.x()) ? cubic(at.x()) : minus(at.x(), tanh(at));
  }

  /** x³/3 - 2x⁵/15 + 17x⁷/315 - 62x⁹/2835 of a tiny x. */
  private static BigDecimal cubic(BigDecimal x) {
    BigDecimal z = square(x);
    BigDecimal sum = over(BigDecimal.valueOf(62), 2835);
    sum = minus(over(BigDecimal.valueOf(17), 315), times(z, sum));
    sum = minus(over(BigDecimal.TWO, 15), times(z, sum));
    sum = minus(over(ONE, 3), times(z, sum));
    return times(times(x, z), sum);
  }

  private static BigDecimal sinh(Exact at) {
    return withSign(at, over(times(at.oneMinusE(), plus(ONE, at.e())), times(2, at.e())));
  }

  private static BigDecimal cosh(Exact at) {
    return over(onePlusSquare(at), times(2, at.e()));
  }

  /** 1 + e^-2|x|. */
  private static BigDecimal onePlusSquare(Exact at) {
    return plus(ONE, square(at.e()));
  }

  private static BigDecimal withSign(Exact at, BigDecimal magnitude) {
    return at.place() < 0 ? magnitude.negate() : magnitude;
  }
}
