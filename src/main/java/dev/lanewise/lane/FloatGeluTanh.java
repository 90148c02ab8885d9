package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atLeastOrNaN;
import static dev.lanewise.lane.Clamp.atMost;
import static dev.lanewise.lane.FloatExp.LN2_HIGH;
import static dev.lanewise.lane.FloatExp.LN2_LOW;
import static dev.lanewise.lane.FloatExp.LOG2_E;
import static dev.lanewise.lane.FloatExp.ROUNDER_DOWN_64;
import static dev.lanewise.lane.FloatExp.exp2Slope;
import static dev.lanewise.lane.FloatExp.powerOfTwo;
import static dev.lanewise.lane.FloatLogistic.gateDerivative;

import dev.lanewise.lane.FloatExp.Remainder;

/**
 * x σ(u), u = x (C1 + C3 x^2), in {@code float}; ULP figures are maxima over all 2^32 inputs.
 *
 * <p>The product of x and the sum is not rounded before the multiple of ln 2, or of 1 where the
 * exponent is one of 2, has been taken off.
 */
final class FloatGeluTanh {
  /** 2 sqrt(2 / pi), to 21 bits for {@link Cubic}. */
  private static final double C1 = 0x1.98845p0;

  private static final double C1_LOW = 0x1.9ea1b2p-23;

  /** 0.044715 C1, to 22 bits: 3 C3 is a float. */
  private static final double C3 = 0x1.2444fp-4;

  private static final double C3_LOW = 0x1.526c5ap-27;

  /** C1 / log 2, to 20 bits, and C3 / log 2. */
  private static final double B1 = 0x1.26aecp1;

  private static final double B1_LOW = 0x1.0de73ap-22;
  private static final double B3 = 0x1.a5a7dp-4;
  private static final double B3_LOW = -0x1.151aaep-29;

  private FloatGeluTanh() {}

  /**
   * e^-u is 2^(x v): no multiple of log 2 to take off. 1 is added to its power of two, s, before
   * the rest, so that only one sum rounds. Where s is so large that 1 is lost there, it joins s r,
   * and the slope, 0.6 to 0.8, leaves most of it. 1.99 ULP; x itself above 7.
   */
  static Lane geluTanh(Lane x) {
    Lane y = atLeastOrNaN(-11.0, x);
    Cubic power = Cubic.of(y, -B1, -B1_LOW, -B3, -B3_LOW);
    Lane n = y.fma(power.v(), ROUNDER_DOWN_64);
    Lane minusK = x.constant(ROUNDER_DOWN_64).sub(n);
    Lane r = y.fma(power.vLow(), y.fma(power.v(), minusK));
    Lane s = powerOfTwo(n);
    Lane sum = s.add(0x1p-64);
    Lane lost = x.constant(0x1p-64).sub(sum.sub(s));
    Lane d = s.fma(r, lost).fma(exp2Slope(r), sum);
    return x.le(7.0).select(y.div(d).mul(0x1p-64), x);
  }

  /** 1.94 ULP, or 2^-24 next to its zero at -0.752. */
  static Lane geluTanhDerivative(Lane x) {
    Lane a = atMost(11.0, x.abs());
    Cubic u = Cubic.of(a, C1, C1_LOW, C3, C3_LOW);
    Lane n = u.value().fma(LOG2_E, ROUNDER_DOWN_64);
    Remainder r = remainder(u, n.sub(ROUNDER_DOWN_64));
    Cubic xSlope = Cubic.of(a, C1, C1_LOW, 3 * C3, 3 * C3_LOW);
    Lane w = xSlope.value();
    return gateDerivative(x, n, r, w, xSlope.low(w));
  }

  /** u - k ln 2. */
  private static Remainder remainder(Cubic u, Lane k) {
    Lane high = u.x().fma(u.v(), k.mul(-LN2_HIGH));
    return new Remainder(high, k.fma(-LN2_LOW, u.x().mul(u.vLow())));
  }
}
