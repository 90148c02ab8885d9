package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import java.util.Optional;

/**
 * The mathematics of an activation: its name, value and derivative, each written once for float,
 * double and every lane width.
 *
 * <p>Implement this, usually as a record of the parameters, and hand it to {@link
 * Activation#of(ActivationFormula)} to get the same loops, speed and guarantees as the activations
 * of the {@linkplain Activations catalogue}, which are made in the same way:
 *
 * <pre>{@code
 * record Square() implements ActivationFormula {
 *   public String name() { return "square"; }
 *   public Lane value(Lane x) { return x.mul(x); }
 *   public Lane derivative(Lane x) { return x.add(x); }
 * }
 * Activation square = Activation.of(new Square());
 * }</pre>
 */
public interface ActivationFormula {
  /**
   * The name, in lower case with underscores.
   *
   * @return the name
   */
  String name();

  /**
   * f(x).
   *
   * @param x the argument
   * @return the expression of the value
   */
  Lane value(Lane x);

  /**
   * f'(x).
   *
   * @param x the argument
   * @return the expression of the derivative
   */
  Lane derivative(Lane x);

  /**
   * f' as a function of y = f(x), for activations that have one which is accurate in y.
   *
   * @return the function, or empty
   */
  default Optional<LaneFunction> derivativeFromOutput() {
    return Optional.empty();
  }
}
