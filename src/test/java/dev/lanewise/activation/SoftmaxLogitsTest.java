package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.lane.Storage;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Temperatures and masks give what the plain functions give of logits that were scaled and masked
 * before; to the bit, where the scaling is exact.
 */
class SoftmaxLogitsTest {
  private static final int ROWS = 9;
  private static final double TEMPERATURE = 0.7;
  private static final float SCALE = (float) (1 / TEMPERATURE);
  private static final double[] POWERS_OF_TWO = {0.25, 1, 4, -0.5, -2};

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 33, 200, 700})
  void aTemperatureDividesTheLogits(int cols) {
    for (double temperature : POWERS_OF_TWO) {
      float[] x = logits(cols);
      float[] z = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        z[i] = (float) (x[i] / temperature);
      }
      Results actual = new Results(cols);
      Softmax.softmax(x, actual.softmax, ROWS, cols, temperature);
      Softmax.logSoftmax(x, actual.logSoftmax, ROWS, cols, temperature);
      Softmax.logSumExp(x, actual.logSumExp, ROWS, cols, temperature);
      actual.check(z);
    }
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
      z[i] = mask[i] ? x[i] * 4 : Float.NEGATIVE_INFINITY;
      x[i] = mask[i] ? x[i] : Float.NaN;
    }
    Results actual = new Results(cols);
    MaskedSoftmax.softmax(x, mask, actual.softmax, ROWS, cols, 0.25);
    MaskedSoftmax.logSoftmax(x, mask, actual.logSoftmax, ROWS, cols, 0.25);
    MaskedSoftmax.logSumExp(x, mask, actual.logSumExp, ROWS, cols, 0.25);
    actual.check(z);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 16, 33, 200})
  void aRowSeesUpToTheDiagonal(int cols) {
    for (int diagonal : new int[] {0, -2, cols - ROWS, cols}) {
      float[] x = logits(cols);
      float[] z = new float[x.length];
      for (int i = 0; i < x.length; i++) {
        z[i] = i % cols <= i / cols + diagonal ? x[i] * 4 : Float.NEGATIVE_INFINITY;
      }
      Results actual = new Results(cols);
      MaskedSoftmax.causalSoftmax(x, actual.softmax, ROWS, cols, diagonal, 0.25);
      MaskedSoftmax.causalLogSoftmax(x, actual.logSoftmax, ROWS, cols, diagonal, 0.25);
      MaskedSoftmax.causalLogSumExp(x, actual.logSumExp, ROWS, cols, diagonal, 0.25);
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
  void aTemperatureThatIsNoPowerOfTwoAgreesWithDoubles() {
    int cols = 33;
    float[] x = logits(cols);
    float[] y = new float[x.length];
    float[] log = new float[x.length];
    float[] sums = new float[ROWS];
    for (double temperature : new double[] {0.07, 0.7, 3, -1.3}) {
      Softmax.softmax(x, y, ROWS, cols, temperature);
      Softmax.logSoftmax(x, log, ROWS, cols, temperature);
      Softmax.logSumExp(x, sums, ROWS, cols, temperature);
      for (int row = 0; row < ROWS; row++) {
        double[] z = new double[cols];
        Arrays.setAll(z, rowsLogits(x, row * cols, temperature));
        double max = Arrays.stream(z).max().orElseThrow();
        double sum = Arrays.stream(z).map(StrictMath::exp).sum();
        // 21 terms one after the other, as the class says, and what it says of other roundings.
        double roundings = (21 + 5) * 0x1p-24;
        double exact = StrictMath.log(sum);
        assertEquals(exact, sums[row], roundings + 0x1p-23 * (Math.abs(max) + Math.abs(exact)));
        for (int j = 0; j < cols; j++) {
          double p = StrictMath.exp(z[j]) / sum;
          double relative = roundings + 3 * (max - z[j]) * 0x1p-24;
          assertEquals(p, y[row * cols + j], p * relative + Float.MIN_VALUE);
          assertEquals(z[j] - exact, log[row * cols + j], relative + 0x1p-24 * (max - z[j]));
        }
      }
    }
  }

  private static IntToDoubleFunction rowsLogits(float[] x, int row, double temperature) {
    return j -> x[row + j] / temperature;
  }

  @Test
  void finiteLogitsAreSafeAtAnyTemperature() {
    float inf = Float.POSITIVE_INFINITY;
    float[] y = new float[2];
    float[] x = {1e38f, 0};
    Softmax.softmax(x, y, 1, 2, 0.1);
    assertArrayEquals(new float[] {1, 0}, y);
    Softmax.softmax(x, y, 1, 2, -0.1);
    assertArrayEquals(new float[] {0, 1}, y);
    Softmax.logSoftmax(x, y, 1, 2, 0.1);
    assertArrayEquals(new float[] {0, -inf}, y);
    float[] sum = new float[1];
    Softmax.logSumExp(x, sum, 1, 2, 0.1);
    assertEquals(inf, sum[0]);
    MaskedSoftmax.softmax(x, new float[] {1, 3e38f}, y, 1, 2, 0.1);
    assertArrayEquals(new float[] {1, 0}, y);
    MaskedSoftmax.softmax(x, new boolean[] {true, true}, y, 1, 2, 0.1);
    assertArrayEquals(new float[] {1, 0}, y);
    MaskedSoftmax.causalSoftmax(x, y, 1, 2, 1, 0.1);
    assertArrayEquals(new float[] {1, 0}, y);
    Softmax.softmax(new float[] {-2e38f, -2e38f}, y, 1, 2, 0.1);
    assertArrayEquals(new float[] {0.5f, 0.5f}, y);
    Softmax.logSumExp(new float[] {-2e38f, -2e38f}, sum, 1, 2, 0.1);
    assertEquals(-inf, sum[0]);
    // A difference that only a large temperature makes finite.
    Softmax.logSoftmax(new float[] {3e38f, -3e38f}, y, 1, 2, 1e30);
    assertArrayEquals(new float[] {0, -6e8f}, y, 100);
    float most = Float.MAX_VALUE;
    MaskedSoftmax.softmax(new float[] {most, most}, new float[] {most, most}, y, 1, 2, 1);
    assertArrayEquals(new float[] {0.5f, 0.5f}, y);
  }

  @Test
  void finiteLogitsInDoubleToo() {
    double[] y = new double[2];
    double[] x = {1e308, 0};
    Softmax.softmax(x, y, 1, 2, 0.1);
    assertArrayEquals(new double[] {1, 0}, y);
    double[] sum = new double[1];
    Softmax.logSumExp(x, sum, 1, 2, 0.1);
    assertEquals(Double.POSITIVE_INFINITY, sum[0]);
    MaskedSoftmax.softmax(x, new double[] {1, 1e308}, y, 1, 2, 0.1);
    assertArrayEquals(new double[] {1, 0}, y);
    Softmax.softmax(new double[] {1, Double.NEGATIVE_INFINITY}, y, 1, 2, 1e300);
    assertArrayEquals(new double[] {1, 0}, y);
    short[] stored = new short[2];
    // 2^127 in bfloat16.
    Softmax.stored(Storage.BFLOAT16).softmax(new short[] {0x7f00, 0}, stored, 1, 2, 0.1);
    assertArrayEquals(new short[] {0x3f80, 0}, stored);
  }

  @Test
  void aTemperatureIsInTheRangeOfItsPrecision() {
    double[] refused = {0, Double.NaN, Double.POSITIVE_INFINITY, 1e-310, -1e302};
    for (double temperature : refused) {
      assertRefused(
          temperature,
          0x1p1000 + " in double",
          () -> Softmax.softmax(new double[1], new double[1], 1, 1, temperature));
    }
    for (double temperature : new double[] {1e300, 1e31, -1e-31, Double.NaN}) {
      assertRefused(
          temperature,
          0x1p100 + " in float",
          () ->
              Softmax.logSoftmaxBackward(
                  new float[1], new float[1], new float[1], 1, 1, temperature));
      assertRefused(
          temperature,
          0x1p100 + " in float",
          () -> MaskedSoftmax.causalSoftmax(new float[1], new float[1], 1, 1, 0, temperature));
      assertRefused(
          temperature,
          0x1p100 + " in float",
          () ->
              Softmax.stored(Storage.FLOAT16)
                  .softmax(new short[1], new short[1], 1, 1, temperature));
    }
  }

  private static void assertRefused(double temperature, String end, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.startsWith("temperature is " + temperature + "; "), message);
    assertTrue(message.endsWith(end), message);
  }

  /** A float does not hold every number from 2^24 on. */
  @Test
  void rowsAreCountedExactlyHoweverManyThereAre() {
    int rows = (1 << 24) + 4;
    float[] y = new float[rows];
    int diagonal = -(1 << 24) - 1;
    MaskedSoftmax.causalSoftmax(new float[1], 0, 0, y, 0, 1, rows, 1, diagonal, 1);
    float[] expected = {0, 0, 1, 1, 1};
    assertArrayEquals(expected, Arrays.copyOfRange(y, rows - 5, rows));
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
