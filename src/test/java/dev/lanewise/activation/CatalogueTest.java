package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What the factories of {@link Activations} return and refuse. */
class CatalogueTest {
  @Test
  void everyFactoryWithoutParametersReturnsTheCataloguesObject() throws Exception {
    List<Activation> made = new ArrayList<>();
    for (Method factory : factories()) {
      if (factory.getParameterCount() == 0) {
        Activation activation = (Activation) factory.invoke(null);
        String name = factory.getName().replaceAll("[A-Z]", "_$0").toLowerCase(Locale.ROOT);
        assertEquals(name, activation.name());
        assertSame(Activations.of(name), activation);
        made.add(activation);
      }
    }
    assertEquals(made.size(), Activations.all().size());
    assertTrue(made.containsAll(Activations.all()));
  }

  @Test
  void everyFactoryWithParametersReturnsANewActivation() throws Exception {
    for (Method factory : factories()) {
      int parameters = factory.getParameterCount();
      if (parameters > 0) {
        Object[] rising = new Object[parameters];
        Arrays.setAll(rising, i -> 1.0 + i);
        assertNotSame(factory.invoke(null, rising), factory.invoke(null, rising), factory::getName);
      }
    }
  }

  @Test
  void parametersOutOfRangeAreRefusedByNameWithTheRange() {
    double nan = Double.NaN;
    double infinite = Double.POSITIVE_INFINITY;
    assertRefused(() -> Activations.celu(0), "alpha is 0.0", "1.0E-30", "1.0E11");
    assertRefused(() -> Activations.celu(nan), "alpha is NaN", "1.0E-30", "1.0E11");
    assertRefused(() -> Activations.hardtanh(nan, 1), "min is NaN", "3.4028234");
    assertRefused(() -> Activations.hardtanh(2, 1), "max is 1.0", "2.0", "3.4028234");
    assertRefused(() -> Activations.softshrink(-0.5), "lambda is -0.5", "0.0", "3.4028234");
    assertRefused(() -> Activations.hardshrink(infinite), "lambda is Infinity", "3.4028234");
    assertRefused(() -> Activations.threshold(nan, 0), "threshold is NaN", "3.4028234");
    assertRefused(() -> Activations.threshold(0, -infinite), "value is -Infinity", "3.4028234");
    assertRefused(() -> Activations.rrelu(infinite, 1), "lower is Infinity", "3.4028234");
    assertRefused(() -> Activations.rrelu(0.5, 0.25), "upper is 0.25", "0.5", "3.4028234");
    assertRefused(() -> Activations.clippedLinear(-0.2, 0.5), "slope is -0.2", "1.0E-30");
    assertRefused(() -> Activations.clippedLinear(0.2, nan), "offset is NaN", "3.4028234");
    assertRefused(() -> Activations.linear(infinite, 0), "scale is Infinity", "3.4028234");
    assertRefused(() -> Activations.linear(1, nan), "offset is NaN", "3.4028234");
    assertRefused(() -> Activations.pow(2e30, 1), "scale is 2.0E30", "1.0E30");
    assertRefused(() -> Activations.pow(1, nan), "exponent is NaN", "1000000.0");
    assertRefused(() -> Activations.boundedRelu(nan, 0, 1), "slope is NaN", "3.4028234");
    assertRefused(() -> Activations.boundedRelu(0, 2e30, 3e30), "threshold is 2.0E30", "1.0E30");
    assertRefused(() -> Activations.boundedRelu(0, 1, 1), "max is 1.0", "threshold", "is 1.0");
    assertRefused(() -> Activations.boundedRelu(0, 1, nan), "max is NaN", "threshold", "is 1.0");
    assertRefused(() -> Activations.clippedSwish(0, 1), "slope is 0.0", "1.0E-10", "1.0E10");
    assertRefused(() -> Activations.clippedSwish(1, nan), "offset is NaN", "1.0E20");
    assertRefused(() -> Activations.squareplus(0), "b is 0.0", "1.0E-10", "1.0E10");
  }

  @Test
  void aThresholdBelowItsValueHasNoDerivativeFromItsOutput() {
    assertTrue(Activations.threshold().supportsBackwardFromOutput());
    assertTrue(!Activations.threshold(0.1, 20).supportsBackwardFromOutput());
  }

  @Test
  void aBoundedReluThatFallsSomewhereHasNoDerivativeFromItsOutput() {
    assertTrue(Activations.boundedRelu(0, 0, 6).supportsBackwardFromOutput());
    assertTrue(!Activations.boundedRelu(-0.1, 0, 6).supportsBackwardFromOutput());
    assertTrue(!Activations.boundedRelu(0.1, -1, 6).supportsBackwardFromOutput());
  }

  private static List<Method> factories() {
    return Arrays.stream(Activations.class.getMethods())
        .filter(method -> method.getReturnType() == Activation.class)
        .filter(method -> !method.getName().equals("of"))
        .toList();
  }

  private static void assertRefused(
      org.junit.jupiter.api.function.Executable call, String... words) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), message);
    }
  }
}
