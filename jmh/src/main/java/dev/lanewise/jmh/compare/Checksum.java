package dev.lanewise.jmh.compare;

import java.util.Arrays;

/** One number for the bits of an array, in which all NaNs count as the same. */
final class Checksum {
  private Checksum() {}

  static long of(float[] values, int length) {
    long hash = 1;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + Float.floatToIntBits(values[i]);
    }
    return hash;
  }

  /**
   * Checks that results repeat as their inputs did.
   *
   * @param values results of inputs that repeat after {@code period} elements
   * @param period that number
   * @return whether every repetition has the bits of the first
   */
  static boolean repeats(float[] values, int period) {
    for (int start = period; start < values.length; start += period) {
      int length = Math.min(period, values.length - start);
      if (!Arrays.equals(values, start, start + length, values, 0, length)) {
        return false;
      }
    }
    return true;
  }
}
