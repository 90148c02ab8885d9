package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and derivatives are those that PyTorch computes in float64. */
class PyTorchActivationsTest {
  /**
   * Of PyTorch, in roundings of 1: it computes derivatives as s(1 - s) or s(1 + x(1 - s)), where
   * the difference from 1 is rounded and, in silu', magnified by x.
   */
  private static final double ROUNDINGS = 8;

  static List<Activation> activations() {
    return Activations.all();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void valuesAreThoseOfPyTorch(Activation activation) throws IOException {
    check("output/", activation, activation::apply, activation::apply);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void derivativesAreThoseOfPyTorch(Activation activation) throws IOException {
    check("grad/", activation, activation::derivative, activation::derivative);
  }

  private static void check(
      String kind,
      Activation activation,
      Kernels.TwoArrays<float[]> floats,
      Kernels.TwoArrays<double[]> doubles)
      throws IOException {
    Safetensors fixture = Safetensors.read("activations.safetensors");
    double[] x = fixture.get("input/x");
    String name = activation.name().equals("leaky_relu") ? "leaky_relu_0.01" : activation.name();
    double[] expected = fixture.get(kind + name);
    assertEquals(257, expected.length);
    compare(activation, Format.FLOAT, floats, x, expected);
    compare(activation, Format.DOUBLE, doubles, x, expected);
  }

  private static <A> void compare(
      Activation activation,
      Format<A> format,
      Kernels.TwoArrays<A> kernel,
      double[] x,
      double[] expected) {
    A y = format.array(x.length);
    kernel.run(format.of(x), 0, y, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      double actual = format.get(y, i);
      double ours = Facts.USUAL_ULPS * format.ulp(expected[i]);
      double theirs = ROUNDINGS * 0x1p-53 * Math.max(Math.abs(x[i]), 1);
      // Next to a zero of the derivative ours is absolute, too.
      if (CatalogueFacts.of(activation.name()).nearDerivativeZero(x[i])) {
        ours = Math.max(ours, format.roundoff());
      }
      String message = activation + " at " + x[i] + ": " + actual + ", PyTorch " + expected[i];
      assertTrue(Math.abs(actual - expected[i]) <= ours + theirs, message);
    }
  }
}
