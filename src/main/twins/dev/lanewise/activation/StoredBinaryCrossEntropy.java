package dev.lanewise.activation;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Lengths;
import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;

/**
 * {@link BinaryCrossEntropy} on {@link MemorySegment}s: {@link BinaryCrossEntropy#stored} gives it.
 *
 * <p>Results are those of the arrays, to the bit. Offsets, lengths and leading dimensions count
 * elements; a length is at most 2³¹ - 1.
 *
 * <p>For domain, accuracy and the in-place rule see {@link BinaryCrossEntropy}, for the kinds of
 * segments and errors {@link StoredActivation}.
 */
public final class StoredBinaryCrossEntropy {
  private final Storage storage;

  StoredBinaryCrossEntropy(Storage storage) {
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
    return LOSS.kernel(storage).warmUpSegments()
        & LOSS_AND_GRADIENT.kernel(storage).warmUpSegments()
        & WEIGHTED.kernel(storage).warmUpSegments();
  }

  // twins of BinaryCrossEntropy: .mvn/Twins.java writes them for MemorySegment

  private static void run(
      Kernel kernel,
      MemorySegment logits,
      long logitsOffset,
      MemorySegment targets,
      long targetsOffset,
      MemorySegment loss,
      long lossOffset,
      MemorySegment gradient,
      long gradientOffset,
      long length,
      double scale) {
    kernel.runSegments(
        logits,
        logitsOffset,
        length,
        targets,
        targetsOffset,
        length,
        loss,
        lossOffset,
        length,
        gradient,
        gradientOffset,
        length,
        null,
        0,
        0,
        null,
        0,
        0,
        1,
        Lengths.ofRow(length),
        scale,
        0);
  }
}
