package dev.lanewise.linalg;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Lengths;
import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;

/**
 * {@link Reductions} on {@link MemorySegment}s: {@link Reductions#stored} gives it.
 *
 * <p>Results are those of the arrays, to the bit; the single result of a range is returned as a
 * {@code double}, which every float is. Places of maxima are kept as {@code int}s. Offsets, lengths
 * and leading dimensions count elements; a length is at most 2³¹ - 1, and of floats the place of
 * the maximum is found among 2²³ at most.
 *
 * <p>For shapes, special values and accuracy see {@link Reductions}, for the kinds of segments and
 * errors {@link dev.lanewise.activation.StoredActivation}.
 */
public final class StoredReductions {
  private final Storage storage;

  StoredReductions(Storage storage) {
    this.storage = storage;
  }

  /**
   * Compiles and exercises the vector kernels of all methods now, for native segments. Takes up to
   * some seconds.
   *
   * @return whether vectors now serve every method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public boolean warmUp() {
    Arguments.requireCorrection(0);
    SingleSegment.value(SingleSegment.get(), storage);
    return SUMS.of(storage).warmUpSegments()
        & MEANS.of(storage).warmUpSegments()
        & VARIANCES.of(storage).warmUpSegments()
        & NORMS.of(storage).warmUpSegments()
        & MAXIMA.of(storage).warmUpSegments()
        & PLACES.of(storage).warmUpSegments()
        & DOTS.of(storage).warmUpSegments();
  }

  // twins of Reductions: .mvn/Twins.java writes them for MemorySegment

  private double ofOne(Kernel kernel, MemorySegment x, long offset, long length, double divisor) {
    MemorySegment result = SingleSegment.get();
    run(kernel, x, offset, 0, result, 0, 1, Lengths.ofRow(length), divisor);
    return SingleSegment.value(result, storage);
  }

  private double dotOfOne(
      MemorySegment a, long aOffset, MemorySegment b, long bOffset, long length) {
    MemorySegment result = SingleSegment.get();
    dot(a, aOffset, 0, b, bOffset, 0, result, 0, 1, Lengths.ofRow(length));
    return SingleSegment.value(result, storage);
  }

  private int placeInOne(MemorySegment x, long offset, long length) {
    MemorySegment result = SingleSegment.get();
    places(x, offset, 0, result, 0, 1, Lengths.ofRow(length));
    return SingleSegment.place(result);
  }

  private void places(
      MemorySegment x,
      long xOffset,
      long xStride,
      MemorySegment y,
      long yOffset,
      int rows,
      int cols) {
    run(PLACES.of(storage), x, xOffset, xStride, y, yOffset, rows, cols, 0);
  }

  private static void run(
      Kernel kernel,
      MemorySegment x,
      long xOffset,
      long xStride,
      MemorySegment y,
      long yOffset,
      int rows,
      int cols,
      double divisor) {
    kernel.runSegments(
        x, xOffset, xStride, y, yOffset, 1, null, 0, 0, null, 0, 0, null, 0, 0, null, 0, 0, rows,
        cols, divisor, 0);
  }
}
