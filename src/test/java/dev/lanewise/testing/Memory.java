package dev.lanewise.testing;

import dev.lanewise.kernel.Operand;
import dev.lanewise.kernel.Operand.Kind;
import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import java.lang.foreign.Arena;

/**
 * Where an operation has its values.
 *
 * @param storage how they are kept
 * @param offHeap in native segments rather than arrays
 */
public record Memory(Storage storage, boolean offHeap) {

  /** Arrays of a precision. */
  static Memory arrays(Precision precision) {
    return new Memory(Storage.of(precision), false);
  }

  /** Zeros for an operand: an array of a precision or of ints, or {@link Stored}. */
  Object allocate(Operand operand, int length) {
    if (operand.kind() == Kind.INTS) {
      return new int[length];
    }
    Storage kept = storage(operand);
    if (offHeap) {
      // No element of a segment is aligned.
      return new Stored(kept, Arena.ofAuto().allocate((long) length * kept.bytes() + 1).asSlice(1));
    }
    return kept.isNarrow()
        ? new Stored(kept, new short[length])
        : Elements.allocate(kept.precision(), length);
  }

  /** How an operand that has values keeps them. */
  Storage storage(Operand operand) {
    return operand.kind() == Kind.VALUES ? storage : Storage.of(storage.precision());
  }

  /** The values of an array here, rounded; the array itself if it is one of those used here. */
  Object of(Object array) {
    if (!offHeap && !storage.isNarrow()) {
      return array;
    }
    Object copy = allocate(Operand.input("copy"), Elements.length(array));
    Elements.copy(array, 0, copy, Elements.length(array));
    return copy;
  }
}
