package dev.lanewise.activation;

import static dev.lanewise.testing.Stored.narrow;
import static dev.lanewise.testing.Stored.widen;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import dev.lanewise.testing.Inputs;
import dev.lanewise.testing.Stored;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Learned slopes of segments and of values of 16 bits are those of arrays. */
class StoredPreluTest {
  private static final int ROWS = 9;
  private static final int COLS = 37;
  private static final int N = ROWS * COLS;

  @Test
  void floatSegmentsGiveWhatArraysGive() {
    float[] x = (float[]) Inputs.ordinary(Precision.FLOAT, N, 1);
    float[] slope = (float[]) Inputs.ordinary(Precision.FLOAT, COLS, 2);
    float[] dy = (float[]) Inputs.ordinary(Precision.FLOAT, N, 3);
    float[][] expected = results(x, slope, dy);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment[] actual =
          results(
              Storage.FLOAT,
              arena.allocateFrom(ValueLayout.JAVA_FLOAT, x),
              arena.allocateFrom(ValueLayout.JAVA_FLOAT, slope),
              arena.allocateFrom(ValueLayout.JAVA_FLOAT, dy),
              arena);
      for (int i = 0; i < expected.length; i++) {
        assertArrayEquals(expected[i], actual[i].toArray(ValueLayout.JAVA_FLOAT), "result " + i);
      }
    }
  }

  @Test
  void doubleSegmentsGiveWhatArraysGive() {
    double[] x = (double[]) Inputs.ordinary(Precision.DOUBLE, N, 1);
    double[] slope = (double[]) Inputs.ordinary(Precision.DOUBLE, COLS, 2);
    double[] dy = (double[]) Inputs.ordinary(Precision.DOUBLE, N, 3);
    double[] dx = new double[N];
    double[] dSlope = new double[COLS];
    Prelu.backward(x, slope, dy, dx, dSlope, ROWS, COLS);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment[] actual =
          results(
              Storage.DOUBLE,
              arena.allocateFrom(ValueLayout.JAVA_DOUBLE, x),
              arena.allocateFrom(ValueLayout.JAVA_DOUBLE, slope),
              arena.allocateFrom(ValueLayout.JAVA_DOUBLE, dy),
              arena);
      assertArrayEquals(dx, actual[1].toArray(ValueLayout.JAVA_DOUBLE));
      assertArrayEquals(dSlope, actual[2].toArray(ValueLayout.JAVA_DOUBLE));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Storage.class,
      names = {"BFLOAT16", "FLOAT16"})
  void sixteenBitsAreWidenedAndAllButTheSumsIsRounded(Storage storage) {
    short[] x = narrow(storage, (float[]) Inputs.ordinary(Precision.FLOAT, N, 1));
    short[] slope = narrow(storage, (float[]) Inputs.ordinary(Precision.FLOAT, COLS, 2));
    short[] dy = narrow(storage, (float[]) Inputs.ordinary(Precision.FLOAT, N, 3));
    float[][] expected = results(widen(storage, x), widen(storage, slope), widen(storage, dy));
    for (int k : new int[] {0, 1, 3, 4}) {
      expected[k] = widen(storage, narrow(storage, expected[k]));
    }
    StoredPrelu prelu = Prelu.stored(storage);
    short[] y = new short[N];
    short[] dx = new short[N];
    float[] dSlope = new float[COLS];
    prelu.apply(x, slope, y, ROWS, COLS);
    prelu.backward(x, slope, dy, dx, dSlope, ROWS, COLS);
    assertArrayEquals(expected[0], widen(storage, y));
    assertArrayEquals(expected[1], widen(storage, dx));
    assertArrayEquals(expected[2], dSlope);
    short[] slopes = Arrays.copyOf(slope, ROWS);
    float[] dSlopes = new float[ROWS];
    prelu.applyByRow(x, slopes, y, ROWS, COLS);
    prelu.backwardByRow(x, slopes, dy, dx, dSlopes, ROWS, COLS);
    assertArrayEquals(expected[3], widen(storage, y));
    assertArrayEquals(expected[4], widen(storage, dx));
    assertArrayEquals(expected[5], dSlopes);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment[] actual =
          results(
              storage,
              arena.allocateFrom(ValueLayout.JAVA_SHORT, x),
              arena.allocateFrom(ValueLayout.JAVA_SHORT, slope),
              arena.allocateFrom(ValueLayout.JAVA_SHORT, dy),
              arena);
      for (int k = 0; k < expected.length; k++) {
        assertArrayEquals(
            expected[k],
            k % 3 == 2
                ? actual[k].toArray(ValueLayout.JAVA_FLOAT)
                : widen(storage, actual[k].toArray(ValueLayout.JAVA_SHORT)),
            "result " + k);
      }
    }
  }

  /** In bfloat16, the sum would stand still at -256. */
  @Test
  void aSumOverThousandsOfRowsGoesOn() {
    int rows = 5000;
    short[] minusOne = new short[rows];
    short[] one = new short[rows];
    Arrays.fill(minusOne, Stored.narrow(Storage.BFLOAT16, -1));
    Arrays.fill(one, Stored.narrow(Storage.BFLOAT16, 1));
    float[] dSlope = {0.5f};
    Prelu.stored(Storage.BFLOAT16)
        .backward(minusOne, new short[1], one, new short[rows], dSlope, rows, 1);
    assertEquals(0.5f - rows, dSlope[0]);
  }

  @Test
  void inPlaceIsRight() {
    short[] x = narrow(Storage.FLOAT16, (float[]) Inputs.ordinary(Precision.FLOAT, N, 1));
    short[] slope = narrow(Storage.FLOAT16, (float[]) Inputs.ordinary(Precision.FLOAT, COLS, 2));
    short[] y = new short[N];
    StoredPrelu prelu = Prelu.stored(Storage.FLOAT16);
    prelu.apply(x, slope, y, ROWS, COLS);
    prelu.apply(x, slope, x, ROWS, COLS);
    assertArrayEquals(y, x);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    StoredPrelu floats = Prelu.stored(Storage.FLOAT);
    StoredPrelu halves = Prelu.stored(Storage.FLOAT16);
    short[] a = new short[6];
    short[] slope = new short[3];
    MemorySegment onHeap = MemorySegment.ofArray(new short[6]);
    MemorySegment slopes = MemorySegment.ofArray(new short[3]);
    assertRefused("slope has length 6, not cols = 3", () -> halves.apply(a, a, a, 2, 3));
    assertRefused("slope has length 3, not rows = 2", () -> halves.applyByRow(a, slope, a, 2, 3));
    assertRefused(
        "dSlope has length 2, not cols = 3",
        () -> halves.backward(a, slope, a, a, new float[2], 2, 3));
    assertRefused(
        "x is a short[]; this kernel works on float[]", () -> floats.apply(a, slope, a, 2, 3));
    assertRefused(
        "dSlope has length 1, not cols = 3",
        () -> halves.backward(onHeap, slopes, onHeap, onHeap, onHeap.asSlice(0, 4), 2, 3));
    assertRefused(
        "dSlope is a segment over another array than a float[]; give one over that or a native one",
        () -> halves.backward(onHeap, slopes, onHeap, onHeap, onHeap, 2, 3));
    assertThrows(NullPointerException.class, () -> Prelu.stored(null));
    try (Arena arena = Arena.ofConfined()) {
      // Sizes in bytes are those of each one's own elements.
      MemorySegment memory = arena.allocate(100);
      assertRefused(
          "dSlope at offset 2 and dx at offset 0, 8 bytes apart, overlap over 2 rows of length 3,"
              + " with leading dimensions 0 and 3; they must be apart",
          () ->
              halves.backward(
                  onHeap, 0, 3, slopes, 0, onHeap, 0, 3, memory, 0, 3, memory, 2, 2, 3));
      halves.backward(onHeap, 0, 3, slopes, 0, onHeap, 0, 3, memory, 0, 3, memory, 3, 2, 3);
    }
  }

  /** Values, gradients of the inputs and of the slopes, by column and then by row. */
  private static float[][] results(float[] x, float[] slope, float[] dy) {
    float[][] y = {
      new float[N], new float[N], new float[COLS], new float[N], new float[N], new float[ROWS]
    };
    Prelu.apply(x, slope, y[0], ROWS, COLS);
    Prelu.backward(x, slope, dy, y[1], y[2], ROWS, COLS);
    float[] slopes = Arrays.copyOf(slope, ROWS);
    Prelu.applyByRow(x, slopes, y[3], ROWS, COLS);
    Prelu.backwardByRow(x, slopes, dy, y[4], y[5], ROWS, COLS);
    return y;
  }

  private static MemorySegment[] results(
      Storage storage, MemorySegment x, MemorySegment slope, MemorySegment dy, Arena arena) {
    int sum = Storage.of(storage.precision()).bytes();
    MemorySegment[] y = new MemorySegment[6];
    for (int k = 0; k < y.length; k++) {
      y[k] =
          k % 3 == 2
              ? arena.allocate((long) sum * (k == 2 ? COLS : ROWS))
              : arena.allocate(x.byteSize());
    }
    StoredPrelu prelu = Prelu.stored(storage);
    prelu.apply(x, slope, y[0], ROWS, COLS);
    prelu.backward(x, slope, dy, y[1], y[2], ROWS, COLS);
    MemorySegment slopes = slope.asSlice(0, (long) ROWS * storage.bytes());
    prelu.applyByRow(x, slopes, y[3], ROWS, COLS);
    prelu.backwardByRow(x, slopes, dy, y[4], y[5], ROWS, COLS);
    return y;
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
