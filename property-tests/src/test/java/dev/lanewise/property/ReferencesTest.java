package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
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

  /** There f(x) is e^(βx) / β and f'(x) is e^(βx), but for one part in 2⁵⁷. */
  @Test
  void softplusWithABetaThatIsNoPowerOfTwoKeepsTheLastDigitsOfADoubleInItsTail() {
    double beta = 0.7;
    Reference softplus = References.softplus(beta);
    for (double x : new SplittableRandom(1).doubles(200, -1000, -57.15).toArray()) {
      BigDecimal factor = new BigDecimal(beta);
      BigDecimal e = BigDecimalMath.exp(factor.multiply(new BigDecimal(x)), MathContext.DECIMAL128);
      BigDecimal value = e.divide(factor, MathContext.DECIMAL128);
      double valueError = Ulp.error(softplus.value().applyAsDouble(x), value);
      double derivativeError = Ulp.error(softplus.derivative().applyAsDouble(x), e);
      assertTrue(
          Math.max(valueError, derivativeError) <= ValueContract.REFERENCE_ULPS,
          () -> "at " + x + " f is off by " + valueError + ", f' by " + derivativeError + " ulps");
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
