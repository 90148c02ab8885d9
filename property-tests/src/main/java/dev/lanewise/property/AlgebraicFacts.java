package dev.lanewise.property;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.core.DD;

/** Powers, roots and activations made of them by rational operations. */
final class AlgebraicFacts {
  static final Map<String, Facts> ALL =
      Map.ofEntries(
          entry(
              "square",
              Facts.of(new Reference(Terms::square, x -> 2 * x))
                  .within(0, Double.POSITIVE_INFINITY)),
          entry(
              "cube",
              Facts.of(new Reference(x -> x * x * x, x -> 3 * x * x))
                  .butMonotone()
                  .butOdd()
                  .withCurvature(6)),
          entry(
              "sqrt",
              ofPositive(Math::sqrt, x -> 0.5 / Math.sqrt(x))
                  .butMonotone()
                  .within(0, Double.POSITIVE_INFINITY)
                  .withDerivativeFromOutput(y -> 0.5 / Math.abs(y))),
          entry("rsqrt", ofPositive(x -> 1 / Math.sqrt(x), x -> -0.5 / x / Math.sqrt(x))),
          entry(
              "cbrt",
              Facts.of(
                      new Reference(
                          StrictMath::cbrt, x -> 1 / (3 * Terms.square(StrictMath.cbrt(x)))))
                  .butMonotone()
                  .butOdd()
                  .withKinks(new Kink(0, Double.POSITIVE_INFINITY))
                  .withScale(Math::abs)),
          entry(
              "softsign",
              Facts.of(
                      new Reference(
                          x ->
                              Math.abs(x) < 1
                                  ? x / (1 + Math.abs(x))
                                  : 1 / (1 / x + Math.signum(x)),
                          x -> Terms.square(1 / (1 + Math.abs(x)))))
                  .butMonotone()
                  .butOdd()
                  .within(-1, 1)
                  .withKinks(new Kink(0, 1))
                  .withCurvature(6)
                  .withDerivativeFromOutput(y -> Terms.square(1 - Math.abs(y)))),
          entry("pow", pow(1, 1.5).butMonotone().within(0, Double.POSITIVE_INFINITY)),
          entry("squareplus", squareplus(4)),
          entry(
              "sparse_plus",
              Facts.of(
                      new Reference(
                          x -> x <= -1 ? 0 : x >= 1 ? x : Terms.square(x + 1) / 4,
                          x -> x <= -1 ? 0 : x >= 1 ? 1 : (x + 1) / 2))
                  .butMonotone()
                  .within(0, Double.POSITIVE_INFINITY)
                  .withKinks(new Kink(-1, 0), new Kink(1, 1))
                  .withDerivativeFromOutput(y -> y < 1 ? Math.sqrt(y) : 1)),
          entry(
              "hardswish",
              Facts.of(
                      new Reference(
                          x -> x <= -3 ? 0 : x >= 3 ? x : x * (x + 3) / 6,
                          x -> x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6))
                  .within(-0.375, Double.POSITIVE_INFINITY)
                  .withKinks(new Kink(-3, 0), new Kink(3, 1))
                  .withDerivativeZeros(-1.5)),
          entry("clipped_swish", clippedSwish(0.25, 0.5)),
          entry(
              "rational_tanh",
              Facts.of(
                      new Reference(
                          AlgebraicFacts::rationalTanh, AlgebraicFacts::rationalTanhSlope))
                  .butMonotone()
                  .butOdd()
                  .within(-1.7159, 1.7159)
                  .withKinks(new Kink(0, 1.7159 * 2 / 3))
                  .withCurvature(3.1)));

  private AlgebraicFacts() {}

  static Facts pow(double scale, double exponent) {
    Facts facts =
        Facts.of(
                new Reference(
                    x -> scale * power(x, exponent),
                    exponent == 0
                        ? Terms.constant(0)
                        : x -> scale * exponent * power(x, exponent - 1)))
            .withScale(Math::abs)
            .withCurvature(
                Math.max(Facts.USUAL_CURVATURE, Math.abs((exponent - 1) * (exponent - 2))));
    return exponent == Math.rint(exponent) ? facts : facts.withDomain(0, Double.POSITIVE_INFINITY);
  }

  private static double power(double x, double exponent) {
    return Double.isNaN(x) ? x : StrictMath.pow(x, exponent);
  }

  /** It is told by lines, of which the sign is exact, on which piece a place is. */
  static Facts clippedSwish(double slope, double offset) {
    DoubleUnaryOperator line = x -> Math.fma(slope, x, offset);
    DoubleUnaryOperator toOne = x -> Math.fma(slope, x, offset - 1);
    Facts facts =
        Facts.of(
                new Reference(
                    x ->
                        line.applyAsDouble(x) <= 0
                            ? 0
                            : toOne.applyAsDouble(x) >= 0 ? x : x * line.applyAsDouble(x),
                    x ->
                        line.applyAsDouble(x) <= 0
                            ? 0
                            : toOne.applyAsDouble(x) >= 0 ? 1 : Math.fma(2 * slope, x, offset)))
            .within(offset > 0 ? -offset * offset / slope / 4 : 0, Double.POSITIVE_INFINITY)
            .withKinks(new Kink(-offset / slope, 0), new Kink((1 - offset) / slope, 1));
    return offset > 0 ? facts : facts.butMonotone();
  }

  static Facts squareplus(double b) {
    return Facts.of(
            new Reference(x -> squareplus(b, x), x -> x < 0 ? share(b, x) : 1 - share(b, -x)))
        .butMonotone()
        .within(0, Double.POSITIVE_INFINITY)
        .withCurvature(Facts.USUAL_CURVATURE * Math.max(1, 1 / b))
        .withDerivativeFromOutput(y -> squareplusSlopeFromOutput(b, y));
  }

  /** y² / (y² + b / 4), also where squares or their reciprocals overflow. */
  private static double squareplusSlopeFromOutput(double b, double y) {
    double square = Terms.square(y);
    return y < 1 ? square / (square + b / 4) : 1 / (1 + b / 4 / y / y);
  }

  private static Facts ofPositive(DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
    return Facts.of(new Reference(value, Terms.nonNegative(derivative)))
        .withDomain(0, Double.POSITIVE_INFINITY)
        .withScale(x -> x);
  }

  /** Half of x + √(x² + b), but by its product with the conjugate where the two would cancel. */
  private static double squareplus(double b, double x) {
    double halves = hypotenuse(b, x) / 2 + Math.abs(x) / 2;
    return x < 0 ? b / 4 / halves : halves;
  }

  /** f / √(x² + b) for x ≤ 0, which is f'; and f'(-x) is 1 - f'(x). */
  private static double share(double b, double x) {
    return squareplus(b, x) / hypotenuse(b, x);
  }

  private static double hypotenuse(double b, double x) {
    return StrictMath.hypot(x, Math.sqrt(b));
  }

  /** 1.7159 p / (1 + p) with the sign of x, p = y + y² + 1.41645 y⁴ and y = |2x/3|. */
  private static double rationalTanh(double x) {
    DD p = rational(rationalArgument(x));
    return Math.copySign(1.7159 * p.divide(p.add(1)).doubleValue(), x);
  }

  private static double rationalTanhSlope(double x) {
    DD y = rationalArgument(x);
    DD slope = y.square().multiply(4 * 1.41645).add(2).multiply(y).add(1);
    // In pairs of doubles, since the square of the denominator doubles its error.
    double q = 1 / rational(y).add(1).doubleValue();
    return 1.7159 * 2 / 3 * slope.doubleValue() * q * q;
  }

  /** Further out f' is below all numbers, and p may overflow. */
  private static DD rationalArgument(double x) {
    return DD.fromQuotient(2 * Math.min(Math.abs(x), 0x1p240), 3);
  }

  private static DD rational(DD y) {
    DD square = y.square();
    return square.multiply(1.41645).add(1).multiply(square).add(y);
  }
}
