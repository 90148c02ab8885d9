package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import java.util.Optional;

/**
 * The square root.
 *
 * <pre>
 * f(x)  = √x
 * f'(x) = 1 / (2√x)
 * f'    = 1 / (2y)      from y = f(x)
 * </pre>
 *
 * <p><b>Domain:</b> x ≥ 0; f(-0) = -0, ∞ at +∞, derivative ∞ at both zeros and 0 at +∞. NaN for
 * negative x and for NaN, and so is the derivative.
 *
 * <p><b>Accuracy:</b> at most 0.5 ULP in float, 0.5 in double; derivative 1.5 and 1.5, from y 0.5
 * and 0.5.
 *
 * <p>Source: the classical definition; as an activation, oneDNN.
 */
public record Sqrt() implements ActivationFormula {
  @Override
  public String name() {
    return "sqrt";
  }

  @Override
  public Lane value(Lane x) {
    return x.sqrt();
  }

  @Override
  public Lane derivative(Lane x) {
    return halfReciprocal(x.sqrt());
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return Optional.of(Sqrt::halfReciprocal);
  }

  /** 1 / 2|y|: ∞ for -0 too. */
  private static Lane halfReciprocal(Lane y) {
    return y.constant(0.5).div(y.abs());
  }
}
