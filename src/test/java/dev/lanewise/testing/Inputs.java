package dev.lanewise.testing;

import dev.lanewise.lane.Precision;

/** Fixed arguments for kernels, the same in every JVM. */
public final class Inputs {
  private static final double[] LANDMARKS = {
    0, 0.5, 1, 2, 3, 6, 17.3, 20, 36.7, 87.33, 88.3, 88.72, 103.28, 103.98, 708.4, 709.78, 745.1,
    746
  };

  private Inputs() {}

  /** Bit patterns at which formulas turn: zeros, ends of ranges, infinities, NaNs, landmarks. */
  public static long[] specials(Precision precision) {
    boolean wide = precision == Precision.DOUBLE;
    int mantissa = wide ? 52 : 23;
    long infinity = (wide ? 0x7ffL : 0xffL) << mantissa;
    long one = bits(precision, 1);
    long[] positive = {
      1,
      2,
      (1L << mantissa) - 1,
      1L << mantissa,
      one - 1,
      one + 1,
      infinity - 1,
      infinity,
      infinity | 1L << (mantissa - 1),
      infinity | 5
    };
    long sign = wide ? Long.MIN_VALUE : 0x80000000L;
    int count = positive.length + LANDMARKS.length;
    long[] all = new long[2 * count];
    for (int i = 0; i < count; i++) {
      all[2 * i] =
          i < positive.length ? positive[i] : bits(precision, LANDMARKS[i - positive.length]);
      all[2 * i + 1] = all[2 * i] | sign;
    }
    return all;
  }

  /**
   * Half of the elements dense in [-20, 20], three eighths raw bit patterns that go through all
   * exponents, an eighth special.
   */
  public static Object mixed(Precision precision, int length, long seed) {
    long[] specials = specials(precision);
    long[] bits = new long[length];
    for (int i = 0; i < length; i++) {
      long random = Elements.mix(seed + i);
      bits[i] =
          switch (i % 8) {
            case 0, 2, 5 -> raw(precision, random, i);
            case 3 -> specials[(int) Long.remainderUnsigned(random, specials.length)];
            default -> bits(precision, -20 + 40 * ((i + fraction(random)) / length));
          };
    }
    return Elements.of(precision, bits);
  }

  /** Random values in [-20, 20). */
  public static Object ordinary(Precision precision, int length, long seed) {
    long[] bits = new long[length];
    for (int i = 0; i < length; i++) {
      bits[i] = bits(precision, -20 + 40 * fraction(Elements.mix(seed + i)));
    }
    return Elements.of(precision, bits);
  }

  /**
   * For operations on rows, where a single NaN decides the whole row: stretches of ordinary values,
   * of ordinary values among -∞, of -∞ alone, and mixed ones.
   */
  public static Object stretches(Precision precision, int length, long seed) {
    Object ordinary = ordinary(precision, length, seed);
    Object mixed = mixed(precision, length, seed);
    long masked = bits(precision, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < length; i++) {
      int stretch = i / 3000 % 8;
      if (stretch == 3) {
        Elements.set(ordinary, i, Elements.bits(mixed, i));
      } else if (stretch == 7 || stretch == 5 && Elements.mix(seed ^ i) < 0) {
        Elements.set(ordinary, i, masked);
      }
    }
    return ordinary;
  }

  /** The bit pattern of a value, rounded to the precision. */
  public static long bits(Precision precision, double value) {
    return precision == Precision.DOUBLE
        ? Double.doubleToRawLongBits(value)
        : Float.floatToRawIntBits((float) value);
  }

  private static long raw(Precision precision, long random, int i) {
    return precision == Precision.DOUBLE
        ? random & 0x800fffffffffffffL | (i / 8 * 3L + i % 8 & 0x7ff) << 52
        : random & 0x807fffffL | (i / 8 * 3L + i % 8 & 0xff) << 23;
  }

  private static double fraction(long random) {
    return (random >>> 11) * 0x1p-53;
  }
}
