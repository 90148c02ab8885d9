package dev.lanewise.property;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * The operations of one activation on arrays of one format. Value and derivative are needed, the
 * others are held to the contract where they are given.
 *
 * @param <A> {@code float[]} or {@code double[]}
 * @param format the format of the arrays
 * @param value y = f(x)
 * @param derivative d = f'(x)
 * @param backward dx = dy · f'(x)
 * @param valueAndDerivative y = f(x) and d = f'(x)
 * @param backwardFromOutput dx = dy · f'(x), from y = f(x)
 */
public record Kernels<A>(
    Format<A> format,
    TwoArrays<A> value,
    TwoArrays<A> derivative,
    Optional<ThreeArrays<A>> backward,
    Optional<ThreeArrays<A>> valueAndDerivative,
    Optional<ThreeArrays<A>> backwardFromOutput) {

  /**
   * An operation from one range to another.
   *
   * @param <A> {@code float[]} or {@code double[]}
   */
  @FunctionalInterface
  public interface TwoArrays<A> {
    /**
     * Runs the operation.
     *
     * @param x is read
     * @param xOffset index of its first element
     * @param y is written
     * @param yOffset index of its first element
     * @param length how many elements
     */
    void run(A x, int xOffset, A y, int yOffset, int length);
  }

  /**
   * An operation over three ranges.
   *
   * @param <A> {@code float[]} or {@code double[]}
   */
  @FunctionalInterface
  public interface ThreeArrays<A> {
    /**
     * Runs the operation.
     *
     * @param a the first array
     * @param aOffset index of its first element
     * @param b the second array
     * @param bOffset index of its first element
     * @param c the third array, which is written
     * @param cOffset index of its first element
     * @param length how many elements
     */
    void run(A a, int aOffset, A b, int bOffset, A c, int cOffset, int length);
  }

  /**
   * Kernels on {@code float[]}.
   *
   * @param value y = f(x)
   * @param derivative d = f'(x)
   * @return the kernels
   */
  public static Kernels<float[]> floats(TwoArrays<float[]> value, TwoArrays<float[]> derivative) {
    return of(Format.FLOAT, value, derivative);
  }

  /**
   * Kernels on {@code double[]}.
   *
   * @param value y = f(x)
   * @param derivative d = f'(x)
   * @return the kernels
   */
  public static Kernels<double[]> doubles(
      TwoArrays<double[]> value, TwoArrays<double[]> derivative) {
    return of(Format.DOUBLE, value, derivative);
  }

  /**
   * Kernels that apply a function of one number to each element.
   *
   * @param <A> {@code float[]} or {@code double[]}
   * @param format the format of the arrays
   * @param value f
   * @param derivative f'
   * @return the kernels
   */
  public static <A> Kernels<A> pointwise(
      Format<A> format, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
    return of(format, map(format, value), map(format, derivative));
  }

  private static <A> TwoArrays<A> map(Format<A> format, DoubleUnaryOperator function) {
    return (x, xOffset, y, yOffset, length) -> {
      for (int i = 0; i < length; i++) {
        format.set(y, yOffset + i, function.applyAsDouble(format.get(x, xOffset + i)));
      }
    };
  }

  private static <A> Kernels<A> of(Format<A> format, TwoArrays<A> value, TwoArrays<A> derivative) {
    return new Kernels<>(
        format, value, derivative, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * These kernels and one for the backward pass.
   *
   * @param kernel dx = dy · f'(x), called with x, dy and dx
   * @return the kernels
   */
  public Kernels<A> withBackward(ThreeArrays<A> kernel) {
    return new Kernels<>(
        format, value, derivative, Optional.of(kernel), valueAndDerivative, backwardFromOutput);
  }

  /**
   * These kernels and one for both results in one pass.
   *
   * @param kernel y = f(x) and d = f'(x), called with x, y and d
   * @return the kernels
   */
  public Kernels<A> withValueAndDerivative(ThreeArrays<A> kernel) {
    return new Kernels<>(
        format, value, derivative, backward, Optional.of(kernel), backwardFromOutput);
  }

  /**
   * These kernels and one for the backward pass from the output.
   *
   * @param kernel dx = dy · f'(x) from y = f(x), called with y, dy and dx
   * @return the kernels
   */
  public Kernels<A> withBackwardFromOutput(ThreeArrays<A> kernel) {
    return new Kernels<>(
        format, value, derivative, backward, valueAndDerivative, Optional.of(kernel));
  }

  /**
   * The value at one place.
   *
   * @param x the place
   * @return f(x)
   */
  public double valueAt(double x) {
    return at(value, x);
  }

  /**
   * The derivative at one place.
   *
   * @param x the place
   * @return f'(x)
   */
  public double derivativeAt(double x) {
    return at(derivative, x);
  }

  private double at(TwoArrays<A> operation, double x) {
    A result = format.array(1);
    operation.run(format.of(x), 0, result, 0, 1);
    return format.get(result, 0);
  }

  /**
   * A kernel of two inputs and one output at one place.
   *
   * @param operation the kernel
   * @param a the first input
   * @param b the second input
   * @return the output
   */
  double at(ThreeArrays<A> operation, double a, double b) {
    A result = format.array(1);
    operation.run(format.of(a), 0, format.of(b), 0, result, 0, 1);
    return format.get(result, 0);
  }

  /**
   * All these kernels, in a shape that says nothing of what they compute.
   *
   * @return the operations
   */
  public List<Operation<A>> operations() {
    List<Operation<A>> operations = new ArrayList<>();
    operations.add(operation("value", value, "x", "y"));
    operations.add(operation("derivative", derivative, "x", "d"));
    backward.ifPresent(kernel -> operations.add(operation("backward", kernel, 2, "x", "dy", "dx")));
    valueAndDerivative.ifPresent(
        kernel -> operations.add(operation("valueAndDerivative", kernel, 1, "x", "y", "d")));
    backwardFromOutput.ifPresent(
        kernel -> operations.add(operation("backwardFromOutput", kernel, 2, "y", "dy", "dx")));
    return operations;
  }

  private Operation<A> operation(String name, TwoArrays<A> kernel, String... operands) {
    return new Operation<>(
        name,
        format,
        List.of(operands),
        1,
        (arrays, offsets, length) ->
            kernel.run(arrays.get(0), offsets.get(0), arrays.get(1), offsets.get(1), length));
  }

  private Operation<A> operation(
      String name, ThreeArrays<A> kernel, int inputs, String... operands) {
    return new Operation<>(
        name,
        format,
        List.of(operands),
        inputs,
        (arrays, offsets, length) ->
            kernel.run(
                arrays.get(0),
                offsets.get(0),
                arrays.get(1),
                offsets.get(1),
                arrays.get(2),
                offsets.get(2),
                length));
  }

  /** The format, which is what a property's report needs to know. */
  @Override
  public String toString() {
    return format.toString();
  }
}
