package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import dev.lanewise.lane.Sign;
import java.util.Optional;

/**
 * The softsign, a sigmoid whose tails fall off like 1 / x.
 *
 * <pre>
 * f(x)  = x / (1 + |x|)
 * f'(x) = 1 / (1 + |x|)²
 * f'    = (1 - |y|)²         from y = f(x)
 * </pre>
 *
 * <p><b>Domain:</b> all x; -1 at -∞, 1 at +∞, derivative 0 at both. Odd; the sign of zero is kept.
 * NaN gives NaN, for the derivative too. <b>Kink</b> of the derivative: f'(0) = 1, from both sides.
 *
 * <p><b>Accuracy:</b> at most 1.5 ULP in float, 1.5 in double; derivative 1.7 and 1.5, from y 2.0
 * and 2.0, but as |y| nears 1 that magnifies the rounding of y itself: use the input where that
 * matters.
 *
 * <p>Source: Bergstra, Desjardins, Lamblin and Bengio, "Quadratic polynomials learn better image
 * features", technical report 1337, Université de Montréal 2009.
 */
public record Softsign() implements ActivationFormula {
  /** From here on f is 1 to the last bit. */
  private static final double FAR = 0x1p60;

  @Override
  public String name() {
    return "softsign";
  }

  @Override
  public Lane value(Lane x) {
    Lane a = x.abs();
    Lane limited = a.ge(FAR).select(FAR, a);
    return Sign.copy(x, limited.div(limited.add(1)));
  }

  @Override
  public Lane derivative(Lane x) {
    Lane a = x.abs();
    Lane minusR = x.constant(-1).div(a.add(1));
    // 1 - r (1 + a), what r lacks: in two halves, since 1 - r would be rounded coarsely.
    Lane finite = a.lt(Double.POSITIVE_INFINITY).select(a, 0);
    Lane lack = minusR.fma(finite, 0.75).add(minusR.add(0.25));
    return minusR.mul(minusR.fma(lack.add(lack), minusR));
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return Optional.of(
        y -> {
          Lane r = y.constant(1).sub(y.abs());
          return r.mul(r);
        });
  }
}
