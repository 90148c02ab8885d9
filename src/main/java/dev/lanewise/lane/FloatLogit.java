package dev.lanewise.lane;

import static dev.lanewise.lane.FloatExp.LN2;
import static dev.lanewise.lane.FloatExp.ROUNDER;
import static dev.lanewise.lane.FloatLog.ROUNDER_BITS;

/** The logit in {@code float}; ULP figures are maxima over all 2^32 inputs. */
final class FloatLogit {
  private static final long EXPONENT = 0x7f800000L;
  private static final long UNIT_EXPONENT = 0x800000L;

  private FloatLogit() {}

  /**
   * logit: 1.51 ULP. For q = min(p, 1 - p), which is exact, and a power of two 2^k not much below q
   * / (1 - q), it is k ln 2 + 2 atanh t with t = (q - 2^k (1 - q)) / (q + 2^k (1 - q)): both terms
   * are negative, or the second one is small. Near 1/2, k is 0 and t = 2 q - 1 is exact.
   */
  static Lane logit(Lane p) {
    Mask upper = p.gt(0.5);
    Lane q = upper.select(p.constant(1).sub(p), p);
    // A tiny q may be subnormal; there the logit is log q.
    Mask tiny = q.lt(0x1p-100);
    Lane m = tiny.select(q.mul(0x1p24), q);
    Bits e = m.fma(m, m).bits().and(EXPONENT).plus(UNIT_EXPONENT);
    Lane k = e.shr(23).plus(ROUNDER_BITS).value().sub(tiny.select(ROUNDER + 151, ROUNDER + 127));
    Lane s = e.value();
    Lane t = m.fma(s.add(1.0), s.neg()).div(m.fma(s.fma(-1.0, 1.0), s));
    Lane z = t.mul(t);
    Lane c = z.fma(0x1.1eca32p-2, 0x1.1ec03ep-2);
    c = c.fma(z, 0x1.99d1ccp-2);
    c = c.fma(z, 0x1.555502p-1);
    Lane y = k.fma(LN2, t.fma(2.0, z.mul(t).mul(c)));
    Lane v = q.gt(0.0).select(y, q.eq(0.0).select(Double.NEGATIVE_INFINITY, Double.NaN));
    return upper.select(v.neg(), v);
  }
}
