package dev.lanewise.activation;

import dev.lanewise.lane.Lane;

/**
 * The absolute value.
 *
 * <pre>
 * f(x)  = |x|
 * f'(x) = 1 for x > 0, -1 for x &lt; 0
 * </pre>
 *
 * <p><b>Domain:</b> all x; ∞ at -∞ and +∞, derivative -1 and 1 there. f(-0) = +0. NaN gives NaN,
 * for the derivative too. <b>Kink:</b> f'(±0) = ±0, as in PyTorch.
 *
 * <p><b>Accuracy:</b> exact. The derivative is not a function of the output, which has lost the
 * sign.
 *
 * <p>Source: the classical definition; as an activation, oneDNN.
 */
public record Abs() implements ActivationFormula {
  @Override
  public String name() {
    return "abs";
  }

  @Override
  public Lane value(Lane x) {
    return x.abs();
  }

  @Override
  public Lane derivative(Lane x) {
    return x.gt(0).select(1, x.lt(0).select(-1, x));
  }
}
