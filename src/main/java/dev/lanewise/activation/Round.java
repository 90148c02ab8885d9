package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Sign;
import java.util.Optional;

/**
 * The nearest whole number, of two that are as near the even one.
 *
 * <pre>
 * f(x)  = round(x)
 * f'(x) = 0
 * </pre>
 *
 * <p><b>Domain:</b> all x; ±∞ at ±∞. Odd; the sign of zero is kept, and a negative x that is
 * rounded to zero gives -0. NaN gives NaN, for the derivative too. <b>Jumps</b> half-way between
 * whole numbers: f' is 0 there too, as in PyTorch. oneDNN has no backward pass.
 *
 * <p><b>Accuracy:</b> exact. The derivative is a function of the output.
 *
 * <p>Source: IEEE 754, roundToIntegralTiesToEven; as an activation, oneDNN.
 */
public record Round() implements ActivationFormula {
  @Override
  public String name() {
    return "round";
  }

  /** The sum with a number of which the unit in the last place is 1 has lost the fraction. */
  @Override
  public Lane value(Lane x) {
    double whole = x.precision() == Precision.FLOAT ? 0x1p23 : 0x1p52;
    Lane magnitude = x.abs();
    Lane rounded = Sign.copy(x, magnitude.add(whole).sub(whole));
    return magnitude.lt(whole).select(rounded, x);
  }

  @Override
  public Lane derivative(Lane x) {
    return x.isNaN().select(x, 0);
  }

  @Override
  public Optional<LaneFunction> derivativeFromOutput() {
    return Optional.of(this::derivative);
  }
}
