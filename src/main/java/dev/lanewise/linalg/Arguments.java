package dev.lanewise.linalg;

import dev.lanewise.lane.Storage;

/** Checks of what a kernel does not see, or is not there to check. */
final class Arguments {
  private Arguments() {}

  /** Checks that a whole array has an element for each row, or each column. */
  static void requireVector(String name, long length, String each, long count) {
    if (count >= 0 && length != count) {
      throw new IllegalArgumentException(
          name + " has length " + length + ", not " + each + " = " + count);
    }
  }

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

  /** Checks rows of a matrix as kernels do: one that is read may be the same for all rows. */
  static void requireRows(
      String name, int length, int offset, int stride, int rows, int cols, boolean written) {
    if (offset < 0) {
      throw new IndexOutOfBoundsException(name + ": offset " + offset + " is negative");
    }
    if (rows > 1 && stride < cols && (written || stride != 0)) {
      throw new IllegalArgumentException(
          name + ": leading dimension " + stride + " is less than the row length " + cols);
    }
    long end = end(offset, stride, rows, cols);
    if (end > length) {
      throw new IndexOutOfBoundsException(
          name
              + ": the range from "
              + offset
              + " to "
              + end
              + " does not fit into an array of length "
              + length);
    }
  }

  /** Checks that two ranges of one array are apart. */
  static void requireApart(
      String first, int start, long end, String second, int otherStart, long otherEnd) {
    if (start < otherEnd && otherStart < end) {
      throw new IllegalArgumentException(
          first
              + " at offset "
              + start
              + " and "
              + second
              + " at offset "
              + otherStart
              + " of the same array overlap; they must be apart");
    }
  }

  /** Where rows end. */
  static long end(int offset, int stride, int rows, int cols) {
    return rows == 0 ? offset : offset + (rows - 1L) * stride + cols;
  }
}
