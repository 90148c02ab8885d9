package dev.lanewise.activation;

import dev.lanewise.kernel.Kernels;
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

  StoredPrelu(Storage storage) {
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
    boolean vectors = true;
    for (Kernels function : FUNCTIONS) {
      vectors &= function.of(storage).warmUpStored();
    }
    return vectors;
  }

  // twins of Prelu: .mvn/Twins.java writes them for short[], dSlope unrounded

  // twins of Prelu: .mvn/Twins.java writes them for MemorySegment, dSlope unrounded
}
