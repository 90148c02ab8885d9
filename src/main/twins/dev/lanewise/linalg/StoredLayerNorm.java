package dev.lanewise.linalg;

import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;

/**
 * {@link LayerNorm} on {@link MemorySegment}s: {@link LayerNorm#stored} gives it.
 *
 * <p>Results are those of the arrays, to the bit. Offsets and leading dimensions count elements.
 *
 * <p>For shapes, special rows, accuracy and the in-place rule see {@link LayerNorm}, for the kinds
 * of segments and errors {@link dev.lanewise.activation.StoredActivation}.
 */
public final class StoredLayerNorm {
  private final Storage storage;

  StoredLayerNorm(Storage storage) {
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
        & AFFINE.of(storage).warmUpSegments()
        & PLAIN_BACKWARD.of(storage).warmUpSegments()
        & AFFINE_BACKWARD.of(storage).warmUpSegments();
  }

  // twins of LayerNorm: .mvn/Twins.java writes them for MemorySegment
}
