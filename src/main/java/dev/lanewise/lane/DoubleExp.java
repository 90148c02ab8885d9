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
  private static final double LN2 = 0x1.62e42fefa39efp-1;
  private static final double LN2_LOW = 0x1.abc9e3b39803fp-56;

  /** Adding it rounds to an integer and leaves that plus the exponent bias in the low bits. */
  static final double MAGIC = 0x1.8p52 + 1023;

  /** The same for powers of two that are 2^512 too large, so that subnormals are rounded once. */
  static final double SCALED_MAGIC = MAGIC + 512;

  static final double UP = 0x1p512;
  static final double DOWN = 0x1p-512;

  private DoubleExp() {}

  /**
   * Scales by 2^(n +- 512), then by 2^-+512: overflow and gradual underflow come from the last
   * multiply. 0.94 ULP.
   */
  static Lane exp(Lane x) {
    Lane a = atMost(710.0, atLeast(-746.0, x));
    Mask negative = a.lt(0.0);
    Lane magic = negative.select(MAGIC + 512, MAGIC - 512);
    Lane n = a.fma(LOG2_E, magic);
    Lane p = expm1Reduced(a, n.sub(magic));
    Lane s = powerOfTwo(n);
    return s.fma(p, s).mul(negative.select(DOWN, UP));
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

  static Lane powerOfTwo(Lane biased) {
    return biased.bits().shl(52).value();
  }

  /** e^(x - k ln 2) - 1. */
  private static Lane expm1Reduced(Lane x, Lane k) {
    Lane e = k.fma(-LN2, x);
    return e.add(expm1Tail(e, k.mul(-LN2_LOW)));
  }

  /**
   * e^(e + c) - 1 - e for |e| <= ln(2)/2: minimax of degree 11 for relative error 2^-55.6 in e^r -
   * 1.
   */
  private static Lane expm1Tail(Lane e, Lane c) {
    Lane r = e.add(c);
    Lane z = r.mul(r);
    Lane odd = z.fma(0x1.ae743bb48817bp-26, 0x1.71de83a215454p-19);
    odd = odd.fma(z, 0x1.a01a01769b72bp-13);
    odd = odd.fma(z, 0x1.1111111118c61p-7);
    odd = odd.fma(z, 0x1.555555555553ap-3);
    Lane even = z.fma(0x1.28a33157ec086p-22, 0x1.a019a61291375p-16);
    even = even.fma(z, 0x1.6c16c17f55b87p-10);
    even = even.fma(z, 0x1.55555555520a9p-5);
    even = even.fma(z, 0x1.0000000000005p-1);
    return odd.fma(r, even).fma(z, c);
  }
}
