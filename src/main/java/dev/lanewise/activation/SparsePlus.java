package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import java.util.Optional;

/**
 * The sparse softplus: the integral of {@link SparseSigmoid}.
 *
 * <pre>
 * f(x)  = 0 for x ≤ -1, (x + 1)² / 4 between, x for x ≥ 1
 * f'(x) = 0 for x ≤ -1, (x + 1) / 2 between, 1 for x ≥ 1
 * f'    = min(√y, 1)                      from y = f(x)
 * </pre>
 *
 * <p><b>Domain:</b> all x; 0 at -∞, ∞ at +∞, derivative 0 and 1 there. NaN gives NaN, for the
 * derivative too. <b>Kinks</b> of the derivative: f'(-1) = 0, f'(1) = 1, from both sides.
 *
 * <p><b>Accuracy:</b> at most 2.0 ULP in float, 2.0 in double; derivative 0.5 and 0.5, from y 0.5
 * and 0.5, where the root halves the rounding of y itself.
 *
 * <p>Source: Blondel, Martins and Niculae, "Learning with Fenchel-Young losses", Journal of Machine
 * Learning Research 21 (2020); as an activation, JAX and Keras.
 */
public record SparsePlus() implements ActivationFormula {
  @Override
  public String name() {
    return "sparse_plus";
  }

  @Override
  public Lane value(Lane x) {
    Lane half = x.fma(0.5, 0.5);
    return x.le(-1).select(0, x.ge(1).select(x, half.mul(half)));
  }

  @Override
  public Lane derivative(Lane x) {
    return Piecewise.clip(x.fma(0.5, 0.5), 0, 1);
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return Optional.of(y -> y.ge(1).select(1, y.sqrt()));
  }
}
