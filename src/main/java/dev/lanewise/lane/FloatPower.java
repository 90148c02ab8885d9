package dev.lanewise.lane;

/** Roots in {@code float}; ULP figures are maxima over all 2^32 inputs. */
final class FloatPower {
  private FloatPower() {}

  /**
   * cbrt: 0.51 ULP. A third of the bit pattern of |x|, which is nearly its logarithm, gives an
   * estimate y of |x|^(-1/3) within 3.5 %; |x|^(-2/3) = y^2 (1 - e)^(-2/3) with e = 1 - |x| y^3,
   * and the root |x| |x|^(-2/3) gets the correction of one Newton step from a residual that is not
   * rounded. Small x is scaled up so that the residual is no subnormal.
   */
  static Lane cbrt(Lane x) {
    Mask small = x.abs().lt(0x1p-80);
    Lane a = small.select(x.abs().mul(0x1p48), x.abs());
    Lane third = a.bits().ushr(8).or(0x4b000000L).value().fma(-1.0 / 3, 0x1p23 * 4 / 3 + 5546486);
    Lane y = third.bits().shl(8).value();
    Lane z = y.mul(y);
    Lane e = a.mul(y).fma(z.neg(), 1.0);
    Lane q = e.fma(0x1.feabf2p-2, 0x1.1ee264p-1);
    q = q.fma(e, 0x1.555428p-1);
    q = q.fma(e, 0x1.ffff2ep-1);
    Lane w = z.mul(q);
    Lane c = a.mul(w);
    Lane square = c.mul(c);
    Lane squareLow = c.fma(c, square.neg());
    Lane residual = squareLow.fma(c.neg(), square.fma(c.neg(), a));
    Lane root = residual.fma(w.mul(1.0 / 3), c).mul(small.select(0x1p-16, 1.0));
    return Sign.copy(x, x.abs().lt(Double.POSITIVE_INFINITY).select(root, x.abs()));
  }
}
