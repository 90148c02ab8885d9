package dev.lanewise.lane;

/** Logarithms in {@code float}; ULP figures are maxima over all 2^32 inputs. */
final class FloatLog {
  private static final double LN2 = 0x1.62e43p-1;

  /** The upper bits of ln 2: a multiple k of it is exact for |k| < 512. */
  private static final double LN2_HIGH = 0x1.62e4p-1;

  private static final double LN2_LOW = 0x1.7f7d1cp-20;
  private static final double ROUNDER = 0x1.8p23;
  private static final long ROUNDER_BITS = 0x4b400000L;
  private static final long SQRT_HALF_BITS = 0x3f3504f3L;

  /** The centre of the polynomial of log1p(e) / e, chosen so that its value there is a float. */
  private static final double LOG1P_CENTRE = 0x1.b5p-2;

  private FloatLog() {}

  /** log: 1.1 ULP. Mantissas in [sqrt(1/2), sqrt(2)); subnormal inputs are scaled first. */
  static Lane log(Lane x) {
    Mask subnormal = x.lt(0x1p-126);
    Bits i = subnormal.select(x.mul(0x1p24), x).bits().minus(SQRT_HALF_BITS);
    Lane f = i.and(0x7fffffL).plus(SQRT_HALF_BITS).value().sub(1.0);
    Lane k = i.shr(23).plus(ROUNDER_BITS).value().sub(subnormal.select(ROUNDER + 24, ROUNDER));
    Lane q = f.fma(0x1.660902p-4, -0x1.251ad6p-3);
    q = q.fma(f, 0x1.318274p-3);
    q = q.fma(f, -0x1.535986p-3);
    q = q.fma(f, 0x1.98d2bp-3);
    q = q.fma(f, -0x1.0004b2p-2);
    q = q.fma(f, 0x1.5556f4p-2);
    q = q.fma(f, -0x1.fffffap-2);
    Lane y = k.fma(LN2_HIGH, f.mul(f).fma(q, k.fma(LN2_LOW, f)));
    return x.gt(0.0)
        .select(
            x.lt(Double.POSITIVE_INFINITY).select(y, x),
            x.eq(0.0).select(Double.NEGATIVE_INFINITY, Double.NaN));
  }

  /**
   * log1p: 0.9 ULP. 1 + x only picks the power of two; x itself is scaled, so none of it is lost.
   */
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

  /** log1p(e) / e for e in [0, 1]; powers of e itself would cost 0.3 ULP more. */
  static Lane log1pSlope(Lane e) {
    Lane u = e.sub(LOG1P_CENTRE);
    Lane q = u.fma(-0x1.a652aep-9, 0x1.e31142p-8);
    q = q.fma(u, -0x1.56bec6p-7);
    q = q.fma(u, 0x1.052f94p-6);
    q = q.fma(u, -0x1.b2eb38p-6);
    q = q.fma(u, 0x1.724dc4p-5);
    q = q.fma(u, -0x1.46225p-4);
    q = q.fma(u, 0x1.30a25ap-3);
    q = q.fma(u, -0x1.3c854ep-2);
    return q.fma(u, 0x1.aa64fap-1);
  }
}
