package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import java.util.Optional;

/**
 * The identity, the activation of a linear layer.
 *
 * <pre>
 * f(x)  = x
 * f'(x) = 1
 * </pre>
 *
 * <p><b>Domain:</b> all x; -∞ at -∞, ∞ at +∞, derivative 1 at both. The sign of zero is kept. NaN
 * gives NaN, for the derivative too.
 *
 * <p><b>Accuracy:</b> exact. The derivative is a function of the output.
 *
 * <p>Source: the classical definition.
 */
public record Identity() implements ActivationFormula {
  @Override
  public String name() {
    return "identity";
  }

  @Override
  public Lane value(Lane x) {
    return x;
  }

  @Override
  public Lane derivative(Lane x) {
    return x.isNaN().select(x, 1);
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return Optional.of(this::derivative);
  }
}
