package dev.lanewise.property;

import java.util.List;

/**
 * A row of logits with upstream gradients, for the kernels of one format.
 *
 * @param <A> {@code float[]} or {@code double[]}
 * @param kernels the kernels
 * @param x the logits, numbers of their format
 * @param dy the upstream gradients, numbers of their format
 */
public record Row<A>(RowKernels<A> kernels, List<Double> x, List<Double> dy) {
  /**
   * The kernels' format.
   *
   * @return the format
   */
  public Format<A> format() {
    return kernels.format();
  }

  /**
   * The number of columns.
   *
   * @return how many logits there are
   */
  public int cols() {
    return x.size();
  }

  /**
   * The logits.
   *
   * @return a new array of them
   */
  public double[] logits() {
    return x.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /**
   * The upstream gradients.
   *
   * @return a new array of them
   */
  public double[] upstream() {
    return dy.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public String toString() {
    return "%s, dy = %s (%s)"
        .formatted(format().texts(logits()), format().texts(upstream()), format());
  }
}
