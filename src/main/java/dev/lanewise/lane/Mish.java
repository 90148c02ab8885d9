package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atLeast;
import static dev.lanewise.lane.Clamp.atLeastOrNaN;
import static dev.lanewise.lane.Clamp.atMost;

/**
 * x tanh(log(1 + e^x)) = x w / (w + 2) with w = e (e + 2), e = e^x, and its derivative. A low part
 * is what a rounded value lacks. ULP figures are maxima over all floats from 2^-30 to 128 in
 * magnitude and every 251st of the others.
 */
final class Mish {
  private Mish() {}

  /**
   * 1.55 ULP. As e = s (1 + p) with s a power of two, w is computed as s times 2 + (s + p (2 + s (2
   * + p))), and x is multiplied with s first: only the last step rounds to a subnormal. x itself
   * above 20.
   */
  static Lane mish(Lane x) {
    boolean isFloat = x.precision() == Precision.FLOAT;
    Lane y = isFloat ? atLeastOrNaN(-110.0, x) : atLeast(-760.0, x);
    ScaledExp exp = ScaledExp.of(y);
    Lane s = exp.scale();
    Lane p = exp.growth();
    double up = up(x);
    Lane power = s.mul(1 / up);
    Lane b = p.fma(power.fma(p.add(2.0), 2.0), power);
    Lane w = b.add(2.0);
    Lane wLow = b.sub(w.sub(2.0));
    Lane d = s.fma(w, 2 * up);
    Lane dLow = s.fma(wLow, s.fma(w, x.constant(2 * up).sub(d)));
    Lane m = x.constant(-1).div(d);
    Lane error = m.fma(dLow, m.fma(d, 1.0));
    Lane ys = y.mul(s);
    Lane t = ys.mul(w);
    Lane tLow = ys.fma(wLow, ys.fma(w, t.neg()));
    Lane minus = t.fma(m, m.mul(t.fma(error, tLow)));
    return x.le(20.0).select(minus.neg(), x);
  }

  /**
   * e (2 + e + u) / d, u = 4 x (1 + e) / d, d = w + 2: 1.54 ULP, or 2^-24 next to its zero at
   * -1.192. There 2 + e and u cancel, exactly; so every term before has a low part, and e^x two.
   */
  static Lane mishDerivative(Lane x) {
    Lane y = atMost(22.0, atLeast(x.precision() == Precision.FLOAT ? -110.0 : -760.0, x));
    ScaledExp exp = ScaledExp.of(y);
    Lane s = exp.scale();
    Lane p = exp.growth();
    double down = 1 / up(x);
    Lane q = p.fma(down, down);
    Lane e = s.mul(q);
    Lane qLow = p.fma(down, x.constant(down).sub(q));
    Lane eLow = s.mul(qLow);
    Lane minus2 = e.constant(-2).sub(e);
    Lane minus2Low = e.constant(-2).sub(minus2).sub(e).sub(eLow);
    Lane minusD = e.fma(minus2, -2.0);
    Lane product = e.fma(minus2, e.constant(-2).sub(minusD));
    Lane minusDLow = e.fma(minus2Low, minus2.fma(eLow, product));
    Lane m = e.constant(-1).div(minusD);
    Lane error = m.fma(minusDLow, m.fma(minusD, 1.0));
    Lane x4 = y.mul(4.0);
    Lane c = x4.fma(e, x4);
    Lane cLow = x4.fma(e, x4.sub(c));
    Lane u = c.mul(m);
    Lane uLow = cLow.fma(m, u.fma(error, c.fma(m, u.neg())));
    Lane sum = u.sub(minus2);
    Lane sumLow = u.sub(sum).sub(minus2).add(uLow.sub(minus2Low));
    Lane low = m.mul(sum.fma(error, sumLow));
    Lane a = m.fma(sum, low);
    Lane aLow = m.fma(sum, a.neg()).add(low);
    return a.fma(q, a.fma(qLow, aLow.mul(q))).mul(s);
  }

  /** The power of two in {@link ScaledExp}. */
  private static double up(Lane x) {
    return Exp.upscale(x.precision());
  }
}
