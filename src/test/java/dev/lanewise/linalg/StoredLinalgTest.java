package dev.lanewise.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.management.ThreadMXBean;
import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import dev.lanewise.testing.Inputs;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Normalisations and reductions of segments are those of arrays. */
class StoredLinalgTest {
  private static final int ROWS = 9;
  private static final double EPSILON = 1e-5;

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 100, 700})
  void normsOfSegmentsAreThoseOfArrays(int cols) {
    float[] x = values(ROWS * cols, 1);
    float[] dy = values(ROWS * cols, 2);
    float[] weight = values(cols, 3);
    float[] bias = values(cols, 4);
    StoredLayerNorm layerNorm = LayerNorm.stored(Storage.FLOAT);
    StoredRmsNorm rmsNorm = RmsNorm.stored(Storage.FLOAT);
    float[] y = new float[ROWS * cols];
    float[] dweight = bias.clone();
    float[] dbias = weight.clone();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment sx = copy(arena, x);
      MemorySegment sdy = copy(arena, dy);
      MemorySegment sw = copy(arena, weight);
      MemorySegment sb = copy(arena, bias);
      MemorySegment sy = copy(arena, y);
      MemorySegment sdw = copy(arena, dweight);
      MemorySegment sdb = copy(arena, dbias);
      LayerNorm.forward(x, y, ROWS, cols, EPSILON);
      layerNorm.forward(sx, sy, ROWS, cols, EPSILON);
      check(y, sy);
      LayerNorm.forward(x, weight, bias, y, ROWS, cols, EPSILON);
      layerNorm.forward(sx, sw, sb, sy, ROWS, cols, EPSILON);
      check(y, sy);
      LayerNorm.backward(x, dy, y, ROWS, cols, EPSILON);
      layerNorm.backward(sx, sdy, sy, ROWS, cols, EPSILON);
      check(y, sy);
      LayerNorm.backward(x, dy, weight, y, dweight, dbias, ROWS, cols, EPSILON);
      layerNorm.backward(sx, sdy, sw, sy, sdw, sdb, ROWS, cols, EPSILON);
      check(y, sy);
      check(dweight, sdw);
      check(dbias, sdb);
      RmsNorm.forward(x, y, ROWS, cols, EPSILON);
      rmsNorm.forward(sx, sy, ROWS, cols, EPSILON);
      check(y, sy);
      RmsNorm.forward(x, weight, y, ROWS, cols, EPSILON);
      rmsNorm.forward(sx, sw, sy, ROWS, cols, EPSILON);
      check(y, sy);
      RmsNorm.backward(x, dy, y, ROWS, cols, EPSILON);
      rmsNorm.backward(sx, sdy, sy, ROWS, cols, EPSILON);
      check(y, sy);
      RmsNorm.backward(x, dy, weight, y, dweight, ROWS, cols, EPSILON);
      rmsNorm.backward(sx, sdy, sw, sy, sdw, ROWS, cols, EPSILON);
      check(y, sy);
      check(dweight, sdw);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 100, 700})
  void reductionsOfSegmentsAreThoseOfArrays(int cols) {
    float[] a = values(ROWS * cols, 1);
    float[] b = values(ROWS * cols, 2);
    float[] y = new float[ROWS];
    int[] places = new int[ROWS];
    StoredReductions stored = Reductions.stored(Storage.FLOAT);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment sa = copy(arena, a);
      MemorySegment sb = copy(arena, b);
      MemorySegment sy = copy(arena, y);
      MemorySegment sp = arena.allocateFrom(ValueLayout.JAVA_INT, places);
      Reductions.sum(a, y, ROWS, cols);
      stored.sum(sa, sy, ROWS, cols);
      check(y, sy);
      Reductions.mean(a, y, ROWS, cols);
      stored.mean(sa, sy, ROWS, cols);
      check(y, sy);
      Reductions.variance(a, y, ROWS, cols, 1);
      stored.variance(sa, sy, ROWS, cols, 1);
      check(y, sy);
      Reductions.norm(a, y, ROWS, cols);
      stored.norm(sa, sy, ROWS, cols);
      check(y, sy);
      Reductions.max(a, y, ROWS, cols);
      stored.max(sa, sy, ROWS, cols);
      check(y, sy);
      Reductions.dot(a, b, y, ROWS, cols);
      stored.dot(sa, sb, sy, ROWS, cols);
      check(y, sy);
      Reductions.argmax(a, places, ROWS, cols);
      stored.argmax(sa, sp, ROWS, cols);
      assertArrayEquals(places, sp.toArray(ValueLayout.JAVA_INT));
      for (MemorySegment whole : new MemorySegment[] {sa, MemorySegment.ofArray(a)}) {
        assertEquals(Reductions.sum(a), stored.sum(whole));
        assertEquals(Reductions.mean(a), stored.mean(whole));
        assertEquals(Reductions.variance(a, 1), stored.variance(whole, 1));
        assertEquals(Reductions.norm(a), stored.norm(whole));
        assertEquals(Reductions.max(a), stored.max(whole));
        assertEquals(Reductions.argmax(a), stored.argmax(whole));
        assertEquals(Reductions.dot(a, b), stored.dot(whole, sb));
        int n = a.length - 5;
        assertEquals(Reductions.sum(a, 3, n), stored.sum(whole, 3, n));
        assertEquals(Reductions.variance(a, 3, n, 1), stored.variance(whole, 3, n, 1));
        assertEquals(Reductions.argmax(a, 3, n), stored.argmax(whole, 3, n));
        assertEquals(Reductions.dot(a, 3, b, 5, n), stored.dot(whole, 3, sb, 5, n));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16, 17, 700})
  void theKLargestOfSegmentsAreThoseOfArrays(int cols) {
    int k = (cols + 1) / 2;
    float[] x = values(2 + ROWS * (cols + 1), 1);
    // NaN is the largest, and of equal elements the first.
    for (int i = 2; i < x.length; i += 5) {
      x[i] = i % 10 == 2 ? Float.NaN : 0.5f;
    }
    float[] values = new float[1 + ROWS * (k + 2)];
    int[] indices = new int[3 + ROWS * (k + 1)];
    Reductions.topK(x, 2, cols + 1, values, 1, k + 2, indices, 3, k + 1, ROWS, cols, k);
    double[] wide = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wide[i] = x[i];
    }
    StoredReductions floats = Reductions.stored(Storage.FLOAT);
    StoredReductions doubles = Reductions.stored(Storage.DOUBLE);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment places = arena.allocate(4L * indices.length + 1).asSlice(1);
      for (MemorySegment of : new MemorySegment[] {copy(arena, x), MemorySegment.ofArray(x)}) {
        MemorySegment largest = arena.allocate(4L * values.length, 4);
        floats.topK(of, 2, cols + 1, largest, 1, k + 2, places, 3, k + 1, ROWS, cols, k);
        check(values, largest);
        assertArrayEquals(indices, places.toArray(ValueLayout.JAVA_INT_UNALIGNED));
      }
      double[] wideValues = new double[values.length];
      int[] widePlaces = new int[indices.length];
      doubles.topK(
          MemorySegment.ofArray(wide),
          2,
          cols + 1,
          MemorySegment.ofArray(wideValues),
          1,
          k + 2,
          MemorySegment.ofArray(widePlaces),
          3,
          k + 1,
          ROWS,
          cols,
          k);
      assertArrayEquals(indices, widePlaces);
      for (int i = 0; i < values.length; i++) {
        assertEquals(values[i], wideValues[i]);
      }
    }
  }

  @Test
  void theKLargestOfWholeSegmentsAndRanges() {
    MemorySegment x = MemorySegment.ofArray(new double[] {3, 9, 4, 8, 5, 7});
    double[] values = new double[2];
    int[] indices = new int[2];
    MemorySegment largest = MemorySegment.ofArray(values);
    MemorySegment places = MemorySegment.ofArray(indices);
    StoredReductions stored = Reductions.stored(Storage.DOUBLE);
    stored.topK(x, largest, places);
    assertArrayEquals(new double[] {9, 8}, values);
    assertArrayEquals(new int[] {1, 3}, indices);
    stored.topK(x, 2, 4, largest, 0, places, 0, 2);
    assertArrayEquals(new double[] {8, 7}, values);
    assertArrayEquals(new int[] {1, 3}, indices);
    stored.topK(x, largest, places, 2, 3, 1);
    assertArrayEquals(new double[] {9, 8}, values);
    assertArrayEquals(new int[] {1, 0}, indices);
  }

  @Test
  void theKLargestOfSegmentsAllocateNothing() {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    StoredReductions stored = Reductions.stored(Storage.FLOAT);
    stored.warmUp();
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment x = copy(arena, values(1000, 1));
      MemorySegment largest = arena.allocate(40, 4);
      MemorySegment places = arena.allocate(40, 4);
      long start = threads.getCurrentThreadAllocatedBytes();
      long before = threads.getCurrentThreadAllocatedBytes();
      stored.topK(x, largest, places);
      assertEquals(before - start, threads.getCurrentThreadAllocatedBytes() - before);
    }
  }

  @Test
  void theMaximumOfASegmentIsFoundWhereColumnsAreNoFloats() {
    float[] x = new float[(1 << 23) + 3];
    x[x.length - 2] = 1;
    x[x.length - 1] = 1;
    StoredReductions stored = Reductions.stored(Storage.FLOAT);
    assertEquals(x.length - 2, stored.argmax(MemorySegment.ofArray(x)));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment off = copy(arena, x);
      assertEquals(x.length - 3, stored.argmax(off, 1, x.length - 1));
      assertRefused(
          "y at offset 5 and x at offset 0 overlap; they must be apart",
          () -> stored.argmax(off, 0, 0, off.asSlice(0), 5, 1, x.length));
    }
  }

  @Test
  void theKLargestOfSegmentsNeedRoomOfTheirOwn() throws InterruptedException {
    StoredReductions stored = Reductions.stored(Storage.FLOAT);
    MemorySegment twelve = MemorySegment.ofArray(new float[12]);
    float[] values = {7, 7, 7};
    MemorySegment three = MemorySegment.ofArray(values);
    MemorySegment places = MemorySegment.ofArray(new int[3]);
    assertRefused(
        IndexOutOfBoundsException.class,
        "values: the range from 2 to 4 does not fit into a segment of length 3",
        () -> stored.topK(twelve, 0, 5, three, 2, places, 0, 2));
    assertRefused(
        IndexOutOfBoundsException.class,
        "x: the range from 10 to 13 does not fit into a segment of length 12",
        () -> stored.topK(twelve, 10, 3, three, 0, places, 0, 1));
    assertRefused(
        IndexOutOfBoundsException.class,
        "k -1 is negative",
        () -> stored.topK(twelve, 0, 3, three, 0, places, 0, -1));
    assertRefused(
        "k is 3, more than a row of length 2 has",
        () -> stored.topK(twelve, 0, 2, three, 0, places, 0, 3));
    assertRefused(
        "indices: leading dimension 0 is less than the row length 1",
        () -> stored.topK(twelve, 0, 4, three, 0, 1, places, 0, 0, 3, 4, 1));
    assertRefused(
        "indices is a segment over another array than an int[]; give one over that or a native one",
        () -> stored.topK(twelve, three, MemorySegment.ofArray(new float[3])));
    assertRefused(
        "values at offset 3 and x at offset 0 of the same array overlap; they must be apart",
        () -> stored.topK(twelve, 0, 4, twelve, 3, places, 0, 2));
    assertRefused(
        "values at offset 0 and x at offset 0 overlap; they must be apart",
        () -> stored.topK(twelve, 0, 4, twelve.asSlice(12), 0, places, 0, 2));
    stored.topK(twelve, 0, 3, twelve.asSlice(12), 0, places, 0, 2);
    MemorySegment closed;
    try (Arena arena = Arena.ofConfined()) {
      closed = arena.allocate(48, 4);
      MemorySegment open = closed;
      assertRefused(
          "indices at offset 2 and x at offset 0 overlap; they must be apart",
          () -> stored.topK(open, 0, 3, three, 0, open.asSlice(0), 2, 1));
      assertRefused(
          "indices at offset 1 and values at offset 0 overlap; they must be apart",
          () -> stored.topK(twelve, 0, 3, open, 0, open.asSlice(0), 1, 2));
      stored.topK(open, 0, 3, open.asSlice(0), 3, open.asSlice(0), 5, 2);
      assertRefused(
          "values is written and must not be read-only",
          () -> stored.topK(twelve, open.asReadOnly(), open));
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      Thread other =
          Thread.ofPlatform()
              .start(
                  () ->
                      thrown.set(
                          assertThrows(
                              WrongThreadException.class, () -> stored.topK(open, three, places))));
      other.join();
      assertEquals(
          "x belongs to another thread: allocate it from a shared arena",
          thrown.get().getMessage());
    }
    assertRefused(
        IllegalStateException.class,
        "x has been closed with its arena",
        () -> stored.topK(closed, 0, 3, three, 0, places, 0, 2));
    assertArrayEquals(new float[] {7, 7, 7}, values);
  }

  @Test
  void numbersOfDoublesAndOfNothing() {
    double[] x = {0.1, -0.7, 1e-30};
    StoredReductions stored = Reductions.stored(Storage.DOUBLE);
    MemorySegment segment = MemorySegment.ofArray(x);
    assertEquals(Reductions.sum(x), stored.sum(segment));
    assertEquals(Reductions.variance(x, 0), stored.variance(segment, 0));
    assertEquals(0, stored.sum(segment, 3, 0));
    assertEquals(Double.NaN, stored.variance(segment, 3, 0, 0));
    assertEquals(-1, stored.argmax(segment, 3, 0));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    MemorySegment eleven = MemorySegment.ofArray(new float[11]);
    MemorySegment twelve = MemorySegment.ofArray(new float[12]);
    StoredLayerNorm layerNorm = LayerNorm.stored(Storage.FLOAT);
    StoredReductions reductions = Reductions.stored(Storage.FLOAT);
    assertRefused(
        "x has length 11, not rows · cols = 3 · 4",
        () -> layerNorm.forward(eleven, twelve, 3, 4, EPSILON));
    assertRefused(
        "weight has length 11, not cols = 4",
        () -> layerNorm.forward(twelve, eleven, eleven, twelve, 3, 4, EPSILON));
    assertRefused(
        "epsilon is -1.0; it must be finite, from 0 on",
        () -> layerNorm.forward(twelve, twelve, 3, 4, -1));
    assertRefused(
        "correction is -1; it must not be negative", () -> reductions.variance(twelve, -1));
    assertRefused(
        "b has length 11, not the length of a = 12", () -> reductions.dot(twelve, eleven));
    assertRefused(
        "length 2147483648 is more than a row's 2147483647; take parts",
        () -> reductions.sum(twelve, 0, 1L << 31));
    for (Storage narrow : new Storage[] {Storage.FLOAT16, Storage.BFLOAT16}) {
      String end = narrow + ", because sums of 16 bits stop growing: keep its values as FLOAT";
      assertRefused("layer norm is not kept as " + end, () -> LayerNorm.stored(narrow));
      assertRefused("RMS norm is not kept as " + end, () -> RmsNorm.stored(narrow));
      assertRefused("a reduction is not kept as " + end, () -> Reductions.stored(narrow));
    }
  }

  private static float[] values(int length, int seed) {
    return (float[]) Inputs.ordinary(Precision.FLOAT, length, seed);
  }

  private static MemorySegment copy(Arena arena, float[] values) {
    return arena.allocateFrom(ValueLayout.JAVA_FLOAT, values);
  }

  private static void check(float[] expected, MemorySegment actual) {
    assertArrayEquals(expected, actual.toArray(ValueLayout.JAVA_FLOAT));
  }

  private static void assertRefused(String message, Executable call) {
    assertRefused(IllegalArgumentException.class, message, call);
  }

  private static void assertRefused(
      Class<? extends RuntimeException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }
}
