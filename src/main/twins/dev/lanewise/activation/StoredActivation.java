package dev.lanewise.activation;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Lengths;
import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;

/**
 * An activation on {@link MemorySegment}s, and on {@code short[]}s of 16-bit values: {@link
 * Activation#stored} gives it.
 *
 * <p>Results are those of the arrays, to the bit. Values of 16 bits are widened to {@code float},
 * and the float result is rounded to nearest, ties to even. Offsets and lengths count elements.
 *
 * <p><b>Segments:</b> native ones, at any address, or writable ones over an array of the storage's
 * type ({@code float[]}, {@code double[]}, {@code short[]}). Native and array segments may be
 * mixed.
 *
 * <p>The first call on memory of a mapped file makes the JVM compile the kernel once more, which
 * takes a moment and is garbage. Segments of one arena often begin at the same place of their
 * pages, where processors mistake a load for a store to another page: shifted by some hundred bytes
 * a cheap kernel is up to twice as fast.
 *
 * <p><b>In place:</b> an output may be the same range of the same memory as an input; ranges that
 * overlap in any other way are refused, and two outputs must be apart.
 *
 * <p><b>Errors:</b> all arguments are checked before anything is written. Those of {@link
 * Activation}; {@link IllegalArgumentException} for any other kind of segment and for {@code
 * short[]}s where values are not of 16 bits; {@link IllegalStateException} if a segment's arena was
 * closed, also if it is closed meanwhile; {@link WrongThreadException} if it belongs to another
 * thread.
 *
 * <p>Objects are immutable and safe for use by any number of threads. After {@linkplain #warmUp
 * warm-up} a call on native segments, or on arrays of 16 bits, allocates nothing; what mixes native
 * segments and arrays warms up when it is first called.
 */
public final class StoredActivation {
  private final ActivationKernels kernels;
  private final Storage storage;

  StoredActivation(ActivationKernels kernels, Storage storage) {
    this.kernels = kernels;
    this.storage = storage;
  }

  /**
   * Compiles and exercises the vector kernels of all methods now, for native segments and, where
   * values have 16 bits, arrays.
   *
   * @return whether vectors now serve every method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public boolean warmUp() {
    return kernels.warmUp(storage, Kernel::warmUpStored);
  }

  // region twin: .mvn/Twins.java writes it again for MemorySegment

  /**
   * Computes y = f(x).
   *
   * @param x the inputs
   * @param y receives the values f(x)
   */
  public void apply(short[] x, short[] y) {
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
  public void apply(short[] x, int xOffset, short[] y, int yOffset, int length) {
    kernels.value().of(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes d = f'(x).
   *
   * @param x the inputs
   * @param d receives the derivatives f'(x)
   */
  public void derivative(short[] x, short[] d) {
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
  public void derivative(short[] x, int xOffset, short[] d, int dOffset, int length) {
    kernels.derivative().of(storage).run(x, xOffset, d, dOffset, length);
  }

  /**
   * Computes y = f(x) and d = f'(x) in one pass.
   *
   * @param x the inputs
   * @param y receives the values f(x)
   * @param d receives the derivatives f'(x)
   */
  public void valueAndDerivative(short[] x, short[] y, short[] d) {
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
  public void valueAndDerivative(
      short[] x, int xOffset, short[] y, int yOffset, short[] d, int dOffset, int length) {
    kernels.valueAndDerivative().of(storage).run(x, xOffset, y, yOffset, d, dOffset, length);
  }

  /**
   * Computes dx = dy · f'(x).
   *
   * @param x the inputs
   * @param dy the upstream gradients
   * @param dx receives the gradients
   */
  public void backward(short[] x, short[] dy, short[] dx) {
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
  public void backward(
      short[] x, int xOffset, short[] dy, int dyOffset, short[] dx, int dxOffset, int length) {
    kernels.backward().of(storage).run(x, xOffset, dy, dyOffset, dx, dxOffset, length);
  }

  /**
   * Computes dx = dy · f'(x) from y = f(x).
   *
   * @param y the values f(x)
   * @param dy the upstream gradients
   * @param dx receives the gradients
   * @throws UnsupportedOperationException if the derivative is not a function of the output
   */
  public void backwardFromOutput(short[] y, short[] dy, short[] dx) {
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
  public void backwardFromOutput(
      short[] y, int yOffset, short[] dy, int dyOffset, short[] dx, int dxOffset, int length) {
    kernels.backwardFromOutput().of(storage).run(y, yOffset, dy, dyOffset, dx, dxOffset, length);
  }

  // endregion
}
