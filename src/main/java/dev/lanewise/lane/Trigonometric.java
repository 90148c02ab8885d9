package dev.lanewise.lane;

/**
 * Sine and cosine.
 *
 * <p>Both are for all finite x, however large, and keep their relative accuracy next to every zero.
 * NaN, -∞ and +∞ give NaN. ULP figures are the largest errors found, over all 2³² floats and over 2
 * · 10⁷ doubles, among them those that are nearest to multiples of π/2.
 *
 * <p>Source: the classical definition; x is reduced by multiples of π/2 with only those bits of 2/π
 * that count at its size, as in Payne and Hanek, "Radian Reduction for Trigonometric Functions",
 * ACM SIGNUM Newsletter 18 (1983).
 */
public final class Trigonometric {
  private Trigonometric() {}

  /**
   * sin x. Odd; the sign of zero is kept. At most 1.4 ULP in float, 1.3 in double; up to a million
   * 1.1 and 1.0.
   *
   * @param x any value
   * @return sin x
   */
  public static Lane sin(Lane x) {
    Lane a = x.abs();
    QuarterTurns angle = quarterTurns(a);
    Bits quadrant = quadrant(x, angle.count());
    Lane y = Sign.flip(wave(angle, quadrant), quadrant.xor(x.bits()));
    // A tiny x would lose bits by scaling; it is its own sine.
    return a.lt(isFloat(x) ? 0x1p-12 : 0x1p-27).select(x, y);
  }

  /**
   * cos x. Even. At most 1.4 ULP in float, 1.3 in double; up to a million 1.1 and 1.0.
   *
   * @param x any value
   * @return cos x
   */
  public static Lane cos(Lane x) {
    QuarterTurns angle = quarterTurns(x.abs());
    // A quarter turn more makes it a sine. Added here, it leaves the rest in common with sin x.
    Bits quadrant = quadrant(x, angle.count().plus(1));
    return Sign.flip(wave(angle, quadrant), quadrant);
  }

  private static QuarterTurns quarterTurns(Lane a) {
    return isFloat(a) ? FloatTrigonometric.quarterTurns(a) : DoubleTrigonometric.quarterTurns(a);
  }

  /** The last two bits of the count, at the place of the sign and next to it. */
  private static Bits quadrant(Lane x, Bits count) {
    return count.shl(isFloat(x) ? 30 : 62);
  }

  /** |sin| or |cos|: the quadrant's value is ±0 after an even number of quarter turns, else ±2. */
  private static Lane wave(QuarterTurns angle, Bits quadrant) {
    boolean isFloat = isFloat(angle.rest());
    Lane z = angle.square();
    Lane sine = isFloat ? FloatTrigonometric.sine(angle, z) : DoubleTrigonometric.sine(angle, z);
    Lane cosine = isFloat ? FloatTrigonometric.cosine(z) : DoubleTrigonometric.cosine(z);
    return quadrant.value().eq(0.0).select(sine, cosine);
  }

  private static boolean isFloat(Lane x) {
    return x.precision() == Precision.FLOAT;
  }
}
