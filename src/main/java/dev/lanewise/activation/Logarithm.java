package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Log;

/**
 * The natural logarithm.
 *
 * <pre>
 * f(x)  = log x
 * f'(x) = 1 / x
 * </pre>
 *
 * <p><b>Domain:</b> x ≥ 0; -∞ at both zeros, ∞ at +∞, derivative ∞ and 0 there. NaN for negative x
 * and for NaN, and so is the derivative.
 *
 * <p><b>Accuracy:</b> at most 1.2 ULP in float, 0.9 in double; derivative 0.5 and 0.5. From the
 * output the derivative would be e^-y, which magnifies the rounding of y: there is none.
 *
 * <p>Source: the classical definition; as an activation, oneDNN.
 */
public record Logarithm() implements ActivationFormula {
  @Override
  public String name() {
    return "log";
  }

  @Override
  public Lane value(Lane x) {
    return Log.log(x);
  }

  @Override
  public Lane derivative(Lane x) {
    return x.lt(0).select(Double.NaN, x.constant(1).div(x.abs()));
  }
}
