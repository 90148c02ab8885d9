package dev.lanewise.lane;

/**
 * An angle as a number of quarter turns and a rest. Whole turns are left out.
 *
 * @param count the number of quarter turns, of which the last two bits are right
 * @param rest the rest in quarter turns, rounded; from -0.6 to 0.6
 * @param tail what that rounding took from it
 */
record QuarterTurns(Bits count, Lane rest, Lane tail) {
  /**
   * The angle y (w0 + w1 + w2 + w3).
   *
   * <p>w0 serves to take multiples of 4 from a large product. The last bit of y · w0 must be at
   * least 2^-23 (2^-51), so that what is left fits into r; it may be more than 4 where that bit is
   * larger. Each further word is at most half an ulp of the one before, and y · w1 below 2^22
   * (2^48).
   *
   * <p>r, e, s and s - rest are exact: what is taken from a number is near to it or shares its last
   * bit (Dekker, "A Floating-Point Technique for Extending the Available Precision", 1971). But s
   * is rounded where y · w1 is below 1/4 and r is not, which costs the rest half an ulp more.
   *
   * @param y the angle in the unit of the words, not negative
   * @param w four words, the first not negative
   */
  static QuarterTurns of(Lane y, Lane[] w) {
    boolean isFloat = y.precision() == Precision.FLOAT;
    // Added to a product that is not negative it rounds it to a multiple of 4, or of 8, 16...
    double fours = isFloat ? 0x1p25 : 0x1p54;
    double rounder = isFloat ? 0x1.8p23 : 0x1.8p52;
    Lane r = y.fma(w[0], y.constant(fours).sub(y.fma(w[0], fours)));
    Lane n = y.fma(w[1], r).add(rounder);
    Lane p = y.mul(w[1]);
    Lane e = y.fma(w[1], p.neg());
    Lane s = p.add(r.sub(n.sub(rounder)));
    Lane rest = s.add(e.add(y.mul(w[2])));
    Lane tail = y.fma(w[3], y.fma(w[2], s.sub(rest).add(e)));
    return new QuarterTurns(n.bits(), rest, tail);
  }

  /** The square of rest and tail. */
  Lane square() {
    return rest.fma(rest, rest.add(rest).mul(tail));
  }
}
