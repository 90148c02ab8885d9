package dev.lanewise.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Memory segments of a kernel's elements. */
final class Segments {
  // The class of a segment tells the type of its array without making an Optional.
  private static final Class<?> OVER_FLOATS = MemorySegment.ofArray(new float[0]).getClass();
  private static final Class<?> OVER_DOUBLES = MemorySegment.ofArray(new double[0]).getClass();
  private static final Class<?> OVER_SHORTS = MemorySegment.ofArray(new short[0]).getClass();
  private static final Class<?> OVER_INTS = MemorySegment.ofArray(new int[0]).getClass();

  private Segments() {}

  /** Whether a segment is over an array of these elements. */
  static boolean isOverArray(MemorySegment segment, Access access) {
    Class<?> wanted =
        switch (access) {
          case FLOATS -> OVER_FLOATS;
          case DOUBLES -> OVER_DOUBLES;
          case SHORTS -> OVER_SHORTS;
          case INTS -> OVER_INTS;
          case BOOLEANS -> null;
        };
    return segment.getClass() == wanted;
  }

  /** A native copy of an array. */
  static MemorySegment copy(Object array, Access access, Arena arena) {
    MemorySegment source =
        switch (access) {
          case FLOATS -> MemorySegment.ofArray((float[]) array);
          case DOUBLES -> MemorySegment.ofArray((double[]) array);
          case SHORTS -> MemorySegment.ofArray((short[]) array);
          case INTS -> MemorySegment.ofArray((int[]) array);
          case BOOLEANS -> MemorySegment.ofArray(bytes((boolean[]) array));
        };
    return arena.allocate(source.byteSize(), Long.BYTES).copyFrom(source);
  }

  private static byte[] bytes(boolean[] truths) {
    byte[] bytes = new byte[truths.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (truths[i] ? 1 : 0);
    }
    return bytes;
  }
}
