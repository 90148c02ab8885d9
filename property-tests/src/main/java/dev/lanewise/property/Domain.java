package dev.lanewise.property;

/**
 * Where a function is real; elsewhere it and its derivative are NaN.
 *
 * @param least the least place of the domain
 * @param most the greatest place of the domain
 */
public record Domain(double least, double most) {
  /** The whole line, infinities included. */
  public static final Domain ALL = new Domain(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /**
   * Whether a place belongs to the domain, as its ends do.
   *
   * @param x any number
   * @return whether it lies in the domain; false for NaN
   */
  public boolean contains(double x) {
    return least <= x && x <= most;
  }

  /**
   * Whether a place lies in the domain and on none of its ends, where a function may be infinite.
   *
   * @param x any number
   * @return whether it lies inside; false for NaN
   */
  boolean containsInside(double x) {
    return least < x && x < most;
  }
}
