package dev.lanewise.lane;

import static dev.lanewise.lane.Clamp.atLeast;
import static dev.lanewise.lane.Clamp.atLeastOrNaN;
import static dev.lanewise.lane.Clamp.atMost;

/**
 * x tanh(log(1 + e^x)) = x w / (w + 2) with w = e (e + 2), e = e^x, and its derivative. A low part
 * is what a rounded value lacks. ULP figures are maxima over all 2^32 floats.
 */
final class Mish {
  private Mish() {}

  /**
   * With e = s (1 + p), s a power of two, half of w is s (1 + b), b = p + s (1 + p)^2 / 2, and x s
   * is exact: x w / 2 rounds once, and the rounding error of w / 2 + 1 is taken off b before. 1.99
   * ULP. x itself above 20.
   */
  static Lane mish(Lane x) {
    boolean isFloat = x.precision() == Precision.FLOAT;
    Lane y = isFloat ? atLeastOrNaN(-110.0, x) : atLeast(-760.0, x);
    ScaledExp exp = ScaledExp.of(y);
    Lane s = exp.scale();
    Lane p = exp.growth();
    double one = ScaledExp.factor(x.precision());
    double root = Math.sqrt(0.5 / one);
    Lane e = p.fma(root, root);
    Lane b = s.mul(e).fma(e, p);
    Lane t = b.add(1.0);
    Lane d = s.fma(t, one);
    Lane dLow = s.fma(b, s.add(x.constant(one).sub(d)));
    Lane ys = y.mul(s);
    Lane product = ys.fma(t.fma(minusReciprocal(d).mul(dLow), b), ys);
    return x.le(20.0).select(product.div(d), x);
  }

  /**
   * -1 / d for d > 0, within an eighth: enough to weigh a rounding error. Bits are nearly a
   * logarithm, and those of the greatest power of two are the sum of those of 1 and 1.
   */
  private static Lane minusReciprocal(Lane d) {
    double greatest = d.precision() == Precision.FLOAT ? 0x1p127 : 0x1p1023;
    return d.constant(-greatest).bits().minus(d.bits()).value();
  }

  /**
   * e (2 + e + u) / d, u = 4 x (1 + e) / d, d = w + 2: 1.57 ULP, or 2^-24 next to its zero at
   * -1.192. There 2 + e and u cancel, exactly; so every term before has a low part, and e^x two.
   */
  static Lane mishDerivative(Lane x) {
    Lane y = atMost(22.0, atLeast(x.precision() == Precision.FLOAT ? -110.0 : -760.0, x));
    ScaledExp exp = ScaledExp.of(y);
    Lane s = exp.scale();
    Lane p = exp.growth();
    double down = 1 / ScaledExp.factor(x.precision());
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
}
