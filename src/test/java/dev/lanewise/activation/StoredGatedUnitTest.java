package dev.lanewise.activation;

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

/** Gated units of segments and of values of 16 bits are those of arrays. */
class StoredGatedUnitTest {
  private static final GatedUnit UNIT = GatedUnit.swiglu();
  private static final int ROWS = 3;
  private static final int COLS = 37;
  private static final int N = ROWS * COLS;

  @Test
  void floatSegmentsGiveWhatArraysGive() {
    float[] x = (float[]) Inputs.mixed(Precision.FLOAT, 2 * N, 1);
    float[] dy = (float[]) Inputs.ordinary(Precision.FLOAT, N, 2);
    float[][] expected = results(x, dy);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment both = arena.allocateFrom(ValueLayout.JAVA_FLOAT, x);
      MemorySegment upstream = arena.allocateFrom(ValueLayout.JAVA_FLOAT, dy);
      MemorySegment[] actual = results(UNIT.stored(Storage.FLOAT), both, upstream, arena);
      for (int i = 0; i < expected.length; i++) {
        assertArrayEquals(expected[i], actual[i].toArray(ValueLayout.JAVA_FLOAT), "result " + i);
      }
    }
  }

  @Test
  void doubleSegmentsGiveWhatArraysGive() {
    double[] x = (double[]) Inputs.mixed(Precision.DOUBLE, 2 * N, 1);
    double[] dy = (double[]) Inputs.ordinary(Precision.DOUBLE, N, 2);
    double[] y = new double[N];
    double[] dx = new double[2 * N];
    UNIT.applySplit(x, y, ROWS, COLS);
    UNIT.backwardSplit(x, dy, dx, ROWS, COLS);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment both = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, x);
      MemorySegment upstream = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, dy);
      MemorySegment[] actual = results(UNIT.stored(Storage.DOUBLE), both, upstream, arena);
      assertArrayEquals(y, actual[3].toArray(ValueLayout.JAVA_DOUBLE));
      assertArrayEquals(dx, actual[4].toArray(ValueLayout.JAVA_DOUBLE));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Storage.class,
      names = {"BFLOAT16", "FLOAT16"})
  void sixteenBitsAreWidenedAndTheResultsAreRounded(Storage storage) {
    short[] x = new short[2 * N];
    short[] dy = new short[N];
    float[] wideX = new float[2 * N];
    float[] wideDy = new float[N];
    for (int i = 0; i < 2 * N; i++) {
      // All exponents of both signs, and some mantissas.
      x[i] = (short) (i * 293);
      wideX[i] = Stored.widen(storage, x[i]);
      dy[i / 2] = (short) (i * 257 + 1);
      wideDy[i / 2] = Stored.widen(storage, dy[i / 2]);
    }
    float[][] expected = results(wideX, wideDy);
    StoredGatedUnit unit = UNIT.stored(storage);
    short[] gate = Arrays.copyOfRange(x, N, 2 * N);
    short[] value = Arrays.copyOf(x, N);
    short[][] y = new short[5][N];
    y[4] = new short[2 * N];
    unit.apply(value, gate, y[0]);
    unit.backward(value, gate, dy, y[1], y[2]);
    unit.applySplit(x, y[3], ROWS, COLS);
    unit.backwardSplit(x, dy, y[4], ROWS, COLS);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment both = arena.allocateFrom(ValueLayout.JAVA_SHORT, x);
      MemorySegment upstream = arena.allocateFrom(ValueLayout.JAVA_SHORT, dy);
      MemorySegment[] onSegments = results(unit, both, upstream, arena);
      for (int k = 0; k < y.length; k++) {
        short[] ofSegment = onSegments[k].toArray(ValueLayout.JAVA_SHORT);
        for (int i = 0; i < y[k].length; i++) {
          float wanted = Stored.rounded(storage, expected[k][i]);
          assertEquals(wanted, Stored.widen(storage, y[k][i]), k + " at " + i);
          assertEquals(wanted, Stored.widen(storage, ofSegment[i]), k + " of segments at " + i);
        }
      }
    }
  }

  @Test
  void inPlaceIsRightOnSegments() {
    float[] x = (float[]) Inputs.ordinary(Precision.FLOAT, 2 * N, 1);
    float[] dy = (float[]) Inputs.ordinary(Precision.FLOAT, N, 2);
    float[][] expected = results(x, dy);
    StoredGatedUnit unit = UNIT.stored(Storage.FLOAT);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment upstream = arena.allocateFrom(ValueLayout.JAVA_FLOAT, dy);
      MemorySegment both = arena.allocateFrom(ValueLayout.JAVA_FLOAT, x);
      unit.backwardSplit(both, upstream, both, ROWS, COLS);
      assertArrayEquals(expected[4], both.toArray(ValueLayout.JAVA_FLOAT));
      both.copyFrom(MemorySegment.ofArray(x));
      unit.backward(both, 0, both, N, upstream, 0, both, N, both, 0, N);
      assertArrayEquals(expected[1], both.asSlice(4 * N).toArray(ValueLayout.JAVA_FLOAT));
      assertArrayEquals(expected[2], both.asSlice(0, 4 * N).toArray(ValueLayout.JAVA_FLOAT));
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    StoredGatedUnit floats = UNIT.stored(Storage.FLOAT);
    StoredGatedUnit halves = UNIT.stored(Storage.FLOAT16);
    short[] a = new short[4];
    short[] d = new short[4];
    MemorySegment segment = MemorySegment.ofArray(new float[4]);
    assertRefused(
        "value has length 4, gate has length 3; whole arrays must be equally long, parts take"
            + " offsets and a length",
        () -> halves.apply(a, new short[3], d));
    assertRefused(
        "value has length 4, dGate has length 5; whole arrays must be equally long, parts take"
            + " offsets and a length",
        () -> halves.backward(a, a, a, d, new short[5]));
    assertRefused(
        "x has length 4, not rows · 2 cols = 2 · 6",
        () -> halves.applySplit(a, new short[6], 2, 3));
    assertRefused(
        "dx has length 2, not rows · 2 cols = 1 · 4",
        () -> halves.backwardSplit(a, new short[2], new short[2], 1, 2));
    assertRefused(
        "dGate at offset 0 and dValue at offset 0 of the same array overlap over length 4; they"
            + " must be apart",
        () -> halves.backward(a, a, a, d, d));
    assertRefused("value is a short[]; this kernel works on float[]", () -> floats.apply(a, a, d));
    assertRefused(
        "gate is a segment over another array than a float[]; give one over that or a native one",
        () -> floats.apply(segment, MemorySegment.ofArray(new int[4]), segment));
    assertRefused(
        "value is a segment over another array than a short[]; give one over that or a native one",
        () -> halves.apply(segment, segment, segment));
    assertThrows(NullPointerException.class, () -> UNIT.stored(null));
  }

  /** Values, both gradients; and the same of rows that hold both, where the gradients are one. */
  private static float[][] results(float[] x, float[] dy) {
    float[][] y = new float[5][N];
    y[4] = new float[2 * N];
    UNIT.apply(x, 0, x, N, y[0], 0, N);
    UNIT.backward(x, 0, x, N, dy, 0, y[1], 0, y[2], 0, N);
    UNIT.applySplit(x, y[3], ROWS, COLS);
    UNIT.backwardSplit(x, dy, y[4], ROWS, COLS);
    return y;
  }

  private static MemorySegment[] results(
      StoredGatedUnit unit, MemorySegment x, MemorySegment dy, Arena arena) {
    MemorySegment[] y = new MemorySegment[5];
    for (int i = 0; i < 5; i++) {
      y[i] = arena.allocate(i == 4 ? x.byteSize() : dy.byteSize());
    }
    MemorySegment value = x.asSlice(0, dy.byteSize());
    MemorySegment gate = x.asSlice(dy.byteSize());
    unit.apply(value, gate, y[0]);
    unit.backward(value, gate, dy, y[1], y[2]);
    unit.applySplit(x, y[3], ROWS, COLS);
    unit.backwardSplit(x, dy, y[4], ROWS, COLS);
    return y;
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
