package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.lane.Precision;
import dev.lanewise.testing.Inputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A learned slope for each channel, in columns or in rows. */
class PreluTest {
  private static final int ROWS = 9;

  /** Of the sum of a row, against terms of at most 20 · 20. */
  private static final double SUM_ERROR = 400 * 0x1p-53;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 17, 100})
  void columnsHaveSlopes(int cols) {
    double[] x = (double[]) Inputs.ordinary(Precision.DOUBLE, ROWS * cols, 1);
    double[] dy = (double[]) Inputs.ordinary(Precision.DOUBLE, ROWS * cols, 2);
    double[] slope = (double[]) Inputs.ordinary(Precision.DOUBLE, cols, 3);
    double[] dSlope = slope.clone();
    double[] y = new double[x.length];
    double[] dx = new double[x.length];
    double[] expectedY = new double[x.length];
    double[] expectedDx = new double[x.length];
    double[] expectedDSlope = slope.clone();
    for (int i = 0; i < x.length; i++) {
      int j = i % cols;
      expectedY[i] = x[i] > 0 ? x[i] : x[i] * slope[j];
      expectedDx[i] = x[i] > 0 ? dy[i] : dy[i] * slope[j];
      expectedDSlope[j] += x[i] > 0 ? 0 : x[i] * dy[i];
    }
    Prelu.apply(x, slope, y, ROWS, cols);
    Prelu.backward(x, slope, dy, dx, dSlope, ROWS, cols);
    assertArrayEquals(expectedY, y);
    assertArrayEquals(expectedDx, dx);
    assertArrayEquals(expectedDSlope, dSlope);
    Prelu.apply(x, slope, x, ROWS, cols);
    assertArrayEquals(expectedY, x);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 17, 100})
  void rowsHaveSlopes(int cols) {
    double[] x = (double[]) Inputs.ordinary(Precision.DOUBLE, ROWS * cols, 1);
    double[] dy = (double[]) Inputs.ordinary(Precision.DOUBLE, ROWS * cols, 2);
    double[] slope = (double[]) Inputs.ordinary(Precision.DOUBLE, ROWS, 3);
    double[] dSlope = slope.clone();
    double[] y = new double[x.length];
    double[] dx = new double[x.length];
    double[] expectedY = new double[x.length];
    double[] expectedDx = new double[x.length];
    double[] expectedDSlope = slope.clone();
    for (int i = 0; i < x.length; i++) {
      int r = i / cols;
      expectedY[i] = x[i] > 0 ? x[i] : x[i] * slope[r];
      expectedDx[i] = x[i] > 0 ? dy[i] : dy[i] * slope[r];
      expectedDSlope[r] += x[i] > 0 ? 0 : x[i] * dy[i];
    }
    Prelu.applyByRow(x, slope, y, ROWS, cols);
    Prelu.backwardByRow(x, slope, dy, dx, dSlope, ROWS, cols);
    assertArrayEquals(expectedY, y);
    assertArrayEquals(expectedDx, dx);
    assertArrayEquals(expectedDSlope, dSlope, SUM_ERROR * cols);
  }

  @Test
  void theSlopeIsTheDerivativeAtZeroAndNaNStaysNaN() {
    float[] x = {0, -0f, Float.NaN};
    float[] slope = {0.25f, 0.25f, 0.25f};
    float[] dy = {1, 1, 1};
    float[] dx = new float[3];
    Prelu.backward(x, slope, dy, dx, new float[3], 1, 3);
    assertArrayEquals(new float[] {0.25f, 0.25f, Float.NaN}, dx);
    float[] y = new float[3];
    Prelu.apply(x, slope, y, 1, 3);
    assertEquals(Float.NaN, y[2]);
  }
}
