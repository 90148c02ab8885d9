package dev.lanewise.lane;

/**
 * x^y = 2^(y log2|x|), where the logarithm and its product with y have a part more than the
 * precision holds: an exponent of 128 (1024) would else take 7 (10) bits from the result.
 */
final class Pow {
  /** 2 / ln 2. */
  private static final double FLOAT_FIRST = 0x1.715476p1;

  private static final double FLOAT_FIRST_LOW = 0x1.4ae0cp-25;
  private static final double FIRST = 0x1.71547652b82fep1;
  private static final double FIRST_LOW = 0x1.777d0ffda0d24p-55;

  /** 2 / (3 ln 2); the next coefficients make up for what it lacks. */
  private static final double FLOAT_SECOND = 0x1.ec709ep-1;

  private static final double SECOND = 0x1.ec709dc3a03fdp-1;

  /** A value and what it lacks. */
  private record Parts(Lane high, Lane low) {
    /** The product of this and b, but for the low part of the low part. */
    Parts times(Parts b) {
      Lane product = high.mul(b.high);
      Lane rounding = high.fma(b.high, product.neg());
      return new Parts(product, low.fma(b.high, high.fma(b.low, rounding)));
    }

    /** The sum of a constant that is 0 or larger in magnitude, and this. */
    Parts plus(Lane larger) {
      Lane sum = larger.add(high);
      return new Parts(sum, larger.sub(sum).add(high).add(low));
    }
  }

  private Pow() {}

  /** pow: 1 ULP in either precision. */
  static Lane pow(Lane x, Lane y) {
    boolean single = x.precision() == Precision.FLOAT;
    Lane a = x.abs();
    Mask finite = a.lt(Double.POSITIVE_INFINITY);
    Parts log = log2(a);
    Lane high = finite.select(a.eq(0.0).select(Double.NEGATIVE_INFINITY, log.high), a);
    Lane exponent = y.mul(high);
    Lane low = y.fma(log.low, y.fma(high, exponent.neg()));
    Lane between = single ? FloatExp.exp2(exponent, low) : DoubleExp.exp2(exponent, low);
    Lane large = exponent.ge(single ? 129 : 1025).select(Double.POSITIVE_INFINITY, between);
    Lane power = exponent.le(single ? -151 : -1076).select(0.0, large);

    // What |y| / 2 loses when it is rounded to an integer, twice: 1 if y is odd, in between if y
    // is no integer, and an even number from there on where halves are no longer held.
    double rounder = single ? 0x1p23 : 0x1p52;
    Lane b = y.abs();
    Lane rest = b.fma(0.5, rounder).sub(rounder).fma(-2.0, b).abs();
    Mask complex = x.lt(0.0).and(finite).and(rest.gt(0.0)).and(rest.lt(1.0));
    Lane signed = Sign.copy(rest.eq(1.0).select(x, 1.0), power);
    return y.eq(0.0).select(1.0, complex.select(Double.NaN, signed));
  }

  /**
   * log2 of a positive finite number: k + s (A + s^2 (B + s^2 q(s^2))) with s = f / (2 + f). Only
   * q, of which 2^-12 reaches the result, has one part; all is good to 2^-65 (2^-36).
   */
  private static Parts log2(Lane x) {
    boolean single = x.precision() == Precision.FLOAT;
    Reduced reduced = Reduced.of(x);
    Parts s = quotient(reduced.f());
    Parts z = s.times(s);
    Lane q = single ? floatCurve(z.high) : doubleCurve(z.high);
    Lane second = x.constant(single ? FLOAT_SECOND : SECOND);
    Lane w = z.high.fma(q, second);
    Parts u = z.times(new Parts(w, z.high.fma(q, second.sub(w))));
    Parts c =
        new Parts(u.high, u.low.add(single ? FLOAT_FIRST_LOW : FIRST_LOW))
            .plus(x.constant(single ? FLOAT_FIRST : FIRST));
    return s.times(c).plus(reduced.k());
  }

  /** f / (2 + f). */
  private static Parts quotient(Lane f) {
    Lane d = f.add(2.0);
    Lane dLow = f.sub(d.sub(2.0));
    Lane reciprocal = f.constant(1).div(d);
    Lane q = f.mul(reciprocal);
    Lane residual = dLow.fma(q.neg(), d.fma(q.neg(), f));
    return new Parts(q, residual.mul(reciprocal));
  }

  private static Lane floatCurve(Lane z) {
    Lane q = z.fma(0x1.5890b6p-2, 0x1.a5d044p-2);
    return q.fma(z, 0x1.2776ep-1);
  }

  private static Lane doubleCurve(Lane z) {
    Lane q = z.fma(0x1.86fe2c847e62ap-3, 0x1.878f1d2b8e247p-3);
    q = q.fma(z, 0x1.c6a136f53e3f9p-3);
    q = q.fma(z, 0x1.0c9a5e4ca6e27p-2);
    q = q.fma(z, 0x1.484b14361e02fp-2);
    q = q.fma(z, 0x1.a61762a73001fp-2);
    return q.fma(z, 0x1.2776c50ef9e6dp-1);
  }
}
