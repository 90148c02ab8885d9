package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses are those of the definition, gradients their slopes. */
class CrossEntropyTest {
  private static final int ROWS = 9;
  private static final int IGNORED = 0;
  private static final double SMOOTHING = 0.15;
  private static final double SCALE = 0.25;

  /** Of a step that is not too small, against its third power and roundings divided by it. */
  private static final double SLOPE_ERROR = 1e-8;

  private static final double STEP = 1e-4;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 17, 130, 600})
  void theClassIsTheTarget(int cols) {
    Case c = new Case(cols);
    for (double smoothing : new double[] {0, SMOOTHING}) {
      for (double[] weights : new double[][] {null, c.weights}) {
        CrossEntropy crossEntropy =
            CrossEntropy.create().withLabelSmoothing(smoothing).withIgnoredIndex(IGNORED);
        double[] loss = new double[ROWS];
        double[] alone = new double[ROWS];
        double[] gradient = new double[ROWS * cols];
        crossEntropy.lossAndGradient(c.x, c.classes, weights, loss, gradient, ROWS, cols, SCALE);
        crossEntropy.loss(c.x, c.classes, weights, alone, ROWS, cols);
        assertArrayEquals(loss, alone);
        c.check(loss, gradient, weights, (row, j) -> c.ofClass(row, j, smoothing, weights));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 17, 130, 600})
  void aDistributionIsTheTarget(int cols) {
    Case c = new Case(cols);
    for (double smoothing : new double[] {0, SMOOTHING}) {
      for (double[] weights : new double[][] {null, c.weights}) {
        CrossEntropy crossEntropy = CrossEntropy.create().withLabelSmoothing(smoothing);
        double[] loss = new double[ROWS];
        double[] alone = new double[ROWS];
        double[] gradient = new double[ROWS * cols];
        crossEntropy.lossAndGradient(
            c.x, c.distribution, weights, loss, gradient, ROWS, cols, SCALE);
        crossEntropy.loss(c.x, c.distribution, weights, alone, ROWS, cols);
        assertArrayEquals(loss, alone);
        c.check(
            loss,
            gradient,
            weights,
            (row, j) -> {
              double w = weights == null ? 1 : weights[j];
              double t = c.distribution[row * cols + j];
              return w * ((1 - smoothing) * t + smoothing / cols);
            });
      }
    }
  }

  @Test
  void floatsAreDoublesRounded() {
    int cols = 50;
    Case c = new Case(cols);
    CrossEntropy crossEntropy = CrossEntropy.create().withLabelSmoothing(SMOOTHING);
    double[] loss = new double[ROWS];
    double[] gradient = new double[ROWS * cols];
    crossEntropy.lossAndGradient(c.x, c.classes, c.weights, loss, gradient, ROWS, cols, 1);
    float[] floatLoss = new float[ROWS];
    float[] floatGradient = new float[ROWS * cols];
    crossEntropy.lossAndGradient(
        floats(c.x), c.classes, floats(c.weights), floatLoss, floatGradient, ROWS, cols, 1);
    for (int row = 0; row < ROWS; row++) {
      // Some twenty roundings of numbers up to the loss.
      assertEquals(loss[row], floatLoss[row], 20 * 0x1p-24 * Math.max(1, loss[row]));
    }
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(gradient[i], floatGradient[i], 20 * 0x1p-24 * 2);
    }
  }

  @Test
  void gradientsMayReplaceLogitsOrDistributions() {
    int cols = 33;
    Case c = new Case(cols);
    CrossEntropy crossEntropy = CrossEntropy.create().withLabelSmoothing(SMOOTHING);
    double[] loss = new double[ROWS];
    double[] expected = new double[ROWS * cols];
    crossEntropy.lossAndGradient(c.x, c.classes, null, loss, expected, ROWS, cols, 1);
    double[] x = c.x.clone();
    crossEntropy.lossAndGradient(x, c.classes, null, loss, x, ROWS, cols, 1);
    assertArrayEquals(expected, x);
    crossEntropy.lossAndGradient(c.x, c.distribution, null, loss, expected, ROWS, cols, 1);
    double[] t = c.distribution.clone();
    crossEntropy.lossAndGradient(c.x, t, null, loss, t, ROWS, cols, 1);
    assertArrayEquals(expected, t);
  }

  @Test
  void maskedRowsHaveNoLossAndNoGradient() {
    double inf = Double.NEGATIVE_INFINITY;
    double[] x = {inf, inf, inf, 0, inf, 1};
    double[] loss = new double[2];
    double[] gradient = new double[6];
    for (double smoothing : new double[] {0, SMOOTHING}) {
      CrossEntropy crossEntropy = CrossEntropy.create().withLabelSmoothing(smoothing);
      crossEntropy.lossAndGradient(x, new int[] {1, 1}, null, loss, gradient, 2, 3, 1);
      assertArrayEquals(new double[3], Arrays.copyOf(gradient, 3));
      assertEquals(0, loss[0]);
      assertEquals(Double.POSITIVE_INFINITY, loss[1], "a class that is masked");
    }
    double[] certain = {0.5, 0.25, 0.25, 0.5, 0, 0.5};
    CrossEntropy.create().lossAndGradient(x, certain, null, loss, gradient, 2, 3, 1);
    assertArrayEquals(new double[3], Arrays.copyOf(gradient, 3));
    assertEquals(0, loss[0]);
    assertTrue(Double.isFinite(loss[1]), "a masked class of probability 0");
  }

  @Test
  void notANumberMakesItsRowNaN() {
    double[] x = {1, Double.NaN, 2, 3};
    double[] loss = new double[2];
    double[] gradient = new double[4];
    CrossEntropy.create().lossAndGradient(x, new int[] {0, 0}, null, loss, gradient, 2, 2, 1);
    assertTrue(Double.isNaN(loss[0]) && Double.isNaN(gradient[0]) && Double.isNaN(gradient[1]));
    assertTrue(Double.isFinite(loss[1]));
  }

  @Test
  void aClassThatIsNoColumnIsRefused() {
    float[] loss = {7, 7};
    assertEquals(
        "the class of row 1 is 3; it must be from 0 to 2, or -100 to be ignored",
        assertThrows(
                IllegalArgumentException.class,
                () -> CrossEntropy.create().loss(new float[6], new int[] {0, 3}, null, loss, 2, 3))
            .getMessage());
    assertArrayEquals(new float[] {7, 7}, loss);
  }

  /** q of a row's column. */
  private interface Target {
    double of(int row, int column);
  }

  /** Random logits and targets. */
  private static final class Case {
    private final int cols;
    private final double[] x;
    private final int[] classes;
    private final double[] distribution;
    private final double[] weights;

    Case(int cols) {
      SplittableRandom random = new SplittableRandom(cols);
      this.cols = cols;
      x = random.doubles((long) ROWS * cols, -5, 5).toArray();
      classes = random.ints(ROWS, 0, cols).toArray();
      distribution = random.doubles((long) ROWS * cols, 0, 1).toArray();
      weights = random.doubles(cols, 0.5, 2).toArray();
    }

    double ofClass(int row, int column, double smoothing, double[] weights) {
      if (classes[row] == IGNORED) {
        return 0;
      }
      double w = weights == null ? 1 : weights[column];
      double share = column == classes[row] ? 1 - smoothing : 0;
      return w * (share + smoothing / cols);
    }

    void check(double[] loss, double[] gradient, double[] weights, Target target) {
      double[] z = x.clone();
      for (int row = 0; row < ROWS; row++) {
        double exact = loss(z, row, target);
        assertEquals(exact, loss[row], 1e-13 * Math.max(1, exact) * cols, "row " + row);
        for (int j = 0; j < cols; j++) {
          int i = row * cols + j;
          z[i] = x[i] + STEP;
          double more = loss(z, row, target);
          z[i] = x[i] - STEP;
          double less = loss(z, row, target);
          z[i] = x[i];
          double slope = (more - less) / (2 * STEP);
          assertEquals(SCALE * slope, gradient[i], SLOPE_ERROR * cols, row + ", " + j);
        }
      }
    }

    private double loss(double[] z, int row, Target target) {
      double sum = 0;
      for (int j = 0; j < cols; j++) {
        sum += StrictMath.exp(z[row * cols + j]);
      }
      double loss = 0;
      for (int j = 0; j < cols; j++) {
        loss += target.of(row, j) * (StrictMath.log(sum) - z[row * cols + j]);
      }
      return loss;
    }
  }

  private static float[] floats(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }
}
