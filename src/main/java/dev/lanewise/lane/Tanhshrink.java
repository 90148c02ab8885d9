package dev.lanewise.lane;

/**
 * x - tanh x and its derivative tanh² x.
 *
 * <p>Below 1, from h = 1 - tanh(x) / x = z / 3 + z² q(z), z = x², in two parts; above, from e^-2x,
 * as there nothing cancels.
 */
final class Tanhshrink {
  private Tanhshrink() {}

  /** x h, or (x - 1) + 2 / (1 + e^2x), at |x|. */
  static Lane tanhshrink(Lane x) {
    Lane a = x.abs();
    Lane z = a.mul(a);
    Lane third = z.mul(1.0 / 3);
    Lane rest = a.fma(a, z.neg()).fma(1.0 / 3, rest(z, third));
    Lane small = a.fma(third, a.mul(rest));
    Lane large = Logistic.sigmoid(a.mul(-2.0)).fma(2.0, a.sub(1.0));
    return Sign.copy(x, a.lt(1.0).select(small, large));
  }

  /** z (1 - h)², or 1 - tanh' x. */
  static Lane tanhSquared(Lane x) {
    Lane z = x.mul(x);
    Lane third = z.mul(1.0 / 3);
    Lane h = third.add(rest(z, third));
    Lane small = z.fma(h.fma(h, h.mul(-2.0)), z);
    return z.lt(1.0).select(small, z.constant(1).sub(Hyperbolic.tanhDerivative(x)));
  }

  /** h less the rounded third of z. */
  private static Lane rest(Lane z, Lane third) {
    boolean isFloat = z.precision() == Precision.FLOAT;
    double lackOfThird = isFloat ? -0x1p-25 / 3 : 0x1p-54 / 3;
    Lane rounding = z.fma(1.0 / 3, third.neg());
    Lane q = isFloat ? floatCurve(z) : doubleCurve(z);
    return q.fma(z.mul(z), z.fma(lackOfThird, rounding));
  }

  /** Minimax for h, 2^-27.4. */
  private static Lane floatCurve(Lane z) {
    Lane q = z.fma(-0x1.2fdb3cp-13, 0x1.e84ee8p-11);
    q = q.fma(z, -0x1.a5df06p-9);
    q = q.fma(z, 0x1.1d4e8ap-7);
    q = q.fma(z, -0x1.65b736p-6);
    q = q.fma(z, 0x1.ba1318p-5);
    return q.fma(z, -0x1.1110fcp-3);
  }

  /** Minimax for h, 2^-55. */
  private static Lane doubleCurve(Lane z) {
    Lane q = z.fma(-0x1.b35e6cabba02fp-26, 0x1.1c47c6594720ep-22);
    q = q.fma(z, -0x1.73957d1f06ad1p-20);
    q = q.fma(z, 0x1.4f6f756c97a3cp-18);
    q = q.fma(z, -0x1.ea987b2fdd638p-17);
    q = q.fma(z, 0x1.4227ea467d439p-15);
    q = q.fma(z, -0x1.94a2ecdb03464p-14);
    q = q.fma(z, 0x1.f523d75843088p-13);
    q = q.fma(z, -0x1.3551ef40dd065p-11);
    q = q.fma(z, 0x1.7da2c661bb903p-10);
    q = q.fma(z, -0x1.d6d3c60543ca5p-9);
    q = q.fma(z, 0x1.226e351fe3ff6p-7);
    q = q.fma(z, -0x1.664f488112878p-6);
    q = q.fma(z, 0x1.ba1ba1ba15be0p-5);
    return q.fma(z, -0x1.11111111110d7p-3);
  }
}
