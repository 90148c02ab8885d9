package dev.lanewise.lane;

import static dev.lanewise.lane.DoubleExp.LN2;
import static dev.lanewise.lane.DoubleLog.TWO_52;

/** The logit in {@code double}; ULP figures are maxima over 10^7 inputs. */
final class DoubleLogit {
  private static final long EXPONENT = 0x7ff0000000000000L;
  private static final long UNIT_EXPONENT = 0x0010000000000000L;

  private DoubleLogit() {}

  /** logit: 1.53 ULP. The method is that of {@link FloatLogit}. */
  static Lane logit(Lane p) {
    Mask upper = p.gt(0.5);
    Lane q = upper.select(p.constant(1).sub(p), p);
    Mask tiny = q.lt(0x1p-900);
    Lane m = tiny.select(q.mul(0x1p54), q);
    Bits e = m.fma(m, m).bits().and(EXPONENT).plus(UNIT_EXPONENT);
    Lane k = e.ushr(52).or(TWO_52).value().sub(tiny.select(0x1p52 + 1077, 0x1p52 + 1023));
    Lane s = e.value();
    Lane t = m.fma(s.add(1.0), s.neg()).div(m.fma(s.fma(-1.0, 1.0), s));
    Lane z = t.mul(t);
    Lane c = z.fma(0x1.5c79814b2e6adp-3, 0x1.55b087b32cbe7p-4);
    c = c.fma(z, 0x1.efd86484445f5p-4);
    c = c.fma(z, 0x1.1067c3ccfa66cp-3);
    c = c.fma(z, 0x1.3b1ddb878488ap-3);
    c = c.fma(z, 0x1.745cb3ff35e39p-3);
    c = c.fma(z, 0x1.c71c741c78cefp-3);
    c = c.fma(z, 0x1.249249208c504p-2);
    c = c.fma(z, 0x1.99999999a0751p-2);
    c = c.fma(z, 0x1.5555555555535p-1);
    Lane y = k.fma(LN2, t.fma(2.0, z.mul(t).mul(c)));
    Lane v = q.gt(0.0).select(y, q.eq(0.0).select(Double.NEGATIVE_INFINITY, Double.NaN));
    return upper.select(v.neg(), v);
  }
}
