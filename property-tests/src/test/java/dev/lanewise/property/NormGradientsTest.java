package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.linalg.LayerNorm;
import dev.lanewise.linalg.RmsNorm;
import dev.lanewise.property.Normalisation.Backward;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradients of x, weight and bias are the slopes of L = Σ dy·y by central differences, in
 * double; and wrong gradients are not.
 */
class NormGradientsTest {
  private static final int ROWS = 3;
  private static final int COLS = 7;
  private static final double EPSILON = 0.01;
  private static final double STEP = 0x1p-17;

  /**
   * Third derivatives times h² / 6, and the roundings of L, a sum of 21 terms below 10, divided by
   * h: both some 10⁻⁹.
   */
  private static final double TOLERANCE = 1e-7;

  static List<Normalisation<double[]>> normalisations() {
    return List.of(Normalisation.layerNormOfDoubles(), Normalisation.rmsNormOfDoubles());
  }

  @ParameterizedTest
  @MethodSource("normalisations")
  void gradientsAreTheSlopesOfTheForwardPass(Normalisation<double[]> norm) {
    checkSlopes(norm, norm.backward());
  }

  @Test
  void layerNormsGradientMistakesAreFound() {
    Backward<double[]> right = LayerNorm::backward;
    Normalisation<double[]> norm = Normalisation.layerNormOfDoubles();
    assertMistake(norm, withoutFeedback());
    assertMistake(norm, rmsNormInstead());
    assertMistake(norm, weightFromUpstreamAlone(right));
    assertMistake(norm, ofTheLastRowAlone(right));
  }

  @Test
  void rmsNormsGradientMistakesAreFound() {
    Backward<double[]> right = Normalisation.rmsNormOfDoubles().backward();
    Normalisation<double[]> norm = Normalisation.rmsNormOfDoubles();
    assertMistake(norm, withoutFeedback());
    assertMistake(norm, LayerNorm::backward);
    assertMistake(norm, weightFromUpstreamAlone(right));
    assertMistake(norm, ofTheLastRowAlone(right));
  }

  /** As if mean and variance did not depend on x. */
  private static Backward<double[]> withoutFeedback() {
    return (x, dy, weight, dx, dweight, dbias, rows, cols, epsilon) -> {
      LayerNorm.backward(x, dy, weight, dx, dweight, dbias, rows, cols, epsilon);
      for (int i = 0; i < dx.length; i++) {
        dx[i] = dy[i] * weight[i % cols];
      }
    };
  }

  private static Backward<double[]> rmsNormInstead() {
    return (x, dy, weight, dx, dweight, dbias, rows, cols, epsilon) ->
        RmsNorm.backward(x, dy, weight, dx, dweight, rows, cols, epsilon);
  }

  private static Backward<double[]> weightFromUpstreamAlone(Backward<double[]> right) {
    return (x, dy, weight, dx, dweight, dbias, rows, cols, epsilon) -> {
      right.run(x, dy, weight, dx, new double[cols], dbias, rows, cols, epsilon);
      for (int i = 0; i < dy.length; i++) {
        dweight[i % cols] += dy[i];
      }
    };
  }

  private static Backward<double[]> ofTheLastRowAlone(Backward<double[]> right) {
    return (x, dy, weight, dx, dweight, dbias, rows, cols, epsilon) -> {
      right.run(x, dy, weight, dx, new double[cols], new double[cols], rows, cols, epsilon);
      int last = (rows - 1) * cols;
      right.run(
          Arrays.copyOfRange(x, last, rows * cols),
          Arrays.copyOfRange(dy, last, rows * cols),
          weight,
          new double[cols],
          dweight,
          dbias,
          1,
          cols,
          epsilon);
    };
  }

  private static void assertMistake(Normalisation<double[]> norm, Backward<double[]> wrong) {
    assertThrows(AssertionError.class, () -> checkSlopes(norm, wrong));
  }

  private static void checkSlopes(Normalisation<double[]> norm, Backward<double[]> backward) {
    SplittableRandom random = new SplittableRandom(7);
    double[] x = random.doubles(ROWS * COLS, -2, 2).toArray();
    double[] dy = random.doubles(ROWS * COLS, -2, 2).toArray();
    double[] weight = random.doubles(COLS, -2, 2).toArray();
    double[] bias = random.doubles(COLS, -2, 2).toArray();
    double[] dx = new double[ROWS * COLS];
    double[] dweight = new double[COLS];
    double[] dbias = new double[COLS];
    backward.run(x, dy, weight, dx, dweight, dbias, ROWS, COLS, EPSILON);
    Loss loss =
        () -> {
          double[] y = new double[ROWS * COLS];
          norm.forward().run(x, weight, bias, y, ROWS, COLS, EPSILON);
          double sum = 0;
          for (int i = 0; i < y.length; i++) {
            sum += dy[i] * y[i];
          }
          return sum;
        };
    checkSlopes("x", loss, x, dx);
    checkSlopes("weight", loss, weight, dweight);
    if (norm.centred()) {
      checkSlopes("bias", loss, bias, dbias);
    }
  }

  /** L of the arrays as they are. */
  @FunctionalInterface
  private interface Loss {
    double now();
  }

  private static void checkSlopes(String what, Loss loss, double[] argument, double[] gradient) {
    for (int i = 0; i < argument.length; i++) {
      double here = argument[i];
      argument[i] = here + STEP;
      double right = loss.now();
      argument[i] = here - STEP;
      double left = loss.now();
      argument[i] = here;
      double slope = (right - left) / (2 * STEP);
      assertEquals(slope, gradient[i], TOLERANCE, "gradient of " + what + " at " + i);
    }
  }
}
