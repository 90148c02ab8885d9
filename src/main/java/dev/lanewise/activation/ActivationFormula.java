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
 *
 * <p>A formula is made of the operations of {@link Lane} and of the functions in {@link
 * dev.lanewise.lane}: {@link dev.lanewise.lane.Exp}, {@link dev.lanewise.lane.Log}, {@link
 * dev.lanewise.lane.Logistic}, {@link dev.lanewise.lane.Hyperbolic}. The methods are called once
 * for each precision and not with numbers: choose with {@code x.lt(0).select(…)}, since an {@code
 * if} would be decided for all elements.
 *
 * <p><b>NaN:</b> value and derivative of NaN should be NaN, as for every activation. Arithmetic
 * sees to that. A constant, or a selection of constants, does not: {@code x.isNaN().select(x, 1)}
 * is 1 with that rule.
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
   * f'(x); NaN for NaN.
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
