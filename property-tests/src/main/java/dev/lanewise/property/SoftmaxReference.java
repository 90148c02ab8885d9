package dev.lanewise.property;

import java.util.Arrays;

/** The softmax of a row and its logarithm, computed plainly in double. */
final class SoftmaxReference {
  private SoftmaxReference() {}

  static double[] softmax(double... x) {
    double max = max(x);
    double sum = sum(x, max);
    return Arrays.stream(x).map(xi -> sum == 0 ? 0 : StrictMath.exp(xi - max) / sum).toArray();
  }

  static double[] logSoftmax(double... x) {
    double max = max(x);
    double log = sum(x, max) == 0 ? 0 : StrictMath.log(sum(x, max));
    return Arrays.stream(x).map(xi -> xi - max - log).toArray();
  }

  /** The maximum, 0 for a row that is masked entirely. */
  private static double max(double... x) {
    double max = Arrays.stream(x).max().orElse(0);
    return max == Double.NEGATIVE_INFINITY ? 0 : max;
  }

  private static double sum(double[] x, double max) {
    return Arrays.stream(x).map(xi -> StrictMath.exp(xi - max)).sum();
  }
}
