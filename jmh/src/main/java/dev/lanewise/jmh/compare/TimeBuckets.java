package dev.lanewise.jmh.compare;

import java.util.stream.IntStream;

/**
 * Averages call times over intervals of the time since a start, each interval 12 % longer than the
 * one before, so that a curve over five decades needs about a hundred points.
 */
final class TimeBuckets {
  private static final int PER_DECADE = 20;
  private static final int DECADES = 7;
  private static final double SHORTEST_NANOS = 1e4;

  private final long[] sums = new long[PER_DECADE * DECADES];
  private final long[] counts = new long[PER_DECADE * DECADES];

  /**
   * Adds a call.
   *
   * @param end when it ended, in nanoseconds since the start
   * @param duration how long it took
   */
  void add(long end, long duration) {
    int bucket = (int) (PER_DECADE * Math.log10(Math.max(end / SHORTEST_NANOS, 1)));
    int clamped = Math.min(bucket, sums.length - 1);
    sums[clamped] += duration;
    counts[clamped]++;
  }

  /** The ends of the intervals that have calls, in nanoseconds since the start. */
  double[] times() {
    return filled()
        .mapToDouble(i -> SHORTEST_NANOS * Math.pow(10, (i + 1.0) / PER_DECADE))
        .toArray();
  }

  /** The mean duration of a call in each of these intervals. */
  double[] means() {
    return filled().mapToDouble(i -> (double) sums[i] / counts[i]).toArray();
  }

  private IntStream filled() {
    return IntStream.range(0, counts.length).filter(i -> counts[i] > 0);
  }
}
