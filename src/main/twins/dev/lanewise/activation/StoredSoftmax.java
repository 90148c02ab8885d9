package dev.lanewise.activation;

import dev.lanewise.activation.SoftmaxProgram.Logits;
import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Lengths;
import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;

/**
 * {@link Softmax} on {@link MemorySegment}s, and on {@code short[]}s of 16-bit values: {@link
 * Softmax#stored} gives it.
 *
 * <p>Results on segments are those of the arrays, to the bit. Values of 16 bits are widened to
 * {@code float}; only the result is rounded, to nearest, ties to even. Offsets and leading
 * dimensions count elements.
 *
 * <p>For shapes, special rows and the in-place rule see {@link Softmax}, for the kinds of segments
 * and errors {@link StoredActivation}.
 */
public final class StoredSoftmax {
  private static final SoftmaxFunction[] FUNCTIONS = {
    SoftmaxFunction.SOFTMAX,
    SoftmaxFunction.SOFTMAX_BACKWARD,
    SoftmaxFunction.LOG_SOFTMAX,
    SoftmaxFunction.LOG_SOFTMAX_BACKWARD
  };

  private static final StoredSoftmax[] ALL = all();

  private final Storage storage;

  private StoredSoftmax(Storage storage) {
    this.storage = storage;
  }

  private static StoredSoftmax[] all() {
    Storage[] storages = Storage.values();
    StoredSoftmax[] all = new StoredSoftmax[storages.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = new StoredSoftmax(storages[i]);
    }
    return all;
  }

  static StoredSoftmax of(Storage storage) {
    return ALL[storage.ordinal()];
  }

  /**
   * Compiles and exercises the vector kernels of all methods now, for native segments and, where
   * values have 16 bits, arrays.
   *
   * @return whether vectors now serve every method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public boolean warmUp() {
    boolean vectors = true;
    for (SoftmaxFunction function : FUNCTIONS) {
      vectors &= kernel(function).warmUpSegments();
      vectors &= !storage.isNarrow() || kernel(function).warmUp();
    }
    return vectors;
  }

  // region twin: .mvn/Twins.java writes it again for MemorySegment

  /**
   * Computes the softmax of each row.
   *
   * @param x the logits
   * @param y receives the probabilities
   * @param rows how many rows
   * @param cols how many columns
   */
  public void softmax(short[] x, short[] y, int rows, int cols) {
    Softmax.requireSize("x", Lengths.of(x, storage), rows, cols);
    Softmax.requireSize("y", Lengths.of(y, storage), rows, cols);
    softmax(x, 0, cols, y, 0, cols, rows, cols);
  }

  /**
   * Computes the softmax of each row, with leading dimensions.
   *
   * @param x the logits
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives the probabilities
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   */
  public void softmax(
      short[] x,
      int xOffset,
      int xStride,
      short[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols) {
    kernel(SoftmaxFunction.SOFTMAX)
        .run(
            x, xOffset, xStride, y, yOffset, yStride, null, 0, 0, null, 0, 0, null, 0, 0, null, 0,
            0, rows, cols, 0, 0);
  }

  /**
   * Computes the gradient of softmax from its output.
   *
   * @param y the probabilities
   * @param dy the upstream gradients
   * @param dx receives the gradients of the logits
   * @param rows how many rows
   * @param cols how many columns
   */
  public void softmaxBackward(short[] y, short[] dy, short[] dx, int rows, int cols) {
    Softmax.requireSize("y", Lengths.of(y, storage), rows, cols);
    Softmax.requireSize("dy", Lengths.of(dy, storage), rows, cols);
    Softmax.requireSize("dx", Lengths.of(dx, storage), rows, cols);
    softmaxBackward(y, 0, cols, dy, 0, cols, dx, 0, cols, rows, cols);
  }

  /**
   * Computes the gradient of softmax from its output, with leading dimensions.
   *
   * @param y the probabilities
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dyStride its leading dimension
   * @param dx receives the gradients of the logits
   * @param dxOffset index of its first element
   * @param dxStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   */
  public void softmaxBackward(
      short[] y,
      int yOffset,
      int yStride,
      short[] dy,
      int dyOffset,
      int dyStride,
      short[] dx,
      int dxOffset,
      int dxStride,
      int rows,
      int cols) {
    kernel(SoftmaxFunction.SOFTMAX_BACKWARD)
        .run(
            y, yOffset, yStride, dy, dyOffset, dyStride, dx, dxOffset, dxStride, null, 0, 0, null,
            0, 0, null, 0, 0, rows, cols, 0, 0);
  }

  /**
   * Computes the logarithm of the softmax of each row.
   *
   * @param x the logits
   * @param y receives the log-probabilities
   * @param rows how many rows
   * @param cols how many columns
   */
  public void logSoftmax(short[] x, short[] y, int rows, int cols) {
    Softmax.requireSize("x", Lengths.of(x, storage), rows, cols);
    Softmax.requireSize("y", Lengths.of(y, storage), rows, cols);
    logSoftmax(x, 0, cols, y, 0, cols, rows, cols);
  }

  /**
   * Computes the logarithm of the softmax of each row, with leading dimensions.
   *
   * @param x the logits
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives the log-probabilities
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   */
  public void logSoftmax(
      short[] x,
      int xOffset,
      int xStride,
      short[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols) {
    kernel(SoftmaxFunction.LOG_SOFTMAX)
        .run(
            x, xOffset, xStride, y, yOffset, yStride, null, 0, 0, null, 0, 0, null, 0, 0, null, 0,
            0, rows, cols, 0, 0);
  }

  /**
   * Computes the gradient of log_softmax from its output.
   *
   * @param y the log-probabilities
   * @param dy the upstream gradients
   * @param dx receives the gradients of the logits
   * @param rows how many rows
   * @param cols how many columns
   */
  public void logSoftmaxBackward(short[] y, short[] dy, short[] dx, int rows, int cols) {
    Softmax.requireSize("y", Lengths.of(y, storage), rows, cols);
    Softmax.requireSize("dy", Lengths.of(dy, storage), rows, cols);
    Softmax.requireSize("dx", Lengths.of(dx, storage), rows, cols);
    logSoftmaxBackward(y, 0, cols, dy, 0, cols, dx, 0, cols, rows, cols);
  }

  /**
   * Computes the gradient of log_softmax from its output, with leading dimensions.
   *
   * @param y the log-probabilities
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dyStride its leading dimension
   * @param dx receives the gradients of the logits
   * @param dxOffset index of its first element
   * @param dxStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   */
  public void logSoftmaxBackward(
      short[] y,
      int yOffset,
      int yStride,
      short[] dy,
      int dyOffset,
      int dyStride,
      short[] dx,
      int dxOffset,
      int dxStride,
      int rows,
      int cols) {
    kernel(SoftmaxFunction.LOG_SOFTMAX_BACKWARD)
        .run(
            y, yOffset, yStride, dy, dyOffset, dyStride, dx, dxOffset, dxStride, null, 0, 0, null,
            0, 0, null, 0, 0, rows, cols, 0, 0);
  }

  // endregion

  private Kernel kernel(SoftmaxFunction function) {
    return function.kernel(Logits.PLAIN, storage);
  }
}
