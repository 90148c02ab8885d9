package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import dev.lanewise.lane.Sign;
import java.util.Optional;

/**
 * Soft shrinkage: what is small becomes zero, and the rest moves towards it.
 *
 * <pre>
 * f(x)  = x - λ for x > λ, x + λ for x &lt; -λ, else 0
 * f'(x) = 1 for |x| > λ, else 0
 * f'    = 1 for y ≠ 0, else 0      from y = f(x)
 * </pre>
 *
 * <p><b>Domain:</b> all x; -∞ at -∞, ∞ at +∞, derivative 1 at both. Odd; a zero has the sign of x.
 * NaN gives NaN, for the derivative too. <b>Kinks:</b> f'(-λ) = f'(λ) = 0, as in PyTorch.
 *
 * <p><b>Accuracy:</b> at most 0.5 ULP in float, 0.5 in double; derivative 0.0 and 0.0, all with λ
 * rounded to the precision.
 *
 * <p>Source: Donoho, "De-noising by soft-thresholding", IEEE Transactions on Information Theory 41
 * (1995).
 *
 * @param lambda how far zero reaches, λ, between 0 and {@link Float#MAX_VALUE}
 */
public record Softshrink(double lambda) implements ActivationFormula {
  /** The λ where none is given. */
  public static final double DEFAULT_LAMBDA = 0.5;

  /**
   * Checks λ.
   *
   * @throws IllegalArgumentException if it is NaN, negative or no float is as large
   */
  public Softshrink {
    Parameters.requireBetween("lambda", lambda, 0, Float.MAX_VALUE);
  }

  @Override
  public String name() {
    return "softshrink";
  }

  @Override
  public Lane value(Lane x) {
    Lane a = x.abs();
    return Sign.copy(x, a.le(lambda).select(0, a.sub(lambda)));
  }

  @Override
  public Lane derivative(Lane x) {
    return Piecewise.slope(x.abs().gt(lambda), 1, x);
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return Optional.of(y -> Piecewise.slope(y.abs().gt(0), 1, y));
  }
}
