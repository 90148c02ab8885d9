package dev.lanewise.property;

import java.util.List;

/**
 * A softmax under test, or its logarithm.
 *
 * @param name how reports call it
 * @param logarithm whether it gives the logarithms of the probabilities
 * @param kernels its operations, for {@code float[]}, {@code double[]} or both
 */
public record SoftmaxSubject(String name, boolean logarithm, List<RowKernels<?>> kernels) {
  /**
   * Makes a subject of a softmax.
   *
   * @param name how reports call it
   * @param kernels its operations, for {@code float[]}, {@code double[]} or both
   * @return the subject
   */
  public static SoftmaxSubject softmax(String name, RowKernels<?>... kernels) {
    return new SoftmaxSubject(name, false, List.of(kernels));
  }

  /**
   * Makes a subject of a logarithm of a softmax.
   *
   * @param name how reports call it
   * @param kernels its operations, for {@code float[]}, {@code double[]} or both
   * @return the subject
   */
  public static SoftmaxSubject logSoftmax(String name, RowKernels<?>... kernels) {
    return new SoftmaxSubject(name, true, List.of(kernels));
  }

  /**
   * The result for one row, computed plainly in double.
   *
   * @param x the logits
   * @return the probabilities or their logarithms
   */
  public double[] reference(double... x) {
    return logarithm ? SoftmaxReference.logSoftmax(x) : SoftmaxReference.softmax(x);
  }

  @Override
  public String toString() {
    return name;
  }
}
