package dev.lanewise.property.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.activation.Activations;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

/** The search among doubles reports a wrong result, and finds its way to worse ones. */
class DoubleSearchTest {
  private static final double PLACE = 2.75;
  private static final long BITS = Double.doubleToLongBits(PLACE);

  /** The identity, off by a number of ulps that depends on the distance from a place in ulps. */
  private static Target off(LongUnaryOperator ulps) {
    return Spoilt.doubles(
        (x, xOffset, y, yOffset, length) -> {
          for (int i = 0; i < length; i++) {
            long bits = Double.doubleToLongBits(x[xOffset + i]);
            y[yOffset + i] =
                Double.longBitsToDouble(bits + ulps.applyAsLong(Math.abs(bits - BITS)));
          }
        },
        Target.value(Activations.identity()));
  }

  @Test
  void errorOfThreeUlpsAtOneInputIsReportedWithThatInput() {
    DoubleSample sample = new DoubleSample(-1, 1e300, PLACE, 0, 1e-310);
    Errors errors = sample.measure(off(distance -> distance == 0 ? 3 : 0));
    assertEquals(3, errors.largest());
    assertEquals(PLACE, errors.x());
    assertEquals(5, errors.count());
    assertEquals(0.6, errors.mean());
  }

  @Test
  void searchFindsItsWayToWhatIsWorse() {
    Errors errors = DoubleSearch.search(off(Long::numberOfLeadingZeros));
    assertTrue(errors.largest() > 50, errors::toString);
  }

  @Test
  void searchBeginsWhereItIsTold() {
    Errors errors = DoubleSearch.search(off(distance -> distance == 0 ? 3 : 0), PLACE);
    assertEquals(3, errors.largest());
    assertEquals(PLACE, errors.x());
  }

  @Test
  void nextToAZeroOfADerivativeAnErrorIsAbsolute() {
    Target derivative = Target.derivative(Activations.silu());
    double zero = derivative.due().zeros().getFirst();
    Errors errors = new DoubleSample(zero).measure(derivative);
    assertEquals(0, errors.largest());
    assertTrue(errors.absolute() > 0 && errors.excused() == 1, errors::toString);
  }
}
