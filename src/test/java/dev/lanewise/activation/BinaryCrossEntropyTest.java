package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.lane.Precision;
import dev.lanewise.testing.Inputs;
import org.junit.jupiter.api.Test;

/** Losses are those of the definition, in the tails too, and gradients their slopes. */
class BinaryCrossEntropyTest {
  private static final int N = 200;
  private static final double SCALE = 0.5;

  @Test
  void certainTargetsKeepTheirRelativeAccuracy() {
    double[] x = new double[N];
    double[] t = new double[N];
    for (int i = 0; i < N; i++) {
      x[i] = (i - N / 2) * 7.3;
      t[i] = i % 2;
    }
    double[] loss = new double[N];
    double[] gradient = new double[N];
    BinaryCrossEntropy.lossAndGradient(x, t, loss, gradient, SCALE);
    for (int i = 0; i < N; i++) {
      double z = t[i] == 1 ? -x[i] : x[i];
      double e = StrictMath.exp(-Math.abs(z));
      double exact = Math.max(z, 0) + StrictMath.log1p(e);
      double sigmoid = (z < 0 ? e : 1) / (1 + e);
      // Two ULP of the softplus or sigmoid, and as much of the reference.
      assertEquals(exact, loss[i], 4 * Math.ulp(exact), "at " + x[i]);
      double slope = t[i] == 1 ? -sigmoid : sigmoid;
      assertEquals(SCALE * slope, gradient[i], 4 * Math.ulp(slope), "at " + x[i]);
    }
    double[] alone = new double[N];
    BinaryCrossEntropy.loss(x, t, alone);
    assertArrayEquals(loss, alone);
  }

  @Test
  void uncertainTargetsWithWeights() {
    int cols = 20;
    double[] x = (double[]) Inputs.ordinary(Precision.DOUBLE, N, 1);
    double[] t = (double[]) Inputs.ordinary(Precision.DOUBLE, N, 2);
    double[] weights = new double[cols];
    for (int i = 0; i < N; i++) {
      t[i] = Math.abs(t[i]) / 20;
      weights[i % cols] = 0.5 + i % cols;
    }
    double[] loss = new double[N];
    double[] gradient = new double[N];
    BinaryCrossEntropy.weightedLossAndGradient(
        x, t, weights, loss, gradient, N / cols, cols, SCALE);
    for (int i = 0; i < N; i++) {
      double w = weights[i % cols];
      double softplus = StrictMath.log1p(StrictMath.exp(-Math.abs(x[i])));
      double ofPositive = Math.max(-x[i], 0) + softplus;
      double ofNegative = Math.max(x[i], 0) + softplus;
      double exact = w * t[i] * ofPositive + (1 - t[i]) * ofNegative;
      assertEquals(exact, loss[i], 8 * Math.ulp(exact), "at " + x[i]);
      double sigmoid = 1 / (1 + StrictMath.exp(-x[i]));
      double slope = (1 - t[i]) * sigmoid - w * t[i] * (1 - sigmoid);
      assertEquals(SCALE * slope, gradient[i], 8 * 0x1p-53 * w, "at " + x[i]);
    }
  }

  @Test
  void infiniteLogitsAndNaN() {
    float inf = Float.POSITIVE_INFINITY;
    float[] x = {inf, inf, -inf, -inf, Float.NaN, Float.NaN};
    float[] t = {1, 0, 1, 0, 1, 0};
    float[] loss = new float[6];
    float[] gradient = new float[6];
    BinaryCrossEntropy.lossAndGradient(x, t, loss, gradient, 1);
    assertArrayEquals(new float[] {0, inf, inf, 0, Float.NaN, Float.NaN}, loss);
    assertArrayEquals(new float[] {0, 1, -1, 0, Float.NaN, Float.NaN}, gradient);
  }

  @Test
  void lossAndGradientMayReplaceLogitsAndTargets() {
    float[] x = (float[]) Inputs.ordinary(Precision.FLOAT, N, 1);
    float[] t = new float[N];
    float[] loss = new float[N];
    float[] gradient = new float[N];
    BinaryCrossEntropy.lossAndGradient(x, t, loss, gradient, 1);
    BinaryCrossEntropy.lossAndGradient(x, t, x, t, 1);
    assertArrayEquals(loss, x);
    assertArrayEquals(gradient, t);
  }
}
