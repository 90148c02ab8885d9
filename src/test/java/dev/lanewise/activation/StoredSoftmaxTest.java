package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import dev.lanewise.testing.Inputs;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Softmax of segments and of values of 16 bits is that of arrays. */
class StoredSoftmaxTest {
  private static final int ROWS = 9;
  private static final double T = 0.7;

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

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 100, 700})
  void temperaturesAndMasksOfSegmentsGiveWhatArraysGive(int cols) {
    int n = ROWS * cols;
    double[] x = (double[]) Inputs.ordinary(Precision.DOUBLE, n, 1);
    double[] added = (double[]) Inputs.ordinary(Precision.DOUBLE, n, 2);
    boolean[] mask = mask(cols);
    StoredSoftmax softmax = Softmax.stored(Storage.DOUBLE);
    StoredMaskedSoftmax masked = MaskedSoftmax.stored(Storage.DOUBLE);
    double[] y = new double[n];
    double[] sums = new double[ROWS];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment sx = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, x);
      MemorySegment sAdded = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, added);
      MemorySegment sMask = bytes(arena, mask);
      MemorySegment sy = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, y);
      MemorySegment sSums = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, sums);
      Softmax.softmin(x, y, ROWS, cols);
      softmax.softmin(sx, sy, ROWS, cols);
      check(y, sy);
      Softmax.softmaxBackward(x, added, y, ROWS, cols, T);
      softmax.softmaxBackward(sx, sAdded, sy, ROWS, cols, T);
      check(y, sy);
      Softmax.logSoftmaxBackward(x, added, y, ROWS, cols, T);
      softmax.logSoftmaxBackward(sx, sAdded, sy, ROWS, cols, T);
      check(y, sy);
      Softmax.logSumExp(x, sums, ROWS, cols, T);
      softmax.logSumExp(sx, sSums, ROWS, cols, T);
      check(sums, sSums);
      MaskedSoftmax.softmax(x, added, y, ROWS, cols, T);
      masked.softmax(sx, sAdded, sy, ROWS, cols, T);
      check(y, sy);
      MaskedSoftmax.softmax(x, mask, y, ROWS, cols, T);
      masked.booleanSoftmax(sx, sMask, sy, ROWS, cols, T);
      check(y, sy);
      MaskedSoftmax.logSoftmax(x, mask, y, ROWS, cols, T);
      masked.booleanLogSoftmax(sx, sMask, sy, ROWS, cols, T);
      check(y, sy);
      MaskedSoftmax.logSumExp(x, mask, sums, ROWS, cols, T);
      masked.booleanLogSumExp(sx, sMask, sSums, ROWS, cols, T);
      check(sums, sSums);
      MaskedSoftmax.causalSoftmax(x, y, ROWS, cols, 2, T);
      masked.causalSoftmax(sx, sy, ROWS, cols, 2, T);
      check(y, sy);
      MaskedSoftmax.causalLogSumExp(x, sums, ROWS, cols, 2, T);
      masked.causalLogSumExp(sx, sSums, ROWS, cols, 2, T);
      check(sums, sSums);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 100, 700})
  void masksOfSixteenBitsRoundTheResultOnly(int cols) {
    int n = ROWS * cols;
    float[] ordinary = (float[]) Inputs.ordinary(Precision.FLOAT, n, 1);
    short[] x = new short[n];
    short[] added = new short[n];
    float[] wide = new float[n];
    float[] wideAdded = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = Float.floatToFloat16(ordinary[i]);
      added[i] = Float.floatToFloat16(i % 5 == 0 ? Float.NEGATIVE_INFINITY : ordinary[n - 1 - i]);
      wide[i] = Float.float16ToFloat(x[i]);
      wideAdded[i] = Float.float16ToFloat(added[i]);
    }
    boolean[] mask = mask(cols);
    StoredMaskedSoftmax stored = MaskedSoftmax.stored(Storage.FLOAT16);
    float[] expected = new float[n];
    float[] sums = new float[ROWS];
    short[] y = new short[n];
    short[] narrowSums = new short[ROWS];
    MaskedSoftmax.softmax(wide, wideAdded, expected, ROWS, cols, T);
    stored.softmax(x, added, y, ROWS, cols, T);
    check(expected, y);
    MaskedSoftmax.causalLogSoftmax(wide, expected, ROWS, cols, 2, T);
    stored.causalLogSoftmax(x, y, ROWS, cols, 2, T);
    check(expected, y);
    MaskedSoftmax.logSumExp(wide, mask, sums, ROWS, cols, T);
    stored.logSumExp(x, mask, narrowSums, ROWS, cols, T);
    check(sums, narrowSums);
    MaskedSoftmax.softmax(wide, mask, expected, ROWS, cols, T);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment sy = arena.allocate(ValueLayout.JAVA_SHORT, n);
      MemorySegment sx = arena.allocateFrom(ValueLayout.JAVA_SHORT, x);
      stored.booleanSoftmax(sx, bytes(arena, mask), sy, ROWS, cols, T);
      check(expected, sy.toArray(ValueLayout.JAVA_SHORT));
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    MemorySegment x = MemorySegment.ofArray(new float[12]);
    StoredMaskedSoftmax masked = MaskedSoftmax.stored(Storage.FLOAT);
    assertRefused(
        "mask is a segment over an array; truth values are bytes of a native one",
        () -> masked.booleanSoftmax(x, MemorySegment.ofArray(new byte[12]), x, 3, 4, 1));
    assertRefused(
        "mask has length 11, not rows · cols = 3 · 4",
        () -> masked.booleanSoftmax(x, MemorySegment.ofArray(new byte[11]), x, 3, 4, 1));
    assertRefused(
        "y has length 12, not rows = 3", () -> Softmax.stored(Storage.FLOAT).logSumExp(x, x, 3, 4));
    assertRefused(
        "temperature is 0.0; its magnitude must be from 7.888609052210118E-31 to"
            + " 1.2676506002282294E30 in float",
        () -> masked.causalSoftmax(x, x, 3, 4, 0, 0));
    assertRefused(
        "x is a short[]; this kernel works on float[]",
        () -> masked.softmax(new short[4], new boolean[4], new short[4], 1, 4, 1));
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

  private static void check(double[] expected, MemorySegment actual) {
    assertArrayEquals(expected, actual.toArray(ValueLayout.JAVA_DOUBLE));
  }

  /** The third row is masked entirely. */
  private static boolean[] mask(int cols) {
    boolean[] mask = new boolean[ROWS * cols];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % 7 != 3 && i / cols != 2;
    }
    return mask;
  }

  /** Any byte but 0 is true. */
  private static MemorySegment bytes(Arena arena, boolean[] mask) {
    MemorySegment bytes = arena.allocate(mask.length);
    for (int i = 0; i < mask.length; i++) {
      bytes.set(ValueLayout.JAVA_BYTE, i, (byte) (mask[i] ? i | 1 : 0));
    }
    return bytes;
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
