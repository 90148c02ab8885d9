package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import java.util.Optional;

/**
 * The rectified linear unit.
 *
 * <pre>
 * f(x)  = max(0, x)
 * f'(x) = 1 for x > 0, else 0
 * </pre>
 *
 * <p><b>Domain:</b> all x; 0 at -∞, ∞ at +∞, derivative 0 and 1 there. f(-0) = +0. NaN gives NaN,
 * for the derivative too. <b>Kink:</b> f'(0) = 0, as in PyTorch.
 *
 * <p><b>Accuracy:</b> exact. The derivative is a function of the output.
 *
 * <p>Source: Nair and Hinton, "Rectified linear units improve restricted Boltzmann machines", ICML
 * 2010.
 */
public record Relu() implements ActivationFormula {
  @Override
  public String name() {
    return "relu";
  }

  @Override
  public Lane value(Lane x) {
    return x.le(0).select(0, x);
  }

  @Override
  public Lane derivative(Lane x) {
    return x.gt(0).select(1, x.isNaN().select(x, 0));
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return Optional.of(this::derivative);
  }
}
