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

  /** The factor of {@link #scaled}. */
  static final double SCALE = 0x1p65;

  private static final double ROUNDER_SCALED = ROUNDER_UNSCALED + Math.getExponent(SCALE);

  private FloatExp() {}

  /**
   * exp: 0.892 ULP. Two powers of two reach both the subnormal results and 2^128. Beyond that only
   * the exponent is limited: the polynomial grows with x, up to infinity.
   */
  static Lane exp(Lane x) {
    Lane y = atLeast(-104.5, x);
    Lane n = atMostOrNaN(89.5, y).fma(LOG2_E, ROUNDER_TWICE);
    Lane r = reduced(y, n.sub(ROUNDER_TWICE));
    return scaledTwice(expSlope(r, 1.0).fma(r, 1.0), n);
  }

  /** exp2: 0.88 ULP. As exp, but the reduction is exact. */
  static Lane exp2(Lane x) {
    Lane y = atLeast(-151.0, x);
    Lane n = atMostOrNaN(129.0, y).add(ROUNDER_TWICE);
    return exp2Reduced(y.sub(n.sub(ROUNDER_TWICE)), n);
  }

  /** 2^(a + low) for a from -151 to 129 and a low that is small against 1. */
  static Lane exp2(Lane a, Lane low) {
    Lane n = a.add(ROUNDER_TWICE);
    return exp2Reduced(a.sub(n.sub(ROUNDER_TWICE)).add(low), n);
  }

  /** 2^(r + n) for |r| <= 1/2. */
  private static Lane exp2Reduced(Lane r, Lane n) {
    return scaledTwice(exp2Slope(r).fma(r, 1.0), n);
  }

  /** (2^r - 1) / r for |r| <= 1/2. */
  static Lane exp2Slope(Lane r) {
    Lane q = r.fma(0x1.44479ep-13, 0x1.5f0962p-10);
    q = q.fma(r, 0x1.3b2a28p-7);
    q = q.fma(r, 0x1.c6af7ap-5);
    q = q.fma(r, 0x1.ebfbep-3);
    return q.fma(r, LN2);
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

  static ScaledExp scaled(Lane x) {
    Lane n = x.fma(LOG2_E, ROUNDER_SCALED);
    Lane r = reduced(x, n.sub(ROUNDER_SCALED));
    return new ScaledExp(powerOfTwo(n), expm1Curve(r, 1.0).fma(r.mul(r), r));
  }

  /** p 2^(n - ROUNDER_TWICE), rounded once, for exponents that take two powers of two. */
  private static Lane scaledTwice(Lane p, Lane n) {
    Bits exponent = n.bits();
    Bits half = exponent.ushr(1);
    return p.mul(half.shl(23).value()).mul(exponent.minus(half).shl(23).value());
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

  /** e^(x + low - k ln 2) - 1; low and the reduction's low part join the small terms. */
  static Lane expm1Reduced(Lane x, Lane low, Lane k) {
    Lane high = k.fma(-LN2_HIGH, x);
    Lane c = k.fma(-LN2_LOW, low);
    Lane r = high.add(c);
    return high.add(expm1Curve(r, 1.0).fma(r.mul(r), c));
  }

  /** e^(x - k ln 2) - 1 for small k, as ln 2 is not split. */
  static Lane expm1Reduced(Lane x, Lane k) {
    Lane r = k.fma(-LN2, x);
    return expSlope(r, 1.0).mul(r);
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

  /** An argument less a multiple of ln 2, at most ln(2) / 2 in magnitude, in two parts. */
  record Remainder(Lane high, Lane low) {
    /**
     * Of factor x - k ln 2. The product is rounded only when all but the remainder is off it, and
     * what the factor is more than a float is added: rounded at once, either would cost |factor x|
     * ULP.
     */
    static Remainder ofProduct(Lane x, double factor, Lane k) {
      double factorLow = factor - (float) factor;
      Lane high = x.fma(factor, k.mul(-LN2_HIGH));
      return new Remainder(
          high, factorLow == 0 ? k.mul(-LN2_LOW) : k.fma(-LN2_LOW, x.mul(factorLow)));
    }

    Lane sum() {
      return high.add(low);
    }

    /** e^r - 1; as in {@link #expm1}, the low part joins the small terms. */
    Lane growth() {
      Lane r = sum();
      return high.add(expm1Curve(r, 1.0).fma(r.mul(r), low));
    }
  }
}
