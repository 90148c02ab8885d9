package dev.lanewise.activation;

import dev.lanewise.lane.Lane;

/**
 * The hard swish of MobileNet. With parameters of one's own it is {@link ClippedSwish}.
 *
 * <pre>
 * f(x)  = x · min(max(0, x + 3), 6) / 6
 * f'(x) = 0 for x ≤ -3, x/3 + 1/2 between, 1 for x ≥ 3
 * </pre>
 *
 * <p><b>Domain:</b> all x; -0 for x ≤ -3, at -∞ too, where PyTorch has NaN; x from 3 on. Least
 * value -3/8 at x = -3/2, where the derivative is 0; so it is not a function of the output. The
 * sign of zero is kept. NaN gives NaN, for the derivative too. <b>Kinks:</b> f'(-3) = 0, f'(3) = 1,
 * as in PyTorch.
 *
 * <p><b>Accuracy:</b> at most 1.5 ULP in float, 1.5 in double; derivative 1.4 and 1.4, next to its
 * zero too.
 *
 * <p>Source: Howard and others, "Searching for MobileNetV3", ICCV 2019.
 */
public record Hardswish() implements ActivationFormula {
  @Override
  public String name() {
    return "hardswish";
  }

  @Override
  public Lane value(Lane x) {
    return x.le(-3).select(-0.0, x.ge(3).select(x, x.mul(Hardsigmoid.middle(x))));
  }

  @Override
  public Lane derivative(Lane x) {
    // 2x + 3 is exact next to the zero.
    Lane between = x.fma(2, 3).mul(1.0 / 6);
    return x.le(-3).select(0, x.ge(3).select(1, between));
  }
}
