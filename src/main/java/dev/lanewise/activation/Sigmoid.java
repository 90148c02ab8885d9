package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import dev.lanewise.lane.Logistic;
import java.util.Optional;

/**
 * The logistic sigmoid.
 *
 * <pre>
 * f(x)  = 1 / (1 + e^-x)
 * f'(x) = e^-|x| / (1 + e^-|x|)²    = f (1 - f) without its cancellation
 * f'    = y - y²                     from y = f(x)
 * </pre>
 *
 * <p><b>Domain:</b> all x; 0 at -∞, 1 at +∞, derivative 0 at both. NaN gives NaN, for the
 * derivative too. Both tails keep their relative accuracy down to subnormal results.
 *
 * <p><b>Accuracy:</b> at most 1.7 ULP in float, 1.1 in double; derivative 1.7 and 1.2, from y 0.5
 * and 0.5, but as y nears 1 that magnifies the rounding of y itself: use the input where that
 * matters.
 *
 * <p>Source: the logistic function of Verhulst (1845); as an activation, Rumelhart, Hinton and
 * Williams, "Learning representations by back-propagating errors", Nature 323 (1986).
 */
public record Sigmoid() implements ActivationFormula {
  @Override
  public String name() {
    return "sigmoid";
  }

  @Override
  public Lane value(Lane x) {
    return Logistic.sigmoid(x);
  }

  @Override
  public Lane derivative(Lane x) {
    return Logistic.sigmoidDerivative(x);
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return Optional.of(y -> y.neg().fma(y, y));
  }
}
