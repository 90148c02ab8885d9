package dev.lanewise.kernel;

/**
 * Fused multiply-add for processors without the instruction, where {@link Math#fma} goes through
 * {@code BigDecimal} and takes microseconds, and for first calls, which cannot wait to learn
 * whether the processor has it. Gives the same bits, but for those of a NaN.
 */
final class SoftwareFma {
  private SoftwareFma() {}

  /**
   * a · b + c, rounded once.
   *
   * <p>The product of two floats is exact in double, the sum rounded there. To round it again to
   * float is right unless it has become the middle of two floats, or these are subnormal.
   */
  static float fma(float a, float b, float c) {
    double sum = (double) a * b + c;
    long belowFloat = Double.doubleToRawLongBits(sum) & 0x1FFF_FFFFL;
    return belowFloat == 0x1000_0000L || Math.abs(sum) < Float.MIN_NORMAL
        ? rounded(a, b, c)
        : (float) sum;
  }

  /**
   * The sum's rounding error, found by Knuth's two-sum, decides its last bit: rounding to odd keeps
   * enough of it for the conversion to float to round correctly (Boldo and Melquiond, "Emulation of
   * FMA and correctly rounded sums", 2008).
   */
  private static float rounded(float a, float b, float c) {
    double product = (double) a * b;
    double sum = product + c;
    double c2 = sum - product;
    double error = (product - (sum - c2)) + (c - c2);
    long bits = Double.doubleToRawLongBits(sum);
    if (error != 0 && (bits & 1) == 0 && Math.abs(sum) <= Double.MAX_VALUE) {
      // Towards the exact sum, which makes the last bit odd.
      bits += (error > 0) == (sum > 0) ? 1 : -1;
    }
    return (float) Double.longBitsToDouble(bits);
  }

  /** a · b + c, rounded once; no faster way than the platform's is known to be as exact. */
  static double fma(double a, double b, double c) {
    return Math.fma(a, b, c);
  }
}
