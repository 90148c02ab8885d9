package dev.lanewise.activation;

import dev.lanewise.lane.Exp;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import dev.lanewise.lane.Precision;
import java.util.Optional;

/**
 * The continuously differentiable exponential linear unit.
 *
 * <pre>
 * f(x)  = x for x > 0, else α (e^(x/α) - 1)
 * f'(x) = 1 for x > 0, else e^(x/α)
 * f'    = 1 for y > 0, else (y + α) / α     from y = f(x)
 * </pre>
 *
 * <p><b>Domain:</b> all x; -α at -∞, ∞ at +∞, derivative 0 and 1 there. The sign of zero is kept.
 * NaN gives NaN, for the derivative too. <b>Kink</b> of the derivative: f'(0) = 1, from both sides.
 *
 * <p><b>Accuracy:</b> at most 1.1 ULP in float, 1.1 in double; derivative 0.9 and 1.0, from y 0.5
 * and 0.5. With another α than 1 at most 2.2 ULP in float, 1.5 in double; derivative 1.4 and 1.4.
 * An α that is no float is another α in float: e^(x/α) shows it as x/α grows. As y nears -α, the
 * derivative from y magnifies the rounding of y itself.
 *
 * <p>Source: Barron, "Continuously differentiable exponential linear units", arXiv:1704.07483
 * (2017).
 *
 * @param alpha the negative limit α, between 10⁻³⁰ and 10¹¹, rounded to the precision
 */
public record Celu(double alpha) implements ActivationFormula {
  /** The α where none is given. */
  public static final double DEFAULT_ALPHA = 1;

  /**
   * Checks α.
   *
   * @throws IllegalArgumentException if it is not between 10⁻³⁰ and 10¹¹
   */
  public Celu {
    Parameters.requireBetween("alpha", alpha, 1e-30, Exp.LARGEST_SCALE);
  }

  @Override
  public String name() {
    return "celu";
  }

  @Override
  public Lane value(Lane x) {
    if (alpha == 1) {
      return x.ge(0).select(x, Exp.scaledExpm1NonPositive(x, 1));
    }
    Lane limited = limited(x);
    Lane quotient = limited.mul(1 / alpha);
    Lane rounded = Exp.scaledExpm1NonPositive(quotient, alpha);
    Lane value = rounded.fma(1 / alpha, 1).fma(remainder(limited, quotient), rounded);
    // Closer to 0 it is x to the last bit; x / α may be subnormal there.
    double linear = x.precision() == Precision.FLOAT ? 0x1p-25 : 0x1p-54;
    return x.ge(-alpha * linear).select(x, value);
  }

  @Override
  public Lane derivative(Lane x) {
    if (alpha == 1) {
      return x.gt(0).select(1, Exp.expNonPositive(x));
    }
    Lane limited = limited(x);
    Lane quotient = limited.mul(1 / alpha);
    Lane exp = Exp.expNonPositive(quotient);
    Lane lost = remainder(limited, quotient).mul(1 / alpha);
    return x.gt(0).select(1, exp.fma(lost, exp));
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return Optional.of(
        y -> {
          Lane sum = y.add(alpha);
          return y.gt(0).select(1, alpha == 1 ? sum : sum.mul(1 / alpha));
        });
  }

  /** So that x / α stays finite; nothing is left of e^-1000. */
  private Lane limited(Lane x) {
    return x.le(-1000 * alpha).select(-1000 * alpha, x);
  }

  /**
   * x - α quotient. The rounding of a quotient would cost e^quotient as many ULP as the quotient is
   * large; its first-order effect is put back.
   */
  private Lane remainder(Lane x, Lane quotient) {
    return quotient.fma(-alpha, x);
  }
}
