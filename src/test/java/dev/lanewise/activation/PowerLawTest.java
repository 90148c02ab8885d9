package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Powers of zeros, infinities and negative numbers, of which the contracts see some exponents. */
class PowerLawTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  private static final double[] PLACES = {
    -INF, -Double.MAX_VALUE, -2.5, -1, -Double.MIN_VALUE, -0.0, 0, Double.MIN_VALUE, 1, 2.5, INF
  };

  @ParameterizedTest
  @ValueSource(
      doubles = {-3, -2, -1, -2.3, -0.3, 0, 0.25, 0.3, 0.5, 1, 1.5, 2, 3, 4, 7.25, 1e6, -1e6})
  void valueAndDerivativeAreThoseOfPow(double exponent) {
    for (double scale : new double[] {1, -0.75}) {
      Activation pow = Activations.pow(scale, exponent);
      double[] y = new double[PLACES.length];
      double[] d = new double[PLACES.length];
      pow.valueAndDerivative(PLACES, y, d);
      for (int i = 0; i < PLACES.length; i++) {
        String what = scale + " · " + PLACES[i] + "^" + exponent;
        assertNear(scale * StrictMath.pow(PLACES[i], exponent), y[i], what);
        double slope = scale * exponent * oneLess(PLACES[i], exponent);
        assertNear(exponent == 0 ? 0 : slope, d[i], "derivative of " + what);
      }
    }
  }

  /** x^(exponent - 1). For 0.3 that exponent is rounded: at the least double, by 256 ulps of f'. */
  private static double oneLess(double x, double exponent) {
    boolean limit = x == 0 || Double.isInfinite(x);
    return exponent - 1 + 1 == exponent || limit
        ? StrictMath.pow(x, exponent - 1)
        : StrictMath.pow(x, exponent) / Math.abs(x);
  }

  /** It is 0 wherever there is a power, not 0 · ∞. */
  @ParameterizedTest
  @ValueSource(doubles = {-2, 0.3, 2})
  void aScaleOfZeroGivesZero(double exponent) {
    double[] y = new double[PLACES.length];
    double[] d = new double[PLACES.length];
    Activations.pow(0, exponent).valueAndDerivative(PLACES, y, d);
    for (int i = 0; i < PLACES.length; i++) {
      boolean real = !Double.isNaN(StrictMath.pow(PLACES[i], exponent));
      assertEquals(real ? 0 : Double.NaN, y[i]);
      assertEquals(real ? 0 : Double.NaN, d[i]);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-2, -0.3, 0, 0.3, 1, 1.5, 2, 3})
  void notANumberGivesNone(double exponent) {
    double[] y = new double[1];
    double[] d = new double[1];
    Activations.pow(2, exponent).valueAndDerivative(new double[] {Double.NaN}, y, d);
    assertEquals(Double.NaN, y[0]);
    assertEquals(Double.NaN, d[0]);
  }

  /** As documented: the product would be a float, the power is none. */
  @Test
  void aPowerOverflowsBeforeItIsMultiplied() {
    float[] y = new float[1];
    Activations.pow(-0.7, 3).apply(new float[] {7.1e12f}, y);
    assertEquals(Float.NEGATIVE_INFINITY, y[0]);
  }

  /** Within the documented error, and what StrictMath may be off; the same zero or infinity. */
  private static void assertNear(double due, double actual, String what) {
    if (Double.isFinite(due)) {
      assertEquals(due, actual, 6 * Math.ulp(due), what);
    } else {
      assertEquals(due, actual, what);
    }
  }
}
