package dev.lanewise.activation;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * {@link CrossEntropy} on {@link MemorySegment}s: {@link CrossEntropy#stored} gives it.
 *
 * <p>Results are those of the arrays, to the bit. Classes are {@code int}s; the methods whose
 * targets are distributions are named for them. Offsets and leading dimensions count elements.
 *
 * <p>For shapes, special rows and the in-place rule see {@link CrossEntropy}, for the kinds of
 * segments and errors {@link StoredActivation}.
 *
 * <p>Objects are immutable and safe for use by any number of threads. After {@linkplain #warmUp
 * warm-up} a call on native segments allocates nothing; what mixes native segments and arrays warms
 * up when it is first called.
 */
public final class StoredCrossEntropy {
  private final CrossEntropy ofArrays;
  private final Storage storage;

  StoredCrossEntropy(CrossEntropy ofArrays, Storage storage) {
    this.ofArrays = ofArrays;
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
    return ofArrays.warmUp(storage, Kernel::warmUpSegments);
  }

  // twins of CrossEntropy: .mvn/Twins.java writes them for MemorySegment

  private Kernel kernel(Storage storage, boolean index, boolean weighted, boolean gradient) {
    return ofArrays.kernel(storage, index, weighted, gradient);
  }

  private void requireClasses(MemorySegment targets, long offset, long stride, int rows, int cols) {
    IndexCrossEntropy.CLASSES.requireRows(targets, storage, offset, stride, rows, cols);
    for (int row = 0; row < rows; row++) {
      long at = (offset + row * stride) * Integer.BYTES;
      ofArrays.requireClass(row, targets.get(ValueLayout.JAVA_INT_UNALIGNED, at), cols);
    }
  }
}
