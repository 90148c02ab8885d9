package dev.lanewise.property;

import java.math.BigDecimal;
import java.util.Optional;

/** Activations with other parameters than the preset ones, and powers, to at least 40 digits. */
public final class ExactFunctions {
  private ExactFunctions() {}

  /** The leaky ReLU. */
  public static ExactFormula leakyRelu(double slope) {
    return ExactPiecewiseLinear.leakyRelu(Ulp.decimal(slope));
  }

  /** The exponential linear unit. */
  public static ExactFormula elu(double alpha) {
    return ExactExponential.elu(alpha);
  }

  /** The continuously differentiable exponential linear unit. */
  public static ExactFormula celu(double alpha) {
    return ExactExponential.celu(alpha);
  }

  /** The softplus without a threshold. */
  public static ExactFormula softplus(double beta) {
    return ExactLogistic.softplus(beta);
  }

  /** The swish. */
  public static ExactFormula swish(double beta) {
    return ExactLogistic.swish(beta);
  }

  /** The squareplus. */
  public static ExactFormula squareplus(double b) {
    return ExactAlgebraic.squareplus(b);
  }

  /** The power with that exponent, where it has a value. */
  public static ExactFormula power(double exponent) {
    return new ExactFormula(
        at -> pow(at.place(), exponent).orElseThrow(),
        at -> Digits.times(Ulp.decimal(exponent), pow(at.place(), exponent - 1).orElseThrow()));
  }

  /** x^y of finite numbers, where it is real and finite. */
  public static Optional<BigDecimal> pow(double x, double y) {
    if (y == 0) {
      return Optional.of(BigDecimal.ONE);
    }
    boolean whole = y == Math.rint(y);
    if (x == 0 || x < 0 && !whole) {
      return x == 0 && y > 0 ? Optional.of(BigDecimal.ZERO) : Optional.empty();
    }
    BigDecimal magnitude =
        Digits.exp(Digits.times(Ulp.decimal(y), Digits.log(Ulp.decimal(Math.abs(x)))));
    return Optional.of(x < 0 && y % 2 != 0 ? magnitude.negate() : magnitude);
  }
}
