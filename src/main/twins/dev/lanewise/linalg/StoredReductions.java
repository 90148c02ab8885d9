package dev.lanewise.linalg;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Lengths;
import dev.lanewise.lane.Storage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * {@link Reductions} on {@link MemorySegment}s: {@link Reductions#stored} gives it.
 *
 * <p>Results are those of the arrays, to the bit; the single result of a range is returned as a
 * {@code double}, which every float is. Places and indices are kept as {@code int}s. Offsets,
 * lengths and leading dimensions count elements; a length is at most 2³¹ - 1.
 *
 * <p>For shapes, special values and accuracy see {@link Reductions}, for the kinds of segments and
 * errors {@link dev.lanewise.activation.StoredActivation}.
 *
 * <p>Objects are immutable and safe for use by any number of threads. After {@linkplain #warmUp
 * warm-up} a call on native segments allocates nothing; what mixes native segments and arrays warms
 * up when it is first called.
 */
public final class StoredReductions {
  private final Storage storage;

  StoredReductions(Storage storage) {
    this.storage = storage;
  }

  /**
   * Compiles and exercises the vector kernels of all methods but {@code topK}, which has none, now,
   * for native segments. Takes up to some seconds.
   *
   * @return whether vectors now serve every such method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public boolean warmUp() {
    // As for arrays.
    Arguments.requireCorrection(0);
    SingleSegment.get();
    MemorySegment some = Arena.ofAuto().allocate(5L * Double.BYTES, Double.BYTES);
    topK(some, 0, 2, some, 2, some, 8, 2);
    return SUMS.of(storage).warmUpSegments()
        & MEANS.of(storage).warmUpSegments()
        & VARIANCES.of(storage).warmUpSegments()
        & NORMS.of(storage).warmUpSegments()
        & MAXIMA.of(storage).warmUpSegments()
        & PLACES.of(storage).warmUpSegments()
        & DOTS.of(storage).warmUpSegments();
  }

  // twins of Reductions: .mvn/Twins.java writes them for MemorySegment

  // twins of Largest: .mvn/Twins.java writes them for MemorySegment

  private double ofOne(Kernel kernel, MemorySegment x, long offset, long length, double divisor) {
    MemorySegment result = SingleSegment.get();
    run(kernel, x, offset, 0, result, 0, 1, Lengths.ofRow(length), divisor);
    return at(result, 0);
  }

  private double dotOfOne(
      MemorySegment a, long aOffset, MemorySegment b, long bOffset, long length) {
    MemorySegment result = SingleSegment.get();
    dot(a, aOffset, 0, b, bOffset, 0, result, 0, 1, Lengths.ofRow(length));
    return at(result, 0);
  }

  private int placeInOne(MemorySegment x, long offset, long length) {
    MemorySegment result = SingleSegment.get();
    argmax(x, offset, 0, result, 0, 1, Lengths.ofRow(length));
    return placeAt(result, 0);
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

  private double at(MemorySegment x, long i) {
    return storage == Storage.FLOAT
        ? x.get(ValueLayout.JAVA_FLOAT_UNALIGNED, i * Float.BYTES)
        : x.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, i * Double.BYTES);
  }

  private void put(MemorySegment x, long i, double value) {
    if (storage == Storage.FLOAT) {
      x.set(ValueLayout.JAVA_FLOAT_UNALIGNED, i * Float.BYTES, (float) value);
    } else {
      x.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, i * Double.BYTES, value);
    }
  }

  private static int placeAt(MemorySegment indices, long i) {
    return indices.get(ValueLayout.JAVA_INT_UNALIGNED, i * Integer.BYTES);
  }

  private static void putPlace(MemorySegment indices, long i, int place) {
    indices.set(ValueLayout.JAVA_INT_UNALIGNED, i * Integer.BYTES, place);
  }
}
