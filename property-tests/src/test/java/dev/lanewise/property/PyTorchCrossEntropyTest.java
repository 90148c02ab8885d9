package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.activation.CrossEntropy;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Cross-entropy and its gradient are those that PyTorch computes in float64. */
class PyTorchCrossEntropyTest {
  private static final int ROWS = 9;
  private static final int COLS = 11;

  /** Of a sum of 11 terms, a logarithm, and the sum of 9 losses that the test makes. */
  private static final double ROUNDINGS = 2 * (COLS + ROWS + SoftmaxContract.OTHER_ROUNDINGS);

  @Test
  void crossEntropyIsThatOfPyTorch() throws IOException {
    check("cross_entropy.safetensors", CrossEntropy.create());
  }

  @Test
  void withLabelSmoothingAndIgnoredRowsToo() throws IOException {
    check("cross_entropy_smooth_ignore.safetensors", CrossEntropy.create().withLabelSmoothing(0.1));
  }

  private static void check(String resource, CrossEntropy crossEntropy) throws IOException {
    Safetensors fixture = Safetensors.read(resource);
    int[] targets =
        Arrays.stream(fixture.get("target/class")).mapToInt(target -> (int) target).toArray();
    long counted = Arrays.stream(targets).filter(t -> t != CrossEntropy.DEFAULT_IGNORED).count();
    for (String reduction : new String[] {"sum", "mean"}) {
      double scale = reduction.equals("sum") ? 1 : 1.0 / counted;
      double[] x = fixture.get("input/x");
      double[] loss = new double[ROWS];
      double[] gradient = new double[ROWS * COLS];
      crossEntropy.lossAndGradient(x, targets, null, loss, gradient, ROWS, COLS, scale);
      compare(fixture, reduction, scale, loss, gradient, 0x1p-53);
      float[] floatLoss = new float[ROWS];
      float[] floatGradient = new float[ROWS * COLS];
      crossEntropy.lossAndGradient(
          Format.FLOAT.of(x), targets, null, floatLoss, floatGradient, ROWS, COLS, scale);
      compare(fixture, reduction, scale, widened(floatLoss), widened(floatGradient), 0x1p-24);
    }
  }

  private static void compare(
      Safetensors fixture,
      String reduction,
      double scale,
      double[] loss,
      double[] gradient,
      double roundoff) {
    double expectedLoss = fixture.get("output/" + reduction)[0];
    double allowed = ROUNDINGS * roundoff;
    assertEquals(
        expectedLoss, scale * Arrays.stream(loss).sum(), allowed * expectedLoss, reduction);
    double[] expected = fixture.get("grad/" + reduction);
    assertEquals(gradient.length, expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], gradient[i], allowed * scale, reduction + " at " + i);
    }
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }
}
