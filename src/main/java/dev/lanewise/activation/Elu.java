package dev.lanewise.activation;

import dev.lanewise.lane.Exp;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import java.util.Optional;

/**
 * The exponential linear unit.
 *
 * <pre>
 * f(x)  = x for x > 0, else α (e^x - 1)
 * f'(x) = 1 for x > 0, else α e^x
 * f'    = 1 for y > 0, else y + α      from y = f(x)
 * </pre>
 *
 * <p><b>Domain:</b> all x; -α at -∞. <b>Kink</b> unless α = 1: f'(0) = α, as in PyTorch.
 *
 * <p><b>Accuracy:</b> at most 1.1 ULP in float, 1.1 in double; derivative 0.9 and 1.0, from y 0.5
 * and 0.5. With another α than 1 at most 1.8 ULP in float, 1.2 in double; derivative 1.2 and 1.1.
 * The derivative is a function of the output unless α is negative; as y nears -α it magnifies the
 * rounding of y itself.
 *
 * <p>Source: Clevert, Unterthiner and Hochreiter, "Fast and accurate deep network learning by
 * exponential linear units", ICLR 2016.
 *
 * @param alpha the negative limit α, at most 10¹¹ in magnitude, rounded to the precision
 */
public record Elu(double alpha) implements ActivationFormula {
  /** The α where none is given. */
  public static final double DEFAULT_ALPHA = 1;

  /**
   * Checks α.
   *
   * @throws IllegalArgumentException if its magnitude is over 10¹¹
   */
  public Elu {
    Parameters.requireMagnitude("alpha", alpha, Exp.LARGEST_SCALE);
  }

  @Override
  public String name() {
    return "elu";
  }

  @Override
  public Lane value(Lane x) {
    return x.ge(0).select(x, Exp.scaledExpm1NonPositive(x, alpha));
  }

  @Override
  public Lane derivative(Lane x) {
    return x.gt(0).select(1, Exp.scaledExpNonPositive(x, alpha));
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return alpha < 0 ? Optional.empty() : Optional.of(y -> y.gt(0).select(1, y.add(alpha)));
  }
}
