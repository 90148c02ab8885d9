package dev.lanewise.lane;

/** Logarithms in {@code double}; ULP figures are maxima over 2 · 10^7 inputs. */
final class DoubleLog {
  private static final double LN2 = 0x1.62e42fefa39efp-1;
  private static final double LN2_LOW = 0x1.abc9e3b39803fp-56;
  private static final long ONE = 0x3ff0000000000000L;
  private static final long SQRT_HALF = 0x3fe6a09e667f3bcdL;
  private static final long EXPONENT = 0x7ff0000000000000L;
  private static final long MANTISSA = 0x000fffffffffffffL;
  private static final long UNIT_EXPONENT = 0x0010000000000000L;

  /** Or-ing a small integer into these bits gives the double 2^52 + integer. */
  private static final long TWO_52 = 0x4330000000000000L;

  private DoubleLog() {}

  /**
   * x = 2^k (1 + f), 1 + f in [sqrt(1/2), sqrt(2)). Writing log(1 + f) as f - f^2/2 + small keeps
   * the rounding of the quotient out of the leading term. Subnormal x is scaled up first. 0.90 ULP.
   */
  static Lane log(Lane x) {
    Mask small = x.lt(0x1p-1022);
    Bits b = small.select(x.mul(0x1p54), x).bits().plus(ONE - SQRT_HALF);
    Lane k = b.ushr(52).or(TWO_52).value().sub(small.select(0x1p52 + 1077, 0x1p52 + 1023));
    Lane f = b.and(MANTISSA).plus(SQRT_HALF).value().sub(1.0);
    Lane y = logReduced(k, f);
    Lane positive = x.gt(0.0).select(y, x.eq(0.0).select(Double.NEGATIVE_INFINITY, Double.NaN));
    return x.eq(Double.POSITIVE_INFINITY).select(x, positive);
  }

  /**
   * log of u = fl(1 + x) with the lost part of 1 + x, scaled by 2^-k, added back to f: exactly x
   * when k = 0. The scale is held as 2^(1-k), which is still finite for the largest x. 1.43 ULP.
   */
  static Lane log1p(Lane x) {
    Lane u = x.add(1.0);
    Lane lost = x.sub(u.sub(1.0));
    Bits b = u.bits().plus(ONE - SQRT_HALF);
    Lane k = b.ushr(52).or(TWO_52).value().sub(0x1p52 + 1023);
    Lane m = b.and(MANTISSA).plus(SQRT_HALF).value();
    Lane scale = b.and(EXPONENT).xor(EXPONENT).value();
    Lane f = lost.mul(scale).fma(0.5, m.sub(1.0));
    Lane y = logReduced(k, f);
    Lane inside = x.gt(-1.0).select(y, x.eq(-1.0).select(Double.NEGATIVE_INFINITY, Double.NaN));
    return Sign.copy(x, x.lt(Double.POSITIVE_INFINITY).select(inside, x));
  }

  /**
   * k ln 2 + log(1 + f), f - f^2/2 - q (f^2/2 + R) with q = -f / (2 + f); minimax of R to 2^-59.
   */
  private static Lane logReduced(Lane k, Lane f) {
    Lane q = f.div(f.fma(-1.0, -2.0));
    Lane z = q.mul(q);
    Lane p = z.fma(-0x1.2f171455cee47p-3, -0x1.39a017b678884p-3);
    p = p.fma(z, -0x1.74664de26594ep-3);
    p = p.fma(z, -0x1.c71c51c70a8a6p-3);
    p = p.fma(z, -0x1.2492494239a4p-2);
    p = p.fma(z, -0x1.999999997f957p-2);
    p = p.fma(z, -0x1.5555555555593p-1);
    Lane square = f.mul(-0.5).mul(f);
    Lane low = q.fma(z.fma(p, square), square);
    return k.fma(LN2, f.add(k.fma(LN2_LOW, low)));
  }
}
