package dev.lanewise.linalg;

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
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
