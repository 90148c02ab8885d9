package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import dev.lanewise.testing.Inputs;
import dev.lanewise.testing.Operation;
import dev.lanewise.testing.Stored;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Segments and values of 16 bits give what arrays give. */
class StoredActivationTest {
  private static final int N = 500;

  static List<Activation> activations() {
    return Operation.activations();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void floatSegmentsGiveWhatArraysGive(Activation f) {
    float[] x = (float[]) Inputs.mixed(Precision.FLOAT, N, 5);
    float[] dy = (float[]) Inputs.ordinary(Precision.FLOAT, N, 6);
    float[][] expected = new float[6][N];
    f.apply(x, expected[0]);
    f.derivative(x, expected[1]);
    f.valueAndDerivative(x, expected[2], expected[3]);
    f.backward(x, dy, expected[4]);
    if (f.supportsBackwardFromOutput()) {
      f.backwardFromOutput(expected[0], dy, expected[5]);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment nativeX = arena.allocateFrom(ValueLayout.JAVA_FLOAT, x);
      MemorySegment nativeDy = arena.allocateFrom(ValueLayout.JAVA_FLOAT, dy);
      for (boolean onHeap : new boolean[] {false, true}) {
        float[][] arrays = new float[6][N];
        MemorySegment[] y = new MemorySegment[6];
        for (int i = 0; i < y.length; i++) {
          y[i] =
              onHeap ? MemorySegment.ofArray(arrays[i]) : arena.allocate(ValueLayout.JAVA_FLOAT, N);
        }
        run(f, Storage.FLOAT, onHeap ? MemorySegment.ofArray(x) : nativeX, nativeDy, y);
        for (int i = 0; i < y.length; i++) {
          assertArrayEquals(expected[i], y[i].toArray(ValueLayout.JAVA_FLOAT), f + " " + i);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void doubleSegmentsGiveWhatArraysGive(Activation f) {
    double[] x = (double[]) Inputs.mixed(Precision.DOUBLE, N, 5);
    double[] dy = (double[]) Inputs.ordinary(Precision.DOUBLE, N, 6);
    double[][] expected = new double[6][N];
    f.apply(x, expected[0]);
    f.derivative(x, expected[1]);
    f.valueAndDerivative(x, expected[2], expected[3]);
    f.backward(x, dy, expected[4]);
    if (f.supportsBackwardFromOutput()) {
      f.backwardFromOutput(expected[0], dy, expected[5]);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment nativeX = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, x);
      MemorySegment nativeDy = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, dy);
      MemorySegment[] y = new MemorySegment[6];
      for (int i = 0; i < y.length; i++) {
        y[i] = arena.allocate(ValueLayout.JAVA_DOUBLE, N);
      }
      run(f, Storage.DOUBLE, nativeX, nativeDy, y);
      for (int i = 0; i < y.length; i++) {
        assertArrayEquals(expected[i], y[i].toArray(ValueLayout.JAVA_DOUBLE), f + " " + i);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void sixteenBitsAreWidenedAndTheResultIsRounded(Activation f) {
    for (Storage storage : List.of(Storage.FLOAT16, Storage.BFLOAT16)) {
      short[] x = new short[N];
      short[] dy = new short[N];
      float[] wideX = new float[N];
      float[] wideDy = new float[N];
      for (int i = 0; i < N; i++) {
        // All exponents of both signs, and some thirty mantissas.
        x[i] = (short) (i * 131);
        dy[i] = (short) (i * 257 + 1);
        wideX[i] = Stored.widen(storage, x[i]);
        wideDy[i] = Stored.widen(storage, dy[i]);
      }
      float[][] expected = new float[6][N];
      f.apply(wideX, expected[0]);
      f.derivative(wideX, expected[1]);
      f.valueAndDerivative(wideX, expected[2], expected[3]);
      f.backward(wideX, wideDy, expected[4]);
      if (f.supportsBackwardFromOutput()) {
        f.backwardFromOutput(wideX, wideDy, expected[5]);
      }
      StoredActivation stored = f.stored(storage);
      short[][] y = new short[6][N];
      stored.apply(x, y[0]);
      stored.derivative(x, y[1]);
      stored.valueAndDerivative(x, y[2], y[3]);
      stored.backward(x, dy, y[4]);
      if (f.supportsBackwardFromOutput()) {
        stored.backwardFromOutput(x, dy, y[5]);
      }
      for (int k = 0; k < y.length; k++) {
        for (int i = 0; i < N; i++) {
          String message = f + " " + storage + " " + k + " at " + wideX[i];
          assertEquals(
              Stored.rounded(storage, expected[k][i]), Stored.widen(storage, y[k][i]), message);
        }
      }
    }
  }

  @Test
  void inPlaceIsRightOnSegments() {
    try (Arena arena = Arena.ofConfined()) {
      float[] x = (float[]) Inputs.ordinary(Precision.FLOAT, N, 5);
      float[] expected = new float[N];
      Activations.tanh().apply(x, expected);
      MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_FLOAT, x);
      // Another object over the same memory.
      MemorySegment same = segment.asSlice(0);
      Activations.tanh().stored(Storage.FLOAT).apply(segment, same);
      assertArrayEquals(expected, segment.toArray(ValueLayout.JAVA_FLOAT));
    }
  }

  @Test
  void segmentsThatOverlapInPartAreRefused() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocate(400);
      assertRefused(
          IllegalArgumentException.class,
          "y at offset 0 and x at offset 0, 36 bytes apart, overlap over length 10; they must be"
              + " the same range or apart",
          () -> tanh().apply(segment.asSlice(0, 40), segment.asSlice(36, 40)));
      tanh().apply(segment.asSlice(0, 40), segment.asSlice(40, 40));
    }
    MemorySegment onHeap = MemorySegment.ofArray(new float[100]);
    assertRefused(
        IllegalArgumentException.class,
        "y at offset 9 and x at offset 0 of the same array overlap over length 10; they must be the"
            + " same range or apart",
        () -> tanh().apply(onHeap.asSlice(0, 40), onHeap.asSlice(36, 40)));
  }

  @Test
  void aRangeOutsideTheSegmentIsRefused() {
    MemorySegment slice = MemorySegment.ofArray(new float[100]).asSlice(40, 40);
    MemorySegment y = MemorySegment.ofArray(new float[100]);
    assertRefused(
        IndexOutOfBoundsException.class,
        "x: the range from 4 to 11 does not fit into a segment of length 10",
        () -> tanh().apply(slice, 4, y, 0, 7));
    assertRefused(
        IndexOutOfBoundsException.class,
        "x: the range from 9223372036854775807 to -9223372036854775808 does not fit into a segment"
            + " of length 10",
        () -> tanh().apply(slice, Long.MAX_VALUE, y, 0, 1));
    assertRefused(
        IndexOutOfBoundsException.class,
        "tanh: length -1 is negative",
        () -> tanh().apply(slice, 0, y, 0, -1));
  }

  @Test
  void segmentsOfOtherKindsAreRefused() {
    MemorySegment y = MemorySegment.ofArray(new float[10]);
    assertRefused(
        IllegalArgumentException.class,
        "x is a segment over another array than a float[]; give one over that or a native one",
        () -> tanh().apply(MemorySegment.ofArray(new byte[40]), y));
    assertRefused(
        IllegalArgumentException.class,
        "x is a segment over another array than a float[]; give one over that or a native one",
        () -> tanh().apply(MemorySegment.ofArray(new int[10]), y));
    assertRefused(
        IllegalArgumentException.class,
        "x begins within an element of its array, at byte 2",
        () -> tanh().apply(MemorySegment.ofArray(new float[11]).asSlice(2, 40), y));
    assertRefused(
        IllegalArgumentException.class,
        "y is written and must not be read-only",
        () -> tanh().apply(MemorySegment.ofArray(new float[10]), y.asReadOnly()));
    assertRefused(
        IllegalArgumentException.class,
        "x is a read-only segment over an array; give a writable or a native one",
        () -> tanh().apply(y.asReadOnly(), y));
    assertRefused(
        IllegalArgumentException.class,
        "x has 41 bytes, which do not make elements of 4 bytes; give offsets and sizes",
        () -> tanh().apply(MemorySegment.ofArray(new byte[41]), y));
    assertRefused(
        IllegalArgumentException.class,
        "x is a short[]; this kernel works on float[]",
        () -> tanh().apply(new short[4], new short[4]));
    assertRefused(
        NullPointerException.class,
        "x is null",
        () -> tanh().apply((MemorySegment) null, 0, y, 0, 1));
  }

  @Test
  void readOnlyNativeSegmentsAreRead() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment y = arena.allocate(4);
      tanh().apply(arena.allocateFrom(ValueLayout.JAVA_FLOAT, 100).asReadOnly(), y);
      assertEquals(1, y.get(ValueLayout.JAVA_FLOAT, 0));
    }
  }

  @Test
  void closedSegmentsAreRefused() {
    MemorySegment y = MemorySegment.ofArray(new float[10]);
    MemorySegment closed;
    try (Arena arena = Arena.ofConfined()) {
      closed = arena.allocate(40);
    }
    assertRefused(
        IllegalStateException.class,
        "x has been closed with its arena",
        () -> tanh().apply(closed, y));
  }

  @Test
  void segmentsOfAnotherThreadAreRefused() throws InterruptedException, ExecutionException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment x = arena.allocate(40);
      MemorySegment y = MemorySegment.ofArray(new float[10]);
      FutureTask<String> other =
          new FutureTask<>(
              () ->
                  assertThrows(WrongThreadException.class, () -> tanh().apply(x, y)).getMessage());
      Thread.ofPlatform().start(other).join();
      assertEquals("x belongs to another thread: allocate it from a shared arena", other.get());
    }
  }

  private static StoredActivation tanh() {
    return Activations.tanh().stored(Storage.FLOAT);
  }

  private static void run(
      Activation f, Storage storage, MemorySegment x, MemorySegment dy, MemorySegment[] y) {
    StoredActivation stored = f.stored(storage);
    stored.apply(x, y[0]);
    stored.derivative(x, y[1]);
    stored.valueAndDerivative(x, y[2], y[3]);
    stored.backward(x, dy, y[4]);
    if (f.supportsBackwardFromOutput()) {
      stored.backwardFromOutput(y[0], dy, y[5]);
    }
  }

  private static void assertRefused(
      Class<? extends RuntimeException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }
}
