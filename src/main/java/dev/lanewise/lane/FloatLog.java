package dev.lanewise.lane;

import static dev.lanewise.lane.FloatExp.LN2;
import static dev.lanewise.lane.FloatExp.LN2_HIGH;
import static dev.lanewise.lane.FloatExp.LN2_LOW;
import static dev.lanewise.lane.FloatExp.LOG2_E;
import static dev.lanewise.lane.FloatExp.ROUNDER;

/** Logarithms in {@code float}; ULP figures are maxima over all 2^32 inputs. */
final class FloatLog {
  /** Where log1p(e) / e is a float but for 2^-36: the leading coefficient carries no error. */
  static final double LOG1P_CENTRE = 0x1.b5p-2;

  /** What {@link FloatExp#LOG2_E} lacks. */
  private static final double LOG2_E_LOW = 0x1.4ae0cp-26;

  private static final double LOG10_E = 0x1.bcb7b2p-2;
  private static final double LOG10_E_LOW = -0x1.5b235ep-27;
  private static final double LOG10_2 = 0x1.344136p-2;
  private static final double LOG10_2_LOW = -0x1.ec10cp-27;
  static final long SQRT_HALF_BITS = 0x3f3504f3L;

  /** The bits of {@link FloatExp#ROUNDER}: adding them makes an integer rounder + integer. */
  static final long ROUNDER_BITS = 0x4b400000L;

  private FloatLog() {}

  /** log: 1.14 ULP. */
  static Lane log(Lane x) {
    Reduced r = Reduced.of(x);
    Lane low = r.k().fma(LN2_LOW, r.f());
    return Log.special(x, r.k().fma(LN2_HIGH, r.f().mul(r.f()).fma(curve(r.f()), low)));
  }

  /** log2: 1.46 ULP. Both parts of log2(e) keep its rounding out of the leading term. */
  static Lane log2(Lane x) {
    Reduced r = Reduced.of(x);
    Lane low = r.f().mul(r.f()).mul(curve(r.f())).fma(LOG2_E, r.f().mul(LOG2_E_LOW));
    return Log.special(x, r.k().add(r.f().fma(LOG2_E, low)));
  }

  /** log10: 1.31 ULP. */
  static Lane log10(Lane x) {
    Reduced r = Reduced.of(x);
    Lane low = r.f().mul(r.f()).mul(curve(r.f())).fma(LOG10_E, r.f().mul(LOG10_E_LOW));
    Lane y = r.f().fma(LOG10_E, r.k().fma(LOG10_2_LOW, low));
    return Log.special(x, r.k().fma(LOG10_2, y));
  }

  /** log1p: 1.27 ULP. 1 + x only picks the power of two; it is x that is scaled, and whole. */
  static Lane log1p(Lane x) {
    Bits e = x.add(1.0).bits().minus(0x3f400000L).and(-0x800000L);
    Lane scale = e.xor(-1L).plus(0x40800001L).value();
    Lane f = x.bits().minus(e).value().add(scale.fma(0.25, -1.0));
    Lane k = e.shr(23).plus(ROUNDER_BITS).value().sub(ROUNDER);
    Lane q = f.fma(-0x1.721d3ep-5, 0x1.ad4188p-4);
    q = q.fma(f, -0x1.0db586p-3);
    q = q.fma(f, 0x1.28852ep-3);
    q = q.fma(f, -0x1.54eb54p-3);
    q = q.fma(f, 0x1.9968fp-3);
    q = q.fma(f, -0x1.00004ep-2);
    q = q.fma(f, 0x1.5555a6p-2);
    q = q.fma(f, -0.5);
    Lane y = k.fma(LN2, f.mul(f).fma(q, f));
    Lane finite = x.lt(Double.POSITIVE_INFINITY).select(y, x);
    Lane pole = x.eq(-1.0).select(Double.NEGATIVE_INFINITY, Double.NaN);
    return x.abs().lt(0x1p-25).select(x, x.gt(-1.0).select(finite, pole));
  }

  /** (log(1 + f) - f) / f^2. */
  private static Lane curve(Lane f) {
    Lane q = f.fma(0x1.660902p-4, -0x1.251ad6p-3);
    q = q.fma(f, 0x1.318274p-3);
    q = q.fma(f, -0x1.535986p-3);
    q = q.fma(f, 0x1.98d2bp-3);
    q = q.fma(f, -0x1.0004b2p-2);
    q = q.fma(f, 0x1.5556f4p-2);
    return q.fma(f, -0x1.fffffap-2);
  }

  /**
   * factor log1p(e) / e for e in [0, 1] at u = e - LOG1P_CENTRE, where the terms fall off fastest.
   */
  static Lane log1pSlope(Lane u, double factor) {
    Lane q = u.fma(factor * -0x1.a652aep-9, factor * 0x1.e31142p-8);
    q = q.fma(u, factor * -0x1.56bec6p-7);
    q = q.fma(u, factor * 0x1.052f94p-6);
    q = q.fma(u, factor * -0x1.b2eb38p-6);
    q = q.fma(u, factor * 0x1.724dc4p-5);
    q = q.fma(u, factor * -0x1.46225p-4);
    q = q.fma(u, factor * 0x1.30a25ap-3);
    q = q.fma(u, factor * -0x1.3c854ep-2);
    return q.fma(u, factor * 0x1.aa64fap-1);
  }
}
