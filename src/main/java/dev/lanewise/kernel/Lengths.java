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
   * The length of an array.
   *
   * @param array of values of 16 bits
   * @param storage how a segment in its place would keep them
   * @return how many elements
   * @throws NullPointerException if it is null
   */
  public static int of(short[] array, Storage storage) {
    return array.length;
  }

  /**
   * The length of an array.
   *
   * @param array of values
   * @param storage how a segment in its place would keep them
   * @return how many elements
   * @throws NullPointerException if it is null
   */
  public static int of(float[] array, Storage storage) {
    return array.length;
  }

  /**
   * The length of a segment.
   *
   * @param segment of values
   * @param storage how it keeps them
   * @return how many elements
   * @throws NullPointerException if it is null
   * @throws IllegalArgumentException if its size is not that of whole elements
   */
  public static long of(MemorySegment segment, Storage storage) {
    if (segment.byteSize() % storage.bytes() != 0) {
      throw new IllegalArgumentException(
          "a segment of "
              + segment.byteSize()
              + " bytes does not hold elements of "
              + storage.bytes()
              + " bytes; give offsets and sizes");
    }
    return segment.byteSize() / storage.bytes();
  }

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
}
