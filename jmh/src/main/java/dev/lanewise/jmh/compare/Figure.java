package dev.lanewise.jmh.compare;

import java.util.Arrays;

/**
 * A measured number with its spread.
 *
 * @param median the middle of the forks
 * @param low the smallest
 * @param high the largest
 */
record Figure(double median, double low, double high) {
  /** Summarises one number of each fork. */
  static Figure of(double... forks) {
    double[] sorted = forks.clone();
    Arrays.sort(sorted);
    return new Figure(medianOfSorted(sorted), sorted[0], sorted[sorted.length - 1]);
  }

  /** The middle value, or the mean of the two middle values. */
  static double medianOf(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return medianOfSorted(sorted);
  }

  private static double medianOfSorted(double[] sorted) {
    if (sorted.length == 0) {
      throw new IllegalArgumentException("there is no median of no values");
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
