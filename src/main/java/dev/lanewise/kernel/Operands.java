package dev.lanewise.kernel;

import dev.lanewise.lane.Precision;

/** Checks of a kernel's arguments, all made before anything is written. */
final class Operands {
  private Operands() {}

  /**
   * Checks one operand.
   *
   * @throws NullPointerException if the array is missing
   * @throws IllegalArgumentException if it is not an array of the precision, or rows would overlap
   * @throws IndexOutOfBoundsException if a row is not within the array
   */
  static void check(
      String name,
      Object array,
      Precision precision,
      int offset,
      int stride,
      int rows,
      int columns) {
    int length = length(name, array, precision);
    if (offset < 0) {
      throw new IndexOutOfBoundsException(name + ": offset " + offset + " is negative");
    }
    if (rows > 1 && stride < columns) {
      throw new IllegalArgumentException(
          name + ": leading dimension " + stride + " is less than the row length " + columns);
    }
    long end = offset + (rows > 1 ? (rows - 1L) * stride : 0) + (rows > 0 ? columns : 0);
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

  /**
   * Refuses an output that overlaps another operand without being the very same range.
   *
   * @throws IllegalArgumentException if it does
   */
  static void checkOverlap(
      String output,
      int outputOffset,
      int outputStride,
      String other,
      int otherOffset,
      int otherStride,
      boolean sameAllowed,
      int rows,
      int columns) {
    if (rows == 0 || columns == 0) {
      return;
    }
    boolean sameRange = outputOffset == otherOffset && (rows == 1 || outputStride == otherStride);
    if (sameRange && sameAllowed) {
      return;
    }
    if (sameRange || overlap(outputOffset, outputStride, otherOffset, otherStride, rows, columns)) {
      throw new IllegalArgumentException(
          output
              + " at offset "
              + outputOffset
              + " and "
              + other
              + " at offset "
              + otherOffset
              + " of the same array overlap over "
              + (rows == 1 ? "" : rows + " rows of ")
              + "length "
              + columns
              + (rows == 1 || outputStride == otherStride
                  ? ""
                  : ", with leading dimensions " + outputStride + " and " + otherStride)
              + (sameAllowed ? "; they must be the same range or apart" : "; they must be apart"));
    }
  }

  private static boolean overlap(
      int aOffset, int aStride, int bOffset, int bStride, int rows, int columns) {
    long aEnd = aOffset + (rows - 1L) * aStride + columns;
    long bEnd = bOffset + (rows - 1L) * bStride + columns;
    if (aEnd <= bOffset || bEnd <= aOffset) {
      return false;
    }
    if (rows == 1) {
      return true;
    }
    if (aStride == bStride) {
      // Columns of one matrix: apart if the windows are apart in each row and across its end.
      long distance = Math.abs((long) aOffset - bOffset) % aStride;
      return distance < columns || aStride - distance < columns;
    }
    // Whichever row ends first gives way to the next one, until two meet or one side has no more.
    long a = aOffset;
    long b = bOffset;
    while (a + columns <= b && a + aStride < aEnd || b + columns <= a && b + bStride < bEnd) {
      if (a < b) {
        a += aStride;
      } else {
        b += bStride;
      }
    }
    return a < b + columns && b < a + columns;
  }

  private static int length(String name, Object array, Precision precision) {
    if (array == null) {
      throw new NullPointerException(name + " is null");
    }
    if (precision == Precision.FLOAT && array instanceof float[] floats) {
      return floats.length;
    }
    if (precision == Precision.DOUBLE && array instanceof double[] doubles) {
      return doubles.length;
    }
    throw new IllegalArgumentException(
        name
            + " is a "
            + array.getClass().getSimpleName()
            + "; this kernel works on "
            + (precision == Precision.FLOAT ? "float[]" : "double[]"));
  }
}
