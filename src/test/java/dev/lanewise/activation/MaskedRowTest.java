package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A row that is masked entirely has no probabilities and passes no gradient on, whatever comes from
 * upstream; NaN in any other row is not lost.
 */
class MaskedRowTest {
  private static final double[] UPSTREAM = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1
  };

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16, 17, 64, 200})
  void aMaskedRowGivesZerosAndZeroGradients(int columns) {
    double[] x = filled(columns, Double.NEGATIVE_INFINITY);
    double[] y = new double[columns];
    Softmax.softmax(x, y, 1, columns);
    assertAll(0, y);
    for (double upstream : UPSTREAM) {
      double[] dx = filled(columns, 7);
      Softmax.softmaxBackward(y, filled(columns, upstream), dx, 1, columns);
      assertAll(0, dx);
    }
    Softmax.logSoftmax(x, y, 1, columns);
    assertAll(Double.NEGATIVE_INFINITY, y);
    for (double upstream : UPSTREAM) {
      double[] dx = filled(columns, 7);
      Softmax.logSoftmaxBackward(y, filled(columns, upstream), dx, 1, columns);
      assertAll(0, dx);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16, 17, 64, 200})
  void aMaskedRowOfFloatsToo(int columns) {
    float[] x = floats(columns, Double.NEGATIVE_INFINITY);
    float[] y = new float[columns];
    Softmax.softmax(x, y, 1, columns);
    assertAll(0, y);
    for (double upstream : UPSTREAM) {
      float[] dx = floats(columns, 7);
      Softmax.softmaxBackward(y, floats(columns, upstream), dx, 1, columns);
      assertAll(0, dx);
    }
    Softmax.logSoftmax(x, y, 1, columns);
    assertAll(Double.NEGATIVE_INFINITY, y);
    for (double upstream : UPSTREAM) {
      float[] dx = floats(columns, 7);
      Softmax.logSoftmaxBackward(y, floats(columns, upstream), dx, 1, columns);
      assertAll(0, dx);
    }
  }

  /** A masked element beside others has probability 0, and finite gradients stay finite. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16, 17, 64, 200})
  void aRowWithOneUnmaskedElementIsCertainOfIt(int columns) {
    float[] x = floats(columns, Double.NEGATIVE_INFINITY);
    x[1] = -3e38f;
    float[] y = new float[columns];
    Softmax.softmax(x, y, 1, columns);
    float[] expected = new float[columns];
    expected[1] = 1;
    assertTrue(Arrays.equals(expected, y));
    float[] dx = new float[columns];
    Softmax.softmaxBackward(y, floats(columns, 5), dx, 1, columns);
    assertAll(0, dx);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16, 17, 64, 200})
  void nanUpstreamOfAnUnmaskedRowIsNotLost(int columns) {
    float[] y = floats(columns, 1.0 / columns);
    float[] dy = floats(columns, 1);
    dy[columns - 1] = Float.NaN;
    float[] dx = new float[columns];
    Softmax.softmaxBackward(y, dy, dx, 1, columns);
    for (float gradient : dx) {
      assertTrue(Float.isNaN(gradient));
    }
  }

  /** A NaN makes all gradients of its row NaN but those of elements without a probability. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16, 17, 64, 200})
  void nanDoesNotReachMaskedElementsOfItsRow(int columns) {
    for (int at : new int[] {0, columns / 2, columns - 1}) {
      float[] y = new float[columns];
      y[at] = Float.NaN;
      assertNaNOnly(at, y, floats(columns, 1));
      y[at] = 1;
      for (int upstream = 0; upstream < columns; upstream++) {
        float[] dy = floats(columns, 1);
        dy[upstream] = Float.NaN;
        assertNaNOnly(at, y, dy);
      }
    }
  }

  private static void assertNaNOnly(int at, float[] y, float[] dy) {
    float[] dx = floats(y.length, 7);
    Softmax.softmaxBackward(y, dy, dx, 1, y.length);
    for (int i = 0; i < y.length; i++) {
      assertEquals(i == at ? Float.NaN : 0, dx[i]);
    }
  }

  /** log_softmax passes the upstream gradient of a masked element on, as its formula says. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 16, 17, 64, 200})
  void aRowMaskedInPartFollowsTheFormula(int columns) {
    for (int unmasked : new int[] {0, columns / 2, columns - 1}) {
      float[] y = floats(columns, Double.NEGATIVE_INFINITY);
      y[unmasked] = 0;
      float[] dx = new float[columns];
      Softmax.logSoftmaxBackward(y, floats(columns, 1), dx, 1, columns);
      for (int i = 0; i < columns; i++) {
        assertEquals(i == unmasked ? 1 - columns : 1, dx[i]);
      }
    }
  }

  private static void assertAll(double expected, double[] values) {
    for (double value : values) {
      // 0.0 + value: either zero will do.
      assertEquals(expected, 0.0 + value);
    }
  }

  private static void assertAll(double expected, float[] values) {
    for (float value : values) {
      assertEquals(expected, 0.0 + value);
    }
  }

  private static double[] filled(int length, double value) {
    double[] array = new double[length];
    Arrays.fill(array, value);
    return array;
  }

  private static float[] floats(int length, double value) {
    float[] array = new float[length];
    Arrays.fill(array, (float) value);
    return array;
  }
}
