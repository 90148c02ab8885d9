package dev.lanewise.testing;

import dev.lanewise.kernel.Operand;
import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Values in a {@code short[]} or a native segment, of which a test asks for the numbers.
 *
 * @param storage how they are kept
 * @param holder the array or the segment
 */
public record Stored(Storage storage, Object holder) {

  /** The number that 16 bits stand for. */
  public static float widen(Storage storage, short bits) {
    return storage == Storage.FLOAT16
        ? Float.float16ToFloat(bits)
        : Float.intBitsToFloat(bits << 16);
  }

  /** The nearest number of 16 bits, of two as near the even one. */
  public static short narrow(Storage storage, float value) {
    if (storage == Storage.FLOAT16) {
      return Float.floatToFloat16(value);
    }
    // Half of what is lost, less a little where the kept part is even.
    int bits = Float.floatToIntBits(value);
    return (short) (bits + (Float.isNaN(value) ? 0 : 0x7fff + (bits >> 16 & 1)) >> 16);
  }

  /** The numbers that these bits stand for. */
  public static float[] widen(Storage storage, short[] bits) {
    float[] values = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      values[i] = widen(storage, bits[i]);
    }
    return values;
  }

  /** The nearest numbers of 16 bits. */
  public static short[] narrow(Storage storage, float[] values) {
    short[] bits = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      bits[i] = narrow(storage, values[i]);
    }
    return bits;
  }

  /** The number that is nearest to a value. */
  public static float rounded(Storage storage, float value) {
    return widen(storage, narrow(storage, value));
  }

  /** The array of an operand, which may be missing. */
  static short[] array(Object stored) {
    return stored == null ? null : (short[]) ((Stored) stored).holder;
  }

  /** The segment of an operand, which may be missing. */
  static MemorySegment segment(Object stored) {
    return stored == null ? null : (MemorySegment) ((Stored) stored).holder;
  }

  int length() {
    return holder instanceof short[] array
        ? array.length
        : (int) (((MemorySegment) holder).byteSize() / storage.bytes());
  }

  double get(int i) {
    if (holder instanceof short[] array) {
      return widen(storage, array[i]);
    }
    MemorySegment segment = (MemorySegment) holder;
    return switch (storage) {
      case FLOAT -> segment.get(ValueLayout.JAVA_FLOAT_UNALIGNED, place(i));
      case DOUBLE -> segment.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, place(i));
      case BFLOAT16, FLOAT16 ->
          widen(storage, segment.get(ValueLayout.JAVA_SHORT_UNALIGNED, place(i)));
    };
  }

  void set(int i, double value) {
    if (holder instanceof short[] array) {
      array[i] = narrow(storage, (float) value);
      return;
    }
    MemorySegment segment = (MemorySegment) holder;
    switch (storage) {
      case FLOAT -> segment.set(ValueLayout.JAVA_FLOAT_UNALIGNED, place(i), (float) value);
      case DOUBLE -> segment.set(ValueLayout.JAVA_DOUBLE_UNALIGNED, place(i), value);
      case BFLOAT16, FLOAT16 ->
          segment.set(ValueLayout.JAVA_SHORT_UNALIGNED, place(i), narrow(storage, (float) value));
    }
  }

  private long place(int i) {
    return (long) i * storage.bytes();
  }

  /** The same values elsewhere. */
  Stored copy() {
    boolean offHeap = holder instanceof MemorySegment;
    Memory memory = new Memory(storage, offHeap);
    Stored copy = (Stored) memory.allocate(Operand.input("copy"), length());
    Elements.copy(this, 0, copy, length());
    return copy;
  }
}
