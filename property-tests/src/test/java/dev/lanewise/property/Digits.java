package dev.lanewise.property;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.function.IntFunction;

/** Arithmetic and elementary functions to 60 digits, of which at least 40 are right in the end. */
final class Digits {
  static final BigDecimal ONE = BigDecimal.ONE;
  static final BigDecimal TWO = BigDecimal.TWO;
  static final BigDecimal HALF = new BigDecimal("0.5");

  /** 40 digits are wanted; the rest is for the operations and the cancellations that there are. */
  static final MathContext CONTEXT = new MathContext(60);

  static final BigDecimal PI = BigDecimalMath.pi(CONTEXT);
  static final BigDecimal LOG_2 = BigDecimalMath.log(TWO, CONTEXT);
  static final BigDecimal LOG_10 = BigDecimalMath.log(BigDecimal.TEN, CONTEXT);

  /** e^-4000 times the cube of the largest double is nothing that a double can tell from 0. */
  private static final BigDecimal FAR = BigDecimal.valueOf(4000);

  /** Below this a few terms of a power series have all the digits. */
  private static final BigDecimal TINY = new BigDecimal("1e-6");

  /** From here on the continued fraction of erfc is used, which converges the faster the larger. */
  private static final BigDecimal LARGE = BigDecimal.valueOf(4);

  private static final int FRACTIONS = 150;

  /** Enough for the remainder of the largest double. */
  private static final MathContext HALF_PI_CONTEXT = new MathContext(400);

  private static final BigDecimal HALF_PI =
      BigDecimalMath.pi(HALF_PI_CONTEXT).divide(TWO, HALF_PI_CONTEXT);

  private Digits() {}

  static BigDecimal plus(BigDecimal a, BigDecimal b) {
    return a.add(b, CONTEXT);
  }

  static BigDecimal minus(BigDecimal a, BigDecimal b) {
    return a.subtract(b, CONTEXT);
  }

  static BigDecimal times(BigDecimal a, BigDecimal b) {
    return a.multiply(b, CONTEXT);
  }

  static BigDecimal times(long a, BigDecimal b) {
    return times(BigDecimal.valueOf(a), b);
  }

  static BigDecimal over(BigDecimal a, BigDecimal b) {
    return a.divide(b, CONTEXT);
  }

  static BigDecimal over(BigDecimal a, long b) {
    return over(a, BigDecimal.valueOf(b));
  }

  static BigDecimal square(BigDecimal a) {
    return times(a, a);
  }

  static BigDecimal sqrt(BigDecimal a) {
    return a.sqrt(CONTEXT);
  }

  /** The cube root of a double: three steps of Newton's method make 15 digits 120. */
  static BigDecimal cbrt(double x) {
    BigDecimal a = Ulp.decimal(x);
    BigDecimal root = Ulp.decimal(StrictMath.cbrt(x));
    for (int i = 0; i < 3 && x != 0; i++) {
      root = over(plus(times(2, root), over(a, square(root))), 3);
    }
    return root;
  }

  /** e^a, for |a| up to {@link #FAR}: what is beyond gives the same in double. */
  static BigDecimal exp(BigDecimal a) {
    return BigDecimalMath.exp(a.min(FAR).max(FAR.negate()), CONTEXT);
  }

  /** e^a - 1. */
  static BigDecimal expm1(BigDecimal a) {
    return isTiny(a) ? series(a, n -> over(ONE, BigDecimalMath.factorial(n))) : minus(exp(a), ONE);
  }

  static BigDecimal log(BigDecimal a) {
    BigDecimal fromOne = minus(a, ONE);
    return isTiny(fromOne) ? log1p(fromOne) : BigDecimalMath.log(a, CONTEXT);
  }

  /** log(1 + a). */
  static BigDecimal log1p(BigDecimal a) {
    return isTiny(a)
        ? series(a, n -> over(ONE, n % 2 == 0 ? -n : n))
        : BigDecimalMath.log(ONE.add(a), CONTEXT);
  }

  static BigDecimal erf(BigDecimal a) {
    BigDecimal z = a.abs();
    BigDecimal magnitude = z.compareTo(LARGE) < 0 ? smallErf(z) : minus(ONE, erfcOfLarge(z));
    return a.signum() < 0 ? magnitude.negate() : magnitude;
  }

  static BigDecimal erfc(BigDecimal a) {
    return a.compareTo(LARGE) < 0 ? minus(ONE, erf(a)) : erfcOfLarge(a);
  }

  /** The sum of z (2z²)ⁿ / (1 · 3 · 5 … (2n+1)) times 2/√π e^-z², without cancellation. */
  private static BigDecimal smallErf(BigDecimal z) {
    BigDecimal factor = times(2, square(z));
    BigDecimal term = z;
    BigDecimal sum = z;
    for (int n = 1; matters(term, sum); n++) {
      term = over(times(term, factor), 2 * n + 1);
      sum = plus(sum, term);
    }
    return times(sum, over(times(2, exp(square(z).negate())), sqrt(PI)));
  }

  /** e^-z² / √π over z + ½ / (z + 1 / (z + 1½ / (z + 2 / …))). */
  private static BigDecimal erfcOfLarge(BigDecimal z) {
    if (square(z).compareTo(FAR) > 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal fraction = z;
    for (int n = FRACTIONS; n > 0; n--) {
      fraction = plus(z, over(over(BigDecimal.valueOf(n), 2), fraction));
    }
    return over(exp(square(z).negate()), times(sqrt(PI), fraction));
  }

  static BigDecimal sin(double x) {
    return sine(x, 0);
  }

  static BigDecimal cos(double x) {
    return sine(x, 1);
  }

  /** The sine of x and some quarter turns. */
  private static BigDecimal sine(double x, int quarters) {
    BigDecimal a = new BigDecimal(x);
    BigDecimal turns = a.divide(HALF_PI, HALF_PI_CONTEXT).setScale(0, RoundingMode.HALF_EVEN);
    BigDecimal rest = a.subtract(turns.multiply(HALF_PI)).round(CONTEXT);
    int quadrant = turns.toBigInteger().intValue() + quarters & 3;
    BigDecimal sine = quadrant % 2 == 0 ? alternating(rest, rest, 2) : alternating(ONE, rest, 1);
    return quadrant < 2 ? sine : sine.negate();
  }

  /** A term, and those that follow from it by factors -a² / (n (n+1)) for every other n. */
  private static BigDecimal alternating(BigDecimal first, BigDecimal a, int firstN) {
    BigDecimal factor = square(a).negate();
    BigDecimal term = first;
    BigDecimal sum = first;
    for (int n = firstN; matters(term, sum); n += 2) {
      term = over(times(term, factor), n * (n + 1));
      sum = plus(sum, term);
    }
    return sum;
  }

  /** The sum of ten terms of less than a millionth each. */
  private static BigDecimal series(BigDecimal a, IntFunction<BigDecimal> coefficient) {
    BigDecimal sum = coefficient.apply(10);
    for (int n = 9; n >= 1; n--) {
      sum = plus(coefficient.apply(n), times(a, sum));
    }
    return times(a, sum);
  }

  private static boolean matters(BigDecimal term, BigDecimal sum) {
    return term.abs().movePointRight(CONTEXT.getPrecision()).compareTo(sum.abs()) > 0;
  }

  static boolean isTiny(BigDecimal a) {
    return a.abs().compareTo(TINY) < 0;
  }
}
