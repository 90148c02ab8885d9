package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atLeast;
import static dev.lanewise.lane.DoubleExp.DOWN;
import static dev.lanewise.lane.DoubleExp.LOG2_E;
import static dev.lanewise.lane.DoubleExp.SCALED_MAGIC;
import static dev.lanewise.lane.DoubleExp.UP;
import static dev.lanewise.lane.DoubleExp.powerOfTwo;
import static dev.lanewise.lane.DoubleTanh.HALF_LN2;
import static dev.lanewise.lane.DoubleTanh.linear;
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
   * (x < 0 ? e : 1) / (1 + e), e = exp(-|x|); the power of two is multiplied last, for subnormal
   * results. 1.01 ULP.
   */
  static Lane sigmoid(Lane x) {
    Lane a = atLeast(-760.0, x.abs().neg());
    Lane n = a.fma(LOG2_E, SCALED_MAGIC);
    Lane k = n.sub(SCALED_MAGIC);
    Lane r = k.fma(-HALF_LN2, a.mul(0.5));
    Lane tail = DoubleTanh.tail(r, k);
    Lane t = r.add(tail);
    Lane scale = powerOfTwo(n);
    Lane s = scale.mul(DOWN);
    Mask negative = x.lt(0.0);
    Lane sign = negative.select(-1.0, 1.0);
    Lane minus = s.sub(1.0);
    Lane y = minusReciprocal(minus.fma(t, s.add(1.0)));
    Lane q = sign.fma(t, -1.0).mul(y);
    Lane residual = linear(q.fma(s, q.sub(1.0)), q.fma(minus, sign), r, tail);
    return residual.fma(y, q).mul(negative.select(scale, UP)).mul(DOWN);
  }

  /** e / (1 + e)^2, e = exp(-|x|), not s (1 - s) of a rounded s. 1.15 ULP. */
  static Lane sigmoidDerivative(Lane x) {
    Lane a = atLeast(-760.0, x.abs().neg());
    Lane n = a.fma(LOG2_E, SCALED_MAGIC);
    return logisticSlope(a.mul(0.5), n).mul(DOWN);
  }

  /**
   * The quotient of sigmoid with x in its numerator, so that the product costs no rounding; x
   * itself above 40 (also keeps inf from inf - inf), -0 at -inf. 1.01 ULP.
   */
  static Lane silu(Lane x) {
    Lane a = atLeast(-760.0, x.abs().neg());
    Lane n = a.fma(LOG2_E, SCALED_MAGIC);
    Lane k = n.sub(SCALED_MAGIC);
    Lane r = k.fma(-HALF_LN2, a.mul(0.5));
    Lane tail = DoubleTanh.tail(r, k);
    Lane t = r.add(tail);
    Lane scale = powerOfTwo(n);
    Lane s = scale.mul(DOWN);
    Mask negative = x.lt(0.0);
    Lane clamped = negative.select(a, x);
    Lane minus = s.sub(1.0);
    Lane y = minusReciprocal(minus.fma(t, s.add(1.0)));
    Lane q = a.fma(t, clamped).mul(y);
    Lane residual = linear(q.fma(s, q.add(clamped)), q.fma(minus, a), r, tail);
    Lane value = residual.fma(y, q).mul(negative.select(scale, UP)).mul(-DOWN);
    return x.gt(40.0).select(x, value);
  }

  /**
   * At -|x| it is s g / d^2, g = (1 - |x|) (1 - t^2) + s (1 + t)^2: its root is in 1 - |x|, which
   * is exact there, and g and 1 / d^2 keep their low parts. At |x| it is one minus that. 1.29 ULP,
   * and 0.25 * 2^-53 absolute within 0.5 of the root.
   */
  static Lane siluDerivative(Lane x) {
    Lane a = atLeast(-760.0, x.abs().neg());
    Lane n = a.fma(LOG2_E, SCALED_MAGIC);
    Lane k = n.sub(SCALED_MAGIC);
    Lane r = k.fma(-HALF_LN2, a.mul(0.5));
    Lane t = r.add(tail(r, k));
    Lane scale = powerOfTwo(n);
    Lane s = scale.mul(DOWN);
    Lane minus = s.sub(1.0);
    Lane y = minusReciprocal(minus.fma(t, s.add(1.0)));
    Lane error = reciprocalError(y, minus, s, t);
    Lane head = a.add(1.0);
    Lane rest = t.fma(t.fma(s.sub(head), s.add(s)), s);
    Lane g = head.add(rest);
    Lane gLow = rest.sub(g.sub(head));
    Lane square = y.mul(y);
    Lane squareLow = square.fma(error.add(error), y.fma(y, square.neg()));
    Lane product = square.mul(g);
    Lane productLow = square.fma(gLow, square.fma(g, product.neg()));
    Lane value = product.add(squareLow.fma(g, productLow)).mul(scale).mul(DOWN);
    return x.gt(0.0).select(value.fma(-1.0, 1.0), value);
  }

  /**
   * max(x, 0) + log1p(e), e = exp(-|x|), with one division: log1p(e) = 2 atanh(e / (2 + e)), where
   * q = 2 e / (2 + e) / s is again a quotient in t and its residual joins the low part of the
   * series. 1.21 ULP.
   */
  static Lane softplus(Lane x) {
    Lane a = atLeast(-760.0, x.abs().neg());
    Lane n = a.fma(LOG2_E, SCALED_MAGIC);
    Lane k = n.sub(SCALED_MAGIC);
    Lane r = k.fma(-HALF_LN2, a.mul(0.5));
    Lane tail = DoubleTanh.tail(r, k);
    Lane t = r.add(tail);
    Lane s = powerOfTwo(n).mul(DOWN);
    Lane minus = s.sub(2.0);
    Lane y = minusReciprocal(minus.fma(t, s.add(2.0)));
    Lane q = t.fma(-2.0, -2.0).mul(y);
    Lane residual = linear(q.fma(s, q.fma(2.0, -2.0)), q.fma(minus, -2.0), r, tail);
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
    Lane log = g.add(z.mul(g).fma(p, residual.mul(y).mul(s)));
    return x.gt(0.0).select(x, 0.0).add(log);
  }

  /**
   * 2^512 e / (1 + e)^2 for log e = 2 half = (k + ...) ln 2: s (1 - t^2) / d^2 with the error of
   * 1/d put back.
   */
  static Lane logisticSlope(Lane half, Lane n) {
    Lane k = n.sub(SCALED_MAGIC);
    Lane r = k.fma(-HALF_LN2, half);
    Lane t = r.add(tail(r, k));
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
}
