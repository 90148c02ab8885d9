package dev.lanewise.activation;

/** Checks of the parameters of activations. */
final class Parameters {
  private Parameters() {}

  static void requireMagnitude(String name, double value, double limit) {
    if (!(Math.abs(value) <= limit)) {
      throw new IllegalArgumentException(
          name + " is " + value + ", it must be at most " + limit + " in magnitude");
    }
  }

  static void requireBetween(String name, double value, double lowest, double highest) {
    if (!(value >= lowest && value <= highest)) {
      throw new IllegalArgumentException(
          name + " is " + value + ", it must be between " + lowest + " and " + highest);
    }
  }
}
