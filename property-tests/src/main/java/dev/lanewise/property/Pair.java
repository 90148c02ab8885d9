package dev.lanewise.property;

/**
 * Two inputs to the kernels of one format.
 *
 * @param <A> {@code float[]} or {@code double[]}
 * @param kernels the kernels
 * @param first a number of their format
 * @param second a number of their format
 */
public record Pair<A>(Kernels<A> kernels, double first, double second) {
  /**
   * The first input.
   *
   * @return the input
   */
  public Point<A> firstPoint() {
    return new Point<>(kernels, first);
  }

  /**
   * The second input.
   *
   * @return the input
   */
  public Point<A> secondPoint() {
    return new Point<>(kernels, second);
  }

  @Override
  public String toString() {
    return kernels.format().text(first) + ", " + secondPoint();
  }
}
