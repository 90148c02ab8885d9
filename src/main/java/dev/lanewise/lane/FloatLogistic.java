package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atLeast;
import static dev.lanewise.lane.Clamp.atLeastOrNaN;
import static dev.lanewise.lane.Clamp.atMost;
import static dev.lanewise.lane.Clamp.atMostOrNaN;
import static dev.lanewise.lane.FloatExp.LOG2_E;
import static dev.lanewise.lane.FloatExp.ROUNDER_DOWN_64;
import static dev.lanewise.lane.FloatExp.ROUNDER_UNSCALED;
import static dev.lanewise.lane.FloatExp.expSlope;
import static dev.lanewise.lane.FloatExp.negativeExpSlope;
import static dev.lanewise.lane.FloatExp.powerOfTwo;
import static dev.lanewise.lane.FloatExp.reduced;
import static dev.lanewise.lane.FloatLog.LOG1P_CENTRE;
import static dev.lanewise.lane.FloatLog.log1pSlope;

import dev.lanewise.lane.FloatExp.Remainder;

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
   * 1 / (1 + e^-βx): 1.70 ULP for β = 1, up to 1.9 for others. Three roundings: two in the
   * denominator, one in the division. With β = 1 only the exponent is limited: below -104.5 the
   * polynomial grows with -x, up to infinity. The low part of another β could make that infinity
   * less infinity.
   */
  static Lane sigmoid(Lane x, double beta) {
    Lane y = atMost(40.0 / beta, x);
    Lane limited = beta == 1 ? atLeastOrNaN(-104.5, y) : atLeast(-110.0 / beta, y);
    Lane d = denominatorOfNegative(limited, beta == 1 ? y : limited, beta, LOGISTIC);
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
    return x.le(40.0).select(y.div(denominatorOfNegative(y, y, 1, 1)).mul(0x1p-64), x);
  }

  /**
   * x / (1 + e^-βx): 2.00 ULP for β = 1.702, up to 2.1 for others. Where β is small, x is so large
   * that a scale by 2^64 overflows, and x e^βx is a float although e^-βx is none: then other
   * scales.
   */
  static Lane silu(Lane x, double beta) {
    boolean small = beta < 0x1p-32;
    double zero = Math.min(0.0, StrictMath.log(beta)) - 110.0;
    Lane bias = x.constant(small ? ROUNDER_UNSCALED - 20 : ROUNDER_DOWN_64);
    Lane one = x.constant(small ? 0x1p-20 : 0x1p-64);
    Lane scale = one;
    if (small) {
      Mask far = x.lt(-88.0 / beta);
      bias = far.select(ROUNDER_UNSCALED - 144, bias);
      one = far.select(0.0, one);
      scale = far.select(0x1p-144, scale);
    }
    Lane y = atLeastOrNaN(zero / beta, x);
    Lane n = y.fma(-beta * LOG2_E, bias);
    Remainder r = Remainder.ofProduct(y, -beta, n.sub(bias));
    return x.le(20.0 / beta).select(gate(y, n, r, one).mul(scale), x);
  }

  /** y / (one (1 + e^-u)) for one e^-u = 2^n e^r. */
  private static Lane gate(Lane y, Lane n, Remainder r, Lane one) {
    Lane s = powerOfTwo(n);
    return y.div(s.add(s.fma(r.growth(), one)));
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

  /** The derivative of x / (1 + e^-βx), a function of βx: 1.80 ULP for β = 1.702, up to 2.0. */
  static Lane siluDerivative(Lane x, double beta) {
    Lane a = atMost(110.0 / beta, x.abs());
    Lane n = a.fma(beta * LOG2_E, ROUNDER_DOWN_64);
    Remainder r = Remainder.ofProduct(a, beta, n.sub(ROUNDER_DOWN_64));
    Lane w = a.mul(beta);
    double low = beta - (float) beta;
    Lane wLow = a.fma(beta, w.neg());
    return gateDerivative(x, n, r, w, low == 0 ? wLow : a.fma(low, wLow));
  }

  /**
   * G for x < 0, else 1 - G, with G = p (1 - w (1 - p)), p = 1 / (1 + e^u), e^u = 2^(n + 64) e^r, w
   * = |x| u'. The root of G is in w - 1, which is exact there; so w p joins the rounding errors of
   * w and p, and only the last step rounds.
   */
  static Lane gateDerivative(Lane x, Lane n, Remainder r, Lane w, Lane wLow) {
    Lane s = powerOfTwo(n);
    Lane growth = r.growth();
    Lane large = s.add(0x1p-64);
    Lane d = s.fma(growth, large);
    Lane dLow = s.fma(growth, large.sub(d));
    Lane minusP = x.constant(-1).div(d);
    Lane error = minusP.fma(dLow, minusP.fma(d, 1.0));
    Lane head = w.sub(1.0);
    Lane rest = w.fma(minusP.mul(0x1p-64), wLow);
    Lane g = minusP.fma(head, minusP.mul(error.fma(rest.fma(2.0, head), rest)));
    return x.lt(0.0).select(g.mul(0x1p-64), g.fma(-0x1p-64, 1.0));
  }

  /**
   * max(x, 0) + log1p(e^-β|x|) / β: 1.71 ULP for β = 1, up to 3.0 for others. log1p(e) = e slope(e)
   * is computed as 2^k (slope + slope (e^r - 1)), so that the rounding of e itself does not count.
   * β divides the coefficients, and 2^k is scaled for the range that this leaves, up to subnormal
   * results. NaN comes by max(x, 0).
   */
  static Lane softplus(Lane x, double beta) {
    int up = Math.clamp(64 - Math.getExponent(beta), 0, 126);
    double down = Math.scalb(1.0, -up);
    double rounder = ROUNDER_UNSCALED + up;
    Lane a = atMostOrNaN((104.5 - StrictMath.log(beta)) / beta, x.abs());
    Lane n = a.fma(-beta * LOG2_E, rounder);
    Lane r = reducedNegative(a, beta, n.sub(rounder));
    Lane growth = negativeExpSlope(r, 1.0).mul(r);
    Lane s = powerOfTwo(n);
    Lane slope = log1pSlope(s.fma(growth, s).fma(down, -LOG1P_CENTRE), down / beta);
    return s.fma(slope.fma(growth, slope), x.le(0.0).select(0.0, x));
  }

  /** 2^-64 factor (1 + e^x) for 0 <= x <= 110. */
  static Lane denominator(Lane x, double factor) {
    Lane n = x.fma(LOG2_E, ROUNDER_DOWN_64);
    Lane r = reduced(x, n.sub(ROUNDER_DOWN_64));
    return denominator(n, r, expSlope(r, factor), factor);
  }

  /**
   * 2^-64 factor (1 + e^-βx) for βx <= 40.
   *
   * @param limited x, but βx at least -110
   */
  private static Lane denominatorOfNegative(Lane limited, Lane x, double beta, double factor) {
    Lane n = limited.fma(-beta * LOG2_E, ROUNDER_DOWN_64);
    Lane r = reducedNegative(x, beta, n.sub(ROUNDER_DOWN_64));
    return denominator(n, r, negativeExpSlope(r, factor), factor);
  }

  /** βx + k ln 2. */
  private static Lane reducedNegative(Lane x, double beta, Lane k) {
    return beta == 1 ? FloatExp.reducedNegative(x, k) : Remainder.ofProduct(x, beta, k.neg()).sum();
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
