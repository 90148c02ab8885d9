package dev.lanewise.property;

import static dev.lanewise.property.Digits.HALF;
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
import java.util.function.Predicate;

/** Derivatives as functions of the output y, which is the place where they are taken. */
final class ExactFromOutput {
  private static final BigDecimal ZERO = BigDecimal.ZERO;

  private static final Function<Exact, BigDecimal> TANH =
      at -> times(minus(ONE, at.x()), plus(ONE, at.x()));

  static final Map<String, Function<Exact, BigDecimal>> ALL =
      Map.ofEntries(
          entry("identity", at -> ONE),
          entry("linear", at -> BigDecimal.TWO),
          entry("round", at -> ZERO),
          entry("sigmoid", at -> times(at.x(), minus(ONE, at.x()))),
          entry("softplus", at -> Digits.expm1(at.x().negate()).negate()),
          entry("log_sigmoid", at -> Digits.expm1(at.x()).negate()),
          entry("tanh", TANH),
          entry("rectified_tanh", at -> at.positive() ? TANH.apply(at) : ZERO),
          entry("exp", Exact::x),
          entry("elu", unit(ONE, ONE)),
          entry("celu", unit(ONE, ONE)),
          entry("selu", unit(ExactExponential.SELU_LAMBDA, ExactExponential.SELU_LAMBDA_ALPHA)),
          entry("relu", above(0, ZERO)),
          entry("leaky_relu", above(0, ExactPiecewiseLinear.SLOPE)),
          entry("rrelu", above(0, ExactPiecewiseLinear.MEAN_SLOPE)),
          entry("threshold", above(1, ZERO)),
          entry("bounded_relu", boundedRelu()),
          entry("relu6", where(y -> y > 0 && y < 6)),
          entry("hardtanh", where(y -> y > -1 && y < 1)),
          entry("softshrink", where(y -> y != 0)),
          entry("hardshrink", where(y -> y != 0)),
          entry("softsign", at -> square(minus(ONE, at.x().abs()))),
          entry("sqrt", at -> over(HALF, at.x().abs())),
          entry("squareplus", at -> over(square(at.x()), plus(square(at.x()), ONE))),
          entry("sparse_plus", at -> at.place() < 1 ? sqrt(at.x()) : ONE));

  private ExactFromOutput() {}

  private static Function<Exact, BigDecimal> unit(BigDecimal positive, BigDecimal negative) {
    return at -> at.positive() ? positive : plus(at.x(), negative);
  }

  /** 1 above a place, something else up to there. */
  private static Function<Exact, BigDecimal> above(double place, BigDecimal upToThere) {
    return at -> at.place() > place ? ONE : upToThere;
  }

  private static Function<Exact, BigDecimal> boundedRelu() {
    Function<Exact, BigDecimal> rising = above(1, ExactPiecewiseLinear.BOUNDED_SLOPE);
    return at -> at.place() >= 6 ? ZERO : rising.apply(at);
  }

  /** 1 where something holds, elsewhere 0. */
  private static Function<Exact, BigDecimal> where(Predicate<Double> holds) {
    return at -> holds.test(at.place()) ? ONE : ZERO;
  }
}
