package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With any β, a tail e^βx costs no accuracy: neither by the rounding of βx nor where e^βx is less
 * than a float can be, but the result is not.
 */
class SharpnessTest {
  private static final double ULPS = 4;

  /** What a result is, given x, e^βx and β. */
  private interface Tail {
    double of(double x, double e, double beta);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 1e-20, 1e-11, 1e-3, 0.7, 1, 1.702, 1e5, 1e30})
  void swishIsAccurateInItsTail(double beta) {
    check(beta, Activation.of(new Swish(beta))::apply, (x, e, b) -> x * e / (1 + e));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 1e-20, 1e-11, 1e-3, 0.7, 1, 1.702, 1e5, 1e30})
  void derivativeOfSwishIsAccurateInItsTail(double beta) {
    check(
        beta,
        Activation.of(new Swish(beta))::derivative,
        (x, e, b) -> e * (1 + e + b * x) / ((1 + e) * (1 + e)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 1e-20, 1e-11, 1e-3, 0.7, 1, 1.702, 1e5, 1e30})
  void softplusIsAccurateInItsTail(double beta) {
    check(beta, Activation.of(new Softplus(beta))::apply, (x, e, b) -> Math.log1p(e) / b);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-30, 1e-20, 1e-11, 1e-3, 0.7, 1, 1.702, 1e5, 1e30})
  void derivativeOfSoftplusIsAccurateInItsTail(double beta) {
    check(beta, Activation.of(new Softplus(beta))::derivative, (x, e, b) -> e / (1 + e));
  }

  private interface Floats {
    void apply(float[] x, float[] y);
  }

  private static void check(double beta, Floats function, Tail tail) {
    float[] x = new float[1000];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (-(2 + 0.2 * i) / beta);
    }
    float[] y = new float[x.length];
    function.apply(x, y);
    for (int i = 0; i < x.length; i++) {
      double exact = tail.of(x[i], Math.exp(beta * x[i]), beta);
      double error = Math.abs(y[i] - exact) / Math.ulp((float) exact);
      float at = x[i];
      assertTrue(error <= ULPS, () -> error + " ULP at " + at);
    }
  }
}
