package dev.lanewise.kernel;

import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;

/**
 * How many elements whole arrays and segments have, and the check that they fit together, for
 * methods that have others for ranges.
 */
public final class Lengths {
  private Lengths() {}

  /**
   * The length of a whole array.
   *
   * @param name of the array
   * @param array the array
   * @return how many elements
   * @throws NullPointerException if it is null; the message holds the name
   */
  public static int of(String name, Object array) {
    requirePresent(name, array);
    return Array.getLength(array);
  }

  /**
   * Refuses arrays of different length.
   *
   * @param first the name of an array
   * @param firstArray the array
   * @param second the name of another one
   * @param secondArray the other one
   * @throws NullPointerException if one is null; the message holds its name
   * @throws IllegalArgumentException if the lengths differ; the message holds both
   */
  public static void requireEqual(
      String first, Object firstArray, String second, Object secondArray) {
    requireEqual(first, of(first, firstArray), second, of(second, secondArray));
  }

  /**
   * Refuses lengths that are different.
   *
   * @param first the name of an array or a segment
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
   * Refuses an array that has not an element for each row, or each column. A negative number of
   * them passes: the kernel refuses it.
   *
   * @param name of the array
   * @param array the array
   * @param each what there is an element for, as the caller knows it
   * @param count how many of them there are
   * @throws NullPointerException if the array is null; the message holds its name
   * @throws IllegalArgumentException if the length is another; the message holds both numbers
   */
  public static void requireVector(String name, Object array, String each, long count) {
    requireVector(name, of(name, array), each, count);
  }

  /**
   * Refuses a length that is not the number of rows, or of columns. A negative number of them
   * passes: the kernel refuses it.
   *
   * @param name of the array or segment
   * @param length its length
   * @param each what there is an element for, as the caller knows it
   * @param count how many of them there are
   * @throws IllegalArgumentException if the length is another; the message holds both numbers
   */
  public static void requireVector(String name, long length, String each, long count) {
    if (count >= 0 && length != count) {
      throw new IllegalArgumentException(
          name + " has length " + length + ", not " + each + " = " + count);
    }
  }

  /**
   * Refuses an array that is not a whole matrix. A negative size passes: the kernel refuses it.
   *
   * @param name of the array
   * @param array the array
   * @param rows how many rows
   * @param cols how many columns
   * @throws NullPointerException if the array is null; the message holds its name
   * @throws IllegalArgumentException if the length is not rows · cols; the message holds all three
   */
  public static void requireMatrix(String name, Object array, int rows, int cols) {
    requireMatrix(name, array, rows, "cols", cols);
  }

  /**
   * Refuses a length that is not that of a whole matrix. A negative size passes: the kernel refuses
   * it.
   *
   * @param name of the array or segment
   * @param length its length
   * @param rows how many rows
   * @param cols how many columns
   * @throws IllegalArgumentException if the length is not rows · cols; the message holds all three
   */
  public static void requireMatrix(String name, long length, int rows, int cols) {
    requireMatrix(name, length, rows, "cols", cols);
  }

  /**
   * Refuses an array that is not a whole matrix of rows of another length than there are columns. A
   * negative size passes: the kernel refuses it.
   *
   * @param name of the array
   * @param array the array
   * @param rows how many rows
   * @param width the length of a row, as the caller knows it
   * @param elements how many elements that is
   * @throws NullPointerException if the array is null; the message holds its name
   * @throws IllegalArgumentException if the length is another; the message holds all three numbers
   */
  public static void requireMatrix(
      String name, Object array, int rows, String width, long elements) {
    requireMatrix(name, of(name, array), rows, width, elements);
  }

  /**
   * Refuses a length that is not that of a whole matrix of rows of another length than there are
   * columns. A negative size passes: the kernel refuses it.
   *
   * @param name of the array or segment
   * @param length its length
   * @param rows how many rows
   * @param width the length of a row, as the caller knows it
   * @param elements how many elements that is
   * @throws IllegalArgumentException if the length is another; the message holds all three numbers
   */
  public static void requireMatrix(
      String name, long length, int rows, String width, long elements) {
    if (rows >= 0 && elements >= 0 && length != rows * elements) {
      throw new IllegalArgumentException(
          name
              + " has length "
              + length
              + ", not rows · "
              + width
              + " = "
              + rows
              + " · "
              + elements);
    }
  }

  /**
   * The length of a whole segment of values.
   *
   * @param name of the segment
   * @param segment the segment
   * @param storage how values are kept in it
   * @return how many there are
   * @throws NullPointerException if it is null; the message holds the name
   * @throws IllegalArgumentException if it ends within one
   */
  public static long of(String name, MemorySegment segment, Storage storage) {
    return of(name, segment, storage.bytes());
  }

  /**
   * The length of a whole segment of {@code int}s.
   *
   * @param name of the segment
   * @param segment the segment
   * @return how many there are
   * @throws NullPointerException if it is null; the message holds the name
   * @throws IllegalArgumentException if it ends within one
   */
  public static long ofInts(String name, MemorySegment segment) {
    return of(name, segment, Integer.BYTES);
  }

  /**
   * The length of a whole segment of truth values, which are bytes.
   *
   * @param name of the segment
   * @param segment the segment
   * @return how many there are
   * @throws NullPointerException if it is null; the message holds the name
   */
  public static long ofBooleans(String name, MemorySegment segment) {
    return of(name, segment, Byte.BYTES);
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

  private static long of(String name, MemorySegment segment, int bytes) {
    requirePresent(name, segment);
    if (segment.byteSize() % bytes != 0) {
      throw new IllegalArgumentException(
          name
              + " has "
              + segment.byteSize()
              + " bytes, which do not make elements of "
              + bytes
              + " bytes; give offsets and sizes");
    }
    return segment.byteSize() / bytes;
  }

  private static void requirePresent(String name, Object holder) {
    if (holder == null) {
      throw new NullPointerException(name + " is null");
    }
  }
}
