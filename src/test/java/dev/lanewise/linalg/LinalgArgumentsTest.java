package dev.lanewise.linalg;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What normalisations and reductions refuse besides what every kernel does. */
class LinalgArgumentsTest {
  private static final int UNTOUCHED = -77;

  private final float[] x = new float[12];
  private final float[] y = untouched(12);
  private final float[] row = new float[4];
  private final float[] column = untouched(3);
  private final int[] places = new int[3];

  private static float[] untouched(int length) {
    float[] array = new float[length];
    Arrays.fill(array, UNTOUCHED);
    return array;
  }

  private void assertRefused(Class<? extends Exception> type, Executable call, String... words) {
    String message = assertThrows(type, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
    assertArrayEquals(untouched(12), y);
    assertArrayEquals(untouched(3), column);
  }

  private void assertRefused(Executable call, String... words) {
    assertRefused(IllegalArgumentException.class, call, words);
  }

  @Test
  void wholeArraysHaveTheLengthOfTheirShape() {
    float[] eleven = new float[11];
    float[] five = new float[5];
    assertRefused(() -> LayerNorm.forward(eleven, y, 3, 4, 1), "x", "11", "3 · 4");
    assertRefused(() -> LayerNorm.forward(x, eleven, 3, 4, 1), "y", "11", "3 · 4");
    assertRefused(() -> LayerNorm.forward(x, five, row, y, 3, 4, 1), "weight", "5", "cols = 4");
    assertRefused(() -> LayerNorm.forward(x, row, five, y, 3, 4, 1), "bias", "5", "cols = 4");
    assertRefused(() -> LayerNorm.backward(x, eleven, y, 3, 4, 1), "dy", "11");
    assertRefused(
        () -> LayerNorm.backward(x, x, row, y, five, row, 3, 4, 1), "dweight", "5", "cols = 4");
    assertRefused(
        () -> LayerNorm.backward(x, x, row, y, row, five, 3, 4, 1), "dbias", "5", "cols = 4");
    assertRefused(() -> RmsNorm.forward(x, eleven, 3, 4, 1), "y", "11", "3 · 4");
    assertRefused(() -> RmsNorm.forward(x, five, y, 3, 4, 1), "weight", "5", "cols = 4");
    assertRefused(() -> RmsNorm.backward(x, x, eleven, 3, 4, 1), "dx", "11");
    assertRefused(() -> RmsNorm.backward(x, x, row, y, five, 3, 4, 1), "dweight", "5", "cols = 4");
    assertRefused(() -> Reductions.sum(eleven, column, 3, 4), "x", "11", "3 · 4");
    assertRefused(() -> Reductions.sum(x, column, 2, 6), "y", "3", "rows = 2");
    assertRefused(() -> Reductions.argmax(x, new int[4], 3, 4), "y", "4", "rows = 3");
    assertRefused(() -> Reductions.dot(x, eleven, column, 3, 4), "b", "11", "3 · 4");
    assertRefused(() -> Reductions.dot(x, eleven), "11", "12");
    assertRefused(() -> Reductions.topK(x, column, new int[2]), "indices", "2", "3");
    assertRefused(() -> Reductions.topK(x, column, places, 3, 4, 2), "values", "3 · 2");
  }

  @Test
  void epsilonIsFiniteAndNotNegative() {
    // The last two are not in float.
    for (double wrong : new double[] {-1e-5, Double.NaN, Double.POSITIVE_INFINITY, 1e39, 1e-46}) {
      String shown = Double.toString(wrong);
      assertRefused(() -> LayerNorm.forward(x, y, 3, 4, wrong), "epsilon", shown);
      assertRefused(() -> LayerNorm.forward(x, row, row, y, 3, 4, wrong), "epsilon", shown);
      assertRefused(() -> LayerNorm.backward(x, x, y, 3, 4, wrong), "epsilon", shown);
      assertRefused(
          () -> LayerNorm.backward(x, x, row, y, new float[4], new float[4], 3, 4, wrong),
          "epsilon",
          shown);
      assertRefused(() -> RmsNorm.forward(x, y, 3, 4, wrong), "epsilon", shown);
      assertRefused(() -> RmsNorm.forward(x, row, y, 3, 4, wrong), "epsilon", shown);
      assertRefused(() -> RmsNorm.backward(x, x, y, 3, 4, wrong), "epsilon", shown);
      assertRefused(
          () -> RmsNorm.backward(x, x, row, y, new float[4], 3, 4, wrong), "epsilon", shown);
    }
  }

  /** Rounded to 0 it would make NaN of a row of equal elements. */
  @Test
  void anEpsilonIsNotLostInFloat() {
    assertRefused(() -> LayerNorm.forward(x, y, 3, 4, 1e-46), "1.0E-46", "0 in float");
    double[] wide = {3, 3, 3, 3};
    LayerNorm.forward(wide, wide, 1, 4, 1e-46);
    assertArrayEquals(new double[4], wide);
    float[] narrow = {3, 3, 3, 3};
    LayerNorm.forward(narrow, narrow, 1, 4, Float.MIN_VALUE);
    assertArrayEquals(new float[4], narrow);
    LayerNorm.stored(Storage.DOUBLE)
        .forward(MemorySegment.ofArray(wide), MemorySegment.ofArray(wide), 1, 4, 1e-46);
    MemorySegment segment = MemorySegment.ofArray(narrow);
    assertRefused(
        () -> LayerNorm.stored(Storage.FLOAT).forward(segment, segment, 1, 4, 1e-46), "in float");
  }

  @Test
  void sumsOfNoColumnsMayStandInTheirOwnInput() {
    float[] z = {9, 9, 9};
    Reductions.sum(z, 0, 0, z, 0, 3, 0);
    assertArrayEquals(new float[3], z);
  }

  @Test
  void aCorrectionIsNotNegative() {
    assertRefused(() -> Reductions.variance(x, -1), "correction", "-1");
    assertRefused(() -> Reductions.variance(x, column, 3, 4, -1), "correction", "-1");
  }

  @Test
  void rangesOfNumbersAreWithinTheirArrays() {
    Class<IndexOutOfBoundsException> outside = IndexOutOfBoundsException.class;
    assertRefused(outside, () -> Reductions.sum(x, 10, 3), "13", "12");
    assertRefused(outside, () -> Reductions.mean(x, -1, 3), "-1");
    assertRefused(outside, () -> Reductions.max(x, 0, -3), "-3");
    assertRefused(outside, () -> Reductions.norm(x, 13, 0), "13", "12");
    assertRefused(outside, () -> Reductions.argmax(x, 10, 3), "13", "12");
    assertRefused(outside, () -> Reductions.dot(x, 0, x, 10, 3), "13", "12");
    assertRefused(outside, () -> Reductions.argmax(x, 0, 1 << 24), "16777216", "12");
    assertRefused(outside, () -> Reductions.argmax(x, 0, 0, places, 1, 3, 1 << 24), "12");
    assertThrows(NullPointerException.class, () -> Reductions.sum((float[]) null, 0, 3));
  }

  @Test
  void theKLargestNeedRoomOfTheirOwn() {
    Class<IndexOutOfBoundsException> outside = IndexOutOfBoundsException.class;
    assertRefused(() -> Reductions.topK(x, 0, 2, column, 0, places, 0, 3), "3", "2");
    assertRefused(outside, () -> Reductions.topK(x, 0, 2, column, 0, places, 0, -1), "k", "-1");
    assertRefused(outside, () -> Reductions.topK(x, 0, -2, column, 0, places, 0, 1), "-2");
    assertRefused(outside, () -> Reductions.topK(x, 10, 3, column, 0, places, 0, 1), "13", "12");
    assertRefused(outside, () -> Reductions.topK(x, 0, 5, column, 2, places, 0, 2), "4", "3");
    assertRefused(outside, () -> Reductions.topK(x, 0, 5, column, 0, places, -2, 2), "-2");
    assertRefused(
        outside, () -> Reductions.topK(x, 0, 4, column, 0, 1, places, 0, 1, -3, 4, 1), "-3");
    assertRefused(() -> Reductions.topK(x, 0, 3, column, 0, 1, places, 0, 1, 3, 4, 1), "3", "4");
    assertRefused(
        () -> Reductions.topK(x, 0, 4, column, 0, 1, places, 0, 0, 3, 4, 1), "indices", "0", "1");
    assertRefused(() -> Reductions.topK(y, 0, 4, y, 3, places, 0, 2), "3", "0", "apart");
    Reductions.topK(x, 0, 4, x, 4, places, 0, 2);
    assertThrows(NullPointerException.class, () -> Reductions.topK(x, 0, 4, column, 0, null, 0, 2));
  }

  @Test
  void theKLargestAllocateNothing() {
    ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);
    float[] many = new float[1000];
    for (int i = 0; i < many.length; i++) {
      many[i] = i * 37 % 1000;
    }
    float[] values = new float[10];
    int[] indices = new int[10];
    Reductions.topK(many, values, indices);
    long start = threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    Reductions.topK(many, values, indices);
    assertEquals(before - start, threads.getCurrentThreadAllocatedBytes() - before);
    assertArrayEquals(new float[] {999, 998, 997, 996, 995, 994, 993, 992, 991, 990}, values);
  }
}
