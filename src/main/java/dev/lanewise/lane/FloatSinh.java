package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atMostOrNaN;
import static dev.lanewise.lane.FloatExp.LN2_HIGH;
import static dev.lanewise.lane.FloatExp.LN2_LOW;
import static dev.lanewise.lane.FloatExp.LOG2_E;
import static dev.lanewise.lane.FloatExp.ROUNDER;
import static dev.lanewise.lane.FloatExp.powerOfTwo;

/**
 * The hyperbolic sine and cosine in {@code float}; ULP figures are maxima over all 2^32 inputs.
 *
 * <p>For a = |x| = k ln 2 + r they are
 *
 * <pre>
 * sinh a = (2^k - 2^-k)/2 cosh r + (2^k + 2^-k)/2 sinh r
 * cosh a = (2^k + 2^-k)/2 cosh r + (2^k - 2^-k)/2 sinh r
 * </pre>
 *
 * so one reduction serves e^a and e^-a, and nothing cancels: near 0, k is 0 and sinh a is sinh r.
 * All is half size until the end, as 2^128 is no float.
 */
final class FloatSinh {
  /** The rounder of 2^(k - 2). */
  private static final double ROUNDER_DOWN_2 = ROUNDER + 125;

  /** 2^k / 4. */
  private final Lane rising;

  /** 2^-k / 4. */
  private final Lane falling;

  private final Lane plus;
  private final Lane minus;

  /** r but for its last bits. */
  private final Lane high;

  /** sinh r - high. */
  private final Lane odd;

  /** cosh r - 1. */
  private final Lane even;

  private FloatSinh(Lane a) {
    Lane n = atMostOrNaN(89.5, a).fma(LOG2_E, ROUNDER_DOWN_2);
    rising = powerOfTwo(n);
    // From 14 on, e^-a is nothing beside e^a.
    falling = powerOfTwo(atMostOrNaN(14.0, a).fma(-LOG2_E, ROUNDER_DOWN_2));
    plus = rising.add(falling);
    minus = rising.sub(falling);
    Lane k = n.sub(ROUNDER_DOWN_2);
    high = k.fma(-LN2_HIGH, a);
    Lane low = k.mul(-LN2_LOW);
    Lane r = high.add(low);
    Lane z = r.mul(r);
    Lane p = z.fma(0x1.a2e33cp-13, 0x1.110fbep-7);
    odd = p.fma(z, 0x1.555556p-3).fma(z.mul(r), low);
    Lane q = z.fma(0x1.6d4f1p-10, 0x1.5554e6p-5);
    even = q.fma(z, 0.5).mul(z);
  }

  /** sinh: 1.38 ULP. Tiny x returns itself, also the sign of zero. */
  static Lane sinh(Lane x) {
    Lane a = x.abs();
    FloatSinh parts = new FloatSinh(a);
    Lane small = parts.plus.fma(parts.odd, parts.minus.mul(parts.even));
    Lane half = parts.plus.fma(parts.high, parts.minus).add(small);
    return a.lt(0x1p-12).select(x, Sign.copy(x, half.add(half)));
  }

  /** cosh: 0.97 ULP. 2^-k is added first, as 2^k + 2^-k is rounded. */
  static Lane cosh(Lane x) {
    FloatSinh parts = new FloatSinh(x.abs());
    Lane small = parts.minus.fma(parts.odd, parts.plus.fma(parts.even, parts.falling));
    Lane half = parts.rising.add(parts.minus.fma(parts.high, small));
    return half.add(half);
  }
}
