package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atLeastOrNaN;
import static dev.lanewise.lane.Clamp.atMost;
import static dev.lanewise.lane.FloatExp.LN2_HIGH;
import static dev.lanewise.lane.FloatExp.LN2_LOW;
import static dev.lanewise.lane.FloatExp.LOG2_E;
import static dev.lanewise.lane.FloatExp.ROUNDER_DOWN_64;
import static dev.lanewise.lane.FloatLogistic.gate;
import static dev.lanewise.lane.FloatLogistic.gateDerivative;

import dev.lanewise.lane.FloatExp.Remainder;

/**
 * x σ(u), u = x (C1 + C3 x^2), in {@code float}; ULP figures are maxima over all inputs from 2^-30
 * to 128 in magnitude and every 251st of the others.
 *
 * <p>The product of x and the sum is not rounded before the multiple of ln 2 has been taken off.
 */
final class FloatGeluTanh {
  /** 2 sqrt(2 / pi), to 21 bits for {@link Cubic}. */
  private static final double C1 = 0x1.98845p0;

  private static final double C1_LOW = 0x1.9ea1b2p-23;

  /** 0.044715 C1, to 22 bits: 3 C3 is a float. */
  private static final double C3 = 0x1.2444fp-4;

  private static final double C3_LOW = 0x1.526c5ap-27;

  private FloatGeluTanh() {}

  /** 1.99 ULP; x itself above 7. */
  static Lane geluTanh(Lane x) {
    Lane y = atLeastOrNaN(-11.0, x);
    Cubic minusU = Cubic.of(y, -C1, -C1_LOW, -C3, -C3_LOW);
    Lane n = minusU.value().fma(LOG2_E, ROUNDER_DOWN_64);
    Remainder r = remainder(minusU, n.sub(ROUNDER_DOWN_64));
    return x.le(7.0).select(gate(y, n, r, x.constant(0x1p-64)).mul(0x1p-64), x);
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
