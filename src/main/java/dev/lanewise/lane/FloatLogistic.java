package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atLeastOrNaN;
import static dev.lanewise.lane.Clamp.atMost;
import static dev.lanewise.lane.Clamp.atMostOrNaN;
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
   * A factor common to numerator and denominator of 1 / (1 + e^x). The denominator's rounding is
   * worst just above a power of two, and counts most where the result is just below one. With 1.4
   * to 1.8 these never meet: 0.4 ULP less for no instruction.
   */
  static final double LOGISTIC = 0x1.98p0;

  static final double LOGISTIC_DOWN_64 = LOGISTIC * 0x1p-64;

  private FloatLogistic() {}

  /**
   * 1 / (1 + e^-x): 1.70 ULP. Three roundings: two in the denominator, one in the division. Below
   * -104.5 only the exponent is limited: the polynomial grows with -x, up to infinity.
   */
  static Lane sigmoid(Lane x) {
    Lane y = atMost(40.0, x);
    Lane d = denominatorOfNegative(atLeastOrNaN(-104.5, y), y, LOGISTIC);
    return x.constant(LOGISTIC_DOWN_64).div(d);
  }

  /** p (1 - p) with p = sigmoid(-|x|): 1.70 ULP. No cancellation, as p <= 1/2. */
  static Lane sigmoidDerivative(Lane x) {
    Lane d = denominator(atMost(104.5, x.abs()), LOGISTIC);
    Lane p = x.constant(LOGISTIC_DOWN_64).div(d);
    Lane minusP = p.neg();
    return slope(p, minusP, minusP.fma(d, LOGISTIC_DOWN_64));
  }

  /**
   * x / (1 + e^-x): 2.00 ULP. The scale is undone last, for subnormal results. A common factor as
   * in the sigmoid would round x. Above 40, as for NaN, it is x.
   */
  static Lane silu(Lane x) {
    Lane y = atLeastOrNaN(-110.0, x);
    return x.le(40.0).select(y.div(denominatorOfNegative(y, y, 1)).mul(0x1p-64), x);
  }

  /**
   * G(-|x|) for x < 0, else 1 - G(-|x|), with G(x) = p (1 + x (1 - p)), p = sigmoid(x): 1.75 ULP,
   * or 2^-24 next to its zero at -1.278. The rounding errors of p are carried along.
   */
  static Lane siluDerivative(Lane x) {
    Lane a = atMost(110.0, x.abs());
    Lane n = a.fma(LOG2_E, ROUNDER_DOWN_64);
    Lane r = reduced(a, n.sub(ROUNDER_DOWN_64));
    Lane q = expSlope(r, 1.0);
    Lane s = powerOfTwo(n);
    Lane small = s.mul(r);
    Lane large = s.add(0x1p-64);
    Lane d = small.fma(q, large);
    Lane dLow = small.fma(q, large.sub(d));
    Lane minusP = x.constant(-1).div(d);
    Lane correction = minusP.fma(dLow, minusP.fma(d, 1.0)).mul(minusP);
    Lane h = a.fma(minusP.mul(0x1p-64), a.sub(1.0));
    Lane g = minusP.fma(h, correction.mul(h));
    return x.lt(0.0).select(g.mul(0x1p-64), g.fma(-0x1p-64, 1.0));
  }

  /**
   * max(x, 0) + log1p(e^-|x|): 1.71 ULP. log1p(e) = e slope(e) is computed as 2^k (slope + slope
   * (e^r - 1)), so that the rounding of e itself does not count. NaN comes by max(x, 0).
   */
  static Lane softplus(Lane x) {
    Lane a = atMostOrNaN(104.5, x.abs());
    Lane n = a.fma(-LOG2_E, ROUNDER_UP_64);
    Lane r = reducedNegative(a, n.sub(ROUNDER_UP_64));
    Lane growth = negativeExpSlope(r, 1.0).mul(r);
    Lane s = powerOfTwo(n);
    Lane slope = log1pSlope(s.fma(growth, s).fma(0x1p-64, -LOG1P_CENTRE), 0x1p-64);
    return s.fma(slope.fma(growth, slope), x.le(0.0).select(0.0, x));
  }

  /** 2^-64 factor (1 + e^x) for 0 <= x <= 110. */
  static Lane denominator(Lane x, double factor) {
    Lane n = x.fma(LOG2_E, ROUNDER_DOWN_64);
    Lane r = reduced(x, n.sub(ROUNDER_DOWN_64));
    return denominator(n, r, expSlope(r, factor), factor);
  }

  /**
   * 2^-64 factor (1 + e^-x) for x <= 40.
   *
   * @param limited x, but at least -110
   */
  private static Lane denominatorOfNegative(Lane limited, Lane x, double factor) {
    Lane n = limited.fma(-LOG2_E, ROUNDER_DOWN_64);
    Lane r = reducedNegative(x, n.sub(ROUNDER_DOWN_64));
    return denominator(n, r, negativeExpSlope(r, factor), factor);
  }

  /** The power of two is added last and unrounded; before, 1 is added to what is smaller. */
  private static Lane denominator(Lane n, Lane r, Lane slope, double factor) {
    Lane s = powerOfTwo(n);
    return s.fma(factor, s.mul(r).fma(slope, factor * 0x1p-64));
  }

  /**
   * p (1 - p) for p = LOGISTIC_DOWN_64 / d (or 4 times both), with the division's rounding error
   * put right by its residual: where p (1 - p) is just below a power of two it would count twice.
   */
  static Lane slope(Lane p, Lane minusP, Lane residual) {
    Lane weight = minusP.fma(0x1p65 / LOGISTIC, 0x1p64 / LOGISTIC);
    return p.fma(residual.fma(weight, minusP), p);
  }
}
