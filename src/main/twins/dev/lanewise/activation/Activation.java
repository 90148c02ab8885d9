package dev.lanewise.activation;

import dev.lanewise.kernel.Lengths;
import dev.lanewise.lane.Storage;

/**
 * An activation function f with its derivative, over arrays.
 *
 * <p>Every method exists for {@code float[]} and {@code double[]}, for whole arrays, which must be
 * of equal length, and for ranges. Results have the same bits, sign and payload of a NaN aside, at
 * every offset and length, on every lane width and on the scalar path.
 *
 * <p><b>In place:</b> an output may be the same array as an input, with the same offset. Ranges
 * that overlap in any other way are refused, and two outputs must be apart.
 *
 * <p><b>Errors:</b> all arguments are checked before anything is written. {@link
 * NullPointerException} if an array is null; {@link IndexOutOfBoundsException} if an offset or
 * length is negative or a range ends past its array; {@link IllegalArgumentException} if whole
 * arrays differ in length or ranges overlap in part. Each message holds the numbers that clash.
 *
 * <p><b>Special values:</b> NaN gives NaN, if the formula is one of ours or keeps that rule;
 * infinities and signed zeros give the limits that the activation's own documentation names.
 *
 * <p>Implementations are immutable and safe for use by any number of threads. After {@linkplain
 * #warmUp warm-up} a call allocates nothing.
 */
public interface Activation {
  /**
   * Makes an activation of a formula.
   *
   * @param formula its mathematics
   * @return the activation
   * @throws NullPointerException if the formula or its name is null
   * @throws IllegalArgumentException if the name is blank
   */
  static Activation of(ActivationFormula formula) {
    return new KernelActivation(formula);
  }

  /**
   * The name of the formula, by which {@link Activations#of} finds those of the catalogue.
   *
   * @return the name, such as "silu" or "leaky_relu"
   */
  String name();

  /**
   * The formula that this activation computes, for kernels of one's own in which it is a part, as
   * f(x + b) is.
   *
   * @return the mathematics
   */
  ActivationFormula formula();

  /**
   * Compiles and exercises the vector kernels of all methods now, rather than in the background
   * once they have done some work. Takes up to some seconds.
   *
   * @return whether vectors now serve every method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  boolean warmUp();

  /**
   * Whether {@code backwardFromOutput} is there.
   *
   * @return true if f' can be computed from f(x) alone
   */
  boolean supportsBackwardFromOutput();

  /**
   * This activation on memory segments, and on values of 16 bits.
   *
   * @param storage how the values are kept
   * @return the same mathematics
   * @throws NullPointerException if the storage is null
   */
  StoredActivation stored(Storage storage);

  // region twin: .mvn/Twins.java writes it again for double

  /**
   * Computes y = f(x).
   *
   * @param x the inputs
   * @param y receives the values f(x)
   */
  default void apply(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    apply(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = f(x), over a range.
   *
   * @param x the inputs
   * @param xOffset index of its first element
   * @param y receives the values f(x)
   * @param yOffset index of its first element
   * @param length how many elements
   */
  void apply(float[] x, int xOffset, float[] y, int yOffset, int length);

  /**
   * Computes d = f'(x).
   *
   * @param x the inputs
   * @param d receives the derivatives f'(x)
   */
  default void derivative(float[] x, float[] d) {
    Lengths.requireEqual("x", x, "d", d);
    derivative(x, 0, d, 0, x.length);
  }

  /**
   * Computes d = f'(x), over a range.
   *
   * @param x the inputs
   * @param xOffset index of its first element
   * @param d receives the derivatives f'(x)
   * @param dOffset index of its first element
   * @param length how many elements
   */
  void derivative(float[] x, int xOffset, float[] d, int dOffset, int length);

  /**
   * Computes y = f(x) and d = f'(x) in one pass.
   *
   * @param x the inputs
   * @param y receives the values f(x)
   * @param d receives the derivatives f'(x)
   */
  default void valueAndDerivative(float[] x, float[] y, float[] d) {
    Lengths.requireEqual("x", x, "y", y);
    Lengths.requireEqual("x", x, "d", d);
    valueAndDerivative(x, 0, y, 0, d, 0, x.length);
  }

  /**
   * Computes y = f(x) and d = f'(x) in one pass, over a range.
   *
   * @param x the inputs
   * @param xOffset index of its first element
   * @param y receives the values f(x)
   * @param yOffset index of its first element
   * @param d receives the derivatives f'(x)
   * @param dOffset index of its first element
   * @param length how many elements
   */
  void valueAndDerivative(
      float[] x, int xOffset, float[] y, int yOffset, float[] d, int dOffset, int length);

  /**
   * Computes dx = dy · f'(x).
   *
   * @param x the inputs
   * @param dy the upstream gradients
   * @param dx receives the gradients
   */
  default void backward(float[] x, float[] dy, float[] dx) {
    Lengths.requireEqual("x", x, "dy", dy);
    Lengths.requireEqual("x", x, "dx", dx);
    backward(x, 0, dy, 0, dx, 0, x.length);
  }

  /**
   * Computes dx = dy · f'(x), over a range.
   *
   * @param x the inputs
   * @param xOffset index of its first element
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dx receives the gradients
   * @param dxOffset index of its first element
   * @param length how many elements
   */
  void backward(
      float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length);

  /**
   * Computes dx = dy · f'(x) from y = f(x).
   *
   * @param y the values f(x)
   * @param dy the upstream gradients
   * @param dx receives the gradients
   * @throws UnsupportedOperationException if the derivative is not a function of the output
   */
  default void backwardFromOutput(float[] y, float[] dy, float[] dx) {
    Lengths.requireEqual("y", y, "dy", dy);
    Lengths.requireEqual("y", y, "dx", dx);
    backwardFromOutput(y, 0, dy, 0, dx, 0, y.length);
  }

  /**
   * Computes dx = dy · f'(x) from y = f(x), over a range.
   *
   * @param y the values f(x)
   * @param yOffset index of its first element
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dx receives the gradients
   * @param dxOffset index of its first element
   * @param length how many elements
   * @throws UnsupportedOperationException if the derivative is not a function of the output
   */
  void backwardFromOutput(
      float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length);

  // endregion
}
