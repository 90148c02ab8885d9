package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lanewise.lane.Bits;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Mask;
import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import dev.lanewise.testing.Elements;
import dev.lanewise.testing.Inputs;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each operation of a formula means what plain Java means by it, on every path, for pairs of all
 * special values and of raw bit patterns.
 */
class LaneOperationsTest {
  /** An operation of two values, in a formula and in plain Java of both precisions. */
  private record Case(
      BinaryOperator<Lane> formula, BinaryOperator<Float> floats, BinaryOperator<Double> doubles) {}

  private static final Map<String, Case> CASES = cases();

  @TestFactory
  Stream<DynamicTest> floatOperationsAreThoseOfJava() {
    return CASES.entrySet().stream()
        .map(e -> dynamicTest(e.getKey(), () -> check(Precision.FLOAT, e.getValue())));
  }

  @TestFactory
  Stream<DynamicTest> doubleOperationsAreThoseOfJava() {
    return CASES.entrySet().stream()
        .map(e -> dynamicTest(e.getKey(), () -> check(Precision.DOUBLE, e.getValue())));
  }

  private static void check(Precision precision, Case c) {
    long[] values = values(precision);
    int n = values.length * values.length;
    Object a = Elements.allocate(precision, n);
    Object b = Elements.allocate(precision, n);
    Object expected = Elements.allocate(precision, n);
    for (int i = 0; i < n; i++) {
      Elements.set(a, i, values[i / values.length]);
      Elements.set(b, i, values[i % values.length]);
      if (a instanceof float[] x && b instanceof float[] y) {
        ((float[]) expected)[i] = c.floats().apply(x[i], y[i]);
      } else {
        ((double[]) expected)[i] = c.doubles().apply(((double[]) a)[i], ((double[]) b)[i]);
      }
    }
    Paths.of(precision, 2, Paths.map(2, lanes -> c.formula().apply(lanes[0], lanes[1])))
        .forEach(
            (path, loop) -> {
              Object actual = Elements.allocate(precision, n);
              Paths.run(loop, a, b, actual, n);
              // Rows of three go to the loop for rows that are shorter than a vector.
              Object inShortRows = Elements.allocate(precision, n);
              loop.run(a, 0, 3, b, 0, 3, inShortRows, 0, 3, n / 3, 3);
              for (int i = n / 3 * 3; i < n; i++) {
                Elements.set(inShortRows, i, Elements.bits(actual, i));
              }
              assertEquals(-1, Elements.mismatch(actual, inShortRows), path + ", short rows");
              int at = Elements.mismatch(expected, actual);
              if (at >= 0) {
                fail(
                    path
                        + ": of "
                        + Elements.show(a, at)
                        + " and "
                        + Elements.show(b, at)
                        + " it makes "
                        + Elements.show(actual, at)
                        + ", Java makes "
                        + Elements.show(expected, at));
              }
            });
  }

  private static long[] values(Precision precision) {
    Object raw = Inputs.mixed(precision, 16, 42);
    long[] specials = Inputs.specials(precision);
    long[] values = Arrays.copyOf(specials, specials.length + 16);
    for (int i = 0; i < 16; i++) {
      values[specials.length + i] = Elements.bits(raw, i);
    }
    return values;
  }

  private static Map<String, Case> cases() {
    Map<String, Case> all = new LinkedHashMap<>();
    all.put("a + b", new Case(Lane::add, (a, b) -> a + b, (a, b) -> a + b));
    all.put(
        "the error of a + b",
        new Case(
            Lane::addError, (a, b) -> (float) error(a, b, a + b), (a, b) -> error(a, b, a + b)));
    all.put("a - b", new Case(Lane::sub, (a, b) -> a - b, (a, b) -> a - b));
    all.put("a * b", new Case(Lane::mul, (a, b) -> a * b, (a, b) -> a * b));
    all.put("a / b", new Case(Lane::div, (a, b) -> a / b, (a, b) -> a / b));
    all.put(
        "fma(a, b, a)",
        new Case((a, b) -> a.fma(b, a), (a, b) -> Math.fma(a, b, a), (a, b) -> Math.fma(a, b, a)));
    all.put(
        "fma(a, 0.1, b)",
        new Case(
            (a, b) -> a.fma(0.1, b),
            (a, b) -> Math.fma(a, 0.1f, b),
            (a, b) -> Math.fma(a, 0.1, b)));
    all.put(
        "fma(a, b, 0.1)",
        new Case(
            (a, b) -> a.fma(b, 0.1),
            (a, b) -> Math.fma(a, b, 0.1f),
            (a, b) -> Math.fma(a, b, 0.1)));
    all.put(
        "constants are rounded to the precision",
        new Case(
            (a, b) -> a.add(0.1).sub(0.3).mul(0.7).div(0.9).add(b.fma(0.3, 0.6)),
            (a, b) -> (a + 0.1f - 0.3f) * 0.7f / 0.9f + Math.fma(b, 0.3f, 0.6f),
            (a, b) -> (a + 0.1 - 0.3) * 0.7 / 0.9 + Math.fma(b, 0.3, 0.6)));
    all.put("-a", new Case((a, b) -> a.neg(), (a, b) -> -a, (a, b) -> -a));
    all.put(
        "the sign of -a, also of 0",
        new Case(
            (a, b) -> a.isNaN().select(3, a).neg().bits().ushr(1).value(),
            (a, b) -> bits(bits(-(a.isNaN() ? 3 : a)) >>> 1),
            (a, b) -> bits(bits(-(a.isNaN() ? 3 : a)) >>> 1)));
    all.put("|a|", new Case((a, b) -> a.abs(), (a, b) -> Math.abs(a), (a, b) -> Math.abs(a)));
    all.put(
        "√a", new Case((a, b) -> a.sqrt(), (a, b) -> (float) Math.sqrt(a), (a, b) -> Math.sqrt(a)));
    all.put("a < b", mask(Lane::lt, (a, b) -> a < b));
    all.put("a <= b", mask(Lane::le, (a, b) -> a <= b));
    all.put("a > b", mask(Lane::gt, (a, b) -> a > b));
    all.put("a >= b", mask(Lane::ge, (a, b) -> a >= b));
    all.put("a == b", mask(Lane::eq, (a, b) -> a.doubleValue() == b.doubleValue()));
    all.put("a != b", mask(Lane::ne, (a, b) -> a.doubleValue() != b.doubleValue()));
    all.put("a < 1", mask((a, b) -> a.lt(1), (a, b) -> a < 1));
    all.put("a <= 1", mask((a, b) -> a.le(1), (a, b) -> a <= 1));
    all.put("a > 1", mask((a, b) -> a.gt(1), (a, b) -> a > 1));
    all.put("a >= 1", mask((a, b) -> a.ge(1), (a, b) -> a >= 1));
    all.put("a == 0", mask((a, b) -> a.eq(0), (a, b) -> a == 0));
    all.put("a != 0", mask((a, b) -> a.ne(0), (a, b) -> a != 0));
    all.put("a is NaN", mask((a, b) -> a.isNaN(), (a, b) -> a.isNaN()));
    all.put("a < b and b < 1", mask((a, b) -> a.lt(b).and(b.lt(1)), (a, b) -> a < b && b < 1));
    all.put("a < b or b < 1", mask((a, b) -> a.lt(b).or(b.lt(1)), (a, b) -> a < b || b < 1));
    all.put(
        "a < 1 ? a : b",
        new Case((a, b) -> a.lt(1).select(a, b), (a, b) -> a < 1 ? a : b, (a, b) -> a < 1 ? a : b));
    all.put(
        "a < 1 ? 0.1 : b",
        new Case(
            (a, b) -> a.lt(1).select(0.1, b),
            (a, b) -> a < 1 ? 0.1f : b,
            (a, b) -> a < 1 ? 0.1 : b));
    all.put(
        "a < 1 ? b : 0.1",
        new Case(
            (a, b) -> a.lt(1).select(b, 0.1),
            (a, b) -> a < 1 ? b : 0.1f,
            (a, b) -> a < 1 ? b : 0.1));
    all.put("bits a + b", bits(Bits::plus, (a, b) -> a + b, (a, b) -> a + b));
    all.put("bits a - b", bits(Bits::minus, (a, b) -> a - b, (a, b) -> a - b));
    all.put("bits a & b", bits(Bits::and, (a, b) -> a & b, (a, b) -> a & b));
    all.put("bits a | b", bits(Bits::or, (a, b) -> a | b, (a, b) -> a | b));
    all.put("bits a ^ b", bits(Bits::xor, (a, b) -> a ^ b, (a, b) -> a ^ b));
    all.put("bits a + 5", bits((a, b) -> a.plus(5), (a, b) -> a + 5, (a, b) -> a + 5));
    all.put("bits a - 5", bits((a, b) -> a.minus(5), (a, b) -> a - 5, (a, b) -> a - 5));
    all.put("bits a & -9", bits((a, b) -> a.and(-9), (a, b) -> a & -9, (a, b) -> a & -9));
    all.put("bits a | 9", bits((a, b) -> a.or(9), (a, b) -> a | 9, (a, b) -> a | 9));
    all.put("bits a ^ -1", bits((a, b) -> a.xor(-1), (a, b) -> ~a, (a, b) -> ~a));
    all.put("the smaller of bits a and b", bits(Bits::min, Math::min, Math::min));
    all.put(
        "the smaller of bits a and b, unsigned",
        bits(Bits::unsignedMin, LaneOperationsTest::unsigned, LaneOperationsTest::unsigned));
    all.put(
        "the smaller of bits a and -9",
        bits((a, b) -> a.min(-9), (a, b) -> Math.min(a, -9), (a, b) -> Math.min(a, -9)));
    all.put(
        "the smaller of bits a and 9, unsigned",
        bits((a, b) -> a.unsignedMin(9), (a, b) -> unsigned(a, 9), (a, b) -> unsigned(a, 9L)));
    all.put(
        "the smaller of bits a and -9, unsigned",
        bits((a, b) -> a.unsignedMin(-9), (a, b) -> unsigned(a, -9), (a, b) -> unsigned(a, -9L)));
    for (int distance : List.of(0, 1, 23, 31)) {
      all.put(
          "bits a << " + distance,
          bits((a, b) -> a.shl(distance), (a, b) -> a << distance, (a, b) -> a << distance));
      all.put(
          "bits a >> " + distance,
          bits((a, b) -> a.shr(distance), (a, b) -> a >> distance, (a, b) -> a >> distance));
      all.put(
          "bits a >>> " + distance,
          bits((a, b) -> a.ushr(distance), (a, b) -> a >>> distance, (a, b) -> a >>> distance));
    }
    return all;
  }

  private static double error(double a, double b, double sum) {
    return Double.isFinite(sum)
        ? new BigDecimal(a).add(new BigDecimal(b)).subtract(new BigDecimal(sum)).doubleValue()
        : Double.NaN;
  }

  /** Shown by a value for true and one for false. */
  private static Case mask(
      java.util.function.BiFunction<Lane, Lane, Mask> formula,
      java.util.function.BiPredicate<Double, Double> java) {
    return new Case(
        (a, b) -> formula.apply(a, b).select(1, 2),
        (a, b) -> java.test(a.doubleValue(), b.doubleValue()) ? 1f : 2f,
        (a, b) -> java.test(a, b) ? 1. : 2.);
  }

  /** On the bit patterns; NaNs are replaced before, because their payloads are not promised. */
  private static Case bits(
      BinaryOperator<Bits> formula, BinaryOperator<Integer> ints, BinaryOperator<Long> longs) {
    return new Case(
        (a, b) ->
            formula.apply(a.isNaN().select(3, a).bits(), b.isNaN().select(3, b).bits()).value(),
        (a, b) -> bits(ints.apply(bits(a.isNaN() ? 3f : a), bits(b.isNaN() ? 3f : b))),
        (a, b) -> bits(longs.apply(bits(a.isNaN() ? 3d : a), bits(b.isNaN() ? 3d : b))));
  }

  private static int unsigned(int a, int b) {
    return Integer.compareUnsigned(a, b) < 0 ? a : b;
  }

  private static long unsigned(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? a : b;
  }

  private static int bits(float value) {
    return Float.floatToRawIntBits(value);
  }

  private static float bits(int bits) {
    return Float.intBitsToFloat(bits);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static double bits(long bits) {
    return Double.longBitsToDouble(bits);
  }

  /** So that a new operation is not forgotten here. */
  @org.junit.jupiter.api.Test
  void everyOperationIsCovered() {
    List<dev.lanewise.lane.Graph.Op> missing =
        new ArrayList<>(List.of(dev.lanewise.lane.Graph.Op.values()));
    CASES
        .values()
        .forEach(
            c ->
                dev.lanewise.lane.Graph.trace(
                        Precision.FLOAT,
                        List.of(Storage.FLOAT, Storage.FLOAT),
                        0,
                        List.of(Storage.FLOAT),
                        lanes -> new Lane[] {c.formula().apply(lanes[0], lanes[1])})
                    .instructions()
                    .forEach(instruction -> missing.remove(instruction.op())));
    // ReductionTest has uniforms, RowStepsTest columns and masks, StorageTest inputs of 16 bits.
    missing.remove(dev.lanewise.lane.Graph.Op.INPUT_MASK);
    missing.remove(dev.lanewise.lane.Graph.Op.UNIFORM);
    missing.remove(dev.lanewise.lane.Graph.Op.COLUMN);
    missing.remove(dev.lanewise.lane.Graph.Op.INPUT_BITS);
    org.junit.jupiter.api.Assertions.assertEquals(List.of(), missing);
  }
}
