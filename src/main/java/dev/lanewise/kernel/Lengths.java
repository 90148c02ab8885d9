package dev.lanewise.kernel;

/** The check that whole arrays fit together, for methods that have others for ranges. */
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
}
