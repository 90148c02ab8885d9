package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atMost;
import static dev.lanewise.lane.Clamp.atMostOrNaN;
import static dev.lanewise.lane.FloatExp.LN2;
import static dev.lanewise.lane.FloatExp.LOG2_E;
import static dev.lanewise.lane.FloatExp.ROUNDER_UNSCALED;
import static dev.lanewise.lane.FloatExp.powerOfTwo;
import static dev.lanewise.lane.FloatLogistic.LOGISTIC;
import static dev.lanewise.lane.FloatLogistic.LOGISTIC_DOWN_64;
import static dev.lanewise.lane.FloatLogistic.denominator;
import static dev.lanewise.lane.FloatLogistic.slope;

/** The hyperbolic tangent in {@code float}; ULP figures are maxima over all 2^32 inputs. */
final class FloatTanh {
  /** Common to numerator and denominator, to the same end as {@link FloatLogistic#LOGISTIC}. */
  private static final double TANH_FACTOR = 0x1.6p0;

  private FloatTanh() {}

  /**
   * tanh: 1.31 ULP. From 0.55 on 1 - 2 / (e^2|x| + 1) cancels no more, and its quotient's error
   * counts half; below, x + x^3 q(x^2).
   */
  static Lane tanh(Lane x) {
    Lane a = x.abs();
    Lane t = a.lt(0.55).select(tanhSmall(a), tanhLarge(a));
    return Sign.copy(x, t);
  }

  /** 4 p (1 - p) with p = sigmoid(-2|x|): 1.70 ULP. No cancellation, as p <= 1/2. */
  static Lane tanhDerivative(Lane x) {
    Lane a = x.abs();
    Lane d = denominator(atMost(107.0, a.add(a)), LOGISTIC);
    Lane p4 = x.constant(LOGISTIC * 0x1p-62).div(d);
    Lane residual = p4.fma(d.mul(-0.25), LOGISTIC_DOWN_64);
    return slope(p4, p4.mul(-0.25), residual);
  }

  private static Lane tanhSmall(Lane a) {
    Lane z = a.mul(a);
    Lane q = z.fma(0x1.0d5184p-6, -0x1.af7d38p-5);
    q = q.fma(z, 0x1.10cefcp-3);
    q = q.fma(z, -0x1.555452p-2);
    return a.mul(z).fma(q, a);
  }

  /**
   * 1 - 2 / (e^2a + 1), both parts of the quotient times {@code TANH_FACTOR} as in the sigmoid.
   * Beyond 9.5 only the exponent is limited: the polynomial grows with a, up to infinity.
   */
  private static Lane tanhLarge(Lane a) {
    Lane n = atMostOrNaN(9.5, a).fma(2 * LOG2_E, ROUNDER_UNSCALED);
    Lane r = n.sub(ROUNDER_UNSCALED).fma(-0.5 * LN2, a);
    Lane p = r.fma(0x1.ef8faap-4, 0x1.7913e8p-2);
    p = p.fma(r, 0x1.d55dd6p-1);
    p = p.fma(r, 0x1.d5544p0);
    p = p.fma(r, 0x1.5ffffap1);
    p = p.fma(r, 2 * TANH_FACTOR);
    p = p.fma(r, TANH_FACTOR);
    Lane d = powerOfTwo(n).fma(p, TANH_FACTOR);
    return a.constant(-2 * TANH_FACTOR).div(d).add(1.0);
  }
}
