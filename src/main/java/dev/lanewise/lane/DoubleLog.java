package dev.lanewise.lane;

import static dev.lanewise.lane.DoubleExp.LOG2_E;

/** Logarithms in {@code double}; ULP figures are maxima over 2 · 10^7 inputs. */
final class DoubleLog {
  private static final double LN2 = 0x1.62e42fefa39efp-1;
  private static final double LN2_LOW = 0x1.abc9e3b39803fp-56;
  private static final double LOG2_E_LOW = 0x1.777d0ffda0d24p-56;
  private static final double LOG10_E = 0x1.bcb7b1526e50ep-2;
  private static final double LOG10_E_LOW = 0x1.95355baaafad3p-57;
  private static final double LOG10_2 = 0x1.34413509f79ffp-2;
  private static final double LOG10_2_LOW = -0x1.9dc1da994fd21p-59;
  static final long ONE = 0x3ff0000000000000L;
  static final long SQRT_HALF = 0x3fe6a09e667f3bcdL;
  private static final long EXPONENT = 0x7ff0000000000000L;
  static final long MANTISSA = 0x000fffffffffffffL;
  private static final long UNIT_EXPONENT = 0x0010000000000000L;

  /** Or-ing a small integer into these bits gives the double 2^52 + integer. */
  static final long TWO_52 = 0x4330000000000000L;

  private DoubleLog() {}

  /** log: 0.90 ULP. */
  static Lane log(Lane x) {
    Reduced r = Reduced.of(x);
    return Log.special(x, logReduced(r.k(), r.f()));
  }

  /** log2: 0.97 ULP. Both parts of log2(e) keep its rounding out of the leading term. */
  static Lane log2(Lane x) {
    Reduced r = Reduced.of(x);
    Lane low = log1pTail(r.f()).fma(LOG2_E, r.f().mul(LOG2_E_LOW));
    return Log.special(x, r.k().add(r.f().fma(LOG2_E, low)));
  }

  /** log10: 0.93 ULP. */
  static Lane log10(Lane x) {
    Reduced r = Reduced.of(x);
    Lane low = log1pTail(r.f()).fma(LOG10_E, r.f().mul(LOG10_E_LOW));
    Lane y = r.f().fma(LOG10_E, r.k().fma(LOG10_2_LOW, low));
    return Log.special(x, r.k().fma(LOG10_2, y));
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

  /** k ln 2 + log(1 + f). */
  private static Lane logReduced(Lane k, Lane f) {
    return k.fma(LN2, f.add(k.fma(LN2_LOW, log1pTail(f))));
  }

  /**
   * log(1 + f) - f = -f^2/2 - q (f^2/2 + R), which keeps the rounding of the quotient q = -f / (2 +
   * f) out of the leading term; minimax of R to 2^-59.
   */
  private static Lane log1pTail(Lane f) {
    Lane q = f.div(f.fma(-1.0, -2.0));
    Lane z = q.mul(q);
    Lane p = z.fma(-0x1.2f171455cee47p-3, -0x1.39a017b678884p-3);
    p = p.fma(z, -0x1.74664de26594ep-3);
    p = p.fma(z, -0x1.c71c51c70a8a6p-3);
    p = p.fma(z, -0x1.2492494239a4p-2);
    p = p.fma(z, -0x1.999999997f957p-2);
    p = p.fma(z, -0x1.5555555555593p-1);
    Lane square = f.mul(-0.5).mul(f);
    return q.fma(z.fma(p, square), square);
  }
}
