package dev.lanewise.lane;

import static dev.lanewise.lane.DoubleLog.TWO_52;

/** Roots in {@code double}; ULP figures are maxima over 10^7 inputs. */
final class DoublePower {
  private DoublePower() {}

  /** cbrt: 0.51 ULP. The method is that of {@link FloatPower}. */
  static Lane cbrt(Lane x) {
    Mask small = x.abs().lt(0x1p-900);
    Lane a = small.select(x.abs().mul(0x1p216), x.abs());
    Lane third = a.bits().ushr(12).or(TWO_52).value().fma(-1.0 / 3, 0x1.aa943ece2a535p52);
    Lane y = third.bits().shl(12).value();
    Lane z = y.mul(y);
    Lane e = a.mul(y).fma(z.neg(), 1.0);
    Lane q = e.fma(0x1.a003627b3ca23p-2, 0x1.b7d526982df72p-2);
    q = q.fma(e, 0x1.cf7ea1f479b4dp-2);
    q = q.fma(e, 0x1.f9a42ccc8e4f6p-2);
    q = q.fma(e, 0x1.1c71c9c0e522bp-1);
    q = q.fma(e, 0x1.555556f2b3e04p-1);
    q = q.fma(e, 0x1.ffffffffd5499p-1);
    Lane w = z.mul(q);
    Lane c = a.mul(w);
    Lane square = c.mul(c);
    Lane squareLow = c.fma(c, square.neg());
    Lane residual = squareLow.fma(c.neg(), square.fma(c.neg(), a));
    Lane root = residual.fma(w.mul(1.0 / 3), c).mul(small.select(0x1p-72, 1.0));
    return Sign.copy(x, x.abs().lt(Double.POSITIVE_INFINITY).select(root, x.abs()));
  }
}
