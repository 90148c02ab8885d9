package dev.lanewise.activation;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Lengths;
import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;

/**
 * A {@link GatedUnit} on {@link MemorySegment}s, and on {@code short[]}s of 16-bit values: {@link
 * GatedUnit#stored} gives it.
 *
 * <p>Results on segments are those of the arrays, to the bit. Values of 16 bits are widened to
 * {@code float}; only the results are rounded, to nearest, ties to even. Offsets and leading
 * dimensions count elements.
 *
 * <p>For shapes and the in-place rule see {@link GatedUnit}, for the kinds of segments and errors
 * {@link StoredActivation}.
 *
 * <p>Objects are immutable and safe for use by any number of threads. After {@linkplain #warmUp
 * warm-up} a call on native segments, or on arrays of 16 bits, allocates nothing; what mixes native
 * segments and arrays warms up when it is first called.
 */
public final class StoredGatedUnit {
  private final GatedKernels kernels;
  private final Storage storage;

  StoredGatedUnit(GatedKernels kernels, Storage storage) {
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
   * Computes y = v · f(g).
   *
   * @param value what the gate lets through
   * @param gate the inputs g of the gate
   * @param y receives the outputs
   */
  public void apply(short[] value, short[] gate, short[] y) {
    int length = Lengths.of(value, storage);
    Lengths.requireEqual("value", length, "gate", Lengths.of(gate, storage));
    Lengths.requireEqual("value", length, "y", Lengths.of(y, storage));
    apply(value, 0, gate, 0, y, 0, length);
  }

  /**
   * Computes y = v · f(g), over a range.
   *
   * @param value what the gate lets through
   * @param valueOffset index of its first element
   * @param gate the inputs g of the gate
   * @param gateOffset index of its first element
   * @param y receives the outputs
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public void apply(
      short[] value,
      int valueOffset,
      short[] gate,
      int gateOffset,
      short[] y,
      int yOffset,
      int length) {
    kernels.apply().of(storage).run(value, valueOffset, gate, gateOffset, y, yOffset, length);
  }

  /**
   * Computes dv = dy · f(g) and dg = dy · v · f'(g).
   *
   * @param value what the gate lets through
   * @param gate the inputs g of the gate
   * @param dy the upstream gradients
   * @param dValue receives the gradients of the values
   * @param dGate receives the gradients of the gate
   */
  public void backward(short[] value, short[] gate, short[] dy, short[] dValue, short[] dGate) {
    int length = Lengths.of(value, storage);
    Lengths.requireEqual("value", length, "gate", Lengths.of(gate, storage));
    Lengths.requireEqual("value", length, "dy", Lengths.of(dy, storage));
    Lengths.requireEqual("value", length, "dValue", Lengths.of(dValue, storage));
    Lengths.requireEqual("value", length, "dGate", Lengths.of(dGate, storage));
    backward(value, 0, gate, 0, dy, 0, dValue, 0, dGate, 0, length);
  }

  /**
   * Computes dv = dy · f(g) and dg = dy · v · f'(g), over a range.
   *
   * @param value what the gate lets through
   * @param valueOffset index of its first element
   * @param gate the inputs g of the gate
   * @param gateOffset index of its first element
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dValue receives the gradients of the values
   * @param dValueOffset index of its first element
   * @param dGate receives the gradients of the gate
   * @param dGateOffset index of its first element
   * @param length how many elements
   */
  public void backward(
      short[] value,
      int valueOffset,
      short[] gate,
      int gateOffset,
      short[] dy,
      int dyOffset,
      short[] dValue,
      int dValueOffset,
      short[] dGate,
      int dGateOffset,
      int length) {
    kernels
        .backward()
        .of(storage)
        .run(
            value,
            valueOffset,
            gate,
            gateOffset,
            dy,
            dyOffset,
            dValue,
            dValueOffset,
            dGate,
            dGateOffset,
            null,
            0,
            length,
            0,
            0);
  }

  /**
   * Computes y = v · f(g) of rows that hold both.
   *
   * @param x rows of values and then as many inputs of the gate
   * @param y receives the outputs
   * @param rows how many rows
   * @param cols how many columns
   */
  public void applySplit(short[] x, short[] y, int rows, int cols) {
    Lengths.requireMatrix("x", Lengths.of(x, storage), rows, 2 * cols);
    Lengths.requireMatrix("y", Lengths.of(y, storage), rows, cols);
    applySplit(x, 0, 2 * cols, y, 0, cols, rows, cols);
  }

  /**
   * Computes y = v · f(g) of rows that hold both, with leading dimensions.
   *
   * @param x rows of values and then as many inputs of the gate
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives the outputs
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   */
  public void applySplit(
      short[] x,
      int xOffset,
      int xStride,
      short[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols) {
    kernels
        .applySplit()
        .of(storage)
        .run(
            x, xOffset, xStride, y, yOffset, yStride, null, 0, 0, null, 0, 0, null, 0, 0, null, 0,
            0, rows, cols, 0, 0);
  }

  /**
   * Computes dv = dy · f(g) and dg = dy · v · f'(g) of rows that hold both.
   *
   * @param x rows of values and then as many inputs of the gate
   * @param dy the upstream gradients
   * @param dx receives the gradients, of values and then of the gate
   * @param rows how many rows
   * @param cols how many columns
   */
  public void backwardSplit(short[] x, short[] dy, short[] dx, int rows, int cols) {
    Lengths.requireMatrix("x", Lengths.of(x, storage), rows, 2 * cols);
    Lengths.requireMatrix("dy", Lengths.of(dy, storage), rows, cols);
    Lengths.requireMatrix("dx", Lengths.of(dx, storage), rows, 2 * cols);
    backwardSplit(x, 0, 2 * cols, dy, 0, cols, dx, 0, 2 * cols, rows, cols);
  }

  /**
   * Computes dv = dy · f(g) and dg = dy · v · f'(g) of rows that hold both, with leading
   * dimensions.
   *
   * @param x rows of values and then as many inputs of the gate
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dyStride its leading dimension
   * @param dx receives the gradients, of values and then of the gate
   * @param dxOffset index of its first element
   * @param dxStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   */
  public void backwardSplit(
      short[] x,
      int xOffset,
      int xStride,
      short[] dy,
      int dyOffset,
      int dyStride,
      short[] dx,
      int dxOffset,
      int dxStride,
      int rows,
      int cols) {
    kernels
        .backwardSplit()
        .of(storage)
        .run(
            x, xOffset, xStride, dy, dyOffset, dyStride, dx, dxOffset, dxStride, null, 0, 0, null,
            0, 0, null, 0, 0, rows, cols, 0, 0);
  }

  // endregion
}
