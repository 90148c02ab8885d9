package dev.lanewise.math;

import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;

/**
 * {@link VectorMath} on {@link MemorySegment}s, and on {@code short[]}s of 16-bit values: {@link
 * VectorMath#stored} gives it.
 *
 * <p>Results on segments are those of the arrays, to the bit. Values of 16 bits are widened to
 * {@code float}, and the float result is rounded to nearest, ties to even. Offsets and lengths
 * count elements.
 *
 * <p>For the in-place rule see {@link VectorMath}, for the kinds of segments and errors {@link
 * dev.lanewise.activation.StoredActivation}.
 *
 * <p>Objects are immutable and safe for use by any number of threads. After {@linkplain #warmUp
 * warm-up} a call on native segments, or on arrays of 16 bits, allocates nothing; what mixes native
 * segments and arrays warms up when it is first called.
 */
public final class StoredVectorMath {
  private final Storage storage;

  StoredVectorMath(Storage storage) {
    this.storage = storage;
  }

  /**
   * Compiles and exercises the vector kernels of all functions now, for native segments and, where
   * values have 16 bits, arrays. Takes up to a minute.
   *
   * @return whether vectors now serve every function; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public boolean warmUp() {
    boolean vectors = true;
    for (ElementaryFunction function : ElementaryFunction.values()) {
      vectors &= function.kernel(storage).warmUpStored();
    }
    return vectors;
  }

  // twins of VectorMath: .mvn/Twins.java writes them for short[]

  // twins of VectorMath: .mvn/Twins.java writes them for MemorySegment
}
