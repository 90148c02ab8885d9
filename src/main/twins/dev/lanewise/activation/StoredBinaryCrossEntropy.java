package dev.lanewise.activation;

import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;

/**
 * {@link BinaryCrossEntropy} on {@link MemorySegment}s, and on {@code short[]}s of 16-bit values:
 * {@link BinaryCrossEntropy#stored} gives it.
 *
 * <p>Results on segments are those of the arrays, to the bit. Values of 16 bits are widened to
 * {@code float}; only the gradients are rounded, to nearest, ties to even. Offsets, lengths and
 * leading dimensions count elements.
 *
 * <p><b>The losses</b> are there to be added up and not rounded to 16 bits: with values of 16 bits
 * they are {@code float}s, and bits are those of {@link BinaryCrossEntropy} on the widened values.
 * So they cannot be in the place of logits or targets then.
 *
 * <p>For domain, accuracy and the in-place rule see {@link BinaryCrossEntropy}, for the kinds of
 * segments and errors {@link StoredActivation}.
 *
 * <p>Objects are immutable and safe for use by any number of threads. After {@linkplain #warmUp
 * warm-up} a call on native segments, or on arrays of 16 bits, allocates nothing; what mixes native
 * segments and arrays warms up when it is first called.
 */
public final class StoredBinaryCrossEntropy {
  private final Storage storage;

  StoredBinaryCrossEntropy(Storage storage) {
    this.storage = storage;
  }

  /**
   * Compiles and exercises the vector kernels of all methods now, for native segments and, where
   * values have 16 bits, arrays. Takes up to some seconds.
   *
   * @return whether vectors now serve every method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public boolean warmUp() {
    return LOSS.of(storage).warmUpStored()
        & LOSS_AND_GRADIENT.of(storage).warmUpStored()
        & WEIGHTED.of(storage).warmUpStored();
  }

  // twins of BinaryCrossEntropy: .mvn/Twins.java writes them for short[], loss unrounded

  // twins of BinaryCrossEntropy: .mvn/Twins.java writes them for MemorySegment, loss unrounded
}
