package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atLeast;
import static dev.lanewise.lane.Clamp.atMost;
import static dev.lanewise.lane.FloatExp.LOG2_E;
import static dev.lanewise.lane.FloatExp.ROUNDER_DOWN_64;
import static dev.lanewise.lane.FloatExp.ROUNDER_UP_64;
import static dev.lanewise.lane.FloatExp.expSlope;
import static dev.lanewise.lane.FloatExp.negativeExpSlope;
import static dev.lanewise.lane.FloatExp.powerOfTwo;
import static dev.lanewise.lane.FloatExp.reduced;
import static dev.lanewise.lane.FloatExp.reducedNegative;
import static dev.lanewise.lane.FloatLog.LOG1P_CENTRE;
import static dev.lanewise.lane.FloatLog.log1pSlope;

/** The logistic family in {@code float}; ULP figures are maxima over all 2^32 inputs. */
final class FloatLogistic {
  /**
   * A factor common to numerator and denominator of 1 / (1 + e^-x). The denominator's rounding is
   * worst just above a power of two, and counts most where the result is just below one. With 1.4
   * to 1.6 these never meet: 0.4 ULP less for no instruction.
   */
  static final double LOGISTIC = 0x1.8cp0;

  static final double LOGISTIC_DOWN_64 = LOGISTIC * 0x1p-64;

  /**
   * Rounds e^-r upwards, so that its low part is negative and 2^k low + 1 stays below 1, where
   * floats are twice as dense: 0.25 ULP less for no instruction.
   */
  private static final double ABOVE_ONE = 0x1.000002p0;

  private FloatLogistic() {}

  /** 1 / (1 + e^-x): 1.56 ULP. Two roundings, one in the denominator and one in the division. */
  static Lane sigmoid(Lane x) {
    Lane y = atMost(40.0, atLeast(-104.5, x));
    return x.constant(LOGISTIC_DOWN_64).div(logisticDenominator(y));
  }

  /** p (1 - p) with p = sigmoid(-|x|): 1.56 ULP. */
  static Lane sigmoidDerivative(Lane x) {
    Lane d = logisticDenominator(atLeast(-104.5, x.abs().neg()));
    Lane p = x.constant(LOGISTIC_DOWN_64).div(d);
    Lane minusP = p.neg();
    return logisticSlope(p, minusP, minusP.fma(d, LOGISTIC_DOWN_64));
  }

  /**
   * x / (1 + e^-x): 1.74 ULP. The scale is undone last, for subnormal results. A common factor as
   * in the sigmoid would round x.
   */
  static Lane silu(Lane x) {
    Lane y = atMost(40.0, atLeast(-110.0, x));
    Lane n = y.fma(-LOG2_E, ROUNDER_DOWN_64);
    Lane r = reducedNegative(y, n.sub(ROUNDER_DOWN_64));
    Lane q = negativeExpSlope(r, 1.0);
    Lane high = q.fma(r, ABOVE_ONE);
    Lane low = q.fma(r, high.fma(-1.0, 1.0));
    Lane s = powerOfTwo(n);
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
    Lane q = negativeExpSlope(r, 1.0);
    Lane high = q.fma(r, ABOVE_ONE);
    Lane low = q.fma(r, high.fma(-1.0, 1.0));
    Lane s = powerOfTwo(n);
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

  /**
   * max(x, 0) + log1p(e^-|x|): 1.55 ULP. e^-|x| stays scaled for its subnormal values and keeps its
   * low part, so that log1p(e) = e slope(e) rounds only in the slope and in the sum.
   */
  static Lane softplus(Lane x) {
    Lane y = atLeast(-104.5, x.abs().neg());
    Lane n = y.fma(LOG2_E, ROUNDER_UP_64);
    Lane r = reduced(y, n.sub(ROUNDER_UP_64));
    Lane q = expSlope(r, 1.0);
    Lane high = q.fma(r, 1.0);
    Lane low = q.fma(r, high.fma(-1.0, 1.0));
    Lane s = powerOfTwo(n);
    Lane e = s.mul(high);
    Lane eLow = s.mul(low);
    Lane slope = log1pSlope(e.fma(0x1p-64, -LOG1P_CENTRE)).mul(0x1p-64);
    return e.fma(slope, eLow.fma(slope, x.gt(0.0).select(x, 0.0)));
  }

  /** 2^-64 LOGISTIC (1 + e^-x) for -107 <= x <= 40, with the rounding error of e^-r added back. */
  static Lane logisticDenominator(Lane x) {
    Lane n = x.fma(-LOG2_E, ROUNDER_DOWN_64);
    Lane r = reducedNegative(x, n.sub(ROUNDER_DOWN_64));
    Lane q = negativeExpSlope(r, LOGISTIC);
    Lane high = q.fma(r, LOGISTIC);
    Lane low = q.fma(r, high.fma(-1.0, LOGISTIC));
    Lane s = powerOfTwo(n);
    return s.fma(high, s.fma(low, LOGISTIC_DOWN_64));
  }

  /**
   * p (1 - p) for p = LOGISTIC_DOWN_64 / d (or 4 times both), with the division's rounding error
   * put right by its residual: where p (1 - p) is just below a power of two it would count twice.
   */
  static Lane logisticSlope(Lane p, Lane minusP, Lane residual) {
    Lane weight = minusP.fma(0x1p65 / LOGISTIC, 0x1p64 / LOGISTIC);
    return p.fma(residual.fma(weight, minusP), p);
  }
}
