package dev.lanewise.property;

/**
 * A softmax, or its logarithm, with its backward pass, over the rows of row-major matrices of one
 * format.
 *
 * @param <A> {@code float[]} or {@code double[]}
 * @param format the format of the arrays
 * @param forward from logits to probabilities or their logarithms
 * @param backward from these and upstream gradients to the gradients of the logits
 */
public record RowKernels<A>(Format<A> format, Forward<A> forward, Backward<A> backward) {
  /**
   * A forward pass.
   *
   * @param <A> {@code float[]} or {@code double[]}
   */
  @FunctionalInterface
  public interface Forward<A> {
    /**
     * Runs it.
     *
     * @param x the logits
     * @param y receives the result
     * @param rows how many rows
     * @param cols how many columns
     */
    void run(A x, A y, int rows, int cols);
  }

  /**
   * A backward pass.
   *
   * @param <A> {@code float[]} or {@code double[]}
   */
  @FunctionalInterface
  public interface Backward<A> {
    /**
     * Runs it.
     *
     * @param y the result of the forward pass
     * @param dy the upstream gradients
     * @param dx receives the gradients of the logits
     * @param rows how many rows
     * @param cols how many columns
     */
    void run(A y, A dy, A dx, int rows, int cols);
  }

  /**
   * Kernels on {@code float[]}.
   *
   * @param forward the forward pass
   * @param backward the backward pass
   * @return the kernels
   */
  public static RowKernels<float[]> floats(Forward<float[]> forward, Backward<float[]> backward) {
    return new RowKernels<>(Format.FLOAT, forward, backward);
  }

  /**
   * Kernels on {@code double[]}.
   *
   * @param forward the forward pass
   * @param backward the backward pass
   * @return the kernels
   */
  public static RowKernels<double[]> doubles(
      Forward<double[]> forward, Backward<double[]> backward) {
    return new RowKernels<>(Format.DOUBLE, forward, backward);
  }

  /**
   * The forward pass of one row.
   *
   * @param x the logits
   * @return the probabilities or their logarithms
   */
  double[] forward(double... x) {
    A y = format.array(x.length);
    forward.run(format.of(x), y, 1, x.length);
    return format.elements(y);
  }

  /**
   * The backward pass of one row.
   *
   * @param y the result of the forward pass
   * @param dy the upstream gradients
   * @return the gradients of the logits
   */
  double[] backward(double[] y, double[] dy) {
    A dx = format.array(y.length);
    backward.run(format.of(y), format.of(dy), dx, 1, y.length);
    return format.elements(dx);
  }

  /** The format, which is what a property's report needs to know. */
  @Override
  public String toString() {
    return format.toString();
  }
}
