package dev.lanewise.lane;

/**
 * What a precision brings to the formulas of {@link Gaussian}: its polynomials and where they end.
 */
abstract class GaussianTerms {
  /**
   * A power of e near 0 and below it: scale (1 + growth) {@link #down}.
   *
   * @param argument what was squared
   * @param exponent its square times a factor, rounded; the growth contains the rounding error
   * @param scale a power of two that is never subnormal
   * @param growth between -0.3 and 0.42
   */
  record Bell(Lane argument, Lane exponent, Lane scale, Lane growth) {}

  /**
   * f(a) = constant + t p(t) for a ≥ 0, t = (a - centre) / (a + shift): a bounded t without a pole
   * nearby. The centre is where the constant is almost exactly a number of the precision, and where
   * the roundings of t do least harm.
   */
  record Series(double shift, double centre, double constant, double... p) {
    Lane at(Lane a) {
      Lane t = argument(a);
      return polynomial(t, p).fma(t, constant);
    }

    Lane argument(Lane a) {
      return a.sub(centre).div(a.add(shift));
    }

    /** f (1 + growth) - constant: the rounding of f reaches only its product with the growth. */
    Lane changed(Lane t, Lane growth) {
      Lane rest = polynomial(t, p).mul(t);
      return growth.fma(constant, rest.fma(growth, rest));
    }
  }

  static GaussianTerms of(Precision precision) {
    return precision == Precision.FLOAT ? new FloatGaussian() : new DoubleGaussian();
  }

  /** |x|, limited where erf is 1. */
  abstract Lane erfArgument(Lane a);

  /** |x|, limited where erfc is 0. */
  abstract Lane erfcArgument(Lane a);

  /** |x|, limited where gelu(-|x|) and its derivative are 0. */
  abstract Lane normalArgument(Lane a);

  /** erf(x) / x - 1 for |x| < 0.75, in h = -x². */
  abstract Lane erfSmall(Lane h);

  /** log erfc a for a ≥ 0.75; its absolute error may grow as erfc falls. */
  abstract Lane logErfc(Lane a);

  /** (a + shift) e^(a²) erfc a. */
  abstract Series erfc();

  /** (Φ(x) - 1/2) / x for |x| < 0.775, in h = -x²/2. */
  abstract Lane geluSmall(Lane h);

  /** a Φ(-a) e^(a²/2) (1 + growth). */
  abstract Lane geluTail(Bell bell);

  /** (Φ(x) + x φ(x) - 1/2) / x for |x| < 0.5, in h = -x²/2. */
  abstract Lane geluDerivativeSmall(Lane h);

  /** (Φ(-a) - a φ(a)) e^(a²/2); in the tail the exact product a φ(0) leads. */
  abstract Lane geluDerivativeTail(Lane a);

  /** What undoes the scale of {@link #bell}. */
  abstract double down();

  abstract double rounder();

  abstract double unscaledRounder();

  abstract Lane powerOfTwo(Lane n);

  /** e^(x + low - k ln 2) - 1. */
  abstract Lane growth(Lane x, Lane low, Lane k);

  /** e^(x - k ln 2) - 1. */
  abstract Lane growth(Lane x, Lane k);

  /** e^(factor a²), with the rounding error of the square: at a = 10 it is worth 50 ULP. */
  Bell bell(Lane a, double factor) {
    Lane b = a.mul(factor);
    Lane exponent = a.mul(b);
    Lane low = a.fma(b, exponent.neg());
    Lane n = exponent.fma(DoubleExp.LOG2_E, rounder());
    return new Bell(a, exponent, powerOfTwo(n), growth(exponent, low, n.sub(rounder())));
  }

  /** 1 - e^x for -40 < x < 0: 1 minus the power of two is exact while it matters. */
  Lane oneMinusExp(Lane x) {
    Lane n = x.fma(DoubleExp.LOG2_E, unscaledRounder());
    Lane minusScale = powerOfTwo(n).neg();
    return minusScale.fma(growth(x, n.sub(unscaledRounder())), minusScale.add(1.0));
  }

  /**
   * e^(a²) erfc(a) (1 + growth). The quotient's residual repairs the roundings of the divisor, the
   * division and the numerator's last addition.
   */
  Lane erfcTail(Bell bell) {
    Series f = erfc();
    Lane a = bell.argument();
    Lane divisor = a.add(f.shift());
    Lane divisorLow = a.sub(divisor.sub(f.shift()));
    Lane reciprocal = a.constant(1.0).div(divisor);
    Lane change = f.changed(a.sub(f.centre()).mul(reciprocal), bell.growth());
    Lane numerator = change.add(f.constant());
    Lane numeratorLow = change.sub(numerator.sub(f.constant()));
    Lane q = numerator.mul(reciprocal);
    Lane minusQ = q.neg();
    Lane residual = minusQ.fma(divisor, numerator).add(minusQ.fma(divisorLow, numeratorLow));
    return residual.fma(reciprocal, q);
  }

  /** coefficients[0] + coefficients[1] t + ... */
  static Lane polynomial(Lane t, double... coefficients) {
    int i = coefficients.length - 2;
    Lane q = t.fma(coefficients[i + 1], coefficients[i]);
    while (i > 0) {
      q = q.fma(t, coefficients[--i]);
    }
    return q;
  }
}
