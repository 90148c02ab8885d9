package dev.lanewise.property;

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

/** The logistic sigmoid σ and activations made of it. */
final class ExactLogistic {
  private static final BigDecimal GELU_LINEAR = times(2, sqrt(over(TWO, PI)));
  private static final BigDecimal GELU_CUBIC = times(GELU_LINEAR, new BigDecimal("0.044715"));

  private static final Function<Exact, BigDecimal> LOG_OF_ONE_PLUS_E = at -> Digits.log1p(at.e());

  private static final ExactFormula SILU = scaled(ONE);

  static final Map<String, ExactFormula> ALL =
      Map.ofEntries(
          entry(
              "sigmoid",
              new ExactFormula(at -> sigmoid(at.e(), at.positive()), ExactLogistic::slope)),
          entry(
              "softplus",
              new ExactFormula(
                  at -> plus(at.x().max(BigDecimal.ZERO), at.share(LOG_OF_ONE_PLUS_E)),
                  at -> sigmoid(at.e(), at.positive()))),
          entry(
              "log_sigmoid",
              new ExactFormula(
                  at -> minus(at.x().min(BigDecimal.ZERO), at.share(LOG_OF_ONE_PLUS_E)),
                  at -> sigmoid(at.e(), !at.positive()))),
          entry("silu", SILU),
          entry("swish", SILU),
          entry("quick_gelu", scaled(Ulp.decimal(1.702))),
          entry("gelu_tanh", gated(ExactLogistic::cubic, ExactLogistic::cubicSlope)),
          entry("mish", new ExactFormula(ExactLogistic::mish, ExactLogistic::mishSlope)));

  private ExactLogistic() {}

  static ExactFormula softplus(double beta) {
    BigDecimal sharpness = Ulp.decimal(beta);
    Function<Exact, BigDecimal> z = at -> times(sharpness, at.x());
    Function<Exact, BigDecimal> decay = at -> Digits.exp(z.apply(at).abs().negate());
    return new ExactFormula(
        at -> plus(at.x().max(BigDecimal.ZERO), over(Digits.log1p(at.share(decay)), sharpness)),
        at -> sigmoid(at.share(decay), at.positive()));
  }

  static ExactFormula swish(double beta) {
    return scaled(Ulp.decimal(beta));
  }

  private static ExactFormula scaled(BigDecimal beta) {
    return gated(at -> times(beta, at.x()), at -> beta);
  }

  /** x · σ(z), where z has the sign of x. */
  private static ExactFormula gated(
      Function<Exact, BigDecimal> z, Function<Exact, BigDecimal> slopeOfZ) {
    Function<Exact, BigDecimal> decay = at -> Digits.exp(z.apply(at).abs().negate());
    return new ExactFormula(
        at -> times(at.x(), sigmoid(at.share(decay), at.positive())),
        at -> {
          BigDecimal e = at.share(decay);
          BigDecimal k = times(at.x(), slopeOfZ.apply(at));
          BigDecimal onePlusE = plus(ONE, e);
          BigDecimal numerator =
              at.positive() ? plus(onePlusE, times(k, e)) : times(e, plus(onePlusE, k));
          return over(numerator, square(onePlusE));
        });
  }

  /** 2√(2/π) (x + 0.044715 x³). */
  private static BigDecimal cubic(Exact at) {
    return times(at.x(), plus(GELU_LINEAR, times(GELU_CUBIC, square(at.x()))));
  }

  private static BigDecimal cubicSlope(Exact at) {
    return plus(GELU_LINEAR, times(3, times(GELU_CUBIC, square(at.x()))));
  }

  private static BigDecimal sigmoid(BigDecimal e, boolean positive) {
    return over(positive ? ONE : e, plus(ONE, e));
  }

  private static BigDecimal slope(Exact at) {
    return over(at.e(), square(plus(ONE, at.e())));
  }

  private static BigDecimal mish(Exact at) {
    return times(at.x(), tanhOfSoftplus(at));
  }

  /** T + x (1 - T²) σ(x) with T the tanh of the softplus. */
  private static BigDecimal mishSlope(Exact at) {
    BigDecimal e = at.e();
    BigDecimal four = times(times(4, e), plus(ONE, e));
    BigDecimal slope =
        at.positive()
            ? over(times(four, e), square(plus(ONE, times(times(2, e), plus(ONE, e)))))
            : over(four, square(plus(TWO, times(e, plus(TWO, e)))));
    return plus(tanhOfSoftplus(at), times(at.x(), slope));
  }

  private static BigDecimal tanhOfSoftplus(Exact at) {
    BigDecimal e = at.e();
    BigDecimal numerator = at.positive() ? plus(ONE, times(2, e)) : times(e, plus(TWO, e));
    BigDecimal rest = at.positive() ? times(2, square(e)) : TWO;
    return over(numerator, plus(numerator, rest));
  }
}
