package dev.lanewise.property;

import static dev.lanewise.property.Digits.HALF;
import static dev.lanewise.property.Digits.ONE;
import static dev.lanewise.property.Digits.minus;
import static dev.lanewise.property.Digits.over;
import static dev.lanewise.property.Digits.plus;
import static dev.lanewise.property.Digits.times;
import static java.util.Map.entry;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** Activations made of straight pieces. */
final class ExactPiecewiseLinear {
  private static final BigDecimal ZERO = BigDecimal.ZERO;

  /** Of the leaky ReLU, by default. */
  static final BigDecimal SLOPE = Ulp.decimal(0.01);

  /** Half of 1/8 + 1/3. */
  static final BigDecimal MEAN_SLOPE = over(BigDecimal.valueOf(11), 48);

  /** Of the bounded ReLU, up to its threshold. */
  static final BigDecimal BOUNDED_SLOPE = Ulp.decimal(0.1);

  private static final BigDecimal SIXTH = over(ONE, 6);

  static final Map<String, ExactFormula> ALL =
      Map.ofEntries(
          entry("identity", line(ONE, ZERO)),
          entry("linear", line(BigDecimal.TWO, ONE.negate())),
          entry(
              "round",
              new ExactFormula(at -> at.x().setScale(0, RoundingMode.HALF_EVEN), at -> ZERO)),
          entry(
              "abs",
              new ExactFormula(at -> at.x().abs(), at -> BigDecimal.valueOf(at.x().signum()))),
          entry("relu", above(0, line(ZERO, ZERO))),
          entry("leaky_relu", leakyRelu(SLOPE)),
          entry("rrelu", leakyRelu(MEAN_SLOPE)),
          entry("threshold", above(1, line(ZERO, ZERO))),
          entry("bounded_relu", boundedRelu()),
          entry("relu6", between(0, 6, line(ONE, ZERO), ZERO, BigDecimal.valueOf(6))),
          entry("hardtanh", between(-1, 1, line(ONE, ZERO), ONE.negate(), ONE)),
          entry("hardsigmoid", between(-3, 3, line(SIXTH, HALF), ZERO, ONE)),
          entry("sparse_sigmoid", between(-1, 1, line(HALF, HALF), ZERO, ONE)),
          entry("clipped_linear", between(-2.5, 2.5, line(Ulp.decimal(0.2), HALF), ZERO, ONE)),
          entry("softshrink", shrunk(HALF)),
          entry("hardshrink", shrunk(ZERO)));

  private ExactPiecewiseLinear() {}

  static ExactFormula leakyRelu(BigDecimal slope) {
    return above(0, line(slope, ZERO));
  }

  private static ExactFormula line(BigDecimal slope, BigDecimal offset) {
    return new ExactFormula(at -> plus(times(slope, at.x()), offset), at -> slope);
  }

  /** x above a place, something else up to there. */
  private static ExactFormula above(double place, ExactFormula upToThere) {
    return new ExactFormula(
        at -> at.place() > place ? at.x() : upToThere.value().apply(at),
        at -> at.place() > place ? ONE : upToThere.derivative().apply(at));
  }

  private static ExactFormula boundedRelu() {
    ExactFormula rising = above(1, line(BOUNDED_SLOPE, BOUNDED_SLOPE.negate()));
    return new ExactFormula(
        at -> at.place() >= 6 ? BigDecimal.valueOf(6) : rising.value().apply(at),
        at -> at.place() >= 6 ? ZERO : rising.derivative().apply(at));
  }

  /** A line between two places, flat on both sides. */
  private static ExactFormula between(
      double from, double to, ExactFormula line, BigDecimal least, BigDecimal most) {
    return new ExactFormula(
        at -> at.place() <= from ? least : at.place() >= to ? most : line.value().apply(at),
        at -> at.place() > from && at.place() < to ? line.derivative().apply(at) : ZERO);
  }

  /** 0 between -½ and ½, elsewhere x moved towards 0 by a shift. */
  private static ExactFormula shrunk(BigDecimal shift) {
    return new ExactFormula(
        at ->
            Math.abs(at.place()) <= 0.5
                ? ZERO
                : minus(at.x(), at.positive() ? shift : shift.negate()),
        at -> Math.abs(at.place()) <= 0.5 ? ZERO : ONE);
  }
}
