package dev.lanewise.activation;

import dev.lanewise.kernel.Kernel;
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

  // twins of GatedUnit: .mvn/Twins.java writes them for short[]

  // twins of GatedUnit: .mvn/Twins.java writes them for MemorySegment
}
