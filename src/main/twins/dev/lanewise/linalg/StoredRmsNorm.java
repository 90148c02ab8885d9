package dev.lanewise.linalg;

import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;

/**
 * {@link RmsNorm} on {@link MemorySegment}s: {@link RmsNorm#stored} gives it.
 *
 * <p>Results are those of the arrays, to the bit. Offsets and leading dimensions count elements.
 *
 * <p>For shapes, special rows, accuracy and the in-place rule see {@link RmsNorm}, for the kinds of
 * segments and errors {@link dev.lanewise.activation.StoredActivation}.
 */
public final class StoredRmsNorm {
  private final Storage storage;

  StoredRmsNorm(Storage storage) {
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
    Arguments.requireEpsilon(1, storage);
    return PLAIN.of(storage).warmUpSegments()
        & WEIGHTED.of(storage).warmUpSegments()
        & PLAIN_BACKWARD.of(storage).warmUpSegments()
        & WEIGHTED_BACKWARD.of(storage).warmUpSegments();
  }

  // twins of RmsNorm: .mvn/Twins.java writes them for MemorySegment
}
