package dev.lanewise.linalg;

import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;

/** Checks of what a kernel does not see, or is not there to check. */
final class Arguments {
  private Arguments() {}

  /** Checks an ε, which a kernel rounds to its precision. */
  static void requireEpsilon(double epsilon, Storage storage) {
    double rounded = storage.precision().round(epsilon);
    if (!(epsilon >= 0) || Double.isInfinite(rounded)) {
      throw new IllegalArgumentException(
          "epsilon is " + epsilon + "; it must be finite, from 0 on");
    }
    if (rounded == 0 && epsilon > 0) {
      throw new IllegalArgumentException(
          "epsilon is " + epsilon + ", which is 0 in float; it must be 0 or at least 1e-45");
    }
  }

  static void requireCorrection(int correction) {
    if (correction < 0) {
      throw new IllegalArgumentException(
          "correction is " + correction + "; it must not be negative");
    }
  }

  static void requireNotNegative(String name, int value) {
    if (value < 0) {
      throw new IndexOutOfBoundsException(name + " " + value + " is negative");
    }
  }

  /** Checks that there are as many columns as are selected of each row. */
  static void requireSelection(int k, int cols) {
    requireNotNegative("k", k);
    if (k > cols) {
      throw new IllegalArgumentException(
          "k is " + k + ", more than a row of length " + cols + " has");
    }
  }

  /** Checks that two ranges of elements of a size are apart, in one array or in memory. */
  static void requireApart(
      String first,
      Object a,
      long aStart,
      long aEnd,
      int aBytes,
      String second,
      Object b,
      long bStart,
      long bEnd,
      int bBytes) {
    if (areTogether(a, b)
        && at(a, aStart, aBytes) < at(b, bEnd, bBytes)
        && at(b, bStart, bBytes) < at(a, aEnd, aBytes)) {
      throw new IllegalArgumentException(
          first
              + " at offset "
              + aStart
              + " and "
              + second
              + " at offset "
              + bStart
              + (a == b ? " of the same array overlap" : " overlap")
              + "; they must be apart");
    }
  }

  /** Whether places in both can be compared. */
  private static boolean areTogether(Object a, Object b) {
    return a == b
        || a instanceof MemorySegment one
            && b instanceof MemorySegment other
            && one.heapBase().equals(other.heapBase());
  }

  private static long at(Object holder, long element, int bytes) {
    long start = holder instanceof MemorySegment segment ? segment.address() : 0;
    return start + element * bytes;
  }

  /** Where rows end. */
  static long end(long offset, long stride, int rows, int cols) {
    return rows == 0 ? offset : offset + (rows - 1) * stride + cols;
  }
}
