package dev.lanewise.property;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The mathematical facts of the activations of Lanewise's catalogue, and of elementary functions.
 *
 * <p>They are one description each, in a file for each family: whoever adds an activation adds it
 * there, and every test and {@link References} know it.
 */
public final class CatalogueFacts {
  static final SortedMap<String, Facts> BY_NAME =
      byName(
          List.of(
              AlgebraicFacts.ALL,
              ExponentialFacts.ALL,
              GaussianFacts.ALL,
              HyperbolicFacts.ALL,
              LogarithmicFacts.ALL,
              LogisticFacts.ALL,
              PiecewiseLinearFacts.ALL,
              TrigonometricFacts.ALL));

  private CatalogueFacts() {}

  /**
   * The facts of an activation with preset parameters.
   *
   * @param name as {@code Activations.of} takes it, or of an elementary function
   * @return the facts
   * @throws IllegalArgumentException if nothing is known of that name
   */
  public static Facts of(String name) {
    Facts facts = BY_NAME.get(name);
    if (facts == null) {
      throw new IllegalArgumentException(
          "the mathematical facts of \"" + name + "\" are not in CatalogueFacts");
    }
    return facts;
  }

  /**
   * The facts of a leaky ReLU. Of a slope that is subnormal in float they allow what its rounding
   * costs.
   *
   * @param slope factor of negative inputs
   * @return the facts
   */
  public static Facts leakyRelu(double slope) {
    return PiecewiseLinearFacts.rectifier(slope);
  }

  /**
   * The facts of a randomised leaky ReLU in evaluation, whose slope is the mean of the bounds.
   *
   * @param lower the least slope
   * @param upper the greatest slope
   * @return the facts
   */
  public static Facts rrelu(double lower, double upper) {
    return PiecewiseLinearFacts.rectifier((lower + upper) / 2);
  }

  /**
   * The facts of a threshold.
   *
   * @param threshold up to where the value is constant
   * @param value the constant
   * @return the facts
   */
  public static Facts threshold(double threshold, double value) {
    return PiecewiseLinearFacts.threshold(threshold, value);
  }

  /**
   * The facts of a ReLU with a slope, a threshold and a bound.
   *
   * @param slope the derivative up to the threshold
   * @param threshold above which f is x
   * @param max the greatest value above the threshold, more than that; may be ∞
   * @return the facts
   */
  public static Facts boundedRelu(double slope, double threshold, double max) {
    return PiecewiseLinearFacts.boundedRelu(slope, threshold, max);
  }

  /**
   * The facts of a hard tanh.
   *
   * @param min the least value
   * @param max the greatest value, more than the least
   * @return the facts
   */
  public static Facts hardtanh(double min, double max) {
    return PiecewiseLinearFacts.hardtanh(min, max);
  }

  /**
   * The facts of a line between 0 and 1.
   *
   * @param slope of the line, more than 0
   * @param offset of the line
   * @return the facts
   */
  public static Facts clippedLinear(double slope, double offset) {
    return PiecewiseLinearFacts.clippedLinear(slope, offset);
  }

  /**
   * The facts of x times a line between 0 and 1.
   *
   * @param slope of the line, more than 0
   * @param offset of the line, less than 2
   * @return the facts
   */
  public static Facts clippedSwish(double slope, double offset) {
    return AlgebraicFacts.clippedSwish(slope, offset);
  }

  /**
   * The facts of a linear function.
   *
   * @param scale its slope
   * @param offset its value at 0
   * @return the facts
   */
  public static Facts linear(double scale, double offset) {
    return PiecewiseLinearFacts.linear(scale, offset);
  }

  /**
   * The facts of a power.
   *
   * @param scale its factor
   * @param exponent its exponent
   * @return the facts
   */
  public static Facts pow(double scale, double exponent) {
    return AlgebraicFacts.pow(scale, exponent);
  }

  /**
   * The facts of a soft shrinkage.
   *
   * @param lambda half the width of the flat stretch, at least 0
   * @return the facts
   */
  public static Facts softshrink(double lambda) {
    return PiecewiseLinearFacts.softshrink(lambda);
  }

  /**
   * The facts of a hard shrinkage.
   *
   * @param lambda half the width of the flat stretch, at least 0
   * @return the facts
   */
  public static Facts hardshrink(double lambda) {
    return PiecewiseLinearFacts.hardshrink(lambda);
  }

  /**
   * The facts of an exponential linear unit.
   *
   * @param alpha scale of the negative branch, more than 0 and at most 2
   * @return the facts
   */
  public static Facts elu(double alpha) {
    return ExponentialFacts.elu(alpha);
  }

  /**
   * The facts of a continuously differentiable exponential linear unit.
   *
   * @param alpha scale of the negative branch and of its argument, at least 1/4
   * @return the facts
   */
  public static Facts celu(double alpha) {
    return ExponentialFacts.celu(alpha);
  }

  /**
   * The facts of a softplus.
   *
   * @param beta sharpness, more than 0 and at most 4
   * @return the facts
   */
  public static Facts softplus(double beta) {
    return LogisticFacts.softplus(beta);
  }

  /**
   * The facts of a softplus that is x where beta · x is greater than a threshold.
   *
   * @param beta sharpness, a power of two of at most 4
   * @param threshold where it ends
   * @return the facts
   */
  public static Facts softplus(double beta, double threshold) {
    return LogisticFacts.softplus(beta, threshold);
  }

  /**
   * The facts of a swish.
   *
   * @param beta sharpness, more than 0 and at most 4
   * @return the facts
   */
  public static Facts swish(double beta) {
    return LogisticFacts.swish(beta);
  }

  /**
   * The facts of a squareplus.
   *
   * @param b how far it is from the ReLU, at least 1/4
   * @return the facts
   */
  public static Facts squareplus(double b) {
    return AlgebraicFacts.squareplus(b);
  }

  private static SortedMap<String, Facts> byName(List<Map<String, Facts>> families) {
    SortedMap<String, Facts> all = new TreeMap<>();
    families.forEach(all::putAll);
    return Collections.unmodifiableSortedMap(all);
  }
}
