package dev.lanewise.linalg;

import dev.lanewise.lane.Storage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A thread's place for the one result of a reduction of a segment, as {@link Single} is for arrays:
 * native memory with room for a result of any type.
 */
final class SingleSegment {
  private static final ThreadLocal<MemorySegment> RESULT =
      new ThreadLocal<>() {
        @Override
        protected MemorySegment initialValue() {
          return Arena.ofAuto().allocate(Double.BYTES, Double.BYTES);
        }
      };

  private SingleSegment() {}

  static MemorySegment get() {
    return RESULT.get();
  }

  static double value(MemorySegment result, Storage storage) {
    return storage == Storage.FLOAT
        ? result.get(ValueLayout.JAVA_FLOAT, 0)
        : result.get(ValueLayout.JAVA_DOUBLE, 0);
  }

  static int place(MemorySegment result) {
    return result.get(ValueLayout.JAVA_INT, 0);
  }
}
