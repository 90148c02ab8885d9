package dev.lanewise.activation;

import dev.lanewise.lane.Lane;

/**
 * The sparse sigmoid: the sparsemax of x and 0.
 *
 * <pre>
 * f(x)  = 0 for x ≤ -1, (x + 1) / 2 between, 1 for x ≥ 1
 * f'(x) = 1/2 for x between -1 and 1, both excluded, else 0
 * </pre>
 *
 * <p><b>Domain:</b> all x; 0 at -∞, 1 at +∞, derivative 0 at both. NaN gives NaN, for the
 * derivative too. <b>Kinks:</b> f'(-1) = f'(1) = 0.
 *
 * <p><b>Accuracy:</b> at most 0.5 ULP in float, 0.5 in double; derivative 0.0 and 0.0. It is no
 * function of the rounded output, which is 1 before x is.
 *
 * <p>Source: Blondel, Martins and Niculae, "Learning with Fenchel-Young losses", Journal of Machine
 * Learning Research 21 (2020); as an activation, JAX and Keras.
 */
public record SparseSigmoid() implements ActivationFormula {
  @Override
  public String name() {
    return "sparse_sigmoid";
  }

  @Override
  public Lane value(Lane x) {
    return Piecewise.clip(x.fma(0.5, 0.5), 0, 1);
  }

  @Override
  public Lane derivative(Lane x) {
    return Piecewise.slope(x.abs().lt(1), 0.5, x);
  }
}
