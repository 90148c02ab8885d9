package dev.lanewise.activation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The catalogue of activations.
 *
 * <p>Each factory without parameters returns the same object at every call. Those with parameters
 * return a new activation, whose kernels are compiled for these values: make it once and keep it.
 */
public final class Activations {
  private static final Map<String, Activation> BY_NAME = new LinkedHashMap<>();
  private static final Activation IDENTITY = preset(new Identity());
  private static final Activation SIGMOID = preset(new Sigmoid());
  private static final Activation TANH = preset(new Tanh());
  private static final Activation RELU = preset(new Relu());
  private static final Activation RELU6 = preset(new Relu6());
  private static final Activation BOUNDED_RELU =
      preset(
          new BoundedRelu(
              BoundedRelu.DEFAULT_SLOPE, BoundedRelu.DEFAULT_THRESHOLD, BoundedRelu.DEFAULT_MAX));
  private static final Activation LEAKY_RELU = preset(new LeakyRelu(LeakyRelu.DEFAULT_SLOPE));
  private static final Activation ELU = preset(new Elu(Elu.DEFAULT_ALPHA));
  private static final Activation SELU = preset(new Selu());
  private static final Activation SOFTPLUS = preset(new Softplus(Softplus.DEFAULT_BETA));
  private static final Activation SILU = preset(new Silu());
  private static final Activation CELU = preset(new Celu(Celu.DEFAULT_ALPHA));
  private static final Activation SOFTSIGN = preset(new Softsign());
  private static final Activation HARDTANH =
      preset(new Hardtanh(Hardtanh.DEFAULT_MIN, Hardtanh.DEFAULT_MAX));
  private static final Activation HARDSIGMOID = preset(new Hardsigmoid());
  private static final Activation HARDSWISH = preset(new Hardswish());
  private static final Activation CLIPPED_SWISH =
      preset(new ClippedSwish(ClippedSwish.DEFAULT_SLOPE, ClippedSwish.DEFAULT_OFFSET));
  private static final Activation SOFTSHRINK = preset(new Softshrink(Softshrink.DEFAULT_LAMBDA));
  private static final Activation HARDSHRINK = preset(new Hardshrink(Hardshrink.DEFAULT_LAMBDA));
  private static final Activation THRESHOLD =
      preset(new Threshold(Threshold.DEFAULT_THRESHOLD, Threshold.DEFAULT_VALUE));
  private static final Activation RRELU =
      preset(new Rrelu(Rrelu.DEFAULT_LOWER, Rrelu.DEFAULT_UPPER));
  private static final Activation CUBE = preset(new Cube());
  private static final Activation RATIONAL_TANH = preset(new RationalTanh());
  private static final Activation RECTIFIED_TANH = preset(new RectifiedTanh());
  private static final Activation EXP = preset(new Exponential());
  private static final Activation LOG = preset(new Logarithm());
  private static final Activation SQUARE = preset(new Square());
  private static final Activation ABS = preset(new Abs());
  private static final Activation SQRT = preset(new Sqrt());
  private static final Activation CLIPPED_LINEAR =
      preset(new ClippedLinear(ClippedLinear.DEFAULT_SLOPE, ClippedLinear.DEFAULT_OFFSET));
  private static final Activation LINEAR =
      preset(new Linear(Linear.DEFAULT_SCALE, Linear.DEFAULT_OFFSET));
  private static final Activation ROUND = preset(new Round());
  private static final Activation POW =
      preset(new PowerLaw(PowerLaw.DEFAULT_SCALE, PowerLaw.DEFAULT_EXPONENT));
  private static final Activation SQUAREPLUS = preset(new Squareplus(Squareplus.DEFAULT_B));
  private static final Activation SPARSE_PLUS = preset(new SparsePlus());
  private static final Activation SPARSE_SIGMOID = preset(new SparseSigmoid());

  private static final Activation GELU = preset(new Gelu());
  private static final Activation GELU_TANH = preset(new GeluTanh());
  private static final Activation QUICK_GELU = preset(new QuickGelu());
  private static final Activation SWISH = preset(new Swish(Swish.DEFAULT_BETA));
  private static final Activation MISH = preset(new Mish());
  private static final Activation LOG_SIGMOID = preset(new LogSigmoid());
  private static final Activation TANHSHRINK = preset(new Tanhshrink());

  private static final List<Activation> ALL = List.copyOf(BY_NAME.values());

  private Activations() {}

  private static Activation preset(ActivationFormula formula) {
    Activation activation = Activation.of(formula);
    BY_NAME.put(activation.name(), activation);
    return activation;
  }

  /**
   * Finds an activation by its name, with its preset parameters.
   *
   * @param name such as "silu"
   * @return the activation
   * @throws NullPointerException if the name is null
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  public static Activation of(String name) {
    Activation activation = BY_NAME.get(Objects.requireNonNull(name, "name must not be null"));
    if (activation == null) {
      throw new IllegalArgumentException(
          "no activation is called \""
              + name
              + "\"; there are "
              + String.join(", ", BY_NAME.keySet()));
    }
    return activation;
  }

  /**
   * All activations, with their preset parameters.
   *
   * @return the activations
   */
  public static List<Activation> all() {
    return ALL;
  }

  /**
   * {@link Identity}.
   *
   * @return the activation
   */
  public static Activation identity() {
    return IDENTITY;
  }

  /**
   * {@link Sigmoid}.
   *
   * @return the activation
   */
  public static Activation sigmoid() {
    return SIGMOID;
  }

  /**
   * {@link Tanh}.
   *
   * @return the activation
   */
  public static Activation tanh() {
    return TANH;
  }

  /**
   * {@link Relu}.
   *
   * @return the activation
   */
  public static Activation relu() {
    return RELU;
  }

  /**
   * {@link Relu6}.
   *
   * @return the activation
   */
  public static Activation relu6() {
    return RELU6;
  }

  /**
   * {@link BoundedRelu}, with its preset slope, threshold and max.
   *
   * @return the activation
   */
  public static Activation boundedRelu() {
    return BOUNDED_RELU;
  }

  /**
   * {@link BoundedRelu} with parameters of one's own.
   *
   * @param slope the derivative up to the threshold, a finite {@code float}
   * @param threshold above which f is x, at most 10³⁰ in magnitude
   * @param max the highest value above the threshold, more than that; may be ∞
   * @return a new activation
   * @throws IllegalArgumentException if a parameter is out of range
   */
  public static Activation boundedRelu(double slope, double threshold, double max) {
    return Activation.of(new BoundedRelu(slope, threshold, max));
  }

  /**
   * {@link LeakyRelu}, with its preset slope.
   *
   * @return the activation
   */
  public static Activation leakyRelu() {
    return LEAKY_RELU;
  }

  /**
   * {@link LeakyRelu} with a parameter of one's own.
   *
   * @param slope the derivative for negative x, a finite {@code float}
   * @return a new activation
   * @throws IllegalArgumentException if the parameter is out of range
   */
  public static Activation leakyRelu(double slope) {
    return Activation.of(new LeakyRelu(slope));
  }

  /**
   * {@link Elu}, with its preset alpha.
   *
   * @return the activation
   */
  public static Activation elu() {
    return ELU;
  }

  /**
   * {@link Elu} with a parameter of one's own.
   *
   * @param alpha the negative limit α, at most 10¹¹ in magnitude
   * @return a new activation
   * @throws IllegalArgumentException if the parameter is out of range
   */
  public static Activation elu(double alpha) {
    return Activation.of(new Elu(alpha));
  }

  /**
   * {@link Selu}.
   *
   * @return the activation
   */
  public static Activation selu() {
    return SELU;
  }

  /**
   * {@link Softplus}, with its preset beta.
   *
   * @return the activation
   */
  public static Activation softplus() {
    return SOFTPLUS;
  }

  /**
   * {@link Softplus} with a parameter of one's own.
   *
   * @param beta the sharpness β, between 10⁻³⁰ and 10³⁰
   * @return a new activation
   * @throws IllegalArgumentException if the parameter is out of range
   */
  public static Activation softplus(double beta) {
    return Activation.of(new Softplus(beta));
  }

  /**
   * {@link Softplus} with parameters of one's own.
   *
   * @param beta the sharpness β, between 10⁻³⁰ and 10³⁰
   * @param threshold where βx exceeds it, the value is x
   * @return a new activation
   * @throws IllegalArgumentException if a parameter is out of range
   */
  public static Activation softplus(double beta, double threshold) {
    return Activation.of(new Softplus(beta, threshold));
  }

  /**
   * {@link Silu}.
   *
   * @return the activation
   */
  public static Activation silu() {
    return SILU;
  }

  /**
   * {@link Celu}, with its preset alpha.
   *
   * @return the activation
   */
  public static Activation celu() {
    return CELU;
  }

  /**
   * {@link Celu} with a parameter of one's own.
   *
   * @param alpha the negative limit α, between 10⁻³⁰ and 10¹¹
   * @return a new activation
   * @throws IllegalArgumentException if the parameter is out of range
   */
  public static Activation celu(double alpha) {
    return Activation.of(new Celu(alpha));
  }

  /**
   * {@link Softsign}.
   *
   * @return the activation
   */
  public static Activation softsign() {
    return SOFTSIGN;
  }

  /**
   * {@link Hardtanh}, with its preset min and max.
   *
   * @return the activation
   */
  public static Activation hardtanh() {
    return HARDTANH;
  }

  /**
   * {@link Hardtanh} with parameters of one's own.
   *
   * @param min the lowest value, a finite {@code float}
   * @param max the highest value, not below min, a finite {@code float}
   * @return a new activation
   * @throws IllegalArgumentException if a parameter is out of range
   */
  public static Activation hardtanh(double min, double max) {
    return Activation.of(new Hardtanh(min, max));
  }

  /**
   * {@link Hardsigmoid}.
   *
   * @return the activation
   */
  public static Activation hardsigmoid() {
    return HARDSIGMOID;
  }

  /**
   * {@link Hardswish}.
   *
   * @return the activation
   */
  public static Activation hardswish() {
    return HARDSWISH;
  }

  /**
   * {@link ClippedSwish}, with its preset slope and offset.
   *
   * @return the activation
   */
  public static Activation clippedSwish() {
    return CLIPPED_SWISH;
  }

  /**
   * {@link ClippedSwish} with parameters of one's own.
   *
   * @param slope the slope of the line, between 10⁻¹⁰ and 10¹⁰
   * @param offset its value at 0, at most 10²⁰ in magnitude
   * @return a new activation
   * @throws IllegalArgumentException if a parameter is out of range
   */
  public static Activation clippedSwish(double slope, double offset) {
    return Activation.of(new ClippedSwish(slope, offset));
  }

  /**
   * {@link Softshrink}, with its preset lambda.
   *
   * @return the activation
   */
  public static Activation softshrink() {
    return SOFTSHRINK;
  }

  /**
   * {@link Softshrink} with a parameter of one's own.
   *
   * @param lambda how far zero reaches, not negative, a finite {@code float}
   * @return a new activation
   * @throws IllegalArgumentException if the parameter is out of range
   */
  public static Activation softshrink(double lambda) {
    return Activation.of(new Softshrink(lambda));
  }

  /**
   * {@link Hardshrink}, with its preset lambda.
   *
   * @return the activation
   */
  public static Activation hardshrink() {
    return HARDSHRINK;
  }

  /**
   * {@link Hardshrink} with a parameter of one's own.
   *
   * @param lambda how far zero reaches, not negative, a finite {@code float}
   * @return a new activation
   * @throws IllegalArgumentException if the parameter is out of range
   */
  public static Activation hardshrink(double lambda) {
    return Activation.of(new Hardshrink(lambda));
  }

  /**
   * {@link Threshold}, with its preset threshold and value.
   *
   * @return the activation
   */
  public static Activation threshold() {
    return THRESHOLD;
  }

  /**
   * {@link Threshold} with parameters of one's own.
   *
   * @param threshold up to where f is the value, a finite {@code float}
   * @param value what f is there, a finite {@code float}
   * @return a new activation
   * @throws IllegalArgumentException if a parameter is out of range
   */
  public static Activation threshold(double threshold, double value) {
    return Activation.of(new Threshold(threshold, value));
  }

  /**
   * {@link Rrelu}, with its preset lower and upper.
   *
   * @return the activation
   */
  public static Activation rrelu() {
    return RRELU;
  }

  /**
   * {@link Rrelu} with parameters of one's own.
   *
   * @param lower the least slope for negative x, a finite {@code float}
   * @param upper the largest, not below lower, a finite {@code float}
   * @return a new activation
   * @throws IllegalArgumentException if a parameter is out of range
   */
  public static Activation rrelu(double lower, double upper) {
    return Activation.of(new Rrelu(lower, upper));
  }

  /**
   * {@link Cube}.
   *
   * @return the activation
   */
  public static Activation cube() {
    return CUBE;
  }

  /**
   * {@link RationalTanh}.
   *
   * @return the activation
   */
  public static Activation rationalTanh() {
    return RATIONAL_TANH;
  }

  /**
   * {@link RectifiedTanh}.
   *
   * @return the activation
   */
  public static Activation rectifiedTanh() {
    return RECTIFIED_TANH;
  }

  /**
   * {@link Exponential}.
   *
   * @return the activation
   */
  public static Activation exp() {
    return EXP;
  }

  /**
   * {@link Logarithm}.
   *
   * @return the activation
   */
  public static Activation log() {
    return LOG;
  }

  /**
   * {@link Square}.
   *
   * @return the activation
   */
  public static Activation square() {
    return SQUARE;
  }

  /**
   * {@link Abs}.
   *
   * @return the activation
   */
  public static Activation abs() {
    return ABS;
  }

  /**
   * {@link Sqrt}.
   *
   * @return the activation
   */
  public static Activation sqrt() {
    return SQRT;
  }

  /**
   * {@link ClippedLinear}, with its preset slope and offset.
   *
   * @return the activation
   */
  public static Activation clippedLinear() {
    return CLIPPED_LINEAR;
  }

  /**
   * {@link ClippedLinear} with parameters of one's own.
   *
   * @param slope the slope of the line, between 10⁻³⁰ and 10³⁰
   * @param offset its value at 0, a finite {@code float}
   * @return a new activation
   * @throws IllegalArgumentException if a parameter is out of range
   */
  public static Activation clippedLinear(double slope, double offset) {
    return Activation.of(new ClippedLinear(slope, offset));
  }

  /**
   * {@link Linear}, with its preset scale and offset.
   *
   * @return the activation
   */
  public static Activation linear() {
    return LINEAR;
  }

  /**
   * {@link Linear} with parameters of one's own.
   *
   * @param scale the factor, a finite {@code float}
   * @param offset the term, a finite {@code float}
   * @return a new activation
   * @throws IllegalArgumentException if a parameter is out of range
   */
  public static Activation linear(double scale, double offset) {
    return Activation.of(new Linear(scale, offset));
  }

  /**
   * {@link Round}.
   *
   * @return the activation
   */
  public static Activation round() {
    return ROUND;
  }

  /**
   * {@link PowerLaw}, with its preset scale and exponent.
   *
   * @return the activation
   */
  public static Activation pow() {
    return POW;
  }

  /**
   * {@link PowerLaw} with parameters of one's own.
   *
   * @param scale the factor, at most 10³⁰ in magnitude
   * @param exponent the exponent, at most 10⁶ in magnitude
   * @return a new activation
   * @throws IllegalArgumentException if a parameter is out of range
   */
  public static Activation pow(double scale, double exponent) {
    return Activation.of(new PowerLaw(scale, exponent));
  }

  /**
   * {@link Squareplus}, with its preset b.
   *
   * @return the activation
   */
  public static Activation squareplus() {
    return SQUAREPLUS;
  }

  /**
   * {@link Squareplus} with a parameter of one's own.
   *
   * @param b the width of the curve, between 10⁻¹⁰ and 10¹⁰
   * @return a new activation
   * @throws IllegalArgumentException if the parameter is out of range
   */
  public static Activation squareplus(double b) {
    return Activation.of(new Squareplus(b));
  }

  /**
   * {@link SparsePlus}.
   *
   * @return the activation
   */
  public static Activation sparsePlus() {
    return SPARSE_PLUS;
  }

  /**
   * {@link SparseSigmoid}.
   *
   * @return the activation
   */
  public static Activation sparseSigmoid() {
    return SPARSE_SIGMOID;
  }

  /**
   * {@link Gelu}.
   *
   * @return the activation
   */
  public static Activation gelu() {
    return GELU;
  }

  /**
   * {@link GeluTanh}.
   *
   * @return the activation
   */
  public static Activation geluTanh() {
    return GELU_TANH;
  }

  /**
   * {@link QuickGelu}.
   *
   * @return the activation
   */
  public static Activation quickGelu() {
    return QUICK_GELU;
  }

  /**
   * {@link Swish}, with its preset beta.
   *
   * @return the activation
   */
  public static Activation swish() {
    return SWISH;
  }

  /**
   * {@link Swish} with a parameter of one's own.
   *
   * @param beta the sharpness β, between 10⁻³⁰ and 10³⁰
   * @return a new activation
   * @throws IllegalArgumentException if the parameter is out of range
   */
  public static Activation swish(double beta) {
    return Activation.of(new Swish(beta));
  }

  /**
   * {@link Mish}.
   *
   * @return the activation
   */
  public static Activation mish() {
    return MISH;
  }

  /**
   * {@link LogSigmoid}.
   *
   * @return the activation
   */
  public static Activation logSigmoid() {
    return LOG_SIGMOID;
  }

  /**
   * {@link Tanhshrink}.
   *
   * @return the activation
   */
  public static Activation tanhshrink() {
    return TANHSHRINK;
  }
}
