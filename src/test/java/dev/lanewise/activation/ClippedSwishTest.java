package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A clipped swish is clipped from the first number on at which the unrounded line says so. */
class ClippedSwishTest {
  private static final double OFFSET = 0.5;

  // The quotients OFFSET / slope are rounded up, or down, or up in one precision only.
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1.3, 0.7, 1.7})
  void floatsAreClippedWhereTheLineIs(double slope) {
    Activation swish = Activations.clippedSwish(slope, OFFSET);
    float nearest = (float) OFFSET / (float) slope;
    for (float x : new float[] {Math.nextDown(nearest), nearest, Math.nextUp(nearest)}) {
      float[] derivatives = new float[2];
      swish.derivative(new float[] {x, -x}, derivatives);
      check((float) slope, x, derivatives[0], derivatives[1]);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 1.3, 0.7, 1.7})
  void doublesAreClippedWhereTheLineIs(double slope) {
    Activation swish = Activations.clippedSwish(slope, OFFSET);
    double nearest = OFFSET / slope;
    for (double x : new double[] {Math.nextDown(nearest), nearest, Math.nextUp(nearest)}) {
      double[] derivatives = new double[2];
      swish.derivative(new double[] {x, -x}, derivatives);
      check(slope, x, derivatives[0], derivatives[1]);
    }
  }

  @Test
  void theZeroBelowTheLineIsNegativeForAPositiveOffsetOnly() {
    for (double offset : new double[] {-0.5, -0.0, 0, 0.5}) {
      double[] y = new double[1];
      Activations.clippedSwish(1, offset).apply(new double[] {-2}, y);
      assertEquals(offset > 0 ? -0.0 : 0.0, y[0], () -> "offset " + offset);
    }
  }

  /** If slope · x ≥ ½, the line is at least 1 at x and at most 0 at -x. */
  private static void check(double slope, double x, double derivative, double derivativeOfMinus) {
    BigDecimal product = new BigDecimal(slope).multiply(new BigDecimal(x));
    boolean clipped = product.compareTo(BigDecimal.ONE.subtract(new BigDecimal(OFFSET))) >= 0;
    assertEquals(clipped, derivative == 1, () -> "f' is " + derivative + " at " + x);
    assertEquals(clipped, derivativeOfMinus == 0, () -> "f' is " + derivativeOfMinus + " at " + -x);
  }
}
