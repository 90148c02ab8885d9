package dev.lanewise.activation;

import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;

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

  /**
   * Checks a factor of gradients, which would be NaN if it were infinite. It may be where there are
   * none, as 1 / 0 is for the mean of no elements.
   */
  static void requireScale(double scale, Storage storage, long elements) {
    if (elements != 0) {
      boolean isFloat = storage.precision() == Precision.FLOAT;
      requireMagnitude("scale", scale, isFloat ? Float.MAX_VALUE : Double.MAX_VALUE);
    }
  }
}
