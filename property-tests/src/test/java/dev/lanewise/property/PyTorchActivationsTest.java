package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All values and derivatives that the fixture has are those that PyTorch computes in float64. */
class PyTorchActivationsTest {
  /**
   * Of PyTorch, in roundings of 1: it computes derivatives as s(1 - s) or s(1 + x(1 - s)), where
   * the difference from 1 is rounded and, in silu', magnified by x.
   */
  private static final double ROUNDINGS = 8;

  /** It keeps this slope as a float, for doubles too. */
  private static final double SIXTH = 1 / 6f - 1 / 6.0;

  /** Which of the fixture's names are no activations here. */
  private static final Set<String> FUNCTIONS = Set.of("erf", "expm1");

  static Stream<String> activations() throws IOException {
    return fixture().names("output/").stream().filter(name -> !FUNCTIONS.contains(name));
  }

  static Stream<LaneKernel> functions() {
    return LaneKernel.all().filter(function -> FUNCTIONS.contains(function.name()));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void valuesAreThoseOfPyTorch(String name) throws IOException {
    Activation activation = activation(name);
    check("output/" + name, activation.name(), activation::apply, activation::apply);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void derivativesAreThoseOfPyTorch(String name) throws IOException {
    Activation activation = activation(name);
    check("grad/" + name, activation.name(), activation::derivative, activation::derivative);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void laneFunctionsAreThoseOfPyTorch(LaneKernel function) throws IOException {
    String name = function.name();
    check("output/" + name, name, function.floats()::run, function.doubles()::run);
  }

  /** Most have the names that PyTorch gives them, and its preset parameters. */
  private static Activation activation(String name) {
    return switch (name) {
      case "leaky_relu_0.01" -> Activations.leakyRelu();
      case "leaky_relu_0.001" -> Activations.leakyRelu(0.001);
      case "celu_1.5" -> Activations.celu(1.5);
      default -> Activations.of(name);
    };
  }

  private static Safetensors fixture() throws IOException {
    return Safetensors.read("activations.safetensors");
  }

  private static void check(
      String tensor,
      String name,
      Kernels.TwoArrays<float[]> floats,
      Kernels.TwoArrays<double[]> doubles)
      throws IOException {
    double[] x = fixture().get("input/x");
    double[] expected = fixture().get(tensor);
    assertEquals(257, expected.length);
    compare(tensor, CatalogueFacts.of(name), Format.FLOAT, floats, x, expected);
    compare(tensor, CatalogueFacts.of(name), Format.DOUBLE, doubles, x, expected);
  }

  private static <A> void compare(
      String tensor,
      Facts facts,
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
      if (tensor.equals("grad/hardsigmoid")) {
        theirs += SIXTH;
      }
      // Next to a zero of the derivative ours is absolute, too.
      if (facts.nearDerivativeZero(x[i])) {
        ours = Math.max(ours, format.roundoff());
      }
      String message = tensor + " at " + x[i] + ": " + actual + ", PyTorch " + expected[i];
      assertTrue(Math.abs(actual - expected[i]) <= ours + theirs, message);
    }
  }
}
