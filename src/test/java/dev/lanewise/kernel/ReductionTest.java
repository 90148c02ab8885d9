package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.kernel.RowProgram.Fold;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import dev.lanewise.lane.Precision;
import dev.lanewise.testing.Elements;
import dev.lanewise.testing.Inputs;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Reductions have the documented shape on every path: 64 float (32 double) strided partial results,
 * folded in a binary tree, then the elements that do not fill 16 (8) one after the other. The sums
 * are of squares, so that another order shows in the bits.
 */
class ReductionTest {
  private static final int LONGEST = 300;
  private static final int ROWS = 2;

  @Test
  void floatSumsHaveTheFixedShape() {
    float[] x = (float[]) Inputs.ordinary(Precision.FLOAT, 1000, 1);
    checkAllLengths(Precision.FLOAT, x, Fold.SUM, (from, n) -> floatSum(x, from, n));
  }

  @Test
  void doubleSumsHaveTheFixedShape() {
    double[] x = (double[]) Inputs.ordinary(Precision.DOUBLE, 1000, 1);
    checkAllLengths(Precision.DOUBLE, x, Fold.SUM, (from, n) -> doubleSum(x, from, n));
  }

  @Test
  void compensatedFloatSumsHaveTheFixedShape() {
    float[] x = (float[]) Inputs.ordinary(Precision.FLOAT, 1000, 1);
    checkAllLengths(
        Precision.FLOAT, x, Fold.COMPENSATED_SUM, (from, n) -> compensatedFloatSum(x, from, n));
  }

  @Test
  void compensatedDoubleSumsHaveTheFixedShape() {
    double[] x = (double[]) Inputs.ordinary(Precision.DOUBLE, 1000, 1);
    checkAllLengths(
        Precision.DOUBLE, x, Fold.COMPENSATED_SUM, (from, n) -> compensatedDoubleSum(x, from, n));
  }

  /** A million and its opposite leave the rest, which a plain sum loses. */
  @Test
  void aCompensatedSumKeepsWhatCancellationLeaves() {
    for (Precision precision : Precision.values()) {
      double large = precision == Precision.FLOAT ? 0x1p30 : 0x1p60;
      Object x = Elements.allocate(precision, 300);
      for (int i = 0; i < 300; i++) {
        double value = i % 100 == 7 ? large : i % 100 == 57 ? -large : 1;
        Elements.set(x, i, Inputs.bits(precision, value));
      }
      Paths.of(precision, 1, reduce(Fold.COMPENSATED_SUM, l -> l))
          .forEach(
              (path, loop) ->
                  assertEquals(
                      Inputs.bits(precision, 294),
                      Elements.bits(firstRow(loop, precision, x, 300), 0),
                      path));
    }
  }

  /** The errors that a sum has lost are no numbers once it is infinite; the sum is. */
  @Test
  void aCompensatedSumOverflowsAsAPlainOne() {
    for (Precision precision : Precision.values()) {
      double largest = precision == Precision.FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE;
      double infinite = Double.POSITIVE_INFINITY;
      for (int n : new int[] {3, 20, 150}) {
        assertSum(precision, n, infinite, largest, largest);
        assertSum(precision, n, -infinite, -largest, -largest);
        assertSum(precision, n, infinite, infinite, -largest);
        assertSum(precision, n, Double.NaN, infinite, -infinite);
        assertSum(precision, n, Double.NaN, Double.NaN, 1);
      }
    }
  }

  private static void assertSum(Precision precision, int n, double sum, double... terms) {
    Object x = Elements.allocate(precision, n);
    for (int i = 0; i < terms.length; i++) {
      Elements.set(x, n / terms.length * i, Inputs.bits(precision, terms[i]));
    }
    Paths.of(precision, 1, reduce(Fold.COMPENSATED_SUM, l -> l))
        .forEach(
            (path, loop) ->
                assertEquals(
                    Elements.bits(Elements.of(precision, Inputs.bits(precision, sum)), 0),
                    Elements.bits(firstRow(loop, precision, x, n), 0),
                    path + " " + Arrays.toString(terms)));
  }

  @Test
  void aFloatMaximumIsTheLargestValueAndPassesOverNaN() {
    float[] x = (float[]) Inputs.mixed(Precision.FLOAT, 1000, 1);
    checkAllLengths(Precision.FLOAT, x, Fold.MAX, (from, n) -> maximum(x, from, n));
  }

  @Test
  void aDoubleMaximumIsTheLargestValueAndPassesOverNaN() {
    double[] x = (double[]) Inputs.mixed(Precision.DOUBLE, 1000, 1);
    checkAllLengths(Precision.DOUBLE, x, Fold.MAX, (from, n) -> maximum(x, from, n));
  }

  /** Which of two equal zeros is the maximum depends on the shape alone. */
  @Test
  void theMaximumOfZerosHasTheSameSignOnEveryPath() {
    for (Precision precision : Precision.values()) {
      long minus = Inputs.bits(precision, -0.0);
      for (int pattern = 0; pattern < 200; pattern++) {
        Object x = Elements.allocate(precision, 150);
        for (int i = 0; i < 150; i++) {
          Elements.set(x, i, Elements.mix(pattern * 1000 + i) < 0 ? minus : 0);
        }
        int n = 150 - pattern % 70;
        long[] results =
            Paths.of(precision, 1, reduce(Fold.MAX)).values().stream()
                .mapToLong(loop -> Elements.bits(firstRow(loop, precision, x, n), 0))
                .distinct()
                .toArray();
        assertEquals(1, results.length, () -> precision + " " + Arrays.toString(results));
      }
    }
  }

  @Test
  void aScalarComputedFromReductionsReachesEveryElementOfItsRow() {
    for (Precision precision : Precision.values()) {
      Object x = Inputs.ordinary(precision, 100, 9);
      Paths.of(
              precision,
              1,
              program -> {
                int[] in = RowProgram.operands(0);
                int max = program.reduce(Fold.MAX, in, RowProgram.scalars(), l -> l[0]);
                int count =
                    program.reduce(Fold.SUM, in, RowProgram.scalars(max), l -> l[1].div(l[1]));
                int both = program.compute(RowProgram.scalars(count, max), l -> l[0].sub(l[1]));
                program.map(
                    in,
                    RowProgram.scalars(both, max),
                    RowProgram.operands(1),
                    l -> new Lane[] {l[1].add(l[2])});
              })
          .forEach(
              (path, loop) -> {
                Object y = Elements.allocate(precision, 100);
                loop.run(x, 0, 50, y, 0, 50, null, 0, 0, 2, 50);
                for (int i = 0; i < 100; i++) {
                  double value = y instanceof float[] f ? f[i] : ((double[]) y)[i];
                  // count - max + max is rounded twice, to units of at most 2^-18.
                  assertEquals(50, value, 0x1p-17, path);
                }
              });
    }
  }

  /** The model: the expected sum or maximum of n elements from an index on. */
  private interface Model {
    double reduce(int from, int n);
  }

  private static void checkAllLengths(Precision precision, Object x, Fold fold, Model model) {
    Paths.of(precision, 1, reduce(fold))
        .forEach(
            (path, loop) -> {
              for (int n = 1; n <= LONGEST; n++) {
                int stride = n + 3;
                Object y = Elements.allocate(precision, 1000);
                loop.run(x, 5, stride, y, 7, stride, null, 0, 0, ROWS, n);
                for (int row = 0; row < ROWS; row++) {
                  double expected = model.reduce(5 + row * stride, n);
                  for (int i = 0; i < n; i++) {
                    assertEquals(
                        Inputs.bits(precision, expected),
                        rawBits(y, 7 + row * stride + i),
                        path + ", " + n + " elements, row " + row);
                  }
                }
              }
            });
  }

  private static long rawBits(Object array, int i) {
    return array instanceof float[] floats
        ? Inputs.bits(Precision.FLOAT, floats[i])
        : Inputs.bits(Precision.DOUBLE, ((double[]) array)[i]);
  }

  private static Object firstRow(Loop loop, Precision precision, Object x, int n) {
    Object y = Elements.allocate(precision, n);
    Paths.run(loop, x, y, null, n);
    return y;
  }

  /** Every element of a row becomes its reduction: of x² for a sum, of x for a maximum. */
  private static Consumer<RowProgram> reduce(Fold fold) {
    return reduce(fold, x -> fold == Fold.MAX ? x : x.mul(x));
  }

  private static Consumer<RowProgram> reduce(Fold fold, LaneFunction term) {
    return program -> {
      int total =
          program.reduce(fold, RowProgram.operands(0), RowProgram.scalars(), l -> term.apply(l[0]));
      program.map(
          RowProgram.operands(0),
          RowProgram.scalars(total),
          RowProgram.operands(1),
          l -> new Lane[] {l[1]});
    };
  }

  private static double floatSum(float[] x, int from, int n) {
    float[] partials = new float[64];
    int full = n / 16 * 16;
    for (int i = 0; i < full; i++) {
      partials[i % 64] += x[from + i] * x[from + i];
    }
    for (int half = 32; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        partials[j] += partials[j + half];
      }
    }
    for (int i = full; i < n; i++) {
      partials[0] += x[from + i] * x[from + i];
    }
    return partials[0];
  }

  private static double compensatedFloatSum(float[] x, int from, int n) {
    float[] sums = new float[64];
    float[] errors = new float[64];
    int full = n / 16 * 16;
    for (int i = 0; i < full; i++) {
      float square = x[from + i] * x[from + i];
      errors[i % 64] += error(sums[i % 64], square);
      sums[i % 64] += square;
    }
    for (int half = 32; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        errors[j] = errors[j] + errors[j + half] + error(sums[j], sums[j + half]);
        sums[j] += sums[j + half];
      }
    }
    for (int i = full; i < n; i++) {
      float square = x[from + i] * x[from + i];
      errors[0] += error(sums[0], square);
      sums[0] += square;
    }
    return sums[0] + errors[0];
  }

  private static double compensatedDoubleSum(double[] x, int from, int n) {
    double[] sums = new double[32];
    double[] errors = new double[32];
    int full = n / 8 * 8;
    for (int i = 0; i < full; i++) {
      double square = x[from + i] * x[from + i];
      errors[i % 32] += error(sums[i % 32], square);
      sums[i % 32] += square;
    }
    for (int half = 16; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        errors[j] = errors[j] + errors[j + half] + error(sums[j], sums[j + half]);
        sums[j] += sums[j + half];
      }
    }
    for (int i = full; i < n; i++) {
      double square = x[from + i] * x[from + i];
      errors[0] += error(sums[0], square);
      sums[0] += square;
    }
    return sums[0] + errors[0];
  }

  private static float error(float a, float b) {
    return (float) error(a, b, a + b);
  }

  private static double error(double a, double b) {
    return error(a, b, a + b);
  }

  private static double error(double a, double b, double sum) {
    return new BigDecimal(a).add(new BigDecimal(b)).subtract(new BigDecimal(sum)).doubleValue();
  }

  private static double doubleSum(double[] x, int from, int n) {
    double[] partials = new double[32];
    int full = n / 8 * 8;
    for (int i = 0; i < full; i++) {
      partials[i % 32] += x[from + i] * x[from + i];
    }
    for (int half = 16; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        partials[j] += partials[j + half];
      }
    }
    for (int i = full; i < n; i++) {
      partials[0] += x[from + i] * x[from + i];
    }
    return partials[0];
  }

  private static double maximum(float[] x, int from, int n) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + n; i++) {
      max = x[i] > max ? x[i] : max;
    }
    return max;
  }

  private static double maximum(double[] x, int from, int n) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + n; i++) {
      max = x[i] > max ? x[i] : max;
    }
    return max;
  }
}
