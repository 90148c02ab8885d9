package dev.lanewise.jmh.loops;

/** The preset parameters of the activations, as PyTorch has them. */
final class Constants {
  static final float LEAKY_SLOPE = 0.01f;
  static final double SELU_ALPHA = 1.6732632423543772;
  static final double SELU_SCALE = 1.0507009873554805;

  private Constants() {}
}
