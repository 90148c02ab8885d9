package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atLeast;
import static dev.lanewise.lane.Clamp.atMost;
import static dev.lanewise.lane.Clamp.atMostOrNaN;

/** The exponential family in {@code float}; ULP figures are maxima over all 2^32 inputs. */
final class FloatExp {
  static final double LOG2_E = 0x1.715476p0;
  static final double LN2 = 0x1.62e43p-1;

  /** 17 bits of ln 2, so that the first step of a reduction by k ln 2 is exact. */
  static final double LN2_HIGH = 0x1.62e4p-1;

  static final double LN2_LOW = 0x1.7f7d1cp-20;

  /** 1.5 · 2^23: adding it rounds to an integer, which is then in the low bits. */
  static final double ROUNDER = 0x1.8p23;

  // The rounder with an exponent bias: the low bits shifted left by 23 are then 2^n, scaled.
  static final double ROUNDER_UNSCALED = ROUNDER + 127;
  static final double ROUNDER_UP_64 = ROUNDER + 191;
  static final double ROUNDER_DOWN_64 = ROUNDER + 63;
  private static final double ROUNDER_DOWN_1 = ROUNDER + 126;
  private static final double ROUNDER_TWICE = ROUNDER + 254;

  /** What {@link #ROUNDER_UP_64} scales by. */
  static final double UP = 0x1p64;

  private FloatExp() {}

  /**
   * exp: 0.892 ULP. Two powers of two reach both the subnormal results and 2^128. Beyond that only
   * the exponent is limited: the polynomial grows with x, up to infinity.
   */
  static Lane exp(Lane x) {
    Lane y = atLeast(-104.5, x);
    Lane n = atMostOrNaN(89.5, y).fma(LOG2_E, ROUNDER_TWICE);
    Lane r = reduced(y, n.sub(ROUNDER_TWICE));
    Bits exponent = n.bits();
    Bits half = exponent.ushr(1);
    Lane p = expSlope(r, 1.0).fma(r, 1.0);
    return p.mul(half.shl(23).value()).mul(exponent.minus(half).shl(23).value());
  }

  /** exp for x <= 0: 0.892 ULP. */
  static Lane expNonPositive(Lane x) {
    return scaledExpNonPositive(x, 1);
  }

  /**
   * factor exp(x) for x <= 0: 1.2 ULP. Scaled by 2^64 until the last step rounds to a subnormal.
   */
  static Lane scaledExpNonPositive(Lane x, double factor) {
    Lane y = atLeast(-130.0, x);
    Lane n = y.fma(LOG2_E, ROUNDER_UP_64);
    Lane r = reduced(y, n.sub(ROUNDER_UP_64));
    return expSlope(r, factor).fma(r, factor).mul(powerOfTwo(n)).mul(0x1p-64);
  }

  /**
   * 2^64 exp(x) for x <= 0, not subnormal: 0.75 + 0.05 |x| ULP, the second part because ln 2 is not
   * split. Where x is a rounded difference, its own rounding costs twenty times that.
   */
  static Lane upscaledExpNonPositive(Lane x) {
    Lane y = atLeast(-130.0, x);
    Lane n = y.fma(LOG2_E, ROUNDER_UP_64);
    Lane r = n.sub(ROUNDER_UP_64).fma(-LN2, y);
    return expSlope(r, 1.0).fma(r, 1.0).mul(powerOfTwo(n));
  }

  /**
   * expm1: 1.24 ULP. The low part of the reduction joins the small terms, so only the last two
   * additions round. Halved until the end as 2^128 is no float; tiny x and -0 pass through.
   */
  static Lane expm1(Lane x) {
    Lane y = atMost(89.0, atLeast(-18.0, x));
    Lane n = y.fma(LOG2_E, ROUNDER_DOWN_1);
    Lane k = n.sub(ROUNDER_DOWN_1);
    Lane high = k.fma(-LN2_HIGH, y);
    Lane low = k.mul(-LN2_LOW);
    Lane r = high.add(low);
    Lane w = expm1Curve(r, 1.0).fma(r.mul(r), low);
    Lane s = powerOfTwo(n);
    Lane half = s.fma(w, s.fma(high, s.sub(0.5)));
    return x.abs().lt(0x1p-25).select(x, half.add(half));
  }

  /** factor expm1(x) for x <= 0. With the factor in the coefficients it rounds once near 0. */
  static Lane scaledExpm1NonPositive(Lane x, double factor) {
    Lane y = atLeast(-18.0, x);
    Lane n = y.fma(LOG2_E, ROUNDER_UNSCALED);
    Lane r = n.sub(ROUNDER_UNSCALED).fma(-LN2, y);
    Lane t = r.fma(factor, expm1Curve(r, factor).mul(r.mul(r)));
    Lane s = powerOfTwo(n);
    return s.fma(t, s.fma(factor, -factor));
  }

  /** 2^n for n rounded and biased by one of the rounders. */
  static Lane powerOfTwo(Lane n) {
    return n.bits().shl(23).value();
  }

  /** x - k ln 2; the first step is exact. */
  static Lane reduced(Lane x, Lane k) {
    return k.fma(-LN2_LOW, k.fma(-LN2_HIGH, x));
  }

  static Lane reducedNegative(Lane x, Lane k) {
    return k.fma(LN2_LOW, k.fma(LN2_HIGH, x));
  }

  /** factor (e^r - 1) / r for |r| <= ln(2) / 2, within 0.06 * 2^-24 before rounding. */
  static Lane expSlope(Lane r, double factor) {
    Lane q = r.fma(factor * 0x1.694ac4p-10, factor * 0x1.12398ep-7);
    q = q.fma(r, factor * 0x1.555a28p-5);
    q = q.fma(r, factor * 0x1.555492p-3);
    q = q.fma(r, factor * 0x1.fffffap-2);
    return q.fma(r, factor);
  }

  /** factor (e^-r - 1) / r, the same polynomial. */
  static Lane negativeExpSlope(Lane r, double factor) {
    Lane q = r.fma(factor * 0x1.694ac4p-10, factor * -0x1.12398ep-7);
    q = q.fma(r, factor * 0x1.555a28p-5);
    q = q.fma(r, factor * -0x1.555492p-3);
    q = q.fma(r, factor * 0x1.fffffap-2);
    return q.fma(r, -factor);
  }

  /** factor (e^r - 1 - r) / r^2: small against r, so its own roundings hardly count. */
  private static Lane expm1Curve(Lane r, double factor) {
    Lane q = r.fma(factor * 0x1.6b737cp-10, factor * 0x1.1227a2p-7);
    q = q.fma(r, factor * 0x1.555716p-5);
    q = q.fma(r, factor * 0x1.5554bp-3);
    return q.fma(r, factor * 0x1.fffffep-2);
  }
}
