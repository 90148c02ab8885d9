package dev.lanewise.activation;

import dev.lanewise.activation.SoftmaxProgram.Logits;
import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * {@link MaskedSoftmax} on {@link MemorySegment}s, and on {@code short[]}s of 16-bit values: {@link
 * MaskedSoftmax#stored} gives it.
 *
 * <p>An additive mask is kept as the logits are. A boolean one is a {@code boolean[]} beside a
 * {@code short[]}; beside segments it is a native segment of bytes, of which 0 masks, and the
 * methods that take it are named for it.
 *
 * <p>What goes for {@link StoredSoftmax} goes here too: results on segments are those of the
 * arrays, to the bit, and of 16 bits only the result is rounded.
 */
public final class StoredMaskedSoftmax {
  private final Storage storage;

  StoredMaskedSoftmax(Storage storage) {
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
    return SoftmaxFunction.warmUp(Logits.ADDITIVE, storage)
        & SoftmaxFunction.warmUp(Logits.BOOLEAN, storage)
        & SoftmaxFunction.warmUp(Logits.CAUSAL, storage);
  }

  // twins of MaskedSoftmax: .mvn/Twins.java writes them for short[]

  // twins of MaskedSoftmax: .mvn/Twins.java writes them for MemorySegment
}
