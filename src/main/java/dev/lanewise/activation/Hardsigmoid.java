package dev.lanewise.activation;

import dev.lanewise.lane.Lane;

/**
 * The hard sigmoid of MobileNet, PyTorch and Keras 3. That of Keras 2 is {@link ClippedLinear}.
 *
 * <pre>
 * f(x)  = min(max(0, x + 3), 6) / 6
 * f'(x) = 1/6 for x between -3 and 3, both excluded, else 0
 * </pre>
 *
 * <p><b>Domain:</b> all x; 0 at -∞, 1 at +∞, derivative 0 at both. NaN gives NaN, for the
 * derivative too. <b>Kinks:</b> f'(-3) = f'(3) = 0, as in PyTorch.
 *
 * <p><b>Accuracy:</b> at most 0.7 ULP in float, 0.7 in double; derivative 0.4 and 0.4: it is 1/6,
 * rounded once. It is no function of the rounded output, which may be 1 before x is 3.
 *
 * <p>Source: Howard and others, "Searching for MobileNetV3", ICCV 2019.
 */
public record Hardsigmoid() implements ActivationFormula {
  private static final double SIXTH = 1.0 / 6;
  private static final double SIXTH_LOW = 0x1.5555555555555p-57;

  @Override
  public String name() {
    return "hardsigmoid";
  }

  @Override
  public Lane value(Lane x) {
    return x.le(-3).select(0, x.ge(3).select(1, middle(x)));
  }

  @Override
  public Lane derivative(Lane x) {
    return Piecewise.slope(x.abs().lt(3), 1.0 / 6, x);
  }

  /**
   * x / 6 + 1/2, for |x| &lt; 3. Next to -3 nearly nothing is left of that, and what rounding took
   * from 1/6 would count; so it is put back.
   */
  static Lane middle(Lane x) {
    double low = SIXTH - x.precision().round(SIXTH) + SIXTH_LOW;
    return x.fma(low, x.fma(SIXTH, 0.5));
  }
}
