package dev.lanewise.property;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The activations and elementary functions at one place, to at least 40 digits.
 *
 * <p>All stand on e = exp(-|x|) and log(1 + e), which are computed once; what would cancel is
 * written so that it does not. The one exception, silu' near its zero, has 20 digits to spare.
 */
final class Exact {
  /** 40 digits are wanted; the rest is for the few operations and the one cancellation. */
  private static final MathContext DIGITS = new MathContext(60);

  /** Below this a few terms of a power series have all the digits. */
  private static final double TINY = 1e-6;

  /** e^-1000 times anything a double can hold is nothing that a double can tell from 0. */
  private static final double FAR = 2000;

  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal SIX = BigDecimal.valueOf(6);
  private static final BigDecimal SELU_LAMBDA = new BigDecimal("1.0507009873554804934193349852946");
  private static final BigDecimal SELU_ALPHA = new BigDecimal("1.6732632423543772848170429916717");

  private final double place;
  private final BigDecimal x;

  /** e^-|x|. */
  private final BigDecimal e;

  /** 1 - e^-|x|, without cancellation. */
  private final BigDecimal oneMinusE;

  /** log(1 + e^-|x|); computed when it is needed. */
  private BigDecimal log1pE;

  private Exact(double place) {
    this.place = place;
    x = Ulp.decimal(place);
    double magnitude = Math.min(Math.abs(place), FAR);
    BigDecimal z = Ulp.decimal(magnitude);
    if (magnitude < TINY) {
      oneMinusE = oneMinusExpOfTiny(z);
      e = ONE.subtract(oneMinusE, DIGITS);
    } else {
      e = BigDecimalMath.exp(z.negate(), DIGITS);
      oneMinusE = ONE.subtract(e, DIGITS);
    }
  }

  static Exact at(double x) {
    return new Exact(Double.isFinite(x) ? x : 0);
  }

  /** f(x). */
  BigDecimal value(String name) {
    return switch (name) {
      case "identity" -> x;
      case "sigmoid" -> divide(positive() ? ONE : e, onePlusE());
      case "tanh" -> withSignOf(divide(times(oneMinusE, onePlusE()), onePlusSquare()));
      case "relu" -> x.max(BigDecimal.ZERO);
      case "relu6" -> x.max(BigDecimal.ZERO).min(SIX);
      case "leaky_relu" -> leakyRelu(0.01);
      case "elu" -> elu(1);
      case "selu" -> positive() ? times(SELU_LAMBDA, x) : times(seluFloor(), oneMinusE.negate());
      case "softplus" -> x.max(BigDecimal.ZERO).add(log1pE(), DIGITS);
      case "silu" -> divide(times(x, positive() ? ONE : e), onePlusE());
      case "exp" -> positive() ? divide(ONE, e) : e;
      case "expm1" -> positive() ? divide(oneMinusE, e) : oneMinusE.negate();
      case "log" -> log(x);
      case "log1p" -> log1p(x);
      default -> throw new IllegalArgumentException("no exact formula of " + name);
    };
  }

  /** f'(x). */
  BigDecimal derivative(String name) {
    return switch (name) {
      case "identity" -> ONE;
      case "sigmoid" -> divide(e, times(onePlusE(), onePlusE()));
      case "tanh" ->
          divide(
              times(BigDecimal.valueOf(4), times(e, e)), times(onePlusSquare(), onePlusSquare()));
      case "relu" -> positive() ? ONE : BigDecimal.ZERO;
      case "relu6" -> positive() && x.compareTo(SIX) < 0 ? ONE : BigDecimal.ZERO;
      case "leaky_relu" -> positive() ? ONE : Ulp.decimal(0.01);
      case "elu" -> positive() ? ONE : e;
      case "selu" -> positive() ? SELU_LAMBDA : times(seluFloor(), e);
      case "softplus" -> value("sigmoid");
      case "silu" -> divide(siluNumerator(), times(onePlusE(), onePlusE()));
      case "exp", "expm1" -> value("exp");
      case "log" -> divide(ONE, x);
      case "log1p" -> divide(ONE, ONE.add(x, DIGITS));
      default -> throw new IllegalArgumentException("no exact derivative of " + name);
    };
  }

  /** Whether the function is real and finite here. */
  boolean hasValue(String name) {
    return switch (name) {
      case "exp", "expm1" -> place < FAR;
      case "log" -> place > 0;
      case "log1p" -> place > -1;
      default -> true;
    };
  }

  BigDecimal leakyRelu(double slope) {
    return positive() ? x : times(Ulp.decimal(slope), x);
  }

  BigDecimal elu(double alpha) {
    return positive() ? x : times(Ulp.decimal(alpha), oneMinusE.negate());
  }

  private boolean positive() {
    return place > 0;
  }

  private BigDecimal onePlusE() {
    return ONE.add(e, DIGITS);
  }

  /** 1 + e^-2|x|. */
  private BigDecimal onePlusSquare() {
    return ONE.add(times(e, e), DIGITS);
  }

  private BigDecimal siluNumerator() {
    return positive()
        ? ONE.add(e, DIGITS).add(times(x, e), DIGITS)
        : times(e, ONE.add(e, DIGITS).add(x, DIGITS));
  }

  private static BigDecimal seluFloor() {
    return times(SELU_LAMBDA, SELU_ALPHA);
  }

  private BigDecimal withSignOf(BigDecimal magnitude) {
    return place < 0 ? magnitude.negate() : magnitude;
  }

  private synchronized BigDecimal log1pE() {
    if (log1pE == null) {
      log1pE = log1p(e);
    }
    return log1pE;
  }

  private static BigDecimal log(BigDecimal z) {
    BigDecimal fromOne = z.subtract(ONE, DIGITS);
    return fromOne.abs().doubleValue() < TINY ? log1p(fromOne) : BigDecimalMath.log(z, DIGITS);
  }

  private static BigDecimal log1p(BigDecimal z) {
    return Math.abs(z.doubleValue()) < TINY
        ? log1pOfTiny(z)
        : BigDecimalMath.log(ONE.add(z), DIGITS);
  }

  /** z - z²/2! + z³/3! …: ten terms of less than a millionth each give 60 digits. */
  private static BigDecimal oneMinusExpOfTiny(BigDecimal z) {
    BigDecimal term = z;
    BigDecimal sum = z;
    for (int n = 2; n <= 10; n++) {
      term = divide(times(term, z.negate()), BigDecimal.valueOf(n));
      sum = sum.add(term, DIGITS);
    }
    return sum;
  }

  /** z - z²/2 + z³/3 …, likewise. */
  private static BigDecimal log1pOfTiny(BigDecimal z) {
    BigDecimal power = z;
    BigDecimal sum = z;
    for (int n = 2; n <= 10; n++) {
      power = times(power, z.negate());
      sum = sum.add(divide(power, BigDecimal.valueOf(n)), DIGITS);
    }
    return sum;
  }

  private static BigDecimal times(BigDecimal a, BigDecimal b) {
    return a.multiply(b, DIGITS);
  }

  private static BigDecimal divide(BigDecimal a, BigDecimal b) {
    return a.divide(b, DIGITS);
  }
}
