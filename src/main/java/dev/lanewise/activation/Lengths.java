package dev.lanewise.activation;

/** The check that whole arrays fit together. */
final class Lengths {
  private Lengths() {}

  static void requireEqual(String first, long firstLength, String second, long secondLength) {
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
