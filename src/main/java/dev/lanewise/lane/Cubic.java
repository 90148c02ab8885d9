package dev.lanewise.lane;

/**
 * c1 x + c3 x^3 with a low part, for the argument u of an exponential: of its result, half an ulp
 * of u is up to |u| ULP.
 *
 * @param x the argument
 * @param v c1 + c3 x^2, rounded
 * @param vLow what v lacks
 */
record Cubic(Lane x, Lane v, Lane vLow) {
  /** The coefficients are sums of two. c1 is a multiple of ulp(v), so that c1 - v is exact. */
  static Cubic of(Lane x, double c1, double c1Low, double c3, double c3Low) {
    Lane z = x.mul(x);
    Lane zLow = x.fma(x, z.neg());
    Lane v = z.fma(c3, c1);
    Lane rounded = z.fma(c3, z.constant(c1).sub(v));
    return new Cubic(x, v, rounded.add(zLow.fma(c3, z.fma(c3Low, c1Low))));
  }

  Lane value() {
    return x.mul(v);
  }

  /** What the value lacks. */
  Lane low(Lane value) {
    return x.fma(vLow, x.fma(v, value.neg()));
  }
}
