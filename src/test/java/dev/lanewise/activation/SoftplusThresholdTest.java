package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A softplus with a threshold is the identity where βx is more than that, as in PyTorch. */
class SoftplusThresholdTest {
  private static final double[] X = {-10, 0, 0.5, Math.nextUp(0.5), 3};

  private static final Activation WITHOUT = Activation.of(new Softplus(4));
  private static final Activation AT_HALF = Activation.of(new Softplus(4, 2));

  @Test
  void valueIsTheArgumentAboveTheThresholdAndTheFormulaUpToIt() {
    double[] formula = new double[X.length];
    WITHOUT.apply(X, formula);
    double[] y = new double[X.length];
    AT_HALF.apply(X, y);
    assertArrayEquals(new double[] {formula[0], formula[1], formula[2], X[3], X[4]}, y);
    assertTrue(formula[4] > X[4]);
  }

  @Test
  void derivativeIsOneAboveTheThresholdAndTheFormulaUpToIt() {
    double[] formula = new double[X.length];
    WITHOUT.derivative(X, formula);
    double[] d = new double[X.length];
    AT_HALF.derivative(X, d);
    assertArrayEquals(new double[] {formula[0], formula[1], formula[2], 1, 1}, d);
    assertTrue(formula[4] < 1);
  }

  @Test
  void notANumberIsNotAboveTheThreshold() {
    float[] y = {Float.NaN};
    AT_HALF.apply(y, y);
    assertTrue(Float.isNaN(y[0]));
    AT_HALF.derivative(y, y);
    assertTrue(Float.isNaN(y[0]));
  }

  @Test
  void derivativeIsAFunctionOfTheOutputWhereTheThresholdDoesNotShow() {
    assertTrue(WITHOUT.supportsBackwardFromOutput());
    assertTrue(Activation.of(new Softplus(4, 38)).supportsBackwardFromOutput());
    assertFalse(Activation.of(new Softplus(4, 20)).supportsBackwardFromOutput());
  }

  @Test
  void withoutAThresholdThereIsNone() {
    assertEquals(new Softplus(4, Double.POSITIVE_INFINITY), new Softplus(4));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN})
  void thresholdBelowZeroIsRefused(double threshold) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> new Softplus(1, threshold)).getMessage();
    assertTrue(message.contains("threshold") && message.contains("" + threshold), message);
  }
}
