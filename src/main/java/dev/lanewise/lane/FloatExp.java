package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atLeast;
import static dev.lanewise.lane.Clamp.atMost;

/** The exponential family in {@code float}; ULP figures are maxima over all 2^32 inputs. */
final class FloatExp {
  static final double LOG2_E = 0x1.715476p0;
  static final double LN2 = 0x1.62e43p-1;

  /** The upper bits of ln 2: a multiple k of it is exact for |k| < 512. */
  private static final double LN2_HIGH = 0x1.62e4p-1;

  private static final double LN2_LOW = 0x1.7f7d1cp-20;

  /** 1.5 · 2^23: adding it rounds to an integer, which is left in the low bits. */
  static final double ROUNDER = 0x1.8p23;

  /** {@link #ROUNDER} and an exponent bias, so that the low bits make 2^(k + 64) and the like. */
  static final double ROUNDER_UP_64 = ROUNDER + 191;

  static final double ROUNDER_DOWN_64 = ROUNDER + 63;
  static final double ROUNDER_DOWN_1 = ROUNDER + 126;
  static final double ROUNDER_UNSCALED = ROUNDER + 127;
  static final double ROUNDER_TWICE = ROUNDER + 254;

  private FloatExp() {}

  /** exp: 0.86 ULP. Two powers of two reach both subnormal results and 2^128. */
  static Lane exp(Lane x) {
    Lane y = atMost(89.5, atLeast(-104.5, x));
    Lane n = y.fma(LOG2_E, ROUNDER_TWICE);
    Lane r = reduced(y, n.sub(ROUNDER_TWICE));
    Bits exponent = n.bits();
    Bits half = exponent.ushr(1);
    Lane p = expSlope(r).fma(r, 1.0);
    return p.mul(half.shl(23).value()).mul(exponent.minus(half).shl(23).value());
  }

  /** exp for x <= 0: 0.83 ULP. Scaled by 2^64 until the last step, which may give a subnormal. */
  static Lane expNonPositive(Lane x) {
    Lane y = atLeast(-104.5, x);
    Lane n = y.fma(LOG2_E, ROUNDER_UP_64);
    Lane r = reduced(y, n.sub(ROUNDER_UP_64));
    Lane p = expSlope(r).fma(r, 1);
    return p.mul(exponentShifted(n)).mul(0x1p-64);
  }

  /** alpha exp(x) for x <= 0, with one rounding of its own before a subnormal one. */
  static Lane scaledExpNonPositive(Lane x, double alpha) {
    Lane y = atLeast(-106.0, x);
    Lane n = y.fma(LOG2_E, ROUNDER_UP_64);
    Lane r = reduced(y, n.sub(ROUNDER_UP_64));
    Lane s = exponentShifted(n).mul(alpha);
    return s.fma(expSlope(r).mul(r), s).mul(0x1p-64);
  }

  /**
   * expm1: 1.5 ULP. Halved until the end because 2^128 is no float; tiny x (and -0) pass through.
   */
  static Lane expm1(Lane x) {
    Lane y = atMost(89.0, atLeast(-18.0, x));
    Lane n = y.fma(LOG2_E, ROUNDER_DOWN_1);
    Lane t = expm1Reduced(reduced(y, n.sub(ROUNDER_DOWN_1)));
    Lane s = exponentShifted(n);
    Lane half = s.fma(t, s.sub(0.5));
    return x.abs().lt(0x1p-25).select(x, half.add(half));
  }

  /** alpha expm1(x) for x <= 0: alpha 2^k is exact and alpha e^r is never rounded by itself. */
  static Lane scaledExpm1NonPositive(Lane x, double alpha) {
    Lane y = atLeast(-18.0, x);
    Lane n = y.fma(LOG2_E, ROUNDER_UNSCALED);
    Lane t = expm1Reduced(n.sub(ROUNDER_UNSCALED).fma(-LN2, y));
    Lane s = exponentShifted(n).mul(alpha);
    return s.fma(t, s.sub(alpha));
  }

  /** The integer in the low bits of n, made the exponent of a power of two. */
  static Lane exponentShifted(Lane n) {
    return n.bits().shl(23).value();
  }

  /** x - k ln 2; the first step is exact. */
  static Lane reduced(Lane x, Lane k) {
    return k.fma(-LN2_LOW, k.fma(-LN2_HIGH, x));
  }

  static Lane reducedNegative(Lane x, Lane k) {
    return k.fma(LN2_LOW, k.fma(LN2_HIGH, x));
  }

  /** (e^r - 1) / r for |r| <= ln(2) / 2, within 0.06 * 2^-24. */
  static Lane expSlope(Lane r) {
    Lane q = r.fma(0x1.694ac4p-10, 0x1.12398ep-7);
    q = q.fma(r, 0x1.555a28p-5);
    q = q.fma(r, 0x1.555492p-3);
    q = q.fma(r, 0x1.fffffap-2);
    return q.fma(r, 1.0);
  }

  /** (e^-r - 1) / r. */
  static Lane negativeExpSlope(Lane r) {
    Lane q = r.fma(0x1.694ac4p-10, -0x1.12398ep-7);
    q = q.fma(r, 0x1.555a28p-5);
    q = q.fma(r, -0x1.555492p-3);
    q = q.fma(r, 0x1.fffffap-2);
    return q.fma(r, -1.0);
  }

  /** e^r - 1: r last and unscaled, so that the result rounds once. */
  private static Lane expm1Reduced(Lane r) {
    Lane q = r.fma(0x1.6b737cp-10, 0x1.1227a2p-7);
    q = q.fma(r, 0x1.555716p-5);
    q = q.fma(r, 0x1.5554bp-3);
    q = q.fma(r, 0x1.fffffep-2);
    return q.fma(r.mul(r), r);
  }
}
