package dev.lanewise.property.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivatives from the output are measured on what an output can be, and wrong ones reported. */
class FromOutputTest {
  private static final Target TANH = fromOutput(Activations.tanh());

  private static Target fromOutput(Activation activation) {
    return Target.fromOutput(activation).orElseThrow();
  }

  private static Errors around(float y, Target target) {
    long bits = Integer.toUnsignedLong(Float.floatToRawIntBits(y));
    return FloatSweep.range(target, bits - 20_000, bits + 20_000).errors();
  }

  @Test
  void formulaThatIsWrongInBothFormatsIsReportedInDouble() {
    Target sigmoid = fromOutput(Activations.sigmoid());
    Target wrong =
        new Target("tanh", TANH.part(), "", sigmoid.floats(), sigmoid.doubles(), TANH.due());
    Errors errors = new DoubleSample(-0.75, 0.25, 0.5).measure(wrong);
    assertTrue(errors.largest() > 1e15, errors::toString);
    assertEquals(3, errors.count());
    assertTrue(new DoubleSample(-0.75, 0.25, 0.5).measure(TANH).largest() <= 0.5);
  }

  @Test
  void errorOfThreeUlpsAtOneOutputIsReportedWithIt() {
    Errors errors = around(0.5f, Spoilt.at(0.5f, d -> d + 3 * Math.ulp(d), TANH));
    assertEquals(3, errors.largest(), 0.5);
    assertEquals(0.5, errors.x());
  }

  @ParameterizedTest
  @ValueSource(floats = {1, -1})
  void endOfTheOutputsIsMeasuredAndWhatIsBeyondIsNot(float end) {
    Errors right = around(end, TANH);
    assertEquals(20_001, right.count());
    float beyond = Math.nextUp(Math.abs(end)) * end;
    assertEquals(right, around(end, Spoilt.at(beyond, d -> 100f, TANH)));
    assertEquals(end, around(end, Spoilt.at(end, d -> 100f, TANH)).x());
    assertEquals(1, DoubleSample.error(TANH, end).count());
    assertEquals(Errors.NONE, DoubleSample.error(TANH, Math.nextUp(Math.abs((double) end)) * end));
  }

  @Test
  void numberInThePlaceOfNaNIsReported() {
    float nan = Float.intBitsToFloat(0x7fc00123);
    Errors errors = around(nan, Spoilt.at(nan, d -> 0f, TANH));
    assertEquals(Double.POSITIVE_INFINITY, errors.largest());
  }

  @Test
  void nextToTheLimitOfSeluTheErrorIsAbsolute() {
    Target selu = fromOutput(Activations.selu());
    float limit = -1.7580993f;
    assertTrue(around(limit, selu).largest() <= 1);
    Errors errors = around(limit, Spoilt.at(limit, d -> d + 0x1p-23f, selu));
    assertTrue(errors.largest() > 2 && (float) errors.x() == limit, errors::toString);
  }

  @Test
  void infiniteDerivativeIsNoError() {
    Target sqrt = fromOutput(Activations.sqrt());
    assertEquals(Errors.NONE, DoubleSample.error(sqrt, 0));
    assertTrue(FloatSweep.range(sqrt, 0, 1000).errors().largest() <= 0.5);
  }
}
