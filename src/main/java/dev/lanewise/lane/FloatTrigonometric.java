package dev.lanewise.lane;

/**
 * Sine and cosine in {@code float}. Comparisons choose the words of 2/pi, as a lane has no table.
 */
final class FloatTrigonometric {
  private static final double HALF_PI = 0x1.921fb6p0;

  /** Makes up for the end of the polynomial too. */
  private static final double HALF_PI_LOW = -0x1.dd1594p-25;

  /** So that no word is subnormal. */
  private static final double DOWN = 0x1p-64;

  /** The least |x| for which each row of {@link #WORDS} but the first serves. */
  private static final double[] FROM = {0x1p20, 0x1p42, 0x1p65, 0x1p86, 0x1p107};

  /**
   * 2^64 2/pi in four words for {@link QuarterTurns}, without the bits that make only multiples of
   * 4 with every x of the row. Rows begin where equal bits in 2/pi make w1 small, so that they last
   * for 21 to 23 exponents.
   */
  private static final double[][] WORDS = {
    {0, 0x1.45f306p63, 0x1.b9391p38, 0x1.529fc2p12},
    {0x1.45f3p63, 0x1.b72722p41, 0x1.529fc2p12, 0x1.d5f47ep-14},
    {0x1.b7272p41, 0x1.054a8p18, -0x1.ec5418p-7, 0x1.f534dep-32},
    {0x1.1054a8p22, -0x1.ec5418p-7, 0x1.f534dep-32, -0x1.f924ecp-59},
    {0x1.fc2758p0, -0x1.70565ap-27, 0x1.dc0db6p-52, 0x1.4acc9ep-79},
    {0x1.7d1f54p-20, -0x1.6447e4p-45, -0x1.275a9ap-70, 0x1.3c439p-96}
  };

  private FloatTrigonometric() {}

  /** The quarter turns of an angle >= 0. */
  static QuarterTurns quarterTurns(Lane x) {
    Lane[] words = new Lane[4];
    for (int i = 0; i < words.length; i++) {
      words[i] = x.constant(WORDS[0][i]);
    }
    for (int row = 1; row < WORDS.length; row++) {
      Mask reached = x.ge(FROM[row - 1]);
      for (int i = 0; i < words.length; i++) {
        words[i] = reached.select(WORDS[row][i], words[i]);
      }
    }
    return QuarterTurns.of(x.mul(DOWN), words);
  }

  /** sin(pi/2 x) of the rest, of which z is the square. */
  static Lane sine(QuarterTurns x, Lane z) {
    Lane p = z.fma(-0x1.2c57fp-8, 0x1.46579ep-4);
    p = p.fma(z, -0x1.4abba6p-1);
    p = p.fma(z, HALF_PI_LOW);
    return x.rest().fma(HALF_PI, x.tail().fma(HALF_PI, x.rest().mul(p)));
  }

  /** cos(pi/2 x), of which z is the square. */
  static Lane cosine(Lane z) {
    Lane p = z.fma(0x1.d6252ap-11, -0x1.55b5f4p-6);
    p = p.fma(z, 0x1.03c1b4p-2);
    p = p.fma(z, -0x1.3bd3ccp0);
    return p.fma(z, 1.0);
  }
}
