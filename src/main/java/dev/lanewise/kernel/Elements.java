package dev.lanewise.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Copies blocks of elements between operands, which are arrays or native segments, and registers,
 * which are doubles or bit patterns.
 */
final class Elements {
  private final float[] floats;
  private final short[] shorts;
  private final byte[] bytes;
  final int[] ints;

  Elements(int block) {
    floats = new float[block];
    shorts = new short[block];
    bytes = new byte[block];
    ints = new int[block];
  }

  void readFloats(Object holder, long place, double[] to, int n) {
    float[] from = floats;
    int start = 0;
    if (holder instanceof float[] array) {
      from = array;
      start = (int) place;
    } else {
      MemorySegment.copy(
          (MemorySegment) holder,
          ValueLayout.JAVA_FLOAT_UNALIGNED,
          place * Float.BYTES,
          floats,
          0,
          n);
    }
    for (int i = 0; i < n; i++) {
      to[i] = from[start + i];
    }
  }

  void readDoubles(Object holder, long place, double[] to, int n) {
    if (holder instanceof double[] array) {
      System.arraycopy(array, (int) place, to, 0, n);
    } else {
      MemorySegment.copy(
          (MemorySegment) holder,
          ValueLayout.JAVA_DOUBLE_UNALIGNED,
          place * Double.BYTES,
          to,
          0,
          n);
    }
  }

  void readShorts(Object holder, long place, long[] to, int n) {
    short[] from = shorts;
    int start = 0;
    if (holder instanceof short[] array) {
      from = array;
      start = (int) place;
    } else {
      MemorySegment.copy(
          (MemorySegment) holder,
          ValueLayout.JAVA_SHORT_UNALIGNED,
          place * Short.BYTES,
          shorts,
          0,
          n);
    }
    for (int i = 0; i < n; i++) {
      to[i] = Short.toUnsignedLong(from[start + i]);
    }
  }

  void readBooleans(Object holder, long place, long[] to, int n) {
    if (holder instanceof boolean[] array) {
      for (int i = 0; i < n; i++) {
        to[i] = array[(int) place + i] ? 1 : 0;
      }
    } else {
      MemorySegment.copy((MemorySegment) holder, ValueLayout.JAVA_BYTE, place, bytes, 0, n);
      for (int i = 0; i < n; i++) {
        to[i] = bytes[i] != 0 ? 1 : 0;
      }
    }
  }

  /** Reads one number, into {@link #ints}. */
  void readInts(Object holder, long place) {
    if (holder instanceof int[] array) {
      ints[0] = array[(int) place];
    } else {
      MemorySegment.copy(
          (MemorySegment) holder,
          ValueLayout.JAVA_INT_UNALIGNED,
          place * Integer.BYTES,
          ints,
          0,
          1);
    }
  }

  void writeFloats(Object holder, long place, double[] from, int n) {
    float[] to = floats;
    int start = 0;
    if (holder instanceof float[] array) {
      to = array;
      start = (int) place;
    }
    for (int i = 0; i < n; i++) {
      to[start + i] = (float) from[i];
    }
    if (to == floats) {
      MemorySegment.copy(
          floats,
          0,
          (MemorySegment) holder,
          ValueLayout.JAVA_FLOAT_UNALIGNED,
          place * Float.BYTES,
          n);
    }
  }

  void writeDoubles(Object holder, long place, double[] from, int n) {
    if (holder instanceof double[] array) {
      System.arraycopy(from, 0, array, (int) place, n);
    } else {
      MemorySegment.copy(
          from,
          0,
          (MemorySegment) holder,
          ValueLayout.JAVA_DOUBLE_UNALIGNED,
          place * Double.BYTES,
          n);
    }
  }

  void writeShorts(Object holder, long place, long[] from, int n) {
    short[] to = shorts;
    int start = 0;
    if (holder instanceof short[] array) {
      to = array;
      start = (int) place;
    }
    for (int i = 0; i < n; i++) {
      to[start + i] = (short) from[i];
    }
    if (to == shorts) {
      MemorySegment.copy(
          shorts,
          0,
          (MemorySegment) holder,
          ValueLayout.JAVA_SHORT_UNALIGNED,
          place * Short.BYTES,
          n);
    }
  }

  void writeInts(Object holder, long place, double[] from, int n) {
    int[] to = ints;
    int start = 0;
    if (holder instanceof int[] array) {
      to = array;
      start = (int) place;
    }
    for (int i = 0; i < n; i++) {
      to[start + i] = (int) from[i];
    }
    if (to == ints) {
      MemorySegment.copy(
          ints,
          0,
          (MemorySegment) holder,
          ValueLayout.JAVA_INT_UNALIGNED,
          place * Integer.BYTES,
          n);
    }
  }
}
