package dev.lanewise.property;

/**
 * An input to the kernels of one format.
 *
 * @param <A> {@code float[]} or {@code double[]}
 * @param kernels the kernels
 * @param x a number of their format
 */
public record Point<A>(Kernels<A> kernels, double x) {
  /**
   * The kernels' format.
   *
   * @return the format
   */
  public Format<A> format() {
    return kernels.format();
  }

  /**
   * What the kernels make of the input.
   *
   * @return f(x)
   */
  public double value() {
    return kernels.valueAt(x);
  }

  /**
   * What the kernels make of the input.
   *
   * @return f'(x)
   */
  public double derivative() {
    return kernels.derivativeAt(x);
  }

  /**
   * Writes a number as it is in the kernels' format.
   *
   * @param number the number
   * @return its text
   */
  public String text(double number) {
    return format().text(number);
  }

  /**
   * Names a function at this input.
   *
   * @param function such as "f"
   * @return such as "float f(1.0)"
   */
  public String call(String function) {
    return "%s %s(%s)".formatted(format(), function, text(x));
  }

  @Override
  public String toString() {
    return text(x) + " (" + format() + ")";
  }
}
