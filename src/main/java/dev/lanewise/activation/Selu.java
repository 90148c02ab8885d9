package dev.lanewise.activation;

import dev.lanewise.lane.Exp;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import java.util.Optional;

/**
 * The scaled exponential linear unit, which keeps mean 0 and variance 1 from layer to layer.
 *
 * <pre>
 * f(x)  = λx for x > 0, else λα (e^x - 1)
 * f'(x) = λ for x > 0, else λα e^x
 * f'    = λ for y > 0, else y + λα     from y = f(x)
 * α = 1.6732632423543772848…, λ = 1.0507009873554804934…
 * </pre>
 *
 * <p><b>Domain:</b> all x; -λα at -∞. <b>Kink:</b> f'(0) = λα, as in PyTorch.
 *
 * <p><b>Accuracy:</b> at most 1.3 ULP in float, 1.4 in double; derivative 1.0 and 1.0, from y 0.7
 * and 0.6, all against the exact λ and α. As y nears -λα, all that is left from y is the rounding
 * of λα, an absolute 2⁻²⁴ (2⁻⁵³), and of y itself.
 *
 * <p>Source: Klambauer, Unterthiner, Mayr and Hochreiter, "Self-normalizing neural networks", NIPS
 * 2017.
 */
public record Selu() implements ActivationFormula {
  private static final double LAMBDA = 1.0507009873554804934193349852946;
  private static final double LAMBDA_ALPHA = 1.7580993408473768599402175208123;

  @Override
  public String name() {
    return "selu";
  }

  @Override
  public Lane value(Lane x) {
    return x.ge(0).select(x.mul(LAMBDA), Exp.scaledExpm1NonPositive(x, LAMBDA_ALPHA));
  }

  @Override
  public Lane derivative(Lane x) {
    return x.gt(0).select(LAMBDA, Exp.scaledExpNonPositive(x, LAMBDA_ALPHA));
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return Optional.of(y -> y.gt(0).select(LAMBDA, y.add(LAMBDA_ALPHA)));
  }
}
