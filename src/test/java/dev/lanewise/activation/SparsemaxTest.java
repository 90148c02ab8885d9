package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.lane.Storage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sparsemax against its definition, which sorts the logits, in exact sums. */
class SparsemaxTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  /** Finite differences of straight pieces have no error but that of the values. */
  private static final double STEP = 0x1p-20;

  /** A format's roundoff, and the most roundings of a sum one after the other. */
  private record Format(double u, int k) {
    static Format floats(int cols) {
      return new Format(0x1p-24, cols / 64 + 21);
    }

    static Format doubles(int cols) {
      return new Format(0x1p-53, cols / 32 + 12);
    }

    /** How far τ may be off. */
    double ofThreshold(int support) {
      return (k + 3) * u / support;
    }
  }

  /** The threshold of a row, to 60 digits after the point, and how many are above it. */
  private record Threshold(BigDecimal tau, int support) {
    static Threshold of(double... x) {
      BigDecimal[] sorted =
          DoubleStream.of(x)
              .filter(xi -> xi > -INF)
              .mapToObj(BigDecimal::new)
              .sorted(Comparator.reverseOrder())
              .toArray(BigDecimal[]::new);
      BigDecimal sum = BigDecimal.ZERO;
      BigDecimal excess = sum;
      int support = 0;
      for (BigDecimal next : sorted) {
        sum = sum.add(next);
        BigDecimal sumLessOne = sum.subtract(BigDecimal.ONE);
        if (next.multiply(BigDecimal.valueOf(support + 1)).compareTo(sumLessOne) <= 0) {
          break;
        }
        support++;
        excess = sumLessOne;
      }
      return new Threshold(
          excess.divide(BigDecimal.valueOf(support), 60, RoundingMode.HALF_EVEN), support);
    }

    /** x - τ, in which nothing cancels. */
    double above(double x) {
      return x == -INF ? x : new BigDecimal(x).subtract(tau).doubleValue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 15, 16, 17, 63, 64, 65, 200, 1000, 100_000})
  void probabilitiesAreWithinTheStatedErrorAndSumToOne(int cols) {
    for (double[] x : rows(cols)) {
      check(x, forward(x), Format.doubles(cols));
      check(doubles(floats(x)), doubles(forward(floats(x))), Format.floats(cols));
    }
  }

  private static void check(double[] x, double[] y, Format format) {
    Threshold exact = Threshold.of(x);
    double doubt = format.ofThreshold(exact.support);
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double above = exact.above(x[i]);
      double due = Math.max(above, 0);
      String message = "element " + i + " of " + y.length + " is " + y[i] + ", not " + due;
      assertTrue(0 <= y[i] && y[i] <= 1, message);
      assertEquals(due, y[i], above < -doubt ? 0 : doubt + 3 * format.u * due, message);
      sum += y[i];
    }
    // Doubles are summed here with as many roundings as they may be off.
    assertEquals(1, sum, (format.k + 6) * format.u + y.length * 0x1p-53);
  }

  /** Rows of a length whose supports are of every kind. */
  private static List<double[]> rows(int cols) {
    List<double[]> rows = new ArrayList<>();
    for (double deviation : new double[] {1e-9, 1e-3, 0.1, 1, 30, 1e30}) {
      rows.add(random(cols, deviation));
    }
    double[] x = random(cols, 1);
    rows.add(DoubleStream.of(x).map(xi -> 0.1).toArray());
    rows.add(DoubleStream.of(x).map(xi -> Math.rint(4 * xi) / 4).toArray());
    // Where the next float is ⅛, 2 and more away.
    for (double far : new double[] {-1e6, 3e7, -1e20}) {
      rows.add(DoubleStream.of(x).map(xi -> far + xi).toArray());
    }
    double[] oneAboveAll = DoubleStream.of(x).map(xi -> -0.5).toArray();
    oneAboveAll[cols / 2] = 0;
    rows.add(oneAboveAll);
    double[] masked = x.clone();
    for (int i = 1; i < cols; i += 3) {
      masked[i] = -INF;
    }
    rows.add(masked);
    rows.add(slow(cols));
    return rows;
  }

  /**
   * In each round of Newton's method some drop out: half are at -¼, half of the others at -1/16…
   */
  private static double[] slow(int cols) {
    double[] x = new double[cols];
    double gap = 1;
    int from = 0;
    while (from < cols) {
      gap /= 4;
      int to = from + (cols - from + 1) / 2;
      Arrays.fill(x, from, to, -gap);
      from = to;
    }
    x[cols - 1] = 0;
    return x;
  }

  @Test
  void aRowThatStandsOutIsCertain() {
    assertArrayEquals(new float[] {0, 1, 0}, forward(-1, 0.3f, -0.75f));
    assertArrayEquals(new double[] {0, 1, 0}, forward(-1.0, 0.3, -0.75));
  }

  @Test
  void equalLogitsShare() {
    assertArrayEquals(new double[] {0.25, 0.25, 0.25, 0.25}, forward(1e300, 1e300, 1e300, 1e300));
    float most = -Float.MAX_VALUE;
    assertArrayEquals(new float[] {0.5f, 0.5f}, forward(most, most));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 17, 64, 1000})
  void aNumberAddedToAllLogitsChangesRoundingsOnly(int cols) {
    Format format = Format.doubles(cols);
    double[] x = DoubleStream.of(random(cols, 1)).map(xi -> Math.rint(xi * 1024) / 1024).toArray();
    double[] y = forward(x);
    int support = Threshold.of(x).support;
    for (double shift : new double[] {-3, 17, 4096}) {
      double[] shifted = forward(DoubleStream.of(x).map(xi -> xi + shift).toArray());
      for (int i = 0; i < cols; i++) {
        assertEquals(y[i], shifted[i], 2 * (format.ofThreshold(support) + 3 * format.u * y[i]));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 17, 40})
  void gradientsAreTheWholeJacobianByFiniteDifferences(int cols) {
    double[] x = random(cols, 0.3);
    Threshold exact = Threshold.of(x);
    for (double xi : x) {
      assertTrue(Math.abs(exact.above(xi)) > 2 * STEP, "the row is too close to a kink");
    }
    double[] dy = Arrays.copyOf(random(cols + 100, 1), cols);
    double[] dx = new double[cols];
    Sparsemax.sparsemaxBackward(forward(x), dy, dx, 1, cols);
    double off = (Format.doubles(cols).k + 6) * 0x1p-53 / STEP;
    for (int i = 0; i < cols; i++) {
      double[] right = x.clone();
      double[] left = x.clone();
      right[i] += STEP;
      left[i] -= STEP;
      double[] above = forward(right);
      double[] below = forward(left);
      double slope = 0;
      double allowed = 0;
      for (int j = 0; j < cols; j++) {
        slope += dy[j] * (above[j] - below[j]) / (right[i] - left[i]);
        allowed += Math.abs(dy[j]) * off;
      }
      assertEquals(slope, dx[i], allowed, "column " + i + " of " + cols);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 65, 1000, 100_000})
  void gradientsAreWithinTheStatedError(int cols) {
    double[] y = DoubleStream.of(random(cols, 1)).map(yi -> Math.max(yi, 0)).toArray();
    y[cols - 1] = 1;
    double[] dy = Arrays.copyOf(doubles(floats(random(cols + 1, 1))), cols);
    BigDecimal sum = BigDecimal.ZERO;
    int support = 0;
    double largest = 0;
    for (int i = 0; i < cols; i++) {
      sum = y[i] > 0 ? sum.add(new BigDecimal(dy[i])) : sum;
      support += y[i] > 0 ? 1 : 0;
      largest = Math.max(largest, Math.abs(dy[i]));
    }
    double mean = sum.doubleValue() / support;
    double[] dx = new double[cols];
    Sparsemax.sparsemaxBackward(y, dy, dx, 1, cols);
    float[] floats = new float[cols];
    Sparsemax.sparsemaxBackward(floats(y), floats(dy), floats, 1, cols);
    for (int i = 0; i < cols; i++) {
      double due = y[i] > 0 ? dy[i] - mean : 0;
      Format wide = Format.doubles(cols);
      Format narrow = Format.floats(cols);
      assertEquals(due, dx[i], (wide.k + 4) * wide.u * largest);
      assertEquals(due, floats[i], (narrow.k + 4) * narrow.u * largest);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16, 17, 64, 200})
  void aMaskedRowGivesZerosAndZeroGradients(int cols) {
    double[] zeros = new double[cols];
    double[] y = forward(filled(cols, -INF));
    assertArrayEquals(zeros, y);
    for (double upstream : new double[] {1, Double.NaN, INF}) {
      double[] dx = filled(cols, 7);
      Sparsemax.sparsemaxBackward(y, filled(cols, upstream), dx, 1, cols);
      assertArrayEquals(zeros, dx);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16, 17, 64, 200})
  void whatIsNoNumberOrInfiniteMakesItsRowNaN(int cols) {
    double[] nan = filled(cols, Double.NaN);
    double[] y = filled(cols, 1.0 / cols);
    double[] dy = filled(cols, 1);
    double[] dx = new double[cols];
    for (int at : new int[] {0, cols / 2, cols - 1}) {
      for (double others : new double[] {0.5, -INF}) {
        assertArrayEquals(nan, forward(with(filled(cols, others), at, Double.NaN)));
        assertArrayEquals(nan, forward(with(filled(cols, others), at, INF)));
      }
      Sparsemax.sparsemaxBackward(with(new double[cols], at, Double.NaN), dy, dx, 1, cols);
      assertArrayEquals(nan, dx);
      Sparsemax.sparsemaxBackward(y, with(dy, at, Double.NaN), dx, 1, cols);
      assertArrayEquals(nan, dx);
    }
  }

  @Test
  void aNaNFromUpstreamIsNotLostOutsideOfTheSupport() {
    double[] dx = new double[3];
    double[] dy = {1, Double.NaN, 2};
    Sparsemax.sparsemaxBackward(new double[] {0.5, 0, 0.5}, dy, dx, 1, 3);
    assertArrayEquals(filled(3, Double.NaN), dx);
    dy[1] = INF;
    Sparsemax.sparsemaxBackward(new double[] {0.5, 0, 0.5}, dy, dx, 1, 3);
    assertArrayEquals(new double[] {-0.5, 0, 0.5}, dx);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 33, 200})
  void offsetsLeadingDimensionsAndPlaceChangeNoBit(int cols) {
    int rows = 3;
    int stride = cols + 5;
    float[] dense = floats(random(rows * cols, 1));
    float[] upstream = floats(random(rows * cols + 1, 1));
    float[] y = new float[rows * cols];
    float[] dx = new float[rows * cols];
    Sparsemax.sparsemax(dense, y, rows, cols);
    Sparsemax.sparsemaxBackward(y, Arrays.copyOf(upstream, rows * cols), dx, rows, cols);
    float[] spread = new float[2 + rows * stride];
    Arrays.fill(spread, 7);
    float[] expected = spread.clone();
    float[] dy = spread.clone();
    for (int row = 0; row < rows; row++) {
      System.arraycopy(dense, row * cols, spread, 2 + row * stride, cols);
      System.arraycopy(upstream, row * cols, dy, 2 + row * stride, cols);
      System.arraycopy(y, row * cols, expected, 2 + row * stride, cols);
    }
    Sparsemax.sparsemax(spread, 2, stride, spread, 2, stride, rows, cols);
    assertArrayEquals(expected, spread);
    Sparsemax.sparsemaxBackward(spread, 2, stride, dy, 2, stride, dy, 2, stride, rows, cols);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(dx, row * cols, expected, 2 + row * stride, cols);
    }
    assertArrayEquals(expected, dy);
  }

  @Test
  void argumentsThatDoNotFitAreRefused() {
    float[] x = new float[6];
    assertRefused("x", () -> Sparsemax.sparsemax(x, new float[6], 2, 4), "6", "2", "4");
    assertRefused("dy", () -> Sparsemax.sparsemaxBackward(x, new float[5], x, 2, 3), "5", "2", "3");
    assertRefused("x", () -> Sparsemax.sparsemax(x, 0, 3, x, 1, 3, 1, 3), "0", "1");
  }

  private static void assertRefused(String name, Runnable call, String... numbers) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(name), message);
    for (String number : numbers) {
      assertTrue(message.contains(number), message);
    }
  }

  @Test
  void segmentsGiveTheSameBitsAndShortsThoseRounded() {
    int cols = 50;
    float[] x = floats(random(3 * cols, 1));
    short[] half = new short[x.length];
    for (int i = 0; i < x.length; i++) {
      half[i] = Float.floatToFloat16(x[i]);
      x[i] = Float.float16ToFloat(half[i]);
    }
    float[] y = new float[x.length];
    Sparsemax.sparsemax(x, y, 3, cols);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_FLOAT, x);
      Sparsemax.stored(Storage.FLOAT).sparsemax(segment, segment, 3, cols);
      assertArrayEquals(y, segment.toArray(ValueLayout.JAVA_FLOAT));
    }
    Sparsemax.stored(Storage.FLOAT16).sparsemax(half, half, 3, cols);
    for (int i = 0; i < y.length; i++) {
      assertEquals(Float.floatToFloat16(y[i]), half[i]);
    }
  }

  private static double[] forward(double... x) {
    double[] y = new double[x.length];
    Sparsemax.sparsemax(x, y, 1, x.length);
    return y;
  }

  private static float[] forward(float... x) {
    float[] y = new float[x.length];
    Sparsemax.sparsemax(x, y, 1, x.length);
    return y;
  }

  private static double[] random(int count, double deviation) {
    SplittableRandom random = new SplittableRandom(count);
    return IntStream.range(0, count).mapToDouble(i -> random.nextGaussian(0, deviation)).toArray();
  }

  private static double[] filled(int length, double value) {
    double[] array = new double[length];
    Arrays.fill(array, value);
    return array;
  }

  private static double[] with(double[] array, int at, double value) {
    double[] changed = array.clone();
    changed[at] = value;
    return changed;
  }

  private static float[] floats(double[] x) {
    float[] floats = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      floats[i] = (float) x[i];
    }
    return floats;
  }

  private static double[] doubles(float[] x) {
    return IntStream.range(0, x.length).mapToDouble(i -> x[i]).toArray();
  }
}
