package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atMost;
import static dev.lanewise.lane.DoubleExp.LN2;
import static dev.lanewise.lane.DoubleExp.LN2_LOW;
import static dev.lanewise.lane.DoubleExp.LOG2_E;
import static dev.lanewise.lane.DoubleExp.MAGIC;
import static dev.lanewise.lane.DoubleExp.coshCurve;
import static dev.lanewise.lane.DoubleExp.powerOfTwo;
import static dev.lanewise.lane.DoubleExp.sinhCurve;

/**
 * The hyperbolic sine and cosine in {@code double}; ULP figures are maxima over 10^7 inputs.
 *
 * <p>The method is that of {@link FloatSinh}, with the rounding error of the leading sum kept.
 */
final class DoubleSinh {
  private final Lane rising;
  private final Lane falling;
  private final Lane plus;
  private final Lane minus;
  private final Lane high;
  private final Lane odd;
  private final Lane even;

  private DoubleSinh(Lane x) {
    Lane a = atMost(710.6, x);
    Lane n = a.fma(LOG2_E, MAGIC - 2);
    rising = powerOfTwo(n);
    falling = powerOfTwo(atMost(30.0, a).fma(-LOG2_E, MAGIC - 2));
    plus = rising.add(falling);
    minus = rising.sub(falling);
    Lane k = n.sub(MAGIC - 2);
    high = k.fma(-LN2, a);
    Lane low = k.mul(-LN2_LOW);
    Lane r = high.add(low);
    Lane z = r.mul(r);
    odd = sinhCurve(z).fma(z.mul(r), low);
    even = coshCurve(z).mul(z);
  }

  /** sinh: 1.31 ULP. Tiny x returns itself, also the sign of zero. */
  static Lane sinh(Lane x) {
    Lane a = x.abs();
    DoubleSinh parts = new DoubleSinh(a);
    Lane h = parts.plus.fma(parts.high, parts.minus);
    Lane l = parts.plus.fma(parts.high, parts.minus.sub(h));
    Lane half = h.add(parts.plus.fma(parts.odd, parts.minus.fma(parts.even, l)));
    return a.lt(0x1p-27).select(x, Sign.copy(x, half.add(half)));
  }

  /** cosh: 1.01 ULP. */
  static Lane cosh(Lane x) {
    DoubleSinh parts = new DoubleSinh(x.abs());
    Lane small = parts.minus.fma(parts.odd, parts.plus.fma(parts.even, parts.falling));
    Lane half = parts.rising.add(parts.minus.fma(parts.high, small));
    return half.add(half);
  }
}
