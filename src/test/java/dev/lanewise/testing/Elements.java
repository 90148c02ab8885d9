package dev.lanewise.testing;

import dev.lanewise.lane.Precision;

/** Arrays of either precision or of ints, and {@link Stored}, looked at as bit patterns. */
public final class Elements {
  private static final int FLOAT_NAN = 0x7fc00000;
  private static final long DOUBLE_NAN = 0x7ff8000000000000L;

  private Elements() {}

  /** A new array of zeros: a {@code float[]} or {@code double[]}. */
  public static Object allocate(Precision precision, int length) {
    return precision == Precision.FLOAT ? new float[length] : new double[length];
  }

  /** A new array whose elements have the bit patterns {@code bits}. */
  public static Object of(Precision precision, long... bits) {
    Object array = allocate(precision, bits.length);
    for (int i = 0; i < bits.length; i++) {
      set(array, i, bits[i]);
    }
    return array;
  }

  /** A copy of an array. */
  public static Object copy(Object array) {
    if (array instanceof int[] ints) {
      return ints.clone();
    }
    if (array instanceof Stored stored) {
      return stored.copy();
    }
    return array instanceof float[] floats ? floats.clone() : ((double[]) array).clone();
  }

  /** Copies the first elements of {@code to} from a place of {@code from}, rounding them. */
  static void copy(Object from, int start, Object to, int length) {
    if (from.getClass() == to.getClass() && from.getClass().isArray()) {
      System.arraycopy(from, start, to, 0, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      set(to, i, bits(from, start + i));
    }
  }

  /** The number of elements. */
  public static int length(Object array) {
    return array instanceof Stored stored
        ? stored.length()
        : java.lang.reflect.Array.getLength(array);
  }

  /** Whether the one may take the place of the other. */
  public static boolean sameType(Object a, Object b) {
    return a instanceof Stored one && b instanceof Stored other
        ? one.storage() == other.storage()
        : a.getClass() == b.getClass();
  }

  /** Writes the element with the bit pattern {@code bits} of its precision. */
  public static void set(Object array, int i, long bits) {
    if (array instanceof Stored stored) {
      boolean wide = stored.storage().precision() == Precision.DOUBLE;
      stored.set(i, wide ? Double.longBitsToDouble(bits) : Float.intBitsToFloat((int) bits));
    } else if (array instanceof float[] floats) {
      floats[i] = Float.intBitsToFloat((int) bits);
    } else {
      ((double[]) array)[i] = Double.longBitsToDouble(bits);
    }
  }

  /** Writes one value to all elements. */
  public static void fill(Object array, double value) {
    if (array instanceof int[] ints) {
      java.util.Arrays.fill(ints, (int) value);
    } else if (array instanceof float[] floats) {
      java.util.Arrays.fill(floats, (float) value);
    } else if (array instanceof Stored stored) {
      for (int i = 0; i < stored.length(); i++) {
        stored.set(i, value);
      }
    } else {
      java.util.Arrays.fill((double[]) array, value);
    }
  }

  /** The element's bit pattern in its precision; one pattern for every NaN. */
  public static long bits(Object array, int i) {
    if (array instanceof int[] ints) {
      return ints[i];
    }
    if (array instanceof Stored stored) {
      boolean wide = stored.storage().precision() == Precision.DOUBLE;
      return wide ? bits(stored.get(i)) : bits((float) stored.get(i));
    }
    return array instanceof float[] floats ? bits(floats[i]) : bits(((double[]) array)[i]);
  }

  /** A value's bit pattern; one pattern for every NaN. */
  public static int bits(float value) {
    return value != value ? FLOAT_NAN : Float.floatToRawIntBits(value);
  }

  /** A value's bit pattern; one pattern for every NaN. */
  public static long bits(double value) {
    return value != value ? DOUBLE_NAN : Double.doubleToRawLongBits(value);
  }

  /** The element as text that tells all values apart. */
  public static String show(Object array, int i) {
    if (array instanceof int[] ints) {
      return Integer.toString(ints[i]);
    }
    if (array instanceof Stored stored) {
      return Double.toHexString(stored.get(i));
    }
    return array instanceof float[] floats
        ? floats[i] + " (0x" + Integer.toHexString(Float.floatToRawIntBits(floats[i])) + ")"
        : ((double[]) array)[i]
            + " (0x"
            + Long.toHexString(Double.doubleToRawLongBits(((double[]) array)[i]))
            + ")";
  }

  /** Where two arrays of one length first differ in a bit, NaNs taken as equal; -1 if nowhere. */
  public static int mismatch(Object a, Object b) {
    for (int i = 0; i < length(a); i++) {
      if (bits(a, i) != bits(b, i)) {
        return i;
      }
    }
    return -1;
  }

  /** Continues a hash over the bits of all elements. */
  public static long hash(long hash, Object array) {
    for (int i = 0; i < length(array); i++) {
      hash = mix(hash ^ bits(array, i));
    }
    return hash;
  }

  /** The finaliser of SplitMix64, a bijection that scatters every bit. */
  public static long mix(long z) {
    z += 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
