package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.lane.Exp;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The largest α of an ELU is no reason for anything to be left of e^x where there is nothing. */
class LargeAlphaTest {
  @ParameterizedTest
  @ValueSource(doubles = {-800, -1e300, Double.NEGATIVE_INFINITY})
  void derivativeFarBelowZeroIsZero(double x) {
    Activation elu = Activations.elu(Exp.LARGEST_SCALE);
    double[] d = new double[1];
    elu.derivative(new double[] {x}, d);
    assertEquals(0.0, d[0]);
    float[] f = new float[1];
    elu.derivative(new float[] {(float) x}, f);
    assertEquals(0.0f, f[0]);
  }
}
