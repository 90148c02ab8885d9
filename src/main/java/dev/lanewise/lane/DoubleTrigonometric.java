package dev.lanewise.lane;

/**
 * Sine and cosine in {@code double}.
 *
 * <p>A lane has no table. But an x that is 2^47 times as large wants the same bits of 2/pi, only 47
 * places further on: where x is large enough, the bits move up by 16, 8, 4, 2 and 1 slices, and x
 * is scaled down to match.
 */
final class DoubleTrigonometric {
  private static final double HALF_PI = 0x1.921fb54442d18p0;
  private static final double HALF_PI_LOW = 0x1.d91f3644983edp-55;

  /** The bits of a slice of 2/pi; with {@link #FIRST} chosen so that w1 is never small. */
  private static final int WIDTH = 47;

  /** From 2^(44 + 47 (k - 1)) on, x makes only multiples of 4 with the first k slices. */
  private static final int FIRST = 44;

  /** 2/pi is the sum of these, number k divided by 2^47k. */
  private static final double[] SLICES = {
    0,
    0x1.45f306dc9p46,
    0x1.91054a7f09d4p56,
    0x1.f47d4d37703p55,
    0x1.b6295993c438p56,
    0x1.041fe5163ab8p55,
    0x1.7aef1586dc9p56,
    0x1.b8e909374b8p55,
    0x1.924bba8274p50,
    0x1.921cfe1deb18p55,
    0x1.2c4a69cfba2p56,
    0x1.1afa975da24p54,
    0x1.3a671c09ad1p54,
    0x1.f7e413991d6p55,
    0x1.cc1a99cfa4ep55,
    0x1.08bf177bf25p56,
    0x1.d8ffc4bffeep53,
    0x1.02cc07f79788p56,
    0x1.8b5a0a6d1f6p54,
    0x1.a6cfd9e4f96p56,
    0x1.36e9e8c7ecdp55,
    0x1.e5fea2d75278p55,
    0x1.d63f5f2f8bd8p55,
    0x1.e839cfbc529p54,
    0x1.25d4d7f6bf6p55,
    0x1.1f8d5d0856p55
  };

  /** Rounds to multiples of 2^4: from 2^-3 on, where slices have moved, that times y is exact. */
  private static final double ROUNDER = 0x1.8p56;

  private DoubleTrigonometric() {}

  /** The quarter turns of an angle >= 0. */
  static QuarterTurns quarterTurns(Lane x) {
    Lane y = x;
    Lane[] slices = new Lane[SLICES.length];
    for (int k = 0; k < slices.length; k++) {
      slices[k] = x.constant(SLICES[k]);
    }
    for (int step = 16; step > 0; step /= 2) {
      Mask reached = y.ge(powerOfTwo(FIRST + (step - 1) * WIDTH));
      y = reached.select(y.mul(powerOfTwo(-step * WIDTH)), y);
      for (int k = 0; k + step < slices.length; k++) {
        slices[k] = reached.select(slices[k + step], slices[k]);
      }
    }
    return QuarterTurns.of(y, words(slices));
  }

  /** Four words from five slices: w0 has 53 bits at a fixed place, each other one its own. */
  private static Lane[] words(Lane[] slices) {
    Lane[] words = new Lane[4];
    Lane minusTop = slices[1].constant(ROUNDER).sub(slices[1].fma(powerOfTwo(-WIDTH), ROUNDER));
    words[0] = slices[0].sub(minusTop);
    Lane left = slices[1].fma(powerOfTwo(-WIDTH), minusTop);
    for (int i = 1; i < words.length; i++) {
      double scale = powerOfTwo(-(i + 1) * WIDTH);
      words[i] = slices[i + 1].fma(scale, left);
      left = slices[i + 1].fma(scale, left.sub(words[i]));
    }
    return words;
  }

  private static double powerOfTwo(int exponent) {
    return Math.scalb(1.0, exponent);
  }

  /** sin(pi/2 x) of the rest, of which z is the square. */
  static Lane sine(QuarterTurns x, Lane z) {
    Lane p = z.fma(0x1.e3713323b038bp-25, -0x1.e2fef786b5d8p-19);
    p = p.fma(z, 0x1.50782e412f464p-13);
    p = p.fma(z, -0x1.32d2cce151575p-8);
    p = p.fma(z, 0x1.466bc67757199p-4);
    p = p.fma(z, -0x1.4abbce625be33p-1);
    p = p.fma(z, HALF_PI_LOW);
    return x.rest().fma(HALF_PI, x.tail().fma(HALF_PI, x.rest().mul(p)));
  }

  /** cos(pi/2 x), of which z is the square. */
  static Lane cosine(Lane z) {
    Lane p = z.fma(-0x1.b0d5f6628a407p-28, 0x1.f9c68d01231a1p-22);
    p = p.fma(z, -0x1.a6d1e44e1ede6p-16);
    p = p.fma(z, 0x1.e1f50677d4cb5p-11);
    p = p.fma(z, -0x1.55d3c7e3c0e13p-6);
    p = p.fma(z, 0x1.03c1f081b5a57p-2);
    p = p.fma(z, -0x1.3bd3cc9be45dep0);
    return p.fma(z, 1.0);
  }
}
