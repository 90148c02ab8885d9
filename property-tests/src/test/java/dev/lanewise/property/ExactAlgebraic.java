package dev.lanewise.property;

import static dev.lanewise.property.Digits.ONE;
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

/** Powers, roots and activations made of them by rational operations. */
final class ExactAlgebraic {
  private static final BigDecimal ZERO = BigDecimal.ZERO;
  private static final BigDecimal THREE = BigDecimal.valueOf(3);
  private static final BigDecimal TANH_SCALE = new BigDecimal("1.7159");
  private static final BigDecimal TANH_QUARTIC = new BigDecimal("1.41645");

  private static final Function<Exact, BigDecimal> SQRT = at -> sqrt(at.x());
  private static final Function<Exact, BigDecimal> CBRT = at -> Digits.cbrt(at.place());

  static final Map<String, ExactFormula> ALL =
      Map.ofEntries(
          entry("square", new ExactFormula(at -> square(at.x()), at -> times(2, at.x()))),
          entry(
              "cube",
              new ExactFormula(
                  at -> times(at.x(), square(at.x())), at -> times(3, square(at.x())))),
          entry(
              "sqrt",
              new ExactFormula(at -> at.share(SQRT), at -> over(ONE, times(2, at.share(SQRT))))),
          entry(
              "rsqrt",
              new ExactFormula(
                  at -> over(ONE, at.share(SQRT)),
                  at -> over(ONE, times(-2, times(at.x(), at.share(SQRT)))))),
          entry(
              "cbrt",
              new ExactFormula(
                  at -> at.share(CBRT), at -> over(ONE, times(3, square(at.share(CBRT)))))),
          entry(
              "softsign",
              new ExactFormula(
                  at -> over(at.x(), plus(ONE, at.x().abs())),
                  at -> over(ONE, square(plus(ONE, at.x().abs()))))),
          entry(
              "pow",
              new ExactFormula(
                  at -> times(at.x(), at.share(SQRT)), at -> over(times(3, at.share(SQRT)), 2))),
          entry("squareplus", squareplus(4)),
          entry(
              "sparse_plus",
              between(
                  -1,
                  1,
                  at -> over(square(plus(at.x(), ONE)), 4),
                  at -> over(plus(at.x(), ONE), 2))),
          entry(
              "hardswish",
              between(
                  -3,
                  3,
                  at -> over(times(at.x(), plus(at.x(), THREE)), 6),
                  at -> over(plus(times(2, at.x()), THREE), 6))),
          entry(
              "clipped_swish",
              between(
                  -2,
                  2,
                  at -> over(times(at.x(), plus(at.x(), BigDecimal.TWO)), 4),
                  at -> over(plus(at.x(), ONE), 2))),
          entry(
              "rational_tanh",
              new ExactFormula(ExactAlgebraic::rationalTanh, ExactAlgebraic::rationalTanhSlope)));

  private ExactAlgebraic() {}

  /** 0 up to a place, x from another one on. */
  private static ExactFormula between(
      double from,
      double to,
      Function<Exact, BigDecimal> value,
      Function<Exact, BigDecimal> derivative) {
    return new ExactFormula(
        at -> at.place() <= from ? ZERO : at.place() >= to ? at.x() : value.apply(at),
        at -> at.place() <= from ? ZERO : at.place() >= to ? ONE : derivative.apply(at));
  }

  static ExactFormula squareplus(double b) {
    BigDecimal width = Ulp.decimal(b);
    Function<Exact, BigDecimal> hypotenuse = at -> sqrt(plus(square(at.x()), width));
    Function<Exact, BigDecimal> value =
        at ->
            at.positive()
                ? over(plus(at.x(), at.share(hypotenuse)), 2)
                : over(over(width, 2), minus(at.share(hypotenuse), at.x()));
    return new ExactFormula(value, at -> over(value.apply(at), at.share(hypotenuse)));
  }

  private static BigDecimal rationalTanh(Exact at) {
    BigDecimal p = polynomial(y(at));
    BigDecimal magnitude = times(TANH_SCALE, over(p, plus(ONE, p)));
    return at.positive() ? magnitude : magnitude.negate();
  }

  private static BigDecimal rationalTanhSlope(Exact at) {
    BigDecimal y = y(at);
    BigDecimal slope =
        plus(ONE, times(2, plus(y, times(times(2, TANH_QUARTIC), times(y, square(y))))));
    return over(times(over(times(2, TANH_SCALE), THREE), slope), square(plus(ONE, polynomial(y))));
  }

  /** |2x/3|. */
  private static BigDecimal y(Exact at) {
    return over(times(2, at.x().abs()), THREE);
  }

  /** y + y² + 1.41645 y⁴. */
  private static BigDecimal polynomial(BigDecimal y) {
    BigDecimal z = square(y);
    return plus(y, plus(z, times(TANH_QUARTIC, square(z))));
  }
}
