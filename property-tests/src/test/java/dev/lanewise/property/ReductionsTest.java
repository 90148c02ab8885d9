package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.linalg.Reductions;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums, means, variances, norms and dot products are within the documented errors. */
class ReductionsTest {
  private static final int[] LENGTHS = {1, 2, 3, 15, 16, 17, 63, 64, 65, 100, 130, 768, 5000};
  private static final int LONGEST = 100_000;
  private static final MathContext DIGITS = new MathContext(60);

  @BeforeAll
  static void onVectorsWhereTheMachineHasThem() {
    Reductions.warmUp();
  }

  /** A reduction of a range, and of the rows of a matrix. */
  private interface OfRange<A> {
    double of(A x, int offset, int length);
  }

  private interface OfRows<A> {
    void run(A x, int xOffset, int xStride, A y, int yOffset, int rows, int cols);
  }

  private interface OfTwo<A> {
    double of(A a, int aOffset, A b, int bOffset, int length);
  }

  /** All reductions of one format. */
  private record Subject<A>(
      Format<A> format,
      OfRange<A> sum,
      OfRange<A> mean,
      OfRange<A> variance,
      OfRange<A> unbiased,
      OfRange<A> norm,
      OfRange<A> max,
      OfTwo<A> dot,
      List<OfRows<A>> rows) {

    double of(OfRange<A> reduction, double... x) {
      return reduction.of(format.of(x), 0, x.length);
    }

    /** The longest chain of additions. */
    double chain(int length) {
      return format == Format.FLOAT ? length / 64.0 + 21 : length / 32.0 + 12;
    }

    /** What a compensated sum may be off besides the rounding of its result, relative to Σ|x|. */
    double residue(int length) {
      double error = chain(length) * format.roundoff();
      return 2 * error * error;
    }

    @Override
    public String toString() {
      return format.toString();
    }
  }

  static List<Subject<?>> subjects() {
    return List.of(
        new Subject<float[]>(
            Format.FLOAT,
            Reductions::sum,
            Reductions::mean,
            (x, offset, length) -> Reductions.variance(x, offset, length, 0),
            (x, offset, length) -> Reductions.variance(x, offset, length, 1),
            Reductions::norm,
            Reductions::max,
            Reductions::dot,
            List.of(
                Reductions::sum,
                Reductions::mean,
                (x, xo, xs, y, yo, rows, cols) ->
                    Reductions.variance(x, xo, xs, y, yo, rows, cols, 0),
                (x, xo, xs, y, yo, rows, cols) ->
                    Reductions.variance(x, xo, xs, y, yo, rows, cols, 1),
                Reductions::norm,
                Reductions::max)),
        new Subject<double[]>(
            Format.DOUBLE,
            Reductions::sum,
            Reductions::mean,
            (x, offset, length) -> Reductions.variance(x, offset, length, 0),
            (x, offset, length) -> Reductions.variance(x, offset, length, 1),
            Reductions::norm,
            Reductions::max,
            Reductions::dot,
            List.of(
                Reductions::sum,
                Reductions::mean,
                (x, xo, xs, y, yo, rows, cols) ->
                    Reductions.variance(x, xo, xs, y, yo, rows, cols, 0),
                (x, xo, xs, y, yo, rows, cols) ->
                    Reductions.variance(x, xo, xs, y, yo, rows, cols, 1),
                Reductions::norm,
                Reductions::max)));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void resultsAreWithinTheDocumentedErrors(Subject<?> subject) {
    for (NormRows kind : NormRows.values()) {
      for (int length : LENGTHS) {
        check(subject, kind.row(subject.format(), length));
      }
      check(subject, kind.row(subject.format(), LONGEST));
    }
  }

  private static <A> void check(Subject<A> subject, double... x) {
    double u = subject.format().roundoff();
    double residue = subject.residue(x.length);
    BigDecimal[] exact = ExactNorm.decimals(x);
    BigDecimal n = BigDecimal.valueOf(x.length);
    BigDecimal sum = sum(exact);
    double magnitude =
        sum(Arrays.stream(exact).map(BigDecimal::abs).toArray(BigDecimal[]::new)).doubleValue();
    String what = subject + ", " + x.length + " elements: ";
    assertWithin(
        u * Math.abs(sum.doubleValue()) + residue * magnitude,
        sum,
        subject.of(subject.sum, x),
        what + "sum");
    BigDecimal mean = sum.divide(n, DIGITS);
    assertWithin(
        2 * u * Math.abs(mean.doubleValue()) + residue * magnitude / x.length,
        mean,
        subject.of(subject.mean, x),
        what + "mean");
    BigDecimal squares =
        sum(
            Arrays.stream(exact)
                .map(xi -> xi.subtract(mean, DIGITS).pow(2, DIGITS))
                .toArray(BigDecimal[]::new));
    BigDecimal variance = squares.divide(n, DIGITS);
    assertWithin(
        (9 * u + residue) * variance.doubleValue(),
        variance,
        subject.of(subject.variance, x),
        what + "variance");
    if (x.length > 1) {
      BigDecimal unbiased = squares.divide(n.subtract(BigDecimal.ONE), DIGITS);
      assertWithin(
          (9 * u + residue) * unbiased.doubleValue(),
          unbiased,
          subject.of(subject.unbiased, x),
          what + "unbiased variance");
    }
    checkNorm(subject, x);
  }

  private static <A> void checkNorm(Subject<A> subject, double... x) {
    double u = subject.format().roundoff();
    BigDecimal[] exact = ExactNorm.decimals(x);
    BigDecimal norm =
        sum(Arrays.stream(exact).map(xi -> xi.pow(2)).toArray(BigDecimal[]::new)).sqrt(DIGITS);
    assertWithin(
        (3 * u + subject.residue(x.length)) * norm.doubleValue() + subject.format().smallest() / 2,
        norm,
        subject.of(subject.norm, x),
        subject + ", " + x.length + " elements: norm");
  }

  private static BigDecimal sum(BigDecimal... terms) {
    return Arrays.stream(terms).reduce(BigDecimal.ZERO, (a, b) -> a.add(b, DIGITS));
  }

  private static void assertWithin(double tolerance, BigDecimal due, double actual, String what) {
    assertTrue(
        Double.isFinite(actual)
            && new BigDecimal(actual).subtract(due).abs().doubleValue() <= tolerance,
        () -> what + " is " + actual + ", not " + due.doubleValue() + " ± " + tolerance);
  }

  /** The check is not blind: it finds the errors of a plain sum. */
  @Test
  void aPlainSumIsNotWithinTheDocumentedErrors() {
    Subject<?> right = subjects().getFirst();
    Subject<float[]> plain =
        new Subject<>(
            Format.FLOAT,
            (x, offset, length) -> {
              float sum = 0;
              for (float xi : x) {
                sum += xi;
              }
              return sum;
            },
            Reductions::mean,
            (x, offset, length) -> Reductions.variance(x, offset, length, 0),
            (x, offset, length) -> Reductions.variance(x, offset, length, 1),
            Reductions::norm,
            Reductions::max,
            Reductions::dot,
            List.of());
    double[] x = NormRows.SCATTERED.row(Format.FLOAT, 1000);
    check(right, x);
    assertThrows(AssertionError.class, () -> check(plain, x));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void squaresOfNoMagnitudeDisturbTheNorm(Subject<?> subject) {
    Format<?> format = subject.format();
    int exponent = Math.getExponent(format.largest());
    // Elements are below 2^10, norms of 200 below 2^14.
    for (int scale :
        new int[] {exponent - 15, exponent / 2, -exponent / 2, -exponent, -exponent - 15}) {
      for (int length : new int[] {1, 2, 20, 200}) {
        checkNorm(
            subject,
            Arrays.stream(NormRows.SCATTERED.row(format, length))
                .map(x -> format.round(Math.scalb(x, scale)))
                .toArray());
      }
    }
    checkNorm(subject, format.smallest(), 2 * format.smallest(), -2 * format.smallest());
    checkNorm(subject, format.largest() / 2, format.largest() / 2);
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void dotProductsAreWithinTheErrorsOfAPlainSum(Subject<?> subject) {
    for (NormRows kind : NormRows.values()) {
      for (int length : LENGTHS) {
        checkDot(subject, kind, length);
      }
    }
  }

  private static <A> void checkDot(Subject<A> subject, NormRows kind, int length) {
    double[] a = kind.row(subject.format(), length);
    double[] b = new double[length];
    for (int i = 0; i < length; i++) {
      b[i] = a[length - 1 - i];
    }
    BigDecimal[] products = new BigDecimal[length];
    Arrays.setAll(products, i -> new BigDecimal(a[i]).multiply(new BigDecimal(b[i])));
    double magnitude = Arrays.stream(products).mapToDouble(p -> p.abs().doubleValue()).sum();
    A first = subject.format().of(a);
    assertWithin(
        (subject.chain(length) + 1) * subject.format().roundoff() * magnitude,
        sum(products),
        subject.dot.of(first, 0, subject.format().of(b), 0, length),
        subject + ", " + length + " elements: dot product");
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void rowsAreReducedAsRanges(Subject<?> subject) {
    for (int cols : new int[] {0, 1, 7, 16, 33, 100}) {
      checkRows(subject, cols);
    }
  }

  private static <A> void checkRows(Subject<A> subject, int cols) {
    int rows = 6;
    int stride = cols + 3;
    Format<A> format = subject.format();
    A x = format.of(NormRows.FAR.row(format, rows * stride + 5));
    List<OfRange<A>> ofRange =
        List.of(
            subject.sum,
            subject.mean,
            subject.variance,
            subject.unbiased,
            subject.norm,
            subject.max);
    for (int k = 0; k < ofRange.size(); k++) {
      A y = format.array(rows + 2);
      subject.rows.get(k).run(x, 5, stride, y, 1, rows, cols);
      assertEquals(0, format.get(y, 0));
      assertEquals(0, format.get(y, rows + 1));
      for (int row = 0; row < rows; row++) {
        double expected = ofRange.get(k).of(x, 5 + row * stride, cols);
        assertEquals(expected, format.get(y, 1 + row), "reduction " + k + " of " + cols);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void reductionsOfNothingAreTheirNeutralElement(Subject<?> subject) {
    checkNothing(subject);
  }

  private static <A> void checkNothing(Subject<A> subject) {
    assertEquals(0.0, subject.of(subject.sum()));
    assertEquals(Double.NaN, subject.of(subject.mean()));
    assertEquals(Double.NaN, subject.of(subject.variance()));
    assertEquals(0.0, subject.of(subject.norm()));
    assertEquals(Double.NEGATIVE_INFINITY, subject.of(subject.max()));
    assertEquals(Double.NaN, subject.of(subject.unbiased(), 3));
    assertEquals(-1, Reductions.argmax(new float[0]));
    assertEquals(0, Reductions.dot(new double[0], new double[0]));
  }

  @ParameterizedTest
  @MethodSource("subjects")
  void specialValuesAreThoseOfTheMathematics(Subject<?> subject) {
    checkSpecialValues(subject);
  }

  private static <A> void checkSpecialValues(Subject<A> subject) {
    double infinite = Double.POSITIVE_INFINITY;
    for (int n : new int[] {2, 20, 200}) {
      double[] nan = new double[n];
      nan[n / 2] = Double.NaN;
      double[] up = new double[n];
      up[n - 1] = infinite;
      double[] both = up.clone();
      both[0] = -infinite;
      for (double[] x : List.of(nan, both)) {
        assertEquals(Double.NaN, subject.of(subject.sum(), x));
        assertEquals(Double.NaN, subject.of(subject.mean(), x));
        assertEquals(Double.NaN, subject.of(subject.variance(), x));
      }
      assertEquals(Double.NaN, subject.of(subject.norm(), nan));
      assertEquals(Double.NaN, subject.of(subject.max(), nan));
      assertEquals(infinite, subject.of(subject.sum(), up));
      assertEquals(infinite, subject.of(subject.mean(), up));
      assertEquals(Double.NaN, subject.of(subject.variance(), up));
      assertEquals(infinite, subject.of(subject.norm(), both));
      assertEquals(infinite, subject.of(subject.max(), both));
      double[] masked = new double[n];
      Arrays.fill(masked, -infinite);
      assertEquals(-infinite, subject.of(subject.sum(), masked));
      assertEquals(-infinite, subject.of(subject.max(), masked));
    }
  }

  @Test
  void theVarianceOfEqualElementsIsZero() {
    float[] x = new float[LONGEST];
    Arrays.fill(x, 0.1f);
    assertEquals(0, Reductions.variance(x, 1));
    assertEquals(0.1f, Reductions.mean(x));
  }

  @Test
  void aMatrixTimesAVectorIsADotProductWithALeadingDimensionOfZero() {
    float[] matrix = {1, 2, 3, 4, 5, 6};
    float[] y = new float[2];
    Reductions.dot(matrix, 0, 3, new float[] {1, 10, 100}, 0, 0, y, 0, 2, 3);
    assertArrayEquals(new float[] {321, 654}, y);
  }

  /** Few different values, so that there are ties, with zeros of both signs, infinities and NaN. */
  private static float[] ties(int length, SplittableRandom random) {
    float[] values = {
      -1, 0, -0f, 2, Float.NEGATIVE_INFINITY, 3, Float.POSITIVE_INFINITY, Float.NaN
    };
    int used = 4 + random.nextInt(5);
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = values[random.nextInt(used)];
    }
    return x;
  }

  /** Indices in descending order of the elements, by a stable sort. */
  private static int[] order(float[] x) {
    return IntStream.range(0, x.length)
        .boxed()
        .sorted(
            (a, b) -> {
              int rank = Boolean.compare(Float.isNaN(x[b]), Float.isNaN(x[a]));
              return rank != 0 ? rank : x[a] < x[b] ? 1 : x[a] > x[b] ? -1 : 0;
            })
        .mapToInt(i -> i)
        .toArray();
  }

  @Test
  void theMaximumIsTheFirstOfTheLargestAndNanIsLargest() {
    SplittableRandom random = new SplittableRandom(3);
    for (int length = 1; length < 300; length++) {
      for (int repetition = 0; repetition < 5; repetition++) {
        float[] x = ties(length, random);
        double[] wide = Format.FLOAT.elements(x);
        int first = order(x)[0];
        assertEquals(first, Reductions.argmax(x), () -> Arrays.toString(x));
        assertEquals(first, Reductions.argmax(wide), () -> Arrays.toString(x));
        assertEquals(x[first] + 0f, Reductions.max(x) + 0f, () -> Arrays.toString(x));
        assertEquals(x[first] + 0.0, Reductions.max(wide) + 0.0, () -> Arrays.toString(x));
      }
    }
  }

  @Test
  void theMaximumIsFoundWhereColumnsAreNoFloats() {
    float[] x = new float[(1 << 24) + 3];
    x[x.length - 2] = 1;
    x[x.length - 1] = 1;
    assertEquals(x.length - 2, Reductions.argmax(x));
    assertEquals(0, Reductions.argmax(x, x.length - 2, 2));
    x[5] = Float.NaN;
    assertEquals(5, Reductions.argmax(x));
  }

  @Test
  void theKLargestAreThoseOfAStableSort() {
    SplittableRandom random = new SplittableRandom(4);
    for (int length = 0; length < 60; length++) {
      for (int k = 0; k <= length; k++) {
        float[] x = k % 2 == 0 ? ties(length, random) : distinct(length, random);
        int[] order = Arrays.copyOf(order(x), k);
        float[] values = new float[k];
        int[] indices = new int[k];
        Reductions.topK(x, values, indices);
        assertArrayEquals(order, indices, () -> Arrays.toString(x));
        double[] wide = new double[k];
        int[] wideIndices = new int[k];
        Reductions.topK(Format.FLOAT.elements(x), wide, wideIndices);
        assertArrayEquals(order, wideIndices, () -> Arrays.toString(x));
        for (int i = 0; i < k; i++) {
          assertEquals(x[order[i]], values[i]);
          assertEquals(x[order[i]], wide[i]);
        }
      }
    }
  }

  private static float[] distinct(int length, SplittableRandom random) {
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = (float) random.nextDouble(-1, 1);
    }
    return x;
  }

  @Test
  void theKLargestOfRowsAreThoseOfEachRow() {
    int rows = 5;
    int cols = 30;
    int k = 4;
    float[] x = distinct(3 + rows * (cols + 2), new SplittableRandom(5));
    float[] values = new float[1 + rows * 6];
    int[] indices = new int[2 + rows * 7];
    Reductions.topK(x, 3, cols + 2, values, 1, 6, indices, 2, 7, rows, cols, k);
    for (int row = 0; row < rows; row++) {
      float[] expected = new float[k];
      int[] expectedIndices = new int[k];
      Reductions.topK(x, 3 + row * (cols + 2), cols, expected, 0, expectedIndices, 0, k);
      assertArrayEquals(expected, Arrays.copyOfRange(values, 1 + row * 6, 1 + row * 6 + k));
      assertArrayEquals(expectedIndices, Arrays.copyOfRange(indices, 2 + row * 7, 2 + row * 7 + k));
    }
    assertEquals(0, values[0]);
    assertEquals(0, values[1 + k]);
    assertEquals(0, indices[2 + k]);
  }
}
