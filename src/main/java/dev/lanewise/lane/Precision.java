package dev.lanewise.lane;

/** The element type of a formula: IEEE 754 binary32 or binary64. */
public enum Precision {
  /** {@code float}, 24 significant bits. */
  FLOAT,
  /** {@code double}, 53 significant bits. */
  DOUBLE;

  /**
   * Rounds a constant to this precision.
   *
   * @param value any double
   * @return the nearest value of this precision
   */
  public double round(double value) {
    return this == FLOAT ? (float) value : value;
  }
}
