package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import dev.lanewise.testing.Inputs;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Softmax of segments and of values of 16 bits is that of arrays. */
class StoredSoftmaxTest {
  private static final int ROWS = 9;

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 100, 700})
  void segmentsGiveWhatArraysGive(int cols) {
    int n = ROWS * cols;
    float[] x = (float[]) Inputs.ordinary(Precision.FLOAT, n, 1);
    float[] dy = (float[]) Inputs.ordinary(Precision.FLOAT, n, 2);
    float[][] expected = results(x, dy, cols);
    StoredSoftmax stored = Softmax.stored(Storage.FLOAT);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment in = arena.allocateFrom(ValueLayout.JAVA_FLOAT, x);
      MemorySegment upstream = arena.allocateFrom(ValueLayout.JAVA_FLOAT, dy);
      MemorySegment[] y = new MemorySegment[4];
      for (int i = 0; i < 4; i++) {
        y[i] = arena.allocate(ValueLayout.JAVA_FLOAT, n);
      }
      stored.softmax(in, y[0], ROWS, cols);
      stored.softmaxBackward(y[0], upstream, y[1], ROWS, cols);
      stored.logSoftmax(in, y[2], ROWS, cols);
      stored.logSoftmaxBackward(y[2], upstream, y[3], ROWS, cols);
      for (int i = 0; i < 4; i++) {
        assertArrayEquals(expected[i], y[i].toArray(ValueLayout.JAVA_FLOAT));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 100, 700})
  void onlyTheResultIsRounded(int cols) {
    int n = ROWS * cols;
    short[] x = new short[n];
    short[] dy = new short[n];
    float[] wideX = new float[n];
    float[] wideDy = new float[n];
    float[] ordinary = (float[]) Inputs.ordinary(Precision.FLOAT, n, 1);
    for (int i = 0; i < n; i++) {
      x[i] = Float.floatToFloat16(ordinary[i]);
      dy[i] = Float.floatToFloat16(ordinary[n - 1 - i]);
      wideX[i] = Float.float16ToFloat(x[i]);
      wideDy[i] = Float.float16ToFloat(dy[i]);
    }
    StoredSoftmax stored = Softmax.stored(Storage.FLOAT16);
    float[][] expected = results(wideX, wideDy, cols);
    short[] y = new short[n];
    stored.softmax(x, y, ROWS, cols);
    check(expected[0], y);
    stored.logSoftmax(x, y, ROWS, cols);
    check(expected[2], y);
    // Backward begins with what was rounded.
    float[] rounded = new float[n];
    for (int i = 0; i < n; i++) {
      rounded[i] = Float.float16ToFloat(y[i]);
    }
    float[] dx = new float[n];
    short[] narrowDx = new short[n];
    Softmax.logSoftmaxBackward(rounded, wideDy, dx, ROWS, cols);
    stored.logSoftmaxBackward(y, dy, narrowDx, ROWS, cols);
    check(dx, narrowDx);
    // In place.
    stored.softmax(x, x, ROWS, cols);
    check(expected[0], x);
  }

  /** Softmax, its gradient, its logarithm and the gradient of that. */
  private static float[][] results(float[] x, float[] dy, int cols) {
    float[][] y = new float[4][x.length];
    Softmax.softmax(x, y[0], ROWS, cols);
    Softmax.softmaxBackward(y[0], dy, y[1], ROWS, cols);
    Softmax.logSoftmax(x, y[2], ROWS, cols);
    Softmax.logSoftmaxBackward(y[2], dy, y[3], ROWS, cols);
    return y;
  }

  private static void check(float[] expected, short[] actual) {
    for (int i = 0; i < actual.length; i++) {
      assertEquals(Float.floatToFloat16(expected[i]), actual[i], "at " + i);
    }
  }
}
