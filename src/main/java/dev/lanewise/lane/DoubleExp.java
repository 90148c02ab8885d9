package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atLeast;
import static dev.lanewise.lane.Clamp.atMost;

/**
 * The exponential family in {@code double}; ULP figures are maxima over 2 · 10^7 inputs.
 *
 * <p>x = k ln 2 + e + c with e exact, as the product inside the fma is not rounded, and c the low
 * part. A "tail" returns f(e + c) - e, so that the rounding of e + c never reaches the result.
 */
final class DoubleExp {
  static final double LOG2_E = 0x1.71547652b82fep0;
  static final double LN2 = 0x1.62e42fefa39efp-1;
  static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

  /** Adding it rounds to an integer and leaves that plus the exponent bias in the low bits. */
  static final double MAGIC = 0x1.8p52 + 1023;

  /** The same for powers of two that are 2^512 too large, so that subnormals are rounded once. */
  static final double SCALED_MAGIC = MAGIC + 512;

  static final double UP = 0x1p512;
  static final double DOWN = 0x1p-512;

  /** The factor of {@link #scaled}. */
  static final double SCALE = 0x1p513;

  private DoubleExp() {}

  /**
   * Scales by 2^(n +- 512), then by 2^-+512: overflow and gradual underflow come from the last
   * multiply. 0.94 ULP.
   */
  static Lane exp(Lane x) {
    Lane a = atMost(710.0, atLeast(-746.0, x));
    Lane magic = magic(a);
    Lane n = a.fma(LOG2_E, magic);
    return scaledTwice(expm1Reduced(a, n.sub(magic)), n, a);
  }

  /** exp2: the remainder r is exact, r ln 2 again e + c. 0.93 ULP. */
  static Lane exp2(Lane x) {
    Lane a = atMost(1024.0, atLeast(-1075.0, x));
    Lane magic = magic(a);
    Lane n = a.add(magic);
    Lane r = a.sub(n.sub(magic));
    return scaledTwice(exp2m1(r, r.mul(LN2_LOW)), n, a);
  }

  /** 2^(a + low) for low far below the last place of a result, |a| up to 1100. */
  static Lane exp2(Lane a, Lane low) {
    Lane magic = magic(a);
    Lane n = a.add(magic);
    Lane h = a.sub(n.sub(magic));
    Lane r = h.add(low);
    Lane lost = h.sub(r).add(low);
    return scaledTwice(exp2m1(r, lost.fma(LN2, r.mul(LN2_LOW))), n, a);
  }

  /**
   * exp for x <= 0 with one clamp and one scale; subnormal results are rounded by the last
   * multiply. 0.94 ULP.
   */
  static Lane expNonPositive(Lane x) {
    return upscaledExpNonPositive(x).mul(DOWN);
  }

  /** 2^512 exp(x) for x <= 0, not subnormal. 0.94 ULP. */
  static Lane upscaledExpNonPositive(Lane x) {
    return upscaled(atLeast(-760.0, x), 1);
  }

  /**
   * factor e^x for x <= 0: the factor goes into the power of two, so that it costs no rounding of
   * e^x. Even the largest factor leaves nothing of e^-800.
   */
  static Lane scaledExpNonPositive(Lane x, double factor) {
    return upscaled(atLeast(-800.0, x), factor).mul(DOWN);
  }

  private static Lane upscaled(Lane x, double factor) {
    Lane n = x.fma(LOG2_E, SCALED_MAGIC);
    Lane p = expm1Reduced(x, n.sub(SCALED_MAGIC));
    Lane s = factor == 1 ? powerOfTwo(n) : powerOfTwo(n).mul(factor);
    return s.fma(p, s);
  }

  /**
   * Where 2^n - 1 and 2^n r cancel, the low part of their sum is kept. All is half size so that
   * 2^1024 never appears; tiny x returns itself (sign of zero, subnormals). 1.46 ULP.
   */
  static Lane expm1(Lane x) {
    Lane a = atMost(710.0, atLeast(-50.0, x));
    Lane n = a.fma(LOG2_E, MAGIC - 1);
    Lane k = n.sub(MAGIC - 1);
    Lane e = k.fma(-LN2, a);
    Lane s = powerOfTwo(n);
    Lane b = s.sub(0.5);
    Lane h = s.fma(e, b);
    Lane l = s.fma(e, b.sub(h));
    Lane y = h.add(s.fma(expm1Tail(e, k.mul(-LN2_LOW)), l));
    return x.abs().lt(0x1p-54).select(x, y.add(y));
  }

  /** factor (e^x - 1) for x <= 0: e^x - 1 stays an unrounded h + l until it has been multiplied. */
  static Lane scaledExpm1NonPositive(Lane x, double scale) {
    Lane a = atLeast(-50.0, x);
    Lane n = a.fma(LOG2_E, MAGIC);
    Lane k = n.sub(MAGIC);
    Lane e = k.fma(-LN2, a);
    Lane s = powerOfTwo(n);
    Lane b = s.sub(1.0);
    Lane h = s.fma(e, b);
    Lane l = s.fma(expm1Tail(e, k.mul(-LN2_LOW)), s.fma(e, b.sub(h)));
    Lane v = h.mul(scale);
    return v.add(l.fma(scale, h.fma(scale, v.neg())));
  }

  static ScaledExp scaled(Lane x) {
    double magic = MAGIC + Math.getExponent(SCALE);
    Lane n = x.fma(LOG2_E, magic);
    return new ScaledExp(powerOfTwo(n), expm1Reduced(x, n.sub(magic)));
  }

  /** Rounds, and adds the bias of a power of two that keeps away from both ends of the range. */
  private static Lane magic(Lane exponent) {
    return exponent.lt(0.0).select(MAGIC + 512, MAGIC - 512);
  }

  /** (1 + p) 2^n, where n has the {@link #magic} of the exponent; the last factor rounds. */
  private static Lane scaledTwice(Lane p, Lane n, Lane exponent) {
    Lane s = powerOfTwo(n);
    return s.fma(p, s).mul(exponent.lt(0.0).select(DOWN, UP));
  }

  static Lane powerOfTwo(Lane biased) {
    return biased.bits().shl(52).value();
  }

  /** e^(x - k ln 2) - 1. */
  static Lane expm1Reduced(Lane x, Lane k) {
    Lane e = k.fma(-LN2, x);
    return e.add(expm1Tail(e, k.mul(-LN2_LOW)));
  }

  /** 2^r - 1 for |r| <= 1/2, given r ln 2 but for its leading part. */
  private static Lane exp2m1(Lane r, Lane low) {
    Lane e = r.mul(LN2);
    return e.add(expm1Tail(e, r.fma(LN2, e.neg()).add(low)));
  }

  /** e^(x + low - k ln 2) - 1. */
  static Lane expm1Reduced(Lane x, Lane low, Lane k) {
    Lane e = k.fma(-LN2, x);
    return e.add(expm1Tail(e, k.fma(-LN2_LOW, low)));
  }

  /**
   * e^(e + c) - 1 - e for |e| <= ln(2)/2: minimax of degree 11 for relative error 2^-55.6 in e^r -
   * 1.
   */
  private static Lane expm1Tail(Lane e, Lane c) {
    Lane r = e.add(c);
    Lane z = r.mul(r);
    return sinhCurve(z).fma(r, coshCurve(z)).fma(z, c);
  }

  /** (sinh r - r) / r^3 for z = r^2. */
  static Lane sinhCurve(Lane z) {
    Lane q = z.fma(0x1.ae743bb48817bp-26, 0x1.71de83a215454p-19);
    q = q.fma(z, 0x1.a01a01769b72bp-13);
    q = q.fma(z, 0x1.1111111118c61p-7);
    return q.fma(z, 0x1.555555555553ap-3);
  }

  /** (cosh r - 1) / r^2 for z = r^2. */
  static Lane coshCurve(Lane z) {
    Lane q = z.fma(0x1.28a33157ec086p-22, 0x1.a019a61291375p-16);
    q = q.fma(z, 0x1.6c16c17f55b87p-10);
    q = q.fma(z, 0x1.55555555520a9p-5);
    return q.fma(z, 0x1.0000000000005p-1);
  }
}
