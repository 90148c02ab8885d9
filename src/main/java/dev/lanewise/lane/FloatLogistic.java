package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atLeast;
import static dev.lanewise.lane.Clamp.atMost;
import static dev.lanewise.lane.FloatExp.LOG2_E;
import static dev.lanewise.lane.FloatExp.ROUNDER_DOWN_64;
import static dev.lanewise.lane.FloatExp.expNonPositive;
import static dev.lanewise.lane.FloatExp.exponentShifted;
import static dev.lanewise.lane.FloatExp.negativeExpSlope;
import static dev.lanewise.lane.FloatExp.reducedNegative;
import static dev.lanewise.lane.FloatLog.log1pSlope;

/** The logistic family in {@code float}; ULP figures are maxima over all 2^32 inputs. */
final class FloatLogistic {
  /**
   * A factor that numerator and denominator of the sigmoid share: it moves the power of two, just
   * above which rounding costs most, away from the denominator's values next to 1 and 2.
   */
  static final double LOGISTIC = 0x1.9p0;

  private FloatLogistic() {}

  /**
   * 1 / (1 + e^-x): 1.5 ULP. One rounding in the denominator, one in the division, in both tails.
   */
  static Lane sigmoid(Lane x) {
    Lane y = atMost(40.0, atLeast(-104.5, x));
    return x.constant(LOGISTIC * 0x1p-64).div(logisticDenominator(y));
  }

  /** p (1 - p) with p = sigmoid(-|x|): 2.0 ULP. */
  static Lane sigmoidDerivative(Lane x) {
    Lane y = atLeast(-104.5, x.abs().neg());
    Lane p = x.constant(LOGISTIC * 0x1p-64).div(logisticDenominator(y));
    return p.neg().fma(p, p);
  }

  /** x sigmoid(x) as one quotient: 2.0 ULP. Its scale is undone last, for subnormal results. */
  static Lane silu(Lane x) {
    Lane y = atMost(40.0, atLeast(-110.0, x));
    Lane n = y.fma(-LOG2_E, ROUNDER_DOWN_64);
    Lane r = reducedNegative(y, n.sub(ROUNDER_DOWN_64));
    Lane q = negativeExpSlope(r);
    Lane high = q.fma(r, 1.0);
    Lane low = q.fma(r, high.fma(-1.0, 1.0));
    Lane s = exponentShifted(n);
    Lane d = s.fma(high, s.fma(low, 0x1p-64));
    return x.gt(40.0).select(x, y.div(d).mul(0x1p-64));
  }

  /**
   * G(-|x|) for x < 0, else 1 - G(-|x|), with G(x) = p (1 + x (1 - p)), p = sigmoid(x): 1.9 ULP, or
   * 2^-24 next to its zero at -1.278. The rounding errors of p are carried along.
   */
  static Lane siluDerivative(Lane x) {
    Lane y = atLeast(-110.0, x.abs().neg());
    Lane n = y.fma(-LOG2_E, ROUNDER_DOWN_64);
    Lane r = reducedNegative(y, n.sub(ROUNDER_DOWN_64));
    Lane q = negativeExpSlope(r);
    Lane high = q.fma(r, 1.0);
    Lane low = q.fma(r, high.fma(-1.0, 1.0));
    Lane s = exponentShifted(n);
    Lane large = s.mul(high);
    Lane small = s.fma(low, 0x1p-64);
    Lane d = large.add(small);
    Lane dLow = small.sub(d.sub(large));
    Lane p = x.constant(1).div(d);
    Lane minusP = p.neg();
    Lane correction = minusP.fma(dLow, minusP.fma(d, 1.0)).mul(p);
    Lane h = y.fma(p.mul(-0x1p-64), y.add(1.0));
    Lane g = p.fma(h, correction.mul(h));
    return x.lt(0.0).select(g.mul(0x1p-64), g.fma(-0x1p-64, 1.0));
  }

  /** max(x, 0) + log1p(e^-|x|): 1.9 ULP. */
  static Lane softplus(Lane x) {
    Lane e = expNonPositive(x.abs().neg());
    return e.fma(log1pSlope(e), x.gt(0.0).select(x, 0.0));
  }

  /** 2^-64 LOGISTIC (1 + e^-x) for -106 <= x <= 40, with the rounding error of e^-r added back. */
  static Lane logisticDenominator(Lane x) {
    Lane n = x.fma(-LOG2_E, ROUNDER_DOWN_64);
    Lane r = reducedNegative(x, n.sub(ROUNDER_DOWN_64));
    Lane q = r.fma(0x1.1a426ap-9, -0x1.ac79eep-7);
    q = q.fma(r, 0x1.0aae7p-4);
    q = q.fma(r, -0x1.0aaa12p-2);
    q = q.fma(r, 0x1.8ffffcp-1);
    q = q.fma(r, -LOGISTIC);
    Lane high = q.fma(r, LOGISTIC);
    Lane low = q.fma(r, high.fma(-1.0, LOGISTIC));
    Lane s = exponentShifted(n);
    return s.fma(high, s.fma(low, LOGISTIC * 0x1p-64));
  }
}
