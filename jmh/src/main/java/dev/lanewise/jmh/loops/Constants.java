package dev.lanewise.jmh.loops;

/** The preset parameters of the activations, as PyTorch has them, and other numbers. */
final class Constants {
  static final float LEAKY_SLOPE = 0.01f;

  /** What layer and RMS norm add to the variance. */
  static final double NORM_EPSILON = 1e-5;

  static final double SELU_ALPHA = 1.6732632423543772;
  static final double SELU_SCALE = 1.0507009873554805;

  /** √(2/π). */
  static final double GELU_SCALE = 0.7978845608028654;

  static final double GELU_CUBIC = 0.044715;

  /** 1/√(2π). */
  static final double NORMAL_DENSITY = 0.3989422804014327;

  // Of the error function in Abramowitz and Stegun, 7.1.26.
  static final double ERF_P = 0.3275911;
  static final double ERF_1 = 0.254829592;
  static final double ERF_2 = -0.284496736;
  static final double ERF_3 = 1.421413741;
  static final double ERF_4 = -1.453152027;
  static final double ERF_5 = 1.061405429;

  private Constants() {}
}
