package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The references are right themselves: against 40 digits, to the few ulps of a double that the
 * contracts allow for, which are some 10⁻⁸ ulps of a float.
 */
class ReferencesTest {
  private static final int POINTS = 4_000;

  private static Exact[] places;

  @BeforeAll
  static void choosePlaces() {
    places =
        DoubleStream.concat(DoublePoints.seams(), DoublePoints.random())
            .limit(POINTS)
            .mapToObj(Exact::at)
            .toArray(Exact[]::new);
  }

  static Stream<String> names() {
    return References.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void referenceIsWithinTheUlpsThatTheContractsAllowFor(String name) {
    Facts facts = CatalogueFacts.of(name);
    Reference reference = facts.reference();
    Stream.of(places)
        .parallel()
        .filter(at -> at.hasValue(name))
        .forEach(
            at -> {
              double x = at.place();
              check(name, x, reference.value().applyAsDouble(x), at.value(name), 0);
              if (facts.kinkAt(x).isEmpty()) {
                // The rounding of a sum of numbers around 1 counts next to a zero.
                double absolute = facts.nearDerivativeZero(x) ? 0x1p-50 : 0;
                double derivative = reference.derivative().applyAsDouble(x);
                check(name + "'", x, derivative, at.derivative(name), absolute);
              }
            });
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
      check("softplus", x, softplus.value().applyAsDouble(x), value, 0);
      check("softplus'", x, softplus.derivative().applyAsDouble(x), e, 0);
    }
  }

  @Test
  void unknownNameIsRefusedWithTheNamesThereAre() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> References.of("swoosh")).getMessage();
    assertTrue(message.contains("swoosh") && message.contains("silu"), message);
  }

  private static void check(
      String name, double x, double actual, BigDecimal exact, double absolute) {
    assertTrue(
        Ulp.error(actual, exact) <= ValueContract.REFERENCE_ULPS
            || Math.abs(Ulp.decimal(actual).subtract(exact).doubleValue()) <= absolute,
        () -> name + "(" + x + ") is " + actual + ", exactly " + exact.doubleValue());
  }
}
