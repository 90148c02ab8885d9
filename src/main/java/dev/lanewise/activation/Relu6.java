package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import java.util.Optional;

/**
 * The rectified linear unit, capped at 6.
 *
 * <pre>
 * f(x)  = min(max(0, x), 6)
 * f'(x) = 1 for x between 0 and 6, both excluded, else 0
 * </pre>
 *
 * <p><b>Domain:</b> all x; 0 at -∞, 6 at +∞, derivative 0 at both. f(-0) = +0. NaN gives NaN, for
 * the derivative too. <b>Kinks:</b> f'(0) = f'(6) = 0, as in PyTorch.
 *
 * <p><b>Accuracy:</b> exact. The derivative is a function of the output.
 *
 * <p>Source: Krizhevsky, "Convolutional deep belief networks on CIFAR-10", 2010.
 */
public record Relu6() implements ActivationFormula {
  @Override
  public String name() {
    return "relu6";
  }

  @Override
  public Lane value(Lane x) {
    Lane capped = x.ge(6).select(6, x);
    return capped.le(0).select(0, capped);
  }

  @Override
  public Lane derivative(Lane x) {
    return x.gt(0).and(x.lt(6)).select(1, x.isNaN().select(x, 0));
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return Optional.of(this::derivative);
  }
}
