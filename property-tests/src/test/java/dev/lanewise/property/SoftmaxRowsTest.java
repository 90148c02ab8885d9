package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.activation.Softmax;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Softmax over rows of every kind of length, with offsets and leading dimensions. */
class SoftmaxRowsTest {
  private static final int ROWS = 3;
  private static final float UNTOUCHED = -12345.678f;

  /** A forward pass with leading dimensions. */
  private interface Forward {
    void run(float[] x, int xo, int xs, float[] y, int yo, int ys, int rows, int cols);
  }

  /** A backward pass with leading dimensions. */
  private interface Backward {
    void run(
        float[] y,
        int yo,
        int ys,
        float[] dy,
        int dyo,
        int dys,
        float[] dx,
        int dxo,
        int dxs,
        int rows,
        int cols);
  }

  @Test
  void gradientsOfARowThatIsNotANumberAreNotTakenForMaskedOnes() {
    float[] nan = {Float.NaN, Float.NaN, Float.NaN};
    float[] dx = new float[3];
    Softmax.logSoftmaxBackward(nan, new float[] {1, 2, 3}, dx, 1, 3);
    assertArrayEquals(nan, dx);
    Softmax.softmaxBackward(nan, new float[] {1, 2, 3}, dx, 1, 3);
    assertArrayEquals(nan, dx);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 63, 64, 65, 127, 128, 129, 1000, 32001})
  void rowOfAnyLengthAgreesWithTheReference(int cols) {
    double[] logits = logits(cols);
    float[] y = new float[cols];
    Softmax.softmax(floats(logits), y, 1, cols);
    float[] logarithms = new float[cols];
    Softmax.logSoftmax(floats(logits), logarithms, 1, cols);
    double[] exact = SoftmaxReference.softmax(logits);
    double[] exactLogarithms = SoftmaxReference.logSoftmax(logits);
    for (int i = 0; i < cols; i++) {
      // The difference from the maximum, up to 16, is rounded before the exponential; the sum is a
      // tree over 64 strided sums, whose roundings mostly cancel.
      assertEquals(exact[i], y[i], 40 * 0x1p-24 * exact[i]);
      assertEquals(exactLogarithms[i], logarithms[i], 40 * 0x1p-24 * 16);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 63, 64, 65, 127, 128, 129, 1000, 32001})
  void rowOfAnyLengthSumsToOne(int cols) {
    float[] y = new float[cols];
    Softmax.softmax(floats(logits(cols)), y, 1, cols);
    double sum = IntStream.range(0, cols).mapToDouble(i -> y[i]).sum();
    assertEquals(1, sum, 40 * 0x1p-24);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 63, 64, 65, 127, 128, 129, 1000})
  void offsetsAndLeadingDimensionsChangeNoBit(int cols) {
    checkForward(cols, Softmax::softmax);
    checkForward(cols, Softmax::logSoftmax);
    checkBackward(cols, Softmax::softmaxBackward);
    checkBackward(cols, Softmax::logSoftmaxBackward);
  }

  @Test
  void noRowsAreNoWork() {
    Softmax.softmax(new float[0], new float[0], 0, 10);
    Softmax.logSoftmaxBackward(new double[0], new double[0], new double[0], 0, 10);
  }

  @Test
  void argumentsThatDoNotFitAreRefusedBeforeAnythingIsWritten() {
    float[] x = new float[20];
    float[] y = floats(new double[20]);
    Arrays.fill(y, UNTOUCHED);
    assertMessage(
        IllegalArgumentException.class, () -> Softmax.softmax(x, y, 3, 7), "20", "3", "7");
    assertMessage(
        IndexOutOfBoundsException.class, () -> Softmax.softmax(x, 0, 7, y, 0, 7, 3, 7), "20", "21");
    assertMessage(
        IllegalArgumentException.class, () -> Softmax.softmax(x, 0, 4, y, 0, 5, 4, 5), "4", "5");
    assertMessage(
        IndexOutOfBoundsException.class, () -> Softmax.softmax(x, -1, 5, y, 0, 5, 2, 5), "-1");
    assertMessage(
        IndexOutOfBoundsException.class, () -> Softmax.softmax(x, 0, 5, y, 0, 5, -2, 5), "-2");
    assertMessage(
        IllegalArgumentException.class, () -> Softmax.softmax(y, 0, 10, y, 3, 10, 1, 10), "0", "3");
    assertThrows(NullPointerException.class, () -> Softmax.softmax(null, y, 4, 5));
    assertThrows(NullPointerException.class, () -> Softmax.softmaxBackward(x, null, y, 4, 5));
    float[] untouched = new float[20];
    Arrays.fill(untouched, UNTOUCHED);
    assertArrayEquals(untouched, y);
  }

  private static void assertMessage(
      Class<? extends RuntimeException> type, Runnable call, String... numbers) {
    String message = assertThrows(type, call::run).getMessage();
    for (String number : numbers) {
      assertTrue(message.contains(number), () -> number + " is not in: " + message);
    }
  }

  private static void checkForward(int cols, Forward forward) {
    float[] x = floats(logits(ROWS * cols));
    float[] plain = new float[x.length];
    forward.run(x, 0, cols, plain, 0, cols, ROWS, cols);
    float[] y = spread(null, 5, cols + 2, cols);
    forward.run(spread(x, 3, cols + 7, cols), 3, cols + 7, y, 5, cols + 2, ROWS, cols);
    assertArrayEquals(spread(plain, 5, cols + 2, cols), y);
  }

  private static void checkBackward(int cols, Backward backward) {
    float[] y = new float[ROWS * cols];
    Softmax.softmax(floats(logits(y.length)), y, ROWS, cols);
    float[] dy = floats(logits(y.length));
    float[] plain = new float[y.length];
    backward.run(y, 0, cols, dy, 0, cols, plain, 0, cols, ROWS, cols);
    float[] dx = spread(null, 1, cols + 4, cols);
    backward.run(
        spread(y, 3, cols + 7, cols),
        3,
        cols + 7,
        spread(dy, 2, cols, cols),
        2,
        cols,
        dx,
        1,
        cols + 4,
        ROWS,
        cols);
    assertArrayEquals(spread(plain, 1, cols + 4, cols), dx);
  }

  /** A matrix with an offset and a leading dimension, surrounded by what must not be touched. */
  private static float[] spread(float[] dense, int offset, int stride, int cols) {
    float[] matrix = new float[offset + ROWS * stride + 9];
    Arrays.fill(matrix, UNTOUCHED);
    for (int row = 0; dense != null && row < ROWS; row++) {
      System.arraycopy(dense, row * cols, matrix, offset + row * stride, cols);
    }
    return matrix;
  }

  private static double[] logits(int count) {
    SplittableRandom random = new SplittableRandom(count);
    return random.doubles(count, -8, 8).map(x -> (float) x).toArray();
  }

  private static float[] floats(double[] numbers) {
    return Format.FLOAT.of(numbers);
  }
}
