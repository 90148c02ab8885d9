package dev.lanewise.property;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Activations made of straight pieces. */
final class PiecewiseLinearFacts {
  static final Map<String, Facts> ALL =
      Map.ofEntries(
          entry(
              "identity",
              Facts.of(new Reference(x -> x, Terms.constant(1)))
                  .butMonotone()
                  .butOdd()
                  .withDerivativeFromOutput(y -> 1)),
          entry("linear", linear(2, -1)),
          entry("round", round()),
          entry("abs", abs()),
          entry("relu", rectifier(0)),
          entry("leaky_relu", rectifier(0.01)),
          entry("rrelu", rectifier((1.0 / 8 + 1.0 / 3) / 2)),
          entry("threshold", threshold(1, 0)),
          entry("bounded_relu", boundedRelu(0.1, 1, 6)),
          entry("relu6", hardtanh(0, 6)),
          entry("hardtanh", hardtanh(-1, 1).butOdd()),
          entry("hardsigmoid", ramp(-3, 3, 1.0 / 6, x -> (x + 3) / 6)),
          entry("sparse_sigmoid", ramp(-1, 1, 0.5, x -> (x + 1) / 2)),
          entry("clipped_linear", clippedLinear(0.2, 0.5)),
          entry("softshrink", softshrink(0.5)),
          entry("hardshrink", hardshrink(0.5)));

  private PiecewiseLinearFacts() {}

  static Facts linear(double scale, double offset) {
    Facts facts =
        Facts.of(
                new Reference(
                    // Not 0 · x, which is NaN at ∞.
                    x -> scale == 0 && !Double.isNaN(x) ? offset : Math.fma(scale, x, offset),
                    Terms.constant(scale)))
            .withDerivativeFromOutput(y -> scale);
    return scale < 0 ? facts : facts.butMonotone();
  }

  /** The leaky ReLU, which with a slope of 0 is the ReLU. */
  static Facts rectifier(double slope) {
    Facts facts =
        Facts.of(
                new Reference(
                    // Not 0 · x, which is NaN at -∞.
                    x -> x > 0 ? x : slope == 0 && x <= 0 ? 0 : slope * x,
                    above(0, slope)))
            .withKinks(new Kink(0, slope))
            .withUlps(Facts.USUAL_ULPS + lossInFloat(slope));
    return slope < 0
        ? facts
        : facts
            .butMonotone()
            .within(slope == 0 ? 0 : Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)
            .withDerivativeFromOutput(y -> y > 0 ? 1 : slope);
  }

  /** How many ulps a product with a parameter is off that has lost digits as a subnormal float. */
  private static double lossInFloat(double parameter) {
    boolean subnormal = parameter != 0 && Math.abs(parameter) < Float.MIN_NORMAL;
    return subnormal ? Math.abs((float) parameter / parameter - 1) * 0x1p24 : 0;
  }

  static Facts threshold(double threshold, double value) {
    Facts facts =
        Facts.of(
                new Reference(
                    x -> x > threshold || Double.isNaN(x) ? x : value, above(threshold, 0)))
            .within(Math.min(threshold, value), Double.POSITIVE_INFINITY)
            .withKinks(new Kink(threshold, 0));
    return value > threshold
        ? facts
        : facts.butMonotone().withDerivativeFromOutput(y -> y > threshold ? 1 : 0);
  }

  static Facts boundedRelu(double slope, double threshold, double max) {
    // Not 0 · x, which is NaN at -∞.
    DoubleUnaryOperator below = x -> slope == 0 && x <= threshold ? 0 : slope * (x - threshold);
    DoubleUnaryOperator rising = above(threshold, slope);
    boolean capped = max < Double.POSITIVE_INFINITY;
    Kink jump = new Kink(threshold, slope);
    Facts facts =
        Facts.of(
                new Reference(
                    x -> x >= max ? max : x > threshold ? x : below.applyAsDouble(x),
                    x -> capped && x >= max ? 0 : rising.applyAsDouble(x)))
            .within(
                slope > 0 ? Double.NEGATIVE_INFINITY : Math.min(threshold, 0),
                slope < 0 ? Double.POSITIVE_INFINITY : Math.max(max, 0))
            .withKinks(capped ? new Kink[] {jump, new Kink(max, 0)} : new Kink[] {jump});
    return slope < 0 || threshold < 0
        ? facts
        : facts
            .butMonotone()
            .withDerivativeFromOutput(y -> capped && y >= max ? 0 : y > threshold ? 1 : slope);
  }

  static Facts hardtanh(double min, double max) {
    return ramp(min, max, 1, x -> x);
  }

  static Facts clippedLinear(double slope, double offset) {
    return ramp(
        -offset / slope,
        (1 - offset) / slope,
        slope,
        x -> Math.clamp(Math.fma(slope, x, offset), 0.0, 1.0));
  }

  static Facts softshrink(double lambda) {
    return shrink(
        lambda,
        new Reference(x -> Math.copySign(Math.max(Math.abs(x) - lambda, 0), x), beyond(lambda)));
  }

  static Facts hardshrink(double lambda) {
    return shrink(lambda, new Reference(x -> Math.abs(x) <= lambda ? 0 * x : x, beyond(lambda)));
  }

  /** It keeps its shape up to the next jump, half-way between whole numbers. */
  private static Facts round() {
    return Facts.of(new Reference(Math::rint, Terms.constant(0)))
        .butMonotone()
        .butOdd()
        .withKinks(new Kink(-0.5, 0), new Kink(0.5, 0))
        .withScale(x -> Math.abs(Math.abs(x - Math.floor(x)) - 0.5))
        .withDerivativeFromOutput(y -> 0);
  }

  private static Facts abs() {
    return Facts.of(
            new Reference(Math::abs, x -> Double.isNaN(x) || x == 0 ? Math.abs(x) : Math.signum(x)))
        .within(0, Double.POSITIVE_INFINITY)
        .withKinks(new Kink(0, 0));
  }

  /** A line between two places, flat on both sides. */
  private static Facts ramp(double from, double to, double slope, DoubleUnaryOperator line) {
    double least = line.applyAsDouble(from);
    double most = line.applyAsDouble(to);
    return Facts.of(
            new Reference(
                x -> x <= from ? least : x >= to ? most : line.applyAsDouble(x),
                x -> Double.isNaN(x) ? x : x > from && x < to ? slope : 0))
        .butMonotone()
        .within(least, most)
        .withKinks(new Kink(from, 0), new Kink(to, 0))
        .withDerivativeFromOutput(y -> y > least && y < most ? slope : 0);
  }

  private static Facts shrink(double lambda, Reference reference) {
    return Facts.of(reference)
        .butMonotone()
        .butOdd()
        .withKinks(new Kink(-lambda, 0), new Kink(lambda, 0))
        .withDerivativeFromOutput(y -> y == 0 ? 0 : 1);
  }

  /** 1 above a place, the slope that is given up to it. */
  private static DoubleUnaryOperator above(double place, double slope) {
    return x -> x > place ? 1 : x <= place ? slope : x;
  }

  /** 1 on both sides of a flat stretch. */
  private static DoubleUnaryOperator beyond(double lambda) {
    return x -> Math.abs(x) > lambda ? 1 : Math.abs(x) <= lambda ? 0 : x;
  }
}
