package dev.lanewise.activation;

import dev.lanewise.lane.Exp;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import dev.lanewise.lane.Logistic;
import java.util.Optional;

/**
 * The softplus, a smooth rectifier.
 *
 * <pre>
 * f(x)  = log(1 + e^(βx)) / β    = (max(βx, 0) + log1p(e^-|βx|)) / β, but x for βx > threshold
 * f'(x) = 1 / (1 + e^(-βx)), but 1 for βx > threshold
 * f'    = 1 - e^(-βy)             from y = f(x), for thresholds from 38 on
 * </pre>
 *
 * <p><b>Domain:</b> all x; 0 at -∞, x at +∞. It never overflows, so a threshold is not needed:
 * there is one for results like PyTorch's, which has 20. Both functions jump there. The negative
 * tail keeps its relative accuracy down to subnormal results.
 *
 * <p><b>Accuracy:</b> at most 1.8 ULP in float, 1.3 in double; derivative 1.7 and 1.1, from y 1.1
 * and 1.1. With another β than 1 at most 3.0 ULP in float, 2.3 in double; derivative 2.0 and 1.1.
 * βx is not rounded, so no tail is worse.
 *
 * <p>Source: Dugas, Bengio, Bélisle, Nadeau and Garcia, "Incorporating second-order functional
 * knowledge for better option pricing", NIPS 2000.
 *
 * @param beta the sharpness β, between 10⁻³⁰ and 10³⁰
 * @param threshold the βx from which on f is the identity, at least 0; infinite for nowhere
 */
public record Softplus(double beta, double threshold) implements ActivationFormula {
  /** The β where none is given. */
  public static final double DEFAULT_BETA = 1;

  /** The threshold where none is given: the formula holds for all x. */
  public static final double DEFAULT_THRESHOLD = Double.POSITIVE_INFINITY;

  /** From here on 1 - e^-threshold is 1 in double too. */
  private static final double INVISIBLE_THRESHOLD = 38;

  /**
   * Checks the parameters.
   *
   * @throws IllegalArgumentException if β is not between 10⁻³⁰ and 10³⁰, or the threshold not at
   *     least 0
   */
  public Softplus {
    Parameters.requireBetween("beta", beta, 1e-30, 1e30);
    Parameters.requireBetween("threshold", threshold, 0, Double.POSITIVE_INFINITY);
  }

  /**
   * The softplus without a threshold.
   *
   * @param beta the sharpness β, between 10⁻³⁰ and 10³⁰
   * @throws IllegalArgumentException if it is not
   */
  public Softplus(double beta) {
    this(beta, DEFAULT_THRESHOLD);
  }

  @Override
  public String name() {
    return "softplus";
  }

  @Override
  public Lane value(Lane x) {
    Lane value = Logistic.softplus(x, beta);
    return hasThreshold() ? x.gt(threshold / beta).select(x, value) : value;
  }

  @Override
  public Lane derivative(Lane x) {
    Lane derivative = Logistic.sigmoid(x, beta);
    return hasThreshold() ? x.gt(threshold / beta).select(1, derivative) : derivative;
  }

  /** Just below a lower threshold y can be above it, and the derivative is no function of y. */
  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return threshold < INVISIBLE_THRESHOLD
        ? Optional.empty()
        : Optional.of(y -> Exp.scaledExpm1NonPositive(y.mul(-beta), -1));
  }

  private boolean hasThreshold() {
    return threshold < DEFAULT_THRESHOLD;
  }
}
