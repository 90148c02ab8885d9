package dev.lanewise.jmh.example;

import dev.lanewise.activation.ActivationFormula;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Log;
import dev.lanewise.lane.Logistic;

/**
 * f(x) = x log(1 + σ(x)), f'(x) = log(1 + σ(x)) + x σ'(x) / (1 + σ(x)).
 *
 * <p>Source: Zhu, Zeng, Liu and Zhang, "Logish: a new nonlinear nonmonotonic activation function
 * for convolutional neural network", Neurocomputing 458 (2021).
 */
public record Logish() implements ActivationFormula {
  /** Below it log(1 + σ) is σ, and f is silu, which has its digits even where σ is subnormal. */
  private static final double TAIL = -40;

  /** Beyond it f' is log 2, and at infinity x σ'(x) would be ∞ · 0. */
  private static final double FLAT = 50;

  public String name() {
    return "logish";
  }

  public Lane value(Lane x) {
    Lane f = x.mul(Log.log1p(Logistic.sigmoid(x)));
    return x.lt(TAIL).select(Logistic.silu(x), f);
  }

  public Lane derivative(Lane x) {
    Lane z = x.gt(FLAT).select(FLAT, x);
    Lane s = Logistic.sigmoid(z);
    Lane d = z.fma(Logistic.sigmoidDerivative(z).div(s.add(1)), Log.log1p(s));
    return x.lt(TAIL).select(Logistic.siluDerivative(x), d);
  }
}
