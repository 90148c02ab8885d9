package dev.lanewise.activation;

import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * {@link Sparsemax} on {@link MemorySegment}s, and on {@code short[]}s of 16-bit values: {@link
 * Sparsemax#stored} gives it.
 *
 * <p>Results on segments are those of the arrays, to the bit. Values of 16 bits are widened to
 * {@code float}; only the result is rounded, to nearest, ties to even. Offsets and leading
 * dimensions count elements. Backward takes the support from y: an element whose probability was
 * rounded to 0 does not belong to it.
 *
 * <p>For shapes, special rows and the in-place rule see {@link Sparsemax}, for the kinds of
 * segments and errors {@link StoredActivation}.
 *
 * <p>Objects are immutable and safe for use by any number of threads. After {@linkplain #warmUp
 * warm-up} a call on native segments, or on arrays of 16 bits, allocates nothing; what mixes native
 * segments and arrays warms up when it is first called.
 */
public final class StoredSparsemax {
  private final Storage storage;

  StoredSparsemax(Storage storage) {
    this.storage = Objects.requireNonNull(storage, "storage must not be null");
  }

  /**
   * Compiles and exercises the vector kernels of all methods now, for native segments and, where
   * values have 16 bits, arrays. Takes up to some seconds.
   *
   * @return whether vectors now serve every method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public boolean warmUp() {
    return FORWARD.of(storage).warmUpStored() & BACKWARD.of(storage).warmUpStored();
  }

  // twins of Sparsemax: .mvn/Twins.java writes them for short[]

  // twins of Sparsemax: .mvn/Twins.java writes them for MemorySegment
}
