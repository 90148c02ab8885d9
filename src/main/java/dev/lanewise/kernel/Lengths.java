package dev.lanewise.kernel;

import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;

/**
 * How many elements whole arrays and segments have, and the check that they fit together, for
 * methods that have others for ranges.
 */
public final class Lengths {
  private Lengths() {}

  /**
   * Refuses arrays of different length.
   *
   * @param first the name of an array
   * @param firstLength its length
   * @param second the name of another one
   * @param secondLength its length
   * @throws IllegalArgumentException if the lengths differ; the message holds both
   */
  public static void requireEqual(
      String first, long firstLength, String second, long secondLength) {
    if (firstLength != secondLength) {
      throw new IllegalArgumentException(
          first
              + " has length "
              + firstLength
              + ", "
              + second
              + " has length "
              + secondLength
              + "; whole arrays must be equally long, parts take offsets and a length");
    }
  }

  /**
   * Refuses an array that is not a whole matrix. A negative size passes: the kernel refuses it.
   *
   * @param name of the array
   * @param length its length
   * @param rows how many rows
   * @param cols how many columns
   * @throws IllegalArgumentException if the length is not rows · cols; the message holds all three
   */
  public static void requireMatrix(String name, long length, int rows, int cols) {
    if (rows >= 0 && cols >= 0 && length != (long) rows * cols) {
      throw new IllegalArgumentException(
          name + " has length " + length + ", not rows · cols = " + rows + " · " + cols);
    }
  }

  /**
   * The length of a whole segment of values.
   *
   * @param segment the segment
   * @param storage how values are kept in it
   * @return how many there are
   * @throws IllegalArgumentException if it ends within one
   */
  public static long of(MemorySegment segment, Storage storage) {
    return of(segment, storage.bytes());
  }

  /**
   * The length of a whole segment of {@code int}s.
   *
   * @param segment the segment
   * @return how many there are
   * @throws IllegalArgumentException if it ends within one
   */
  public static long ofInts(MemorySegment segment) {
    return of(segment, Integer.BYTES);
  }

  /**
   * The length of a whole segment of truth values, which are bytes.
   *
   * @param segment the segment
   * @return how many there are
   */
  public static long ofBooleans(MemorySegment segment) {
    return segment.byteSize();
  }

  /**
   * A number of elements in a segment as the length of a row, which is an {@code int}.
   *
   * @param length the number
   * @return the same
   * @throws IllegalArgumentException if it is larger than an {@code int}
   */
  public static int ofRow(long length) {
    if (length > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "length " + length + " is more than a row's " + Integer.MAX_VALUE + "; take parts");
    }
    return (int) Math.max(length, Integer.MIN_VALUE);
  }

  private static long of(MemorySegment segment, int bytes) {
    if (segment.byteSize() % bytes != 0) {
      throw new IllegalArgumentException(
          "a segment of "
              + segment.byteSize()
              + " bytes does not hold elements of "
              + bytes
              + " bytes; give offsets and sizes");
    }
    return segment.byteSize() / bytes;
  }
}
