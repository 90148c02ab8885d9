package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.lane.Lane;
import org.junit.jupiter.api.Test;

/** Mistakes in a definition are told in words, not by whatever they lead to. */
class FormulaMistakesTest {
  private record Formula(String name) implements ActivationFormula {
    @Override
    public Lane value(Lane x) {
      return null;
    }

    @Override
    public Lane derivative(Lane x) {
      return x;
    }
  }

  @Test
  void whatIsMissingIsNamed() {
    assertMissing("formula must not be null", () -> Activation.of(null));
    assertMissing("the formula's name must not be null", () -> Activation.of(new Formula(null)));
    assertMissing("name must not be null", () -> Activations.of(null));
    Activation nothing = Activation.of(new Formula("nothing"));
    assertMissing(
        "a formula returned null instead of a lane",
        () -> nothing.apply(new float[3], new float[3]));
  }

  @Test
  void aNameSaysSomething() {
    Formula nameless = new Formula(" ");
    assertEquals(
        "the formula's name must not be blank",
        assertThrows(IllegalArgumentException.class, () -> Activation.of(nameless)).getMessage());
  }

  private static void assertMissing(String message, Runnable call) {
    assertEquals(message, assertThrows(NullPointerException.class, call::run).getMessage());
  }
}
