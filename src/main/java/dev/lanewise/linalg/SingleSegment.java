package dev.lanewise.linalg;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

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
}
