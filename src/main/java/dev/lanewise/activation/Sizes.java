package dev.lanewise.activation;

import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;

/** How many elements whole arrays and segments have. */
final class Sizes {
  private Sizes() {}

  static int of(short[] array, Storage storage) {
    return array.length;
  }

  static long of(MemorySegment segment, Storage storage) {
    if (segment.byteSize() % storage.bytes() != 0) {
      throw new IllegalArgumentException(
          "a segment of "
              + segment.byteSize()
              + " bytes does not hold elements of "
              + storage.bytes()
              + " bytes; give offsets and sizes");
    }
    return segment.byteSize() / storage.bytes();
  }
}
