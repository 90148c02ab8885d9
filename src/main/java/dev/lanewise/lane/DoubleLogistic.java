package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atLeast;
import static dev.lanewise.lane.DoubleExp.DOWN;
import static dev.lanewise.lane.DoubleExp.LOG2_E;
import static dev.lanewise.lane.DoubleExp.SCALED_MAGIC;
import static dev.lanewise.lane.DoubleExp.UP;
import static dev.lanewise.lane.DoubleExp.powerOfTwo;
import static dev.lanewise.lane.DoubleTanh.HALF_LN2;
import static dev.lanewise.lane.DoubleTanh.HALF_LN2_LOW;
import static dev.lanewise.lane.DoubleTanh.linear;
import static dev.lanewise.lane.DoubleTanh.low;
import static dev.lanewise.lane.DoubleTanh.minusReciprocal;
import static dev.lanewise.lane.DoubleTanh.tail;

/**
 * The logistic family in {@code double}; ULP figures are maxima over 2 · 10^7 inputs.
 *
 * <p>e^-|x| = s (1 + t) / (1 - t) with s a power of two and t the hyperbolic tangent of half the
 * remainder. Every quotient then has the denominator (1 + s) + (s - 1) t, and its residual, which
 * two fma give almost exactly, repairs the rounding of all steps before.
 */
final class DoubleLogistic {
  private DoubleLogistic() {}

  /**
   * (x < 0 ? e : 1) / (1 + e), e = exp(-β|x|); the power of two is multiplied last, for subnormal
   * results. 1.01 ULP.
   */
  static Lane sigmoid(Lane x, double beta) {
    HalfTanh e = HalfTanh.of(atLeast(-760.0 / beta, x.abs().neg()), beta);
    Lane t = e.t;
    Lane s = e.s;
    Mask negative = x.lt(0.0);
    Lane sign = negative.select(-1.0, 1.0);
    Lane minus = s.sub(1.0);
    Lane y = minusReciprocal(minus.fma(t, s.add(1.0)));
    Lane q = sign.fma(t, -1.0).mul(y);
    Lane residual = linear(q.fma(s, q.sub(1.0)), q.fma(minus, sign), e.r, e.tail);
    return residual.fma(y, q).mul(negative.select(e.scale, UP)).mul(DOWN);
  }

  /** e / (1 + e)^2, e = exp(-|x|), not s (1 - s) of a rounded s. 1.15 ULP. */
  static Lane sigmoidDerivative(Lane x) {
    Lane a = atLeast(-760.0, x.abs().neg());
    Lane n = a.fma(LOG2_E, SCALED_MAGIC);
    return logisticSlope(a.mul(0.5), n).mul(DOWN);
  }

  /** x itself above 40 / β. 1.01 ULP. */
  static Lane silu(Lane x, double beta) {
    double zero = Math.min(0.0, StrictMath.log(beta)) - 760.0;
    Lane a = atLeast(zero / beta, x.abs().neg());
    return x.gt(40.0 / beta).select(x, gate(x, a, HalfTanh.of(a, beta)));
  }

  /**
   * The quotient of sigmoid with x in its numerator, so that the product costs no rounding; -0 at
   * -inf.
   *
   * @param a -|x|, limited
   */
  static Lane gate(Lane x, Lane a, HalfTanh e) {
    Lane t = e.t;
    Lane s = e.s;
    Mask negative = x.lt(0.0);
    Lane clamped = negative.select(a, x);
    Lane minus = s.sub(1.0);
    Lane y = minusReciprocal(minus.fma(t, s.add(1.0)));
    Lane q = a.fma(t, clamped).mul(y);
    Lane residual = linear(q.fma(s, q.add(clamped)), q.fma(minus, a), e.r, e.tail);
    return residual.fma(y, q).mul(negative.select(e.scale, UP)).mul(-DOWN);
  }

  /** The derivative of x / (1 + e^-βx), a function of βx. */
  static Lane siluDerivative(Lane x, double beta) {
    Lane a = atLeast(-760.0 / beta, x.abs().neg());
    HalfTanh e = HalfTanh.of(a, beta);
    if (beta == 1) {
      return gateDerivative(x, a, e.s, e);
    }
    Lane w = a.mul(beta);
    return gateDerivative(x, w, e.s.add(a.fma(beta, w.neg())), e);
  }

  /**
   * At -|x| it is s g / d^2, g = (1 - |w|) (1 - t^2) + s (1 + t)^2: its root is in 1 - |w|, which
   * is exact there, and g and 1 / d^2 keep their low parts. At |x| it is one minus that. 1.29 ULP,
   * and 0.25 * 2^-53 absolute within 0.5 of the root.
   *
   * @param w -|w|
   * @param constant s, and what w lacks
   */
  static Lane gateDerivative(Lane x, Lane w, Lane constant, HalfTanh e) {
    Lane t = e.t;
    Lane s = e.s;
    Lane minus = s.sub(1.0);
    Lane y = minusReciprocal(minus.fma(t, s.add(1.0)));
    Lane error = reciprocalError(y, minus, s, t);
    Lane head = w.add(1.0);
    Lane rest = t.fma(t.fma(s.sub(head), s.add(s)), constant);
    Lane g = head.add(rest);
    Lane gLow = rest.sub(g.sub(head));
    Lane square = y.mul(y);
    Lane squareLow = square.fma(error.add(error), y.fma(y, square.neg()));
    Lane product = square.mul(g);
    Lane productLow = square.fma(gLow, square.fma(g, product.neg()));
    Lane value = product.add(squareLow.fma(g, productLow)).mul(e.scale).mul(DOWN);
    return x.gt(0.0).select(value.fma(-1.0, 1.0), value);
  }

  /**
   * max(x, 0) + log1p(e) / β, e = exp(-β|x|), with one division: log1p(e) = 2 atanh(e / (2 + e)),
   * where q = 2 e / (2 + e) / s is again a quotient in t and its residual joins the low part of the
   * series. s is multiplied together with 1 / β, which would magnify a subnormal's rounding. 1.21
   * ULP for β = 1, up to 2.3 for others.
   */
  static Lane softplus(Lane x, double beta) {
    double zero = Math.min(0.0, StrictMath.log(beta)) - 760.0;
    HalfTanh e = HalfTanh.of(atLeast(zero / beta, x.abs().neg()), beta);
    Lane t = e.t;
    Lane s = e.s;
    Lane minus = s.sub(2.0);
    Lane y = minusReciprocal(minus.fma(t, s.add(2.0)));
    Lane q = t.fma(-2.0, -2.0).mul(y);
    Lane residual = linear(q.fma(s, q.fma(2.0, -2.0)), q.fma(minus, -2.0), e.r, e.tail);
    Lane g = q.mul(s);
    Lane z = g.mul(g);
    Lane p = z.fma(0x1.5c63d0a535707p-24, 0x1.55c6bb7712903p-23);
    p = p.fma(z, 0x1.efd39d2d031afp-21);
    p = p.fma(z, 0x1.10680ba8db397p-18);
    p = p.fma(z, 0x1.3b1dd687991bcp-16);
    p = p.fma(z, 0x1.745cb434a9114p-14);
    p = p.fma(z, 0x1.c71c741b2e756p-12);
    p = p.fma(z, 0x1.249249208e61cp-9);
    p = p.fma(z, 0x1.99999999a0728p-7);
    p = p.fma(z, 0x1.5555555555535p-4);
    Lane positive = x.gt(0.0).select(x, 0.0);
    if (beta == 1) {
      return positive.add(g.add(z.mul(g).fma(p, residual.mul(y).mul(s))));
    }
    Lane slope = q.add(z.mul(q).fma(p, residual.mul(y)));
    return slope.mul(e.scale).fma(DOWN / beta, positive);
  }

  /**
   * 2^512 e / (1 + e)^2 for log e = 2 half = (k + ...) ln 2: s (1 - t^2) / d^2 with the error of
   * 1/d put back.
   */
  static Lane logisticSlope(Lane half, Lane n) {
    Lane k = n.sub(SCALED_MAGIC);
    Lane r = k.fma(-HALF_LN2, half);
    Lane t = r.add(tail(r, low(k)));
    Lane scale = powerOfTwo(n);
    Lane s = scale.mul(DOWN);
    Lane minus = s.sub(1.0);
    Lane y = minusReciprocal(minus.fma(t, s.add(1.0)));
    Lane correction = reciprocalError(y, minus, s, t).fma(2.0, t.mul(t).neg());
    Lane square = y.mul(y);
    Lane low = y.fma(y, square.neg());
    return square.add(square.fma(correction, low)).mul(scale);
  }

  /**
   * 1 + y d for y = -1/d rounded, d = (1 + s) + minus t; y + 1 is exact and the lost bits of 1 + s
   * do not matter.
   */
  private static Lane reciprocalError(Lane y, Lane minus, Lane s, Lane t) {
    return y.mul(minus).fma(t, y.fma(s, y.add(1.0)));
  }

  /**
   * e^u for u <= 0 as s (1 + t) / (1 - t): s a power of two, t = r + tail the hyperbolic tangent of
   * half the remainder, scale = 2^512 s.
   */
  record HalfTanh(Lane scale, Lane s, Lane t, Lane r, Lane tail) {
    /** For u = βa. */
    static HalfTanh of(Lane a, double beta) {
      if (beta == 1) {
        Lane n = a.fma(LOG2_E, SCALED_MAGIC);
        return of(n, a.mul(0.5), low(n.sub(SCALED_MAGIC)));
      }
      Lane half = a.mul(0.5 * beta);
      return of(half, a.fma(0.5 * beta, half.neg()));
    }

    /** For u twice the sum of two parts. */
    static HalfTanh of(Lane half, Lane halfLow) {
      Lane n = half.fma(2 * LOG2_E, SCALED_MAGIC);
      return of(n, half, n.sub(SCALED_MAGIC).fma(-HALF_LN2_LOW, halfLow));
    }

    private static HalfTanh of(Lane n, Lane half, Lane low) {
      Lane r = n.sub(SCALED_MAGIC).fma(-HALF_LN2, half);
      Lane tail = DoubleTanh.tail(r, low);
      Lane scale = powerOfTwo(n);
      return new HalfTanh(scale, scale.mul(DOWN), r.add(tail), r, tail);
    }
  }
}
