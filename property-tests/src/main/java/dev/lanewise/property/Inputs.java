package dev.lanewise.property;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;

/**
 * Generators of inputs from raw bit patterns.
 *
 * <p>A magnitude is drawn evenly from the bit patterns of the format, so every exponent is equally
 * likely, subnormal numbers and NaN included; the special numbers are mixed in as edge cases. The
 * order of the bit patterns is that of the magnitudes, so shrinking finds the failing input of
 * smallest magnitude, positive rather than negative.
 */
public final class Inputs {
  private Inputs() {}

  /**
   * Any bit pattern.
   *
   * @param format the format
   * @return the generator
   */
  public static Arbitrary<Double> any(Format<?> format) {
    return signed(format == Format.FLOAT ? floatPatterns(~0 >>> 1) : doublePatterns(~0L >>> 1));
  }

  /**
   * Any number up to some magnitude.
   *
   * @param format the format
   * @param largest the largest magnitude
   * @return the generator
   */
  public static Arbitrary<Double> upTo(Format<?> format, double largest) {
    return signed(
        format == Format.FLOAT
            ? floatPatterns(Float.floatToRawIntBits((float) largest))
            : doublePatterns(Double.doubleToRawLongBits(largest)));
  }

  private static Arbitrary<Double> signed(Arbitrary<Double> magnitudes) {
    return Combinators.combine(magnitudes, Arbitraries.of(false, true))
        .as((magnitude, negative) -> negative ? -magnitude : magnitude);
  }

  private static Arbitrary<Double> floatPatterns(int largest) {
    int[] special = {
      0,
      1,
      Float.floatToIntBits(Float.MIN_NORMAL) - 1,
      Float.floatToIntBits(Float.MIN_NORMAL),
      Float.floatToIntBits(1),
      Float.floatToIntBits(Float.MAX_VALUE),
      Float.floatToIntBits(Float.POSITIVE_INFINITY),
      Float.floatToIntBits(Float.NaN)
    };
    return Arbitraries.integers()
        .between(0, largest)
        .withDistribution(RandomDistribution.uniform())
        .edgeCases(
            cases -> {
              for (int bits : special) {
                if (bits <= largest) {
                  cases.add(bits);
                }
              }
            })
        .map(bits -> (double) Float.intBitsToFloat(bits));
  }

  private static Arbitrary<Double> doublePatterns(long largest) {
    long[] special = {
      0,
      1,
      Double.doubleToLongBits(Double.MIN_NORMAL) - 1,
      Double.doubleToLongBits(Double.MIN_NORMAL),
      Double.doubleToLongBits(1),
      Double.doubleToLongBits(Double.MAX_VALUE),
      Double.doubleToLongBits(Double.POSITIVE_INFINITY),
      Double.doubleToLongBits(Double.NaN)
    };
    return Arbitraries.longs()
        .between(0, largest)
        .withDistribution(RandomDistribution.uniform())
        .edgeCases(
            cases -> {
              for (long bits : special) {
                if (bits <= largest) {
                  cases.add(bits);
                }
              }
            })
        .map(Double::longBitsToDouble);
  }
}
