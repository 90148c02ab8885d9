package dev.lanewise.activation;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Lengths;
import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;

/**
 * {@link Prelu} on {@link MemorySegment}s, and on {@code short[]}s of 16-bit values: {@link
 * Prelu#stored} gives it.
 *
 * <p>Results on segments are those of the arrays, to the bit. Values of 16 bits are widened to
 * {@code float}; only the results are rounded, to nearest, ties to even. Offsets and leading
 * dimensions count elements.
 *
 * <p><b>The gradients of the slopes</b> are sums and not rounded to 16 bits, in which a sum over
 * rows stands still once it is some hundred times a term: with values of 16 bits they are {@code
 * float}s, and bits are those of {@link Prelu} on the widened values.
 *
 * <p>For shapes and the in-place rule see {@link Prelu}, for the kinds of segments and errors
 * {@link StoredActivation}.
 *
 * <p>Objects are immutable and safe for use by any number of threads. After {@linkplain #warmUp
 * warm-up} a call on native segments, or on arrays of 16 bits, allocates nothing; what mixes native
 * segments and arrays warms up when it is first called.
 */
public final class StoredPrelu {
  private final Storage storage;

  /** Of the gradients of the slopes. */
  private final Storage sums;

  StoredPrelu(Storage storage) {
    this.storage = storage;
    this.sums = Storage.of(storage.precision());
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
    for (Kernels function : Prelu.FUNCTIONS) {
      vectors &= function.of(storage).warmUpStored();
    }
    return vectors;
  }

  // region twin: .mvn/Twins.java writes it again for MemorySegment

  /**
   * Computes the values with a slope for each column.
   *
   * @param x the inputs
   * @param slope the slopes, one for each column
   * @param y receives the values
   * @param rows how many rows
   * @param cols how many columns
   */
  public void apply(short[] x, short[] slope, short[] y, int rows, int cols) {
    Lengths.requireMatrix("x", Lengths.of(x, storage), rows, cols);
    Lengths.requireMatrix("slope", Lengths.of(slope, storage), 1, cols);
    Lengths.requireMatrix("y", Lengths.of(y, storage), rows, cols);
    apply(x, 0, cols, slope, 0, y, 0, cols, rows, cols);
  }

  /**
   * Computes the values with a slope for each column, with leading dimensions.
   *
   * @param x the inputs
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param slope the slopes, one for each column
   * @param slopeOffset index of its first element
   * @param y receives the values
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   */
  public void apply(
      short[] x,
      int xOffset,
      int xStride,
      short[] slope,
      int slopeOffset,
      short[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols) {
    Prelu.APPLY
        .of(storage)
        .run(
            x,
            xOffset,
            xStride,
            slope,
            slopeOffset,
            0,
            y,
            yOffset,
            yStride,
            null,
            0,
            0,
            null,
            0,
            0,
            null,
            0,
            0,
            rows,
            cols,
            0,
            0);
  }

  /**
   * Computes the gradients with a slope for each column.
   *
   * @param x the inputs
   * @param slope the slopes, one for each column
   * @param dy the upstream gradients
   * @param dx receives the gradients of the inputs
   * @param dSlope the gradients of the slopes are added to it; of the precision of the storage
   * @param rows how many rows
   * @param cols how many columns
   */
  public void backward(
      short[] x, short[] slope, short[] dy, short[] dx, float[] dSlope, int rows, int cols) {
    Lengths.requireMatrix("x", Lengths.of(x, storage), rows, cols);
    Lengths.requireMatrix("slope", Lengths.of(slope, storage), 1, cols);
    Lengths.requireMatrix("dy", Lengths.of(dy, storage), rows, cols);
    Lengths.requireMatrix("dx", Lengths.of(dx, storage), rows, cols);
    Lengths.requireMatrix("dSlope", Lengths.of(dSlope, sums), 1, cols);
    backward(x, 0, cols, slope, 0, dy, 0, cols, dx, 0, cols, dSlope, 0, rows, cols);
  }

  /**
   * Computes the gradients with a slope for each column, with leading dimensions.
   *
   * @param x the inputs
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param slope the slopes, one for each column
   * @param slopeOffset index of its first element
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dyStride its leading dimension
   * @param dx receives the gradients of the inputs
   * @param dxOffset index of its first element
   * @param dxStride its leading dimension
   * @param dSlope the gradients of the slopes are added to it; of the precision of the storage
   * @param dSlopeOffset index of its first element
   * @param rows how many rows
   * @param cols how many columns
   */
  public void backward(
      short[] x,
      int xOffset,
      int xStride,
      short[] slope,
      int slopeOffset,
      short[] dy,
      int dyOffset,
      int dyStride,
      short[] dx,
      int dxOffset,
      int dxStride,
      float[] dSlope,
      int dSlopeOffset,
      int rows,
      int cols) {
    Prelu.BACKWARD
        .of(storage)
        .run(
            x,
            xOffset,
            xStride,
            slope,
            slopeOffset,
            0,
            dy,
            dyOffset,
            dyStride,
            dx,
            dxOffset,
            dxStride,
            dSlope,
            dSlopeOffset,
            0,
            null,
            0,
            0,
            rows,
            cols,
            0,
            0);
  }

  /**
   * Computes the values with a slope for each row.
   *
   * @param x the inputs
   * @param slope the slopes, one for each row
   * @param y receives the values
   * @param rows how many rows
   * @param cols how many columns
   */
  public void applyByRow(short[] x, short[] slope, short[] y, int rows, int cols) {
    Lengths.requireMatrix("x", Lengths.of(x, storage), rows, cols);
    Lengths.requireMatrix("slope", Lengths.of(slope, storage), rows, 1);
    Lengths.requireMatrix("y", Lengths.of(y, storage), rows, cols);
    applyByRow(x, 0, cols, slope, 0, 1, y, 0, cols, rows, cols);
  }

  /**
   * Computes the values with a slope for each row, with leading dimensions.
   *
   * @param x the inputs
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param slope the slopes, one for each row
   * @param slopeOffset index of its first element
   * @param slopeStride distance from one to the next
   * @param y receives the values
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   */
  public void applyByRow(
      short[] x,
      int xOffset,
      int xStride,
      short[] slope,
      int slopeOffset,
      int slopeStride,
      short[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols) {
    Prelu.APPLY_BY_ROW
        .of(storage)
        .run(
            x,
            xOffset,
            xStride,
            slope,
            slopeOffset,
            slopeStride,
            y,
            yOffset,
            yStride,
            null,
            0,
            0,
            null,
            0,
            0,
            null,
            0,
            0,
            rows,
            cols,
            0,
            0);
  }

  /**
   * Computes the gradients with a slope for each row.
   *
   * @param x the inputs
   * @param slope the slopes, one for each row
   * @param dy the upstream gradients
   * @param dx receives the gradients of the inputs
   * @param dSlope the gradients of the slopes are added to it; of the precision of the storage
   * @param rows how many rows
   * @param cols how many columns
   */
  public void backwardByRow(
      short[] x, short[] slope, short[] dy, short[] dx, float[] dSlope, int rows, int cols) {
    Lengths.requireMatrix("x", Lengths.of(x, storage), rows, cols);
    Lengths.requireMatrix("slope", Lengths.of(slope, storage), rows, 1);
    Lengths.requireMatrix("dy", Lengths.of(dy, storage), rows, cols);
    Lengths.requireMatrix("dx", Lengths.of(dx, storage), rows, cols);
    Lengths.requireMatrix("dSlope", Lengths.of(dSlope, sums), rows, 1);
    backwardByRow(x, 0, cols, slope, 0, 1, dy, 0, cols, dx, 0, cols, dSlope, 0, 1, rows, cols);
  }

  /**
   * Computes the gradients with a slope for each row, with leading dimensions.
   *
   * @param x the inputs
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param slope the slopes, one for each row
   * @param slopeOffset index of its first element
   * @param slopeStride distance from one to the next
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dyStride its leading dimension
   * @param dx receives the gradients of the inputs
   * @param dxOffset index of its first element
   * @param dxStride its leading dimension
   * @param dSlope the gradients of the slopes are added to it; of the precision of the storage
   * @param dSlopeOffset index of its first element
   * @param dSlopeStride distance from one to the next
   * @param rows how many rows
   * @param cols how many columns
   */
  public void backwardByRow(
      short[] x,
      int xOffset,
      int xStride,
      short[] slope,
      int slopeOffset,
      int slopeStride,
      short[] dy,
      int dyOffset,
      int dyStride,
      short[] dx,
      int dxOffset,
      int dxStride,
      float[] dSlope,
      int dSlopeOffset,
      int dSlopeStride,
      int rows,
      int cols) {
    Prelu.BACKWARD_BY_ROW
        .of(storage)
        .run(
            x,
            xOffset,
            xStride,
            slope,
            slopeOffset,
            slopeStride,
            dy,
            dyOffset,
            dyStride,
            dx,
            dxOffset,
            dxStride,
            dSlope,
            dSlopeOffset,
            dSlopeStride,
            null,
            0,
            0,
            rows,
            cols,
            0,
            0);
  }

  // endregion
}
