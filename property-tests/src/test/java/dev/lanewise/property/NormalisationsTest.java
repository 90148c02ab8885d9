package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.linalg.LayerNorm;
import dev.lanewise.linalg.RmsNorm;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Layer and RMS normalisation are within the documented errors of the exact result, and special
 * rows are what the documentation says.
 */
class NormalisationsTest {
  private static final int[] COLUMNS = {1, 2, 3, 15, 16, 17, 63, 64, 65, 100, 130, 768, 5000};
  private static final int LONGEST = 100_000;
  private static final double EPSILON = 1e-5;
  private static final int ROWS = 3;

  @BeforeAll
  static void onVectorsWhereTheMachineHasThem() {
    LayerNorm.warmUp();
    RmsNorm.warmUp();
  }

  static List<Normalisation<?>> normalisations() {
    return Normalisation.all();
  }

  /** Of each column: x, weight, bias and dy, all numbers of a format. */
  private record Columns(double[] x, double[] weight, double[] bias, double[] dy) {
    static Columns of(Format<?> format, double... x) {
      SplittableRandom random = new SplittableRandom(x.length);
      return new Columns(
          x, numbers(format, random, x), numbers(format, random, x), numbers(format, random, x));
    }

    private static double[] numbers(Format<?> format, SplittableRandom random, double... x) {
      return Arrays.stream(x).map(xi -> format.round(random.nextDouble(-2, 2))).toArray();
    }

    int count() {
      return x.length;
    }
  }

  /** The error that the documentation allows x̂, by column. */
  private static double[] allowed(Normalisation<?> norm, ExactNorm exact) {
    int cols = exact.normalised.length;
    double u = norm.format().roundoff();
    double k = norm.chain(cols);
    double first = Math.abs(exact.normalised[0].doubleValue());
    double e = norm.centred() ? (k + 3) * u * (1 + first) : 0;
    double relative = norm.centred() ? e * e + (k / 2 + 8) * u : (k / 2 + 6) * u;
    return Arrays.stream(exact.normalised)
        .mapToDouble(x -> e + relative * Math.abs(x.doubleValue()))
        .toArray();
  }

  @ParameterizedTest
  @MethodSource("normalisations")
  void forwardIsWithinTheDocumentedErrors(Normalisation<?> norm) {
    for (NormRows kind : NormRows.values()) {
      for (int cols : COLUMNS) {
        checkForward(norm, kind.row(norm.format(), cols), EPSILON);
        if (cols > 2 && kind != NormRows.NEIGHBOURS) {
          checkForward(norm, kind.row(norm.format(), cols), 0);
        }
      }
    }
    checkForward(norm, NormRows.ORDINARY.row(norm.format(), LONGEST), EPSILON);
    checkForward(norm, NormRows.FAR.row(norm.format(), LONGEST), EPSILON);
  }

  /** Squares of the first overflow, of the others they vanish. */
  @ParameterizedTest
  @MethodSource("normalisations")
  void squaresOfNoMagnitudeDisturbTheRootMeanSquare(Normalisation<?> norm) {
    Format<?> format = norm.format();
    int exponent = Math.getExponent(format.largest());
    if (!norm.centred()) {
      for (int scale :
          new int[] {
            exponent,
            exponent / 2,
            -exponent / 3,
            -exponent / 2,
            -exponent,
            -exponent - 9,
            -exponent - 20
          }) {
        double[] x =
            Arrays.stream(NormRows.ORDINARY.row(format, 100))
                .map(xi -> format.round(Math.scalb(xi, scale)))
                .toArray();
        checkForward(norm, x, 0);
      }
    }
  }

  @Test
  void theSmallestNumberIsNormalisedToo() {
    for (int cols : new int[] {1, 4, 16, 100, 10_000}) {
      float[] x = new float[cols];
      float[] y = new float[cols];
      x[0] = Float.MIN_VALUE;
      RmsNorm.forward(x, y, 1, cols, 0);
      float[] expected = new float[cols];
      expected[0] = (float) Math.sqrt(cols);
      assertArrayEquals(expected, y, 4 * Math.ulp(expected[0]));
      double[] wide = new double[cols];
      double[] z = new double[cols];
      wide[0] = Double.MIN_VALUE;
      RmsNorm.forward(wide, z, 1, cols, 0);
      assertEquals(Math.sqrt(cols), z[0], 4 * Math.ulp(Math.sqrt(cols)));
    }
  }

  private static <A> void checkForward(Normalisation<A> norm, double[] x, double epsilon) {
    Columns columns = Columns.of(norm.format(), x);
    double[] y = forward(norm, columns, epsilon);
    ExactNorm exact = new ExactNorm(x, norm.format().round(epsilon), norm.centred());
    double[] allowed = allowed(norm, exact);
    for (int i = 0; i < y.length; i++) {
      double weight = columns.weight[i];
      BigDecimal bias = new BigDecimal(norm.centred() ? columns.bias[i] : 0);
      BigDecimal due = exact.normalised[i].multiply(new BigDecimal(weight)).add(bias);
      double tolerance =
          Math.abs(weight) * allowed[i]
              + norm.format().roundoff() * Math.abs(due.doubleValue())
              + norm.format().smallest();
      assertWithin(tolerance, due, y[i], norm + " of " + x.length + " columns at " + i);
    }
  }

  private static <A> double[] forward(Normalisation<A> norm, Columns columns, double epsilon) {
    Format<A> format = norm.format();
    A y = format.array(columns.count());
    norm.forward()
        .run(
            format.of(columns.x),
            format.of(columns.weight),
            format.of(columns.bias),
            y,
            1,
            columns.count(),
            epsilon);
    return format.elements(y);
  }

  private static void assertWithin(double tolerance, BigDecimal due, double actual, String what) {
    assertTrue(
        Double.isFinite(actual)
            && new BigDecimal(actual).subtract(due).abs().doubleValue() <= tolerance,
        () -> what + " is " + actual + ", not " + due.doubleValue() + " ± " + tolerance);
  }

  /** The check is not blind: it finds what the usual one-pass variance does to a row far from 0. */
  @Test
  void aVarianceThatCancelsIsNotWithinTheDocumentedErrors() {
    Normalisation<float[]> cancelling =
        new Normalisation<>(
            "E[x²] - m²",
            Format.FLOAT,
            true,
            (x, weight, bias, y, rows, cols, epsilon) -> {
              float sum = 0;
              float squares = 0;
              for (float xi : x) {
                sum += xi;
                squares += xi * xi;
              }
              float mean = sum / cols;
              float variance = Math.max(squares / cols - mean * mean, 0);
              for (int i = 0; i < cols; i++) {
                double scale = 1 / Math.sqrt(variance + epsilon);
                y[i] = (float) ((x[i] - mean) * scale * weight[i] + bias[i]);
              }
            },
            LayerNorm::backward);
    checkForward(cancelling, NormRows.ORDINARY.row(Format.FLOAT, 100), EPSILON);
    assertThrows(
        AssertionError.class,
        () -> checkForward(cancelling, NormRows.FAR.row(Format.FLOAT, 100), EPSILON));
  }

  @ParameterizedTest
  @MethodSource("normalisations")
  void gradientsAreWithinTheErrorsOfTheirSums(Normalisation<?> norm) {
    for (NormRows kind : NormRows.values()) {
      for (int cols : new int[] {1, 2, 16, 17, 65, 100, 768}) {
        checkGradients(norm, kind.row(norm.format(), cols));
      }
    }
  }

  /** Two equal rows, so that gradients of weight and bias are sums. */
  private static <A> void checkGradients(Normalisation<A> norm, double... x) {
    Format<A> format = norm.format();
    Columns columns = Columns.of(format, x);
    int cols = x.length;
    A dx = format.array(2 * cols);
    A dweight = format.array(cols);
    A dbias = format.array(cols);
    norm.backward()
        .run(
            format.of(twice(x)),
            format.of(twice(columns.dy)),
            format.of(columns.weight),
            dx,
            dweight,
            dbias,
            2,
            cols,
            EPSILON);
    ExactNorm exact = new ExactNorm(x, format.round(EPSILON), norm.centred());
    BigDecimal[] g = new BigDecimal[cols];
    Arrays.setAll(
        g, i -> new BigDecimal(columns.dy[i]).multiply(new BigDecimal(columns.weight[i])));
    BigDecimal[] due = exact.gradient(g, norm.centred());
    double u = format.roundoff();
    double k = norm.chain(cols);
    double[] allowed = allowed(norm, exact);
    double magnitude = exact.mean(i -> g[i].abs()).doubleValue();
    double slope = exact.mean(i -> g[i].multiply(exact.normalised[i]).abs()).doubleValue();
    double slopeError =
        exact.mean(i -> g[i].abs().multiply(new BigDecimal(allowed[i]))).doubleValue()
            + (k + 3) * u * slope;
    double e = norm.centred() ? (k + 3) * u * (1 + Math.abs(exact.normalised[0].doubleValue())) : 0;
    for (int i = 0; i < cols; i++) {
      double normalised = Math.abs(exact.normalised[i].doubleValue());
      double terms = Math.abs(g[i].doubleValue()) + magnitude + normalised * slope;
      double tolerance =
          exact.scale.doubleValue()
              * ((k + 2) * u * magnitude
                  + slope * allowed[i]
                  + normalised * slopeError
                  + (k / 2 + 10) * u * terms
                  + e * e * terms);
      String what = norm + ", " + cols + " columns, gradient at " + i;
      assertWithin(tolerance, due[i], format.get(dx, i), what);
      assertWithin(tolerance, due[i], format.get(dx, cols + i), what);
      double dy = Math.abs(columns.dy[i]);
      assertWithin(
          2 * dy * allowed[i] + 3 * u * dy * normalised + format.smallest(),
          exact.normalised[i].multiply(new BigDecimal(2 * columns.dy[i])),
          format.get(dweight, i),
          what);
      assertEquals(norm.centred() ? 2 * columns.dy[i] : 0, format.get(dbias, i), what);
    }
  }

  private static double[] twice(double... x) {
    return DoubleStream.concat(Arrays.stream(x), Arrays.stream(x)).toArray();
  }

  @ParameterizedTest
  @MethodSource("normalisations")
  void gradientsOfParametersAreAddedToWhatIsThere(Normalisation<?> norm) {
    checkAdded(norm);
  }

  private static <A> void checkAdded(Normalisation<A> norm) {
    Format<A> format = norm.format();
    Columns columns = Columns.of(format, NormRows.ORDINARY.row(format, 20));
    A x = format.of(columns.x);
    A dweight = format.array(20);
    A dbias = format.array(20);
    double[][] seen = new double[3][];
    for (int call = 0; call < 3; call++) {
      norm.backward()
          .run(
              x,
              format.of(columns.dy),
              format.of(columns.weight),
              format.array(20),
              dweight,
              dbias,
              1,
              20,
              EPSILON);
      seen[call] = format.elements(dweight);
    }
    for (int i = 0; i < 20; i++) {
      assertEquals(2 * seen[0][i], seen[1][i]);
      assertEquals(3 * seen[0][i], seen[2][i], 2 * format.ulp(seen[2][i]));
    }
  }

  @ParameterizedTest
  @MethodSource("normalisations")
  void aRowOfEqualElementsGivesTheBias(Normalisation<?> norm) {
    for (double value : new double[] {0, -0.0, 0.1, 1e10, -3e18, 1e-30}) {
      for (int cols : new int[] {1, 3, 16, 100, 1000, LONGEST}) {
        if (norm.centred() || value == 0) {
          double[] x = new double[cols];
          Arrays.fill(x, norm.format().round(value));
          Columns columns = Columns.of(norm.format(), x);
          double[] bias = norm.centred() ? columns.bias : new double[cols];
          double[] y = forward(norm, columns, EPSILON);
          for (int i = 0; i < cols; i++) {
            assertEquals(bias[i], y[i] + 0.0);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("normalisations")
  void aNanOrAnInfinityMakesItsWholeRowNanAndNoOther(Normalisation<?> norm) {
    for (double special :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      for (int cols : new int[] {1, 5, 16, 40}) {
        for (int at : new int[] {0, cols / 2, cols - 1}) {
          checkSpoilt(norm, special, cols, at);
        }
      }
    }
  }

  private static <A> void checkSpoilt(Normalisation<A> norm, double special, int cols, int at) {
    Format<A> format = norm.format();
    double[] good = NormRows.ORDINARY.row(format, ROWS * cols);
    double[] bad = good.clone();
    bad[cols + at] = special;
    A ones = format.array(cols);
    for (int i = 0; i < cols; i++) {
      format.set(ones, i, 1);
    }
    for (boolean upstream : new boolean[] {false, true}) {
      double[] x = upstream ? good : bad;
      double[] dy = upstream ? bad : good;
      A y = format.array(ROWS * cols);
      A dx = format.array(ROWS * cols);
      norm.forward().run(format.of(x), ones, ones, y, ROWS, cols, EPSILON);
      norm.backward()
          .run(
              format.of(x),
              format.of(dy),
              ones,
              dx,
              format.array(cols),
              format.array(cols),
              ROWS,
              cols,
              EPSILON);
      for (int i = 0; i < ROWS * cols; i++) {
        boolean spoilt = i / cols == 1;
        String what = norm + " with " + special + " at " + at + " of " + cols + ", at " + i;
        assertEquals(spoilt && !upstream, Double.isNaN(format.get(y, i)), what);
        double gradient = format.get(dx, i);
        boolean infinite = upstream && Double.isInfinite(special);
        assertEquals(spoilt, infinite ? !Double.isFinite(gradient) : Double.isNaN(gradient), what);
      }
    }
  }

  @Test
  void aVarianceThatOverflowsMakesTheRowNan() {
    float[] x = {1e19f, -1e19f, 3e19f, 0};
    float[] y = new float[4];
    LayerNorm.forward(x, y, 1, 4, EPSILON);
    assertArrayEquals(new float[] {Float.NaN, Float.NaN, Float.NaN, Float.NaN}, y);
  }

  /** Without weight and bias it is that with ones and zeros, bit for bit. */
  @Test
  void plainRowsAreThoseOfAWeightOfOne() {
    int cols = 37;
    float[] x = Format.FLOAT.of(NormRows.FAR.row(Format.FLOAT, ROWS * cols));
    float[] dy = Format.FLOAT.of(NormRows.ORDINARY.row(Format.FLOAT, ROWS * cols));
    float[] ones = new float[cols];
    Arrays.fill(ones, 1);
    float[] y = new float[ROWS * cols];
    float[] affine = new float[ROWS * cols];
    LayerNorm.forward(x, y, ROWS, cols, EPSILON);
    LayerNorm.forward(x, ones, new float[cols], affine, ROWS, cols, EPSILON);
    assertArrayEquals(affine, y);
    LayerNorm.backward(x, dy, y, ROWS, cols, EPSILON);
    LayerNorm.backward(x, dy, ones, affine, new float[cols], new float[cols], ROWS, cols, EPSILON);
    assertArrayEquals(affine, y);
    RmsNorm.forward(x, y, ROWS, cols, EPSILON);
    RmsNorm.forward(x, ones, affine, ROWS, cols, EPSILON);
    assertArrayEquals(affine, y);
    RmsNorm.backward(x, dy, y, ROWS, cols, EPSILON);
    RmsNorm.backward(x, dy, ones, affine, new float[cols], ROWS, cols, EPSILON);
    assertArrayEquals(affine, y);
  }

  @ParameterizedTest
  @MethodSource("normalisations")
  void noRowsAndNoColumnsAreNoWork(Normalisation<?> norm) {
    checkNothing(norm, 0, 5);
    checkNothing(norm, 5, 0);
    checkNothing(norm, 0, 0);
  }

  private static <A> void checkNothing(Normalisation<A> norm, int rows, int cols) {
    Format<A> format = norm.format();
    A none = format.array(0);
    A row = format.array(cols);
    A dweight = format.array(cols);
    norm.forward().run(none, row, row, none, rows, cols, EPSILON);
    norm.backward().run(none, none, row, none, dweight, format.array(cols), rows, cols, EPSILON);
    assertArrayEquals(new double[cols], format.elements(dweight));
  }
}
