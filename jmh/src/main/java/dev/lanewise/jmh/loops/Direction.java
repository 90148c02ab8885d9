package dev.lanewise.jmh.loops;

import java.util.Locale;

/** Which pass of an operation runs. */
public enum Direction {
  /** y = f(x). */
  FORWARD,
  /** dx = dy · f'(x). */
  BACKWARD;

  /**
   * Reads what {@link #toString} wrote.
   *
   * @param text "forward" or "backward"
   * @return the direction
   */
  public static Direction parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
