package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import dev.lanewise.lane.Mask;
import java.util.Optional;

/**
 * The squareplus, a smooth rectifier of algebraic operations.
 *
 * <pre>
 * f(x)  = (x + √(x² + b)) / 2            for x &lt; 0 as b / 4 / f(-x), which does not cancel
 * f'(x) = (1 + x / √(x² + b)) / 2        for x &lt; 0 as b / 2 / (|x| √(x² + b) + x² + b)
 * f'    = y² / (y² + b / 4)              from y = f(x)
 * </pre>
 *
 * <p><b>Domain:</b> all x; 0 at -∞, ∞ at +∞, derivative 0 and 1 there, and x² overflows nowhere.
 * Both tails keep their relative accuracy down to subnormal results. NaN gives NaN, for the
 * derivative too.
 *
 * <p><b>Accuracy:</b> at most 1.3 ULP in float, 1.3 in double; derivative 1.8 and 1.8, from y 1.5
 * and 1.5. With another b than 4 at most 1.5 ULP in float, 1.4 in double; derivative 1.8 and 1.8.
 * The derivative from y doubles the rounding of y itself as y nears 0.
 *
 * <p>Source: Barron, "Squareplus: a softplus-like algebraic rectifier", arXiv:2112.11687 (2021).
 *
 * @param b the width b of the curve, between 10⁻¹⁰ and 10¹⁰, rounded to the precision
 */
public record Squareplus(double b) implements ActivationFormula {
  /** The b where none is given. */
  public static final double DEFAULT_B = 4;

  /** From here on b is nothing beside x², which would overflow further on. */
  private static final double FAR = 0x1p62;

  /**
   * x times this keeps x² finite as long as the derivative is more than 0, and b times its square
   * is not subnormal.
   */
  private static final double SCALE = 0x1p-44;

  /**
   * Checks b.
   *
   * @throws IllegalArgumentException if it is not between 10⁻¹⁰ and 10¹⁰
   */
  public Squareplus {
    Parameters.requireBetween("b", b, 1e-10, 1e10);
  }

  @Override
  public String name() {
    return "squareplus";
  }

  /** With h = |x| / 2, q = b / 4 and s = h + √(h² + q), f is s, or q / s for negative x. */
  @Override
  public Lane value(Lane x) {
    double q = b / 4;
    Lane h = x.abs().mul(0.5);
    Lane square = h.fma(h, q);
    Mask near = h.lt(FAR);
    Lane root = near.select(square.sqrt(), h);
    Lane s = root.add(h);
    Lane quotient = x.constant(q).div(s);
    Lane reciprocal = quotient.mul(1 / q);
    // What the sum has lost, and the root: half the remainder over the root, which is s where it
    // counts.
    Lane lostByRoot = root.neg().fma(root, square);
    Lane lost = lostByRoot.fma(reciprocal.mul(0.5), Lost.ofOrderedSum(root, h, s));
    Lane corrected = residual(quotient, s, lost, q).fma(reciprocal, quotient);
    return x.lt(0).select(near.select(corrected, quotient), s);
  }

  @Override
  public Lane derivative(Lane x) {
    double scaled = b * SCALE * SCALE;
    Lane a = x.abs().mul(SCALE);
    Lane square = a.fma(a, scaled);
    Lane root = square.sqrt();
    Lane d = a.fma(root, square);
    Lane lost = a.fma(root, square.sub(d));
    Lane quotient = x.constant(scaled / 2).div(d);
    Lane residual = residual(quotient, d, lost, scaled / 2);
    Lane corrected = residual.fma(quotient.mul(2 / scaled), quotient);
    Lane negative = d.lt(Double.POSITIVE_INFINITY).select(corrected, quotient);
    return x.lt(0).select(negative, x.constant(1).sub(negative));
  }

  /**
   * With q = b / 4 and d = y² + q, f' is 1 - q / d from 1 / 2 on, and y² / d below. There, with t =
   * y / d rounded and y = t d + r, it is t y + t r as near as matters: only d has been rounded.
   */
  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    // A power of two, with which q is around 1 and y² does not underflow early.
    double scale = Math.scalb(1.0, -Math.getExponent(b / 4) / 2);
    double q = b / 4 * scale * scale;
    double middle = Math.sqrt(q);
    return Optional.of(
        y -> {
          Lane scaled = scale == 1 ? y : y.mul(scale);
          Lane d = scaled.fma(scaled, q);
          Mask upper = scaled.ge(middle);
          Lane t = upper.select(q, scaled).div(d);
          Lane r = t.neg().fma(d, scaled);
          Lane lower = t.fma(scaled, t.mul(r));
          return upper.select(y.constant(1).sub(t), lower);
        });
  }

  /** numerator - quotient (d + lost). */
  private static Lane residual(Lane quotient, Lane d, Lane lost, double numerator) {
    Lane minus = quotient.neg();
    return minus.fma(lost, minus.fma(d, numerator));
  }
}
