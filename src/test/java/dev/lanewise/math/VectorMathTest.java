package dev.lanewise.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.lane.Precision;
import dev.lanewise.testing.Elements;
import dev.lanewise.testing.Inputs;
import dev.lanewise.testing.Operation;
import java.util.function.BiConsumer;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function is the one that it is named after, over whole arrays and at special values. */
class VectorMathTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  /** A method over whole arrays, and the JDK's word on its values. */
  private record Function(
      String name,
      BiConsumer<float[], float[]> floats,
      BiConsumer<double[], double[]> doubles,
      DoubleUnaryOperator expected) {

    double of(double x) {
      double[] array = {x};
      doubles.accept(array, array);
      return array[0];
    }

    float of(float x) {
      float[] array = {x};
      floats.accept(array, array);
      return array[0];
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final Function EXP2 =
      new Function("exp2", VectorMath::exp2, VectorMath::exp2, x -> Math.pow(2, x));
  private static final Function LOG2 =
      new Function("log2", VectorMath::log2, VectorMath::log2, x -> Math.log(x) / Math.log(2));
  private static final Function LOG10 =
      new Function("log10", VectorMath::log10, VectorMath::log10, Math::log10);
  private static final Function SINH =
      new Function("sinh", VectorMath::sinh, VectorMath::sinh, Math::sinh);
  private static final Function COSH =
      new Function("cosh", VectorMath::cosh, VectorMath::cosh, Math::cosh);
  private static final Function LOGIT =
      new Function("logit", VectorMath::logit, VectorMath::logit, x -> Math.log(x / (1 - x)));
  private static final Function CBRT =
      new Function("cbrt", VectorMath::cbrt, VectorMath::cbrt, Math::cbrt);
  private static final Function RSQRT =
      new Function("rsqrt", VectorMath::rsqrt, VectorMath::rsqrt, x -> 1 / Math.sqrt(x));

  static Stream<Function> functions() {
    return Stream.of(
        new Function("exp", VectorMath::exp, VectorMath::exp, Math::exp),
        EXP2,
        new Function("expm1", VectorMath::expm1, VectorMath::expm1, Math::expm1),
        new Function("log", VectorMath::log, VectorMath::log, Math::log),
        LOG2,
        LOG10,
        new Function("log1p", VectorMath::log1p, VectorMath::log1p, Math::log1p),
        new Function("tanh", VectorMath::tanh, VectorMath::tanh, Math::tanh),
        SINH,
        COSH,
        new Function("sin", VectorMath::sin, VectorMath::sin, Math::sin),
        new Function("cos", VectorMath::cos, VectorMath::cos, Math::cos),
        new Function(
            "sigmoid", VectorMath::sigmoid, VectorMath::sigmoid, x -> 1 / (1 + Math.exp(-x))),
        LOGIT,
        CBRT,
        RSQRT,
        new Function(
            "cube",
            (x, y) -> VectorMath.pow(x, 3, y),
            (x, y) -> VectorMath.pow(x, 3, y),
            x -> Math.pow(x, 3)));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void theFunctionIsTheOneOfTheName(Function f) {
    for (double x = -8.9; x < 9; x += 0.2) {
      double expected = f.expected.applyAsDouble(x);
      assertClose(expected, f.of(x), Math.abs(expected) * 1e-14, f.name);
      double exact = f.expected.applyAsDouble((float) x);
      assertClose(exact, f.of((float) x), Math.abs(exact) * 1e-6, f.name);
    }
  }

  private static void assertClose(double expected, double actual, double most, String what) {
    assertTrue(
        Double.compare(expected, actual) == 0
            || Math.abs(expected - actual) <= most
                && Math.copySign(1, expected) == Math.copySign(1, actual),
        () -> what + " is " + actual + ", not " + expected);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void wholeArraysAreTheRangeOfAllElements(Function f) {
    for (Precision precision : Precision.values()) {
      Object x = Inputs.mixed(precision, 77, 5);
      Object whole = Elements.allocate(precision, 77);
      Object range = Elements.allocate(precision, 77);
      if (precision == Precision.FLOAT) {
        f.floats.accept((float[]) x, (float[]) whole);
      } else {
        f.doubles.accept((double[]) x, (double[]) whole);
      }
      operation(f.name, precision)
          .run(new Object[] {x, range}, new int[2], new int[] {77, 77}, 1, 77);
      assertEquals(-1, Elements.mismatch(whole, range));
    }
  }

  @Test
  void wholeArraysOfPowersAreTheRangeOfAllElements() {
    float[] x = (float[]) Inputs.mixed(Precision.FLOAT, 77, 5);
    float[] y = (float[]) Inputs.ordinary(Precision.FLOAT, 77, 6);
    float[] whole = new float[77];
    float[] range = new float[77];
    VectorMath.pow(x, y, whole);
    VectorMath.pow(x, 0, y, 0, range, 0, 77);
    assertEquals(-1, Elements.mismatch(whole, range));
  }

  /** {@link Math} has no error functions; these are values of tables. */
  @Test
  void errorFunctionsAreTheOnesOfTheNames() {
    double[] x = {0.5, 1, 2};
    double[] y = new double[3];
    VectorMath.erf(x, y);
    assertArrayEquals(
        new double[] {0.5204998778130465, 0.8427007929497149, 0.9953222650189527}, y, 2e-16);
    VectorMath.erfc(x, y);
    assertArrayEquals(
        new double[] {0.4795001221869535, 0.15729920705028513, 0.004677734981047266}, y, 1e-16);
    float[] narrow = {0.5f, 1, 2};
    float[] result = new float[3];
    VectorMath.erf(narrow, result);
    assertArrayEquals(new float[] {0.52049988f, 0.84270079f, 0.99532227f}, result, 1e-7f);
    VectorMath.erfc(narrow, result);
    assertArrayEquals(new float[] {0.47950012f, 0.15729921f, 0.0046777350f}, result, 1e-7f);
  }

  @Test
  void everyFunctionIsTestedInBothPrecisions() {
    // And the two error functions, and pow of two arrays.
    assertEquals(
        2 * (functions().count() + 3),
        Operation.all().stream().filter(operation -> operation.owner().equals("math")).count());
  }

  private static Operation operation(String method, Precision precision) {
    return Operation.all().stream()
        .filter(o -> o.owner().equals("math") && o.method().equals(method))
        .filter(o -> o.precision() == precision)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void wholeArraysOfDifferentLengthAreRefusedWithBothLengths(Function f) {
    assertLengths("7", "8", () -> f.floats.accept(new float[7], new float[8]));
    assertLengths("7", "6", () -> f.doubles.accept(new double[7], new double[6]));
  }

  @Test
  void powersOfArraysOfDifferentLengthAreRefusedWithBothLengths() {
    float[] a = new float[7];
    double[] b = new double[7];
    assertLengths("7", "8", () -> VectorMath.pow(a, new float[8], a));
    assertLengths("7", "8", () -> VectorMath.pow(a, a, new float[8]));
    assertLengths("7", "6", () -> VectorMath.pow(b, new double[6], b));
    assertLengths("7", "6", () -> VectorMath.pow(b, b, new double[6]));
  }

  private static void assertLengths(String one, String other, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(one) && message.contains(other), message);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void nanGivesNaN(Function f) {
    assertEquals(NAN, f.of(NAN));
    assertEquals(Float.NaN, f.of(Float.NaN));
  }

  @Test
  void exp2AndLog2AreExactForPowersOfTwo() {
    for (int n = -1074; n <= 1023; n++) {
      assertEquals(Math.scalb(1.0, n), EXP2.of((double) n));
      assertEquals(n, LOG2.of(Math.scalb(1.0, n)));
    }
    for (int n = -149; n <= 127; n++) {
      assertEquals(Math.scalb(1f, n), EXP2.of((float) n));
      assertEquals(n, LOG2.of(Math.scalb(1f, n)));
    }
  }

  @Test
  void log10IsExactForPowersOfTen() {
    double power = 1;
    for (int n = 0; n <= 22; n++, power *= 10) {
      assertEquals(n, LOG10.of(power));
      if (n <= 10) {
        assertEquals(n, LOG10.of((float) power));
      }
    }
  }

  @Test
  void endsOfTheRangeAndBeyond() {
    assertValues(EXP2, -INFINITY, 0, -1e300, 0, 1024, INFINITY, INFINITY, INFINITY);
    for (Function log : new Function[] {LOG2, LOG10}) {
      assertValues(log, 0, -INFINITY, -0.0, -INFINITY, -1, NAN, -INFINITY, NAN);
      assertValues(log, INFINITY, INFINITY, 1, 0);
    }
    assertValues(SINH, -0.0, -0.0, -INFINITY, -INFINITY, INFINITY, INFINITY, 711, INFINITY);
    assertValues(COSH, -0.0, 1, -INFINITY, INFINITY, INFINITY, INFINITY, -711, INFINITY);
    assertValues(LOGIT, 0, -INFINITY, -0.0, -INFINITY, 1, INFINITY, 0.5, 0, -1e-9, NAN, 1.1, NAN);
    assertValues(LOGIT, -INFINITY, NAN, INFINITY, NAN);
    assertValues(CBRT, -0.0, -0.0, 0, 0, -INFINITY, -INFINITY, INFINITY, INFINITY, -27, -3);
    assertValues(
        RSQRT, 0, INFINITY, -0.0, -INFINITY, INFINITY, 0, -1, NAN, -INFINITY, NAN, 16, 0.25);
  }

  /** Pairs of an argument and the value there. */
  private static void assertValues(Function f, double... pairs) {
    for (int i = 0; i < pairs.length; i += 2) {
      assertEquals(pairs[i + 1], f.of(pairs[i]), f.name);
      assertEquals((float) pairs[i + 1], f.of((float) pairs[i]), f.name);
    }
  }

  @Test
  void sinhAndCoshOverflowWhereTheyMust() {
    for (Function f : new Function[] {SINH, COSH}) {
      assertTrue(f.of(0x1.65a9fp6f) < Float.POSITIVE_INFINITY);
      assertEquals(Float.POSITIVE_INFINITY, f.of(0x1.65a9fap6f));
      assertTrue(f.of(710.4758600739439) < INFINITY);
      assertEquals(INFINITY, f.of(710.475860073944));
    }
  }

  /**
   * Zeros, subnormals, whole and odd numbers up to where all are even, infinities, NaN. StrictMath
   * because HotSpot's own Math.pow takes 2⁵¹ + ½ for odd.
   */
  @Test
  void powHasTheSpecialCasesOfMathPow() {
    double[] values = {
      0,
      0x1p-1074,
      0x1p-149,
      1e-20,
      1.0 / 3,
      0.5,
      1,
      1.5,
      2,
      3,
      4,
      0x1p23,
      0x1.000002p23,
      0x1.000001p23,
      0x1p24,
      0x1.000002p24,
      0x1p51,
      0x1.0000000000001p51,
      0x1.0000000000001p52,
      0x1p53,
      1e30,
      1e300,
      INFINITY,
      NAN
    };
    double[] x =
        IntStream.range(0, 4 * values.length * values.length)
            .mapToDouble(i -> (i % 2 == 0 ? 1 : -1) * values[i / 4 % values.length])
            .toArray();
    double[] y =
        IntStream.range(0, x.length)
            .mapToDouble(i -> (i / 2 % 2 == 0 ? 1 : -1) * values[i / 4 / values.length])
            .toArray();
    double[] z = new double[x.length];
    VectorMath.pow(x, y, z);
    for (int i = 0; i < x.length; i++) {
      double expected = StrictMath.pow(x[i], y[i]);
      String what = x[i] + "^" + y[i];
      assertClose(expected, z[i], 2 * Math.ulp(expected), what);
      float[] power = {(float) x[i]};
      VectorMath.pow(power, y[i], power);
      float rounded = (float) StrictMath.pow((float) x[i], (float) y[i]);
      assertClose(rounded, power[0], Math.ulp(rounded), what + " in float");
    }
  }

  @Test
  void theFirstPowerIsTheNumberItself() {
    float[] x = (float[]) Inputs.mixed(Precision.FLOAT, 100_000, 7);
    double[] wide = (double[]) Inputs.mixed(Precision.DOUBLE, 100_000, 7);
    float[] y = x.clone();
    double[] z = wide.clone();
    VectorMath.pow(y, 1, y);
    VectorMath.pow(z, 1, z);
    assertArrayEquals(x, y);
    assertArrayEquals(wide, z);
  }
}
