package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Temperatures and masks give, to the bit, what the plain functions give of logits that were scaled
 * and masked before.
 */
class SoftmaxLogitsTest {
  private static final int ROWS = 9;
  private static final double TEMPERATURE = 0.7;
  private static final float SCALE = (float) (1 / TEMPERATURE);

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 33, 200, 700})
  void aTemperatureDividesTheLogits(int cols) {
    float[] x = logits(cols);
    float[] z = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      z[i] = x[i] * SCALE;
    }
    Results actual = new Results(cols);
    Softmax.softmax(x, actual.softmax, ROWS, cols, TEMPERATURE);
    Softmax.logSoftmax(x, actual.logSoftmax, ROWS, cols, TEMPERATURE);
    Softmax.logSumExp(x, actual.logSumExp, ROWS, cols, TEMPERATURE);
    actual.check(z);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 33, 200, 700})
  void aMaskIsAdded(int cols) {
    float[] x = logits(cols);
    float[] mask = logits(cols);
    float[] z = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      mask[i] = i % 5 == 0 ? Float.NEGATIVE_INFINITY : mask[i] * 0.3f;
      z[i] = Math.fma(x[i], SCALE, mask[i]);
    }
    Results actual = new Results(cols);
    MaskedSoftmax.softmax(x, mask, actual.softmax, ROWS, cols, TEMPERATURE);
    MaskedSoftmax.logSoftmax(x, mask, actual.logSoftmax, ROWS, cols, TEMPERATURE);
    MaskedSoftmax.logSumExp(x, mask, actual.logSumExp, ROWS, cols, TEMPERATURE);
    actual.check(z);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 33, 200, 700})
  void aMaskLetsThrough(int cols) {
    float[] x = logits(cols);
    boolean[] mask = new boolean[x.length];
    float[] z = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      // The third row is masked entirely.
      mask[i] = i % 7 != 3 && i / cols != 2;
      z[i] = mask[i] ? x[i] * SCALE : Float.NEGATIVE_INFINITY;
      x[i] = mask[i] ? x[i] : Float.NaN;
    }
    Results actual = new Results(cols);
    MaskedSoftmax.softmax(x, mask, actual.softmax, ROWS, cols, TEMPERATURE);
    MaskedSoftmax.logSoftmax(x, mask, actual.logSoftmax, ROWS, cols, TEMPERATURE);
    MaskedSoftmax.logSumExp(x, mask, actual.logSumExp, ROWS, cols, TEMPERATURE);
    actual.check(z);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 16, 33, 200})
  void aRowSeesUpToTheDiagonal(int cols) {
    for (int diagonal : new int[] {0, -2, cols - ROWS, cols}) {
      float[] x = logits(cols);
      float[] z = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        z[i] = i % cols <= i / cols + diagonal ? x[i] * SCALE : Float.NEGATIVE_INFINITY;
      }
      Results actual = new Results(cols);
      MaskedSoftmax.causalSoftmax(x, actual.softmax, ROWS, cols, diagonal, TEMPERATURE);
      MaskedSoftmax.causalLogSoftmax(x, actual.logSoftmax, ROWS, cols, diagonal, TEMPERATURE);
      MaskedSoftmax.causalLogSumExp(x, actual.logSumExp, ROWS, cols, diagonal, TEMPERATURE);
      actual.check(z);
    }
  }

  @Test
  void oneRowOfAMaskServesAllRows() {
    float[] x = logits(4);
    float[] once = {0, Float.NEGATIVE_INFINITY, 1, 2};
    float[] all = new float[4 * ROWS];
    for (int i = 0; i < all.length; i++) {
      all[i] = once[i % 4];
    }
    float[] expected = new float[x.length];
    float[] actual = new float[x.length];
    MaskedSoftmax.softmax(x, all, expected, ROWS, 4, 1);
    MaskedSoftmax.softmax(x, 0, 4, once, 0, 0, actual, 0, 4, ROWS, 4, 1);
    assertArrayEquals(expected, actual);
  }

  @Test
  void softminIsTheSoftmaxOfTheNegatedLogits() {
    float[] x = logits(33);
    float[] negated = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      negated[i] = -x[i];
    }
    float[] expected = new float[x.length];
    float[] actual = new float[x.length];
    Softmax.softmax(negated, expected, ROWS, 33);
    Softmax.softmin(x, actual, ROWS, 33);
    assertArrayEquals(expected, actual);
  }

  @Test
  void gradientsAreDividedByTheTemperature() {
    float[] dy = logits(33);
    float[] y = new float[dy.length];
    float[] expected = new float[y.length];
    float[] actual = new float[y.length];
    Softmax.softmax(logits(33), y, ROWS, 33);
    Softmax.softmaxBackward(y, dy, expected, ROWS, 33);
    Softmax.softmaxBackward(y, dy, actual, ROWS, 33, TEMPERATURE);
    scale(expected);
    assertArrayEquals(expected, actual);
    Softmax.logSoftmax(logits(33), y, ROWS, 33);
    Softmax.logSoftmaxBackward(y, dy, expected, ROWS, 33);
    Softmax.logSoftmaxBackward(y, dy, actual, ROWS, 33, TEMPERATURE);
    scale(expected);
    assertArrayEquals(expected, actual);
  }

  @Test
  void logSumExpIsThatOfDoublesRounded() {
    for (int cols : new int[] {1, 17, 500}) {
      float[] x = logits(cols);
      float[] y = new float[ROWS];
      Softmax.logSumExp(x, y, ROWS, cols);
      for (int row = 0; row < ROWS; row++) {
        double sum = 0;
        for (int j = 0; j < cols; j++) {
          sum += StrictMath.exp(x[row * cols + j]);
        }
        double exact = StrictMath.log(sum);
        // The sum's few roundings count as absolute errors, the last addition as half an ulp.
        double allowed = 4 * 0x1p-24 + Math.ulp((float) exact);
        assertEquals(exact, y[row], allowed, cols + " columns, row " + row);
      }
    }
  }

  @Test
  void logSumExpOfSpecialRows() {
    float inf = Float.POSITIVE_INFINITY;
    float[][] rows = {
      {-inf, -inf}, {inf, 1}, {inf, Float.NaN}, {Float.NaN, 1}, {-inf, 3}, {inf, -inf}
    };
    float[] expected = {-inf, inf, Float.NaN, Float.NaN, 3, inf};
    for (int i = 0; i < rows.length; i++) {
      float[] y = new float[1];
      Softmax.logSumExp(rows[i], y, 1, 2);
      assertEquals(expected[i], y[0], Arrays.toString(rows[i]));
    }
  }

  @Test
  void aTemperatureIsFiniteAndNotZero() {
    for (double temperature : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertEquals(
          "temperature must be finite and not 0, not " + temperature,
          assertThrows(
                  IllegalArgumentException.class,
                  () -> Softmax.softmax(new float[1], new float[1], 1, 1, temperature))
              .getMessage());
    }
  }

  /** What three functions give, and what they should. */
  private static final class Results {
    private final int cols;
    private final float[] softmax;
    private final float[] logSoftmax;
    private final float[] logSumExp = new float[ROWS];

    Results(int cols) {
      this.cols = cols;
      this.softmax = new float[ROWS * cols];
      this.logSoftmax = new float[ROWS * cols];
    }

    void check(float[] z) {
      float[] expected = new float[z.length];
      Softmax.softmax(z, expected, ROWS, cols);
      assertArrayEquals(expected, softmax);
      Softmax.logSoftmax(z, expected, ROWS, cols);
      assertArrayEquals(expected, logSoftmax);
      float[] expectedSums = new float[ROWS];
      Softmax.logSumExp(z, expectedSums, ROWS, cols);
      assertArrayEquals(expectedSums, logSumExp);
    }
  }

  private static void scale(float[] gradients) {
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] *= SCALE;
    }
  }

  private static float[] logits(int cols) {
    SplittableRandom random = new SplittableRandom(cols);
    float[] x = new float[ROWS * cols];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian(0, 3);
    }
    return x;
  }
}
