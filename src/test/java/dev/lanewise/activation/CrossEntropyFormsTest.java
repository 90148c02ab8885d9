package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rows that do not count, classes that are masked, and arguments that do not fit: the same for
 * floats and doubles, arrays and segments.
 */
class CrossEntropyFormsTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;
  private static final CrossEntropy PLAIN = CrossEntropy.create();
  private static final CrossEntropy SMOOTHED = PLAIN.withLabelSmoothing(0.1);

  /** All but one vector of any width, and that. */
  private static final int[] WIDTHS = {1, 3, 16, 17, 64, 200};

  /** What the methods are called on. */
  private enum Form {
    FLOATS,
    DOUBLES,
    SEGMENTS_OF_FLOATS,
    SEGMENTS_OF_DOUBLES;

    private boolean isOfFloats() {
      return this == FLOATS || this == SEGMENTS_OF_FLOATS;
    }

    private Storage storage() {
      return isOfFloats() ? Storage.FLOAT : Storage.DOUBLE;
    }

    private double largest() {
      return isOfFloats() ? Float.MAX_VALUE : Double.MAX_VALUE;
    }

    void lossAndGradient(
        CrossEntropy loss, double[] x, int[] classes, double[] w, Row result, double scale) {
      int rows = classes.length;
      int cols = result.cols;
      switch (this) {
        case FLOATS ->
            loss.lossAndGradient(
                floats(x), classes, floats(w), result.f, result.df, rows, cols, scale);
        case DOUBLES -> loss.lossAndGradient(x, classes, w, result.d, result.dd, rows, cols, scale);
        default ->
            loss.stored(storage())
                .lossAndGradient(
                    segment(x),
                    MemorySegment.ofArray(classes),
                    segment(w),
                    result.loss(this),
                    result.gradient(this),
                    rows,
                    cols,
                    scale);
      }
    }

    void loss(CrossEntropy loss, double[] x, int[] classes, double[] w, Row result) {
      int rows = classes.length;
      int cols = result.cols;
      switch (this) {
        case FLOATS -> loss.loss(floats(x), classes, floats(w), result.f, rows, cols);
        case DOUBLES -> loss.loss(x, classes, w, result.d, rows, cols);
        default ->
            loss.stored(storage())
                .loss(
                    segment(x),
                    MemorySegment.ofArray(classes),
                    segment(w),
                    result.loss(this),
                    rows,
                    cols);
      }
    }

    void ofDistribution(
        CrossEntropy loss, double[] x, double[] targets, double[] w, Row result, double scale) {
      int rows = result.rows;
      int cols = result.cols;
      switch (this) {
        case FLOATS ->
            loss.lossAndGradient(
                floats(x), floats(targets), floats(w), result.f, result.df, rows, cols, scale);
        case DOUBLES -> loss.lossAndGradient(x, targets, w, result.d, result.dd, rows, cols, scale);
        default ->
            loss.stored(storage())
                .distributionLossAndGradient(
                    segment(x),
                    segment(targets),
                    segment(w),
                    result.loss(this),
                    result.gradient(this),
                    rows,
                    cols,
                    scale);
      }
    }

    void lossOfDistribution(CrossEntropy loss, double[] x, double[] w, Row result) {
      int rows = result.rows;
      int cols = result.cols;
      switch (this) {
        case FLOATS -> loss.loss(floats(x), floats(x), floats(w), result.f, rows, cols);
        case DOUBLES -> loss.loss(x, x, w, result.d, rows, cols);
        default ->
            loss.stored(storage())
                .distributionLoss(
                    segment(x), segment(x), segment(w), result.loss(this), rows, cols);
      }
    }

    void binary(double[] x, double[] w, Row result, double scale) {
      int cols = result.cols;
      switch (this) {
        case FLOATS ->
            BinaryCrossEntropy.weightedLossAndGradient(
                floats(x), floats(x), floats(w), result.df, new float[x.length], 1, cols, scale);
        case DOUBLES ->
            BinaryCrossEntropy.weightedLossAndGradient(
                x, x, w, result.dd, new double[x.length], 1, cols, scale);
        default ->
            BinaryCrossEntropy.stored(storage())
                .weightedLossAndGradient(
                    segment(x),
                    segment(x),
                    segment(w),
                    result.gradient(this),
                    segment(new double[x.length]),
                    1,
                    cols,
                    scale);
      }
    }

    void binary(double[] x, Row result, double scale) {
      switch (this) {
        case FLOATS ->
            BinaryCrossEntropy.lossAndGradient(
                floats(x), floats(x), result.df, new float[x.length], scale);
        case DOUBLES ->
            BinaryCrossEntropy.lossAndGradient(x, x, result.dd, new double[x.length], scale);
        default ->
            BinaryCrossEntropy.stored(storage())
                .lossAndGradient(
                    segment(x),
                    segment(x),
                    result.gradient(this),
                    segment(new double[x.length]),
                    scale);
      }
    }

    private MemorySegment segment(double[] values) {
      if (values == null) {
        return null;
      }
      return isOfFloats() ? MemorySegment.ofArray(floats(values)) : MemorySegment.ofArray(values);
    }
  }

  /** Room for results, in both precisions, with what nothing may be left of. */
  private static final class Row {
    private static final int UNTOUCHED = 7;

    private final int rows;
    private final int cols;
    private final float[] f;
    private final float[] df;
    private final double[] d;
    private final double[] dd;

    Row(int rows, int cols) {
      this.rows = rows;
      this.cols = cols;
      d = filled(rows, UNTOUCHED);
      f = floats(d);
      dd = filled(rows * cols, UNTOUCHED);
      df = floats(dd);
    }

    MemorySegment loss(Form form) {
      return form.isOfFloats() ? MemorySegment.ofArray(f) : MemorySegment.ofArray(d);
    }

    MemorySegment gradient(Form form) {
      return form.isOfFloats() ? MemorySegment.ofArray(df) : MemorySegment.ofArray(dd);
    }

    double[] losses(Form form) {
      return form.isOfFloats() ? doubles(f) : d;
    }

    double[] gradients(Form form) {
      return form.isOfFloats() ? doubles(df) : dd;
    }

    void assertUntouched() {
      Row fresh = new Row(rows, cols);
      assertArrayEquals(fresh.f, f);
      assertArrayEquals(fresh.d, d);
      assertArrayEquals(fresh.df, df);
      assertArrayEquals(fresh.dd, dd);
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void anIgnoredRowGivesZerosWhateverItHolds(Form form) {
    for (int cols : WIDTHS) {
      for (double garbage : new double[] {NAN, INF, -INF, 1e30}) {
        for (int at : new int[] {0, cols / 2, cols - 1}) {
          double[] x = new double[2 * cols];
          x[at] = garbage;
          for (CrossEntropy loss : new CrossEntropy[] {PLAIN, SMOOTHED}) {
            for (double[] weights : new double[][] {null, filled(cols, 2)}) {
              Row result = new Row(2, cols);
              form.lossAndGradient(loss, x, new int[] {-100, 0}, weights, result, 0.5);
              assertEquals(0, result.losses(form)[0]);
              assertArrayEquals(new double[cols], Arrays.copyOf(result.gradients(form), cols));
              assertTrue(result.losses(form)[1] > 0 || cols == 1, "the other row counts");
              double other = result.gradients(form)[2 * cols - 1];
              assertTrue(other > 0 || cols == 1, "the other row counts");
            }
          }
        }
      }
    }
  }

  /** The case of one class is that of a distribution with all in one place. */
  @ParameterizedTest
  @EnumSource(Form.class)
  void aMaskedClassOfWeightZeroDoesNotCount(Form form) {
    double[] x = {2, -INF, 1};
    double[] weights = {1, 0, 2};
    for (CrossEntropy loss : new CrossEntropy[] {PLAIN, SMOOTHED, PLAIN.withLabelSmoothing(1)}) {
      for (int target = 0; target < 3; target++) {
        double[] certain = new double[3];
        certain[target] = 1;
        Row ofClass = new Row(1, 3);
        Row ofDistribution = new Row(1, 3);
        form.lossAndGradient(loss, x, new int[] {target}, weights, ofClass, 1);
        form.ofDistribution(loss, x, certain, weights, ofDistribution, 1);
        double expected = ofDistribution.losses(form)[0];
        assertTrue(Double.isFinite(expected));
        // Some roundings of numbers up to 2.
        double error = 8 * (form.isOfFloats() ? 0x1p-24 : 0x1p-53) * 2;
        assertEquals(expected, ofClass.losses(form)[0], error);
        assertArrayEquals(ofDistribution.gradients(form), ofClass.gradients(form), error);
        Row alone = new Row(1, 3);
        form.loss(loss, x, new int[] {target}, weights, alone);
        assertArrayEquals(ofClass.losses(form), alone.losses(form));
      }
    }
  }

  /** What is 0 is q: that of the class if all is spread, that of the others if next to nothing. */
  @ParameterizedTest
  @EnumSource(Form.class)
  void aMaskedClassCountsByItsShareAlone(Form form) {
    double[] x = {2, -INF, 1};
    ToDoubleFunction<double[]> loss =
        smoothingAndTarget -> {
          Row result = new Row(1, 3);
          CrossEntropy smoothed = PLAIN.withLabelSmoothing(smoothingAndTarget[0]);
          form.lossAndGradient(
              smoothed, x, new int[] {(int) smoothingAndTarget[1]}, null, result, 1);
          return result.losses(form)[0];
        };
    assertEquals(INF, loss.applyAsDouble(new double[] {1, 1}));
    assertEquals(INF, loss.applyAsDouble(new double[] {1, 0}));
    assertEquals(INF, loss.applyAsDouble(new double[] {0, 1}));
    double none = loss.applyAsDouble(new double[] {0, 0});
    assertTrue(Double.isFinite(none));
    // ε / 3 is 0 in either precision.
    assertEquals(none, loss.applyAsDouble(new double[] {Double.MIN_VALUE, 0}));
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void notANumberIsNotLostWhereTheWeightIsZero(Form form) {
    for (double garbage : new double[] {NAN, INF}) {
      for (CrossEntropy loss : new CrossEntropy[] {PLAIN, SMOOTHED}) {
        Row result = new Row(1, 3);
        double[] x = {2, garbage, 1};
        form.lossAndGradient(loss, x, new int[] {1}, new double[] {1, 0, 2}, result, 1);
        assertArrayEquals(new double[] {NAN}, result.losses(form));
        assertArrayEquals(new double[] {NAN, NAN, NAN}, result.gradients(form));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void wholeArraysTakeAWeightForEachColumn(Form form) {
    Row result = new Row(2, 3);
    double[] x = new double[6];
    for (int wrong : new int[] {0, 2, 4, 9}) {
      double[] weights = new double[wrong];
      String message = "weights has length " + wrong + ", not cols = 3";
      assertRefused(message, () -> form.loss(PLAIN, x, new int[2], weights, result));
      assertRefused(message, () -> form.lossAndGradient(PLAIN, x, new int[2], weights, result, 1));
      assertRefused(message, () -> form.ofDistribution(PLAIN, x, x, weights, result, 1));
      assertRefused(message, () -> form.lossOfDistribution(PLAIN, x, weights, result));
    }
    result.assertUntouched();
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void aScaleThatIsInfiniteInThePrecisionIsRefused(Form form) {
    double[] three = new double[3];
    Row result = new Row(1, 3);
    double beyond = form.isOfFloats() ? 1e39 : INF;
    for (double scale : new double[] {beyond, -beyond, INF, -INF, NAN}) {
      String message =
          "scale is " + scale + ", it must be at most " + form.largest() + " in magnitude";
      assertRefused(
          message, () -> form.lossAndGradient(PLAIN, three, new int[1], null, result, scale));
      assertRefused(message, () -> form.ofDistribution(PLAIN, three, three, null, result, scale));
      assertRefused(message, () -> form.binary(three, three, result, scale));
      assertRefused(message, () -> form.binary(three, result, scale));
    }
    result.assertUntouched();
    form.lossAndGradient(PLAIN, three, new int[1], null, result, form.largest());
    for (double gradient : result.gradients(form)) {
      assertTrue(Double.isFinite(gradient));
    }
  }

  /** A mean over no elements has the scale 1 / 0, and there is nothing to be scaled. */
  @ParameterizedTest
  @EnumSource(Form.class)
  void withoutElementsAnyScaleWillDo(Form form) {
    double[] none = {};
    form.lossAndGradient(PLAIN, none, new int[0], null, new Row(0, 3), 1.0 / 0);
    form.ofDistribution(PLAIN, none, none, null, new Row(0, 3), 1.0 / 0);
    form.binary(none, none, new Row(1, 0), 1.0 / 0);
    form.binary(none, new Row(1, 0), 1.0 / 0);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void rowsWithoutColumnsAreThereToBeIgnored(Form form) {
    double[] none = {};
    for (CrossEntropy loss : new CrossEntropy[] {PLAIN, SMOOTHED}) {
      for (double[] weights : new double[][] {null, none}) {
        int[] ignored = {-100, -100, -100, -100, -100};
        Row both = new Row(5, 0);
        form.lossAndGradient(loss, none, ignored, weights, both, 1);
        assertArrayEquals(new double[5], both.losses(form));
        Row alone = new Row(5, 0);
        form.loss(loss, none, ignored, weights, alone);
        assertArrayEquals(new double[5], alone.losses(form));
      }
    }
    Row result = new Row(2, 0);
    assertRefused(
        "the class of row 1 is 0; with 0 columns it must be -100 to be ignored",
        () -> form.loss(PLAIN, none, new int[] {-100, 0}, null, result));
    assertRefused(
        "the class of row 0 is -100; with 0 columns it must be 3 to be ignored",
        () -> form.loss(PLAIN.withIgnoredIndex(3), none, new int[] {-100, 3}, null, result));
    result.assertUntouched();
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  private static double[] filled(int length, double value) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return values;
  }

  private static float[] floats(double[] values) {
    if (values == null) {
      return null;
    }
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  private static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
