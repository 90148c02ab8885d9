package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The references are right themselves: to a hundredth of a float ulp, against 40 digits. */
class ReferencesTest {
  static Stream<String> names() {
    return References.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void referenceIsWithinAHundredthOfAFloatUlp(String name) {
    Reference reference = References.of(name);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2_000; i++) {
      // Floats, since these are what the references are for.
      float x = Float.intBitsToFloat(random.nextInt());
      Exact exact = Exact.at(x);
      if (Float.isFinite(x) && exact.hasValue(name)) {
        check(name, x, reference.value().applyAsDouble(x), exact.value(name).doubleValue());
        check(
            name + "'",
            x,
            reference.derivative().applyAsDouble(x),
            exact.derivative(name).doubleValue());
      }
    }
  }

  @Test
  void unknownNameIsRefusedWithTheNamesThereAre() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> References.of("swoosh")).getMessage();
    assertTrue(message.contains("swoosh") && message.contains("silu"), message);
  }

  private static void check(String name, float x, double actual, double exact) {
    // 1 + e + x cancels next to the zero of silu'; what is beyond all floats is of no use to one.
    double nearZero = name.equals("silu'") && Math.abs(x + 1.278) < 0.5 ? 0x1p-50 : 0;
    double error = Math.max(0, Math.abs(actual - exact) - nearZero) / Ulp.ofFloat(exact);
    assertTrue(
        actual == exact || Math.abs(exact) > Float.MAX_VALUE || error <= 0.01,
        () -> name + "(" + x + ") is " + actual + ", exactly " + exact);
  }
}
