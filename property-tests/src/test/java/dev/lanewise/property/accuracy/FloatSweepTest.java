package dev.lanewise.property.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.activation.Activations;
import dev.lanewise.property.Ulp;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sweep over floats reports one wrong result among many right ones, and nothing else. */
class FloatSweepTest {
  private static final Target IDENTITY = Target.value(Activations.identity());
  private static final Target SILU = Target.value(Activations.silu());
  private static final Target SILU_DERIVATIVE = Target.derivative(Activations.silu());

  /** Several blocks around a float. */
  private static Errors around(float x, Target target) {
    long bits = Integer.toUnsignedLong(Float.floatToRawIntBits(x));
    long from = Math.max(0, bits - 40_000);
    return FloatSweep.range(target, from, Math.min(1L << 32, bits + 30_000)).errors();
  }

  private static float threeUlpsUp(float y) {
    return Math.nextUp(Math.nextUp(Math.nextUp(y)));
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -0f, 1, -1.5f, 1e-40f, -Float.MIN_VALUE, 3e38f, 0x1.1p-20f})
  void errorOfThreeUlpsAtOneInputIsReportedWithThatInput(float x) {
    Errors errors = around(x, Spoilt.at(x, FloatSweepTest::threeUlpsUp, IDENTITY));
    assertEquals(3, errors.largest());
    assertEquals(x, (float) errors.x());
    assertEquals(threeUlpsUp(x), (float) errors.result());
    assertEquals(x, errors.exact());
    assertEquals(3, errors.sum());
  }

  @Test
  void errorOfThreeUlpsIsAddedToThatOfTheKernel() {
    float x = 2.75f;
    double usual = around(x, SILU).largest();
    Errors errors = around(x, Spoilt.at(x, FloatSweepTest::threeUlpsUp, SILU));
    assertTrue(usual < 2, () -> usual + " ULP");
    assertTrue(errors.largest() > 3 - usual, errors::toString);
    assertEquals(x, (float) errors.x());
  }

  @Test
  void errorBeyondWhatIsAllowedFailsTheRun() {
    Target target = Spoilt.at(1, FloatSweepTest::threeUlpsUp, IDENTITY);
    Figure figure = Figure.of(target, around(1, target), Errors.NONE);
    assertEquals(List.of("identity: 3.0000 ULP at 1.0, allowed are 2.0"), figure.beyond(2));
    assertEquals(List.of(), figure.beyond(3));
  }

  @Test
  void numberInThePlaceOfNaNIsReported() {
    float nan = Float.intBitsToFloat(0x7fc00123);
    Errors errors = around(nan, Spoilt.at(nan, y -> 0f, IDENTITY));
    assertEquals(Double.POSITIVE_INFINITY, errors.largest());
    assertTrue(Double.isNaN(errors.x()) && errors.result() == 0, errors::toString);
  }

  @Test
  void numberInThePlaceOfNaNIsReportedWhereTheKernelForDoublesIsWrongToo() {
    Target target = Spoilt.doubles((x, xOffset, y, yOffset, length) -> {}, IDENTITY);
    float nan = Float.intBitsToFloat(0x7fc00123);
    assertEquals(Double.POSITIVE_INFINITY, around(nan, Spoilt.at(nan, y -> 0f, target)).largest());
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
  void nothingFiniteInThePlaceOfANumberIsReported(float wrong) {
    Errors errors = around(1, Spoilt.at(1, y -> wrong, SILU));
    assertTrue(errors.largest() > 1e30 && errors.x() == 1, errors::toString);
  }

  @Test
  void nanWhereNoNumberIsDueIsNoError() {
    Target nothing =
        new Target(
            "nothing",
            Target.Part.VALUE,
            "",
            (x, xOffset, y, yOffset, length) -> Arrays.fill(y, 0, length, Float.NaN),
            (x, xOffset, y, yOffset, length) -> Arrays.fill(y, 0, length, Double.NaN),
            SILU.due());
    assertEquals(Errors.NONE, around(1, nothing));
    assertEquals(1, around(1, Spoilt.at(1, y -> 0f, nothing)).x());
  }

  @Test
  void nextToAZeroOfADerivativeAnErrorIsAbsolute() {
    float x = -1.2784645f;
    Errors small = around(x, Spoilt.at(x, y -> y + 0x1p-25f, SILU_DERIVATIVE));
    assertEquals(0, small.largest());
    assertEquals(0.5, small.absolute(), 0.1);
    assertTrue(small.excused() > 0, small::toString);

    Errors large = around(x, Spoilt.at(x, y -> y + 0x1.1p-24f, SILU_DERIVATIVE));
    assertTrue(large.largest() > 1000 && (float) large.x() == x, large::toString);
  }

  @Test
  void atADistanceFromTheZeroAnErrorIsRelative() {
    float x = -1.78f;
    Errors errors = around(x, Spoilt.at(x, y -> y + 0x1p-24f, SILU_DERIVATIVE));
    assertTrue(errors.largest() > 2 && (float) errors.x() == x, errors::toString);
  }

  @Test
  void firstAndLastFloatOfAChunkAreMeasured() {
    float first = 0x1p-111f;
    float last = Math.nextDown(0x1p-103f);
    Target target =
        Spoilt.at(
            last,
            y -> y - 3 * Math.ulp(y),
            Spoilt.at(first, FloatSweepTest::threeUlpsUp, IDENTITY));
    assertEquals(6, FloatSweep.chunk(target, 2).errors().sum());
  }

  @Test
  void quickErrorIsTheUsualOne() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 1_000_000; i++) {
      float actual = Float.intBitsToFloat(random.nextInt());
      double exact =
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> actual;
            default -> actual * random.nextDouble(1 - 0x1p-20, 1 + 0x1p-20);
          };
      if (!Float.isNaN(actual) && !Double.isNaN(exact)) {
        assertEquals(Ulp.error(actual, exact), FloatSweep.error(actual, exact));
      }
    }
  }

  @Test
  void profileHoldsEveryInput() {
    Finding finding = FloatSweep.range(SILU, 0x3f800000, 0x40000000);
    long count = finding.profile().stream().mapToLong(Finding.Place::count).sum();
    double largest =
        finding.profile().stream().mapToDouble(Finding.Place::largest).max().orElseThrow();
    assertEquals(0x00800000, count);
    assertEquals(finding.errors().largest(), largest);
  }
}
