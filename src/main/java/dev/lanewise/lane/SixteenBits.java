package dev.lanewise.lane;

/**
 * Conversions of 16-bit formats from and to {@code float}, on bit patterns of 32 bits whose upper
 * half is zero. All rounding is to nearest, ties to even; NaN stays NaN.
 */
final class SixteenBits {
  private static final long SIGN = 0x8000L;

  /** The first float that rounds to infinity in binary16. */
  private static final double FLOAT16_OVERFLOW = 65520;

  private static final double FLOAT16_MIN_NORMAL = 0x1p-14;

  private SixteenBits() {}

  static Lane fromBfloat16(Bits stored) {
    return stored.shl(16).value();
  }

  /** Adds just under half of the lost bits, and one more where the kept part is odd. */
  static Bits toBfloat16(Lane x) {
    Bits bits = x.isNaN().select(x.constant(Double.NaN), x).bits();
    return bits.plus(bits.ushr(16).and(1)).plus(0x7fff).ushr(16);
  }

  /** Exponent and fraction in their float places are 2^112 too small, subnormal values too. */
  static Lane fromFloat16(Bits stored) {
    Lane scaled = stored.and(0x7fff).shl(13).value();
    Lane magnitude = scaled.mul(0x1p112);
    Lane special = scaled.bits().or(0x7f800000L).value();
    Lane value = magnitude.ge(65536).select(special, magnitude);
    return value.bits().or(stored.and(SIGN).shl(16)).value();
  }

  /**
   * Normal results are rounded as in {@link #toBfloat16}. For subnormal ones the addition of 1/2
   * rounds, whose last bit is that of the smallest binary16.
   */
  static Bits toFloat16(Lane x) {
    Lane a = x.abs();
    Bits bits = a.bits();
    Bits normal = bits.plus(bits.ushr(13).and(1)).plus(0xfffL - (112L << 23)).ushr(13);
    Bits subnormal = a.add(0.5).bits().minus(a.constant(0.5).bits());
    Lane finite = a.lt(FLOAT16_MIN_NORMAL).select(subnormal.value(), normal.value());
    Lane infinite = a.ge(FLOAT16_OVERFLOW).select(value(a, 0x7c00), finite);
    Lane magnitude = a.isNaN().select(value(a, 0x7e00), infinite);
    return magnitude.bits().or(x.bits().ushr(16).and(SIGN));
  }

  private static Lane value(Lane any, int bits) {
    return any.constant(Float.intBitsToFloat(bits));
  }
}
