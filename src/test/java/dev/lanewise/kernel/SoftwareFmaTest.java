package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.lane.Precision;
import dev.lanewise.testing.Elements;
import dev.lanewise.testing.Inputs;
import org.junit.jupiter.api.Test;

/**
 * {@link SoftwareFma} against {@link Math#fma}, which is the processor's instruction where there is
 * one, else exact by BigDecimal and so slow that fewer values are tried.
 */
class SoftwareFmaTest {
  private static final int TRIPLES = Jvm.FMA ? 16_000_000 : 200_000;

  @Test
  void everyTripleOfSpecialValuesIsRoundedLikeMathFma() {
    long[] specials = Inputs.specials(Precision.FLOAT);
    for (long a : specials) {
      for (long b : specials) {
        for (long c : specials) {
          check((int) a, (int) b, (int) c);
        }
      }
    }
  }

  /**
   * Raw patterns mostly differ so much in magnitude that one term is all; half are brought near.
   */
  @Test
  void rawBitPatternsAreRoundedLikeMathFma() {
    for (int i = 0; i < TRIPLES; i++) {
      long random = Elements.mix(i);
      int a = (int) random;
      int b = (int) (random >>> 32);
      int c = (int) Elements.mix(random);
      if (i % 2 == 0) {
        int near = (a >>> 23 & 0xff) + (b >>> 23 & 0xff) - 127 + (i / 2 % 64 - 32);
        c = c & 0x807fffff | Math.clamp(near, 0, 254) << 23;
      }
      check(a, b, c);
    }
  }

  /**
   * The exact sum is next to a tie between two floats, and one time in sixteen so near that its
   * rounding to double is the tie itself: c has a unit u in the last place, and a · b is u / 2 but
   * for the rounding of b, which is less than 2^-24 of it.
   */
  @Test
  void sumsNearlyHalfWayBetweenTwoFloatsAreRoundedLikeMathFma() {
    for (int i = 0; i < TRIPLES / 4; i++) {
      long random = Elements.mix(~i);
      int exponent = 30 + (int) (random & 127);
      int c = (int) (random >>> 32) & 0x807fffff | exponent << 23;
      float a = Float.intBitsToFloat(127 << 23 | (int) (random >>> 7) & 0x7fffff);
      float b = Math.scalb(1 / a, exponent - 151);
      check(Float.floatToRawIntBits(a), Float.floatToRawIntBits(b), c);
      check(Float.floatToRawIntBits(-a), Float.floatToRawIntBits(b), c);
    }
  }

  @Test
  void resultsThatAreSubnormalAreRoundedOnce() {
    for (int i = 0; i < TRIPLES / 4; i++) {
      long random = Elements.mix(i ^ 0x5555555555555555L);
      int exponent = 1 + (int) (random & 127);
      int a = (int) (random >>> 32) & 0x807fffff | exponent << 23;
      int b = (int) random >>> 9 | Math.clamp(127 - exponent - (random >>> 8 & 31), 0, 254) << 23;
      int c = (int) (random >>> 20) & 0x80ffffff;
      check(a, b, c);
    }
  }

  @Test
  void doublesAreRoundedLikeMathFma() {
    long[] specials = Inputs.specials(Precision.DOUBLE);
    for (int i = 0; i < 20_000; i++) {
      long random = Elements.mix(i);
      double a = Double.longBitsToDouble(i % 2 == 0 ? random : special(specials, random));
      double b = Double.longBitsToDouble(special(specials, random >>> 16));
      double c = Double.longBitsToDouble(special(specials, random >>> 32));
      assertEquals(Elements.bits(Math.fma(a, b, c)), Elements.bits(SoftwareFma.fma(a, b, c)));
    }
  }

  private static long special(long[] specials, long random) {
    return specials[(int) (random & 0xffff) % specials.length];
  }

  private static void check(int a, int b, int c) {
    float x = Float.intBitsToFloat(a);
    float y = Float.intBitsToFloat(b);
    float z = Float.intBitsToFloat(c);
    int expected = Elements.bits(Math.fma(x, y, z));
    int actual = Elements.bits(SoftwareFma.fma(x, y, z));
    if (expected != actual) {
      assertEquals(
          Integer.toHexString(expected),
          Integer.toHexString(actual),
          () -> "fma(" + x + ", " + y + ", " + z + ")");
    }
  }
}
