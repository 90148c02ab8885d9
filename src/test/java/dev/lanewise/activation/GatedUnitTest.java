package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.lane.Precision;
import dev.lanewise.testing.Formulas;
import dev.lanewise.testing.Inputs;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A gated unit is values times its activation, to the bit. */
class GatedUnitTest {
  private static final int N = 300;

  static Map<GatedUnit, Activation> units() {
    return Map.of(
        GatedUnit.glu(), Activations.sigmoid(),
        GatedUnit.swiglu(), Activations.silu(),
        GatedUnit.geglu(), Activations.gelu(),
        GatedUnit.reglu(), Activations.relu(),
        GatedUnit.of(new Formulas.Softsign()), Activation.of(new Formulas.Softsign()));
  }

  static Stream<Arguments> pairs() {
    return units().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void valuesAreTimesTheActivationOfTheGate(GatedUnit unit, Activation f) {
    float[] value = (float[]) Inputs.mixed(Precision.FLOAT, N, 1);
    float[] gate = (float[]) Inputs.mixed(Precision.FLOAT, N, 2);
    float[] dy = (float[]) Inputs.ordinary(Precision.FLOAT, N, 3);
    float[] fs = new float[N];
    float[] ds = new float[N];
    f.valueAndDerivative(gate, fs, ds);
    float[][] expected = new float[3][N];
    for (int i = 0; i < N; i++) {
      expected[0][i] = value[i] * fs[i];
      expected[1][i] = dy[i] * fs[i];
      expected[2][i] = product(dy[i], value[i], ds[i]);
    }
    float[][] actual = new float[3][N];
    unit.apply(value, gate, actual[0]);
    unit.backward(value, gate, dy, actual[1], actual[2]);
    assertArrayEquals(expected, actual);
    // In place of the values and of the upstream gradients.
    float[] y = value.clone();
    unit.apply(y, gate, y);
    assertArrayEquals(expected[0], y);
    float[] both = dy.clone();
    unit.backward(value, gate, both, both, actual[2]);
    assertArrayEquals(expected[1], both);
  }

  /** Of a, b and c, less what the rounding of a · b costs where that is finite. */
  private static float product(float a, float b, float c) {
    float rest = Math.fma(a, b, -(a * b)) * c;
    return Math.fma(a * b, c, Float.isFinite(rest) ? rest : 0);
  }

  @Test
  void gradientOfAGateIsInfiniteWhereTheProductBeforeItIs() {
    float infinite = Float.POSITIVE_INFINITY;
    float[] value = {3e38f, 3e38f, infinite, 2, 2};
    float[] gate = {1, -3, 1, 1, -3};
    float[] dy = {-3, -3, 2, -infinite, -infinite};
    float[] dGate = new float[5];
    GatedUnit.swiglu().backward(value, gate, dy, new float[5], dGate);
    assertArrayEquals(new float[] {-infinite, infinite, infinite, -infinite, infinite}, dGate);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 16, 17, 100})
  void rowsMayHoldBoth(int cols) {
    int rows = 3;
    double[] x = (double[]) Inputs.ordinary(Precision.DOUBLE, rows * 2 * cols, 1);
    double[] dy = (double[]) Inputs.ordinary(Precision.DOUBLE, rows * cols, 2);
    double[] y = new double[rows * cols];
    double[] dx = new double[x.length];
    GatedUnit.swiglu().applySplit(x, y, rows, cols);
    GatedUnit.swiglu().backwardSplit(x, dy, dx, rows, cols);
    for (int row = 0; row < rows; row++) {
      double[] expected = new double[cols];
      double[] expectedGate = new double[cols];
      int at = row * 2 * cols;
      GatedUnit.swiglu().apply(x, at, x, at + cols, expected, 0, cols);
      assertArrayEquals(expected, Arrays.copyOfRange(y, row * cols, (row + 1) * cols));
      GatedUnit.swiglu()
          .backward(x, at, x, at + cols, dy, row * cols, expected, 0, expectedGate, 0, cols);
      assertArrayEquals(expected, Arrays.copyOfRange(dx, at, at + cols));
      assertArrayEquals(expectedGate, Arrays.copyOfRange(dx, at + cols, at + 2 * cols));
    }
    GatedUnit.swiglu().backwardSplit(x, dy, x, rows, cols);
    assertArrayEquals(dx, x);
  }

  @Test
  void gradientsMustBeApart() {
    float[] a = new float[4];
    float[] d = new float[4];
    assertEquals(
        "dGate at offset 0 and dValue at offset 0 of the same array overlap over length 4; they"
            + " must be apart",
        assertThrows(IllegalArgumentException.class, () -> GatedUnit.glu().backward(a, a, a, d, d))
            .getMessage());
  }

  @Test
  void splitRowsHaveTwoParts() {
    assertEquals(
        "x has length 6, not rows · 2 cols = 2 · 6",
        assertThrows(
                IllegalArgumentException.class,
                () -> GatedUnit.glu().applySplit(new float[6], new float[6], 2, 3))
            .getMessage());
  }
}
