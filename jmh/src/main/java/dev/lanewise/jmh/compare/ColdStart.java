package dev.lanewise.jmh.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Direction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The first calls of one contender in a fresh JVM.
 *
 * @param kernel what was computed
 * @param direction which pass
 * @param contender by whom
 * @param curve what the JVM recorded
 */
record ColdStart(String kernel, Direction direction, Contender contender, Curve curve) {
  /** About the second half of the time that is watched. */
  private static final int LAST_INTERVALS = 6;

  /** A call this much slower than the last ones is not yet at full speed. */
  private static final double FULL_SPEED = 1.25;

  /**
   * Call times.
   *
   * @param early nanoseconds of each of the first hundred calls
   * @param times ends of intervals, in nanoseconds since the clock started
   * @param means nanoseconds of a call in each interval
   */
  record Curve(long[] early, double[] times, double[] means) {
    /** One array a line. */
    String format() {
      return Stream.of(Arrays.toString(early), Arrays.toString(times), Arrays.toString(means))
          .map(line -> line.substring(1, line.length() - 1))
          .collect(Collectors.joining("\n"));
    }

    static Curve parse(List<String> lines) {
      return new Curve(
          Stream.of(lines.get(0).split(", ")).mapToLong(Long::parseLong).toArray(),
          doubles(lines.get(1)),
          doubles(lines.get(2)));
    }

    private static double[] doubles(String line) {
      return Stream.of(line.split(", ")).mapToDouble(Double::parseDouble).toArray();
    }
  }

  /** Nanoseconds to the first result. */
  @JsonProperty
  long first() {
    return curve.early[0];
  }

  /** Nanoseconds of the first hundred calls together. */
  @JsonProperty
  long hundred() {
    return LongStream.of(curve.early).sum();
  }

  /** Nanoseconds until calls were as fast as in the best of the last intervals. */
  @JsonProperty
  double fullSpeed() {
    double[] means = curve.means;
    double best =
        Arrays.stream(means).skip(Math.max(0, means.length - LAST_INTERVALS)).min().orElseThrow();
    int i = 0;
    while (means[i] > FULL_SPEED * best) {
      i++;
    }
    return curve.times[i];
  }
}
