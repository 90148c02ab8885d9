package dev.lanewise.property.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import dev.lanewise.property.accuracy.State.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stopped measurement goes on where it was, and takes nothing from another kernel. */
class StateTest {
  private static final Target SILU = Target.value(Activations.silu());

  @TempDir Path directory;

  private static Finding measured() {
    return FloatSweep.range(SILU, 0x3f800000, 0x3f900000);
  }

  private static Finding nothingIsLeftToDo() {
    return fail("was measured again");
  }

  @Test
  void whatWasFoundIsFoundAgainToTheLastBit() throws IOException {
    Path file = directory.resolve("folder").resolve("state");
    Key key = new Key(SILU.fingerprint(), "floats", 7);
    Finding finding = State.open(file).get(key, StateTest::measured);
    assertEquals(finding, State.open(file).get(key, StateTest::nothingIsLeftToDo));
  }

  @Test
  void infinityAndNaNAreKept() throws IOException {
    Path file = directory.resolve("state");
    Key key = new Key("", "floats", 0);
    Errors errors = Errors.of(Double.POSITIVE_INFINITY, Double.NaN, -0.0, Double.NaN);
    State.open(file).get(key, () -> Finding.of(errors, 3));
    assertEquals(errors, State.open(file).get(key, StateTest::nothingIsLeftToDo).errors());
  }

  @Test
  void lineThatWasCutShortIsMeasuredAgain() throws IOException {
    Path file = directory.resolve("state");
    Key whole = new Key("a", "floats", 0);
    Key cut = new Key("a", "floats", 1);
    State.open(file).get(whole, StateTest::measured);
    Files.writeString(file, "{\"key\":{\"finger", StandardOpenOption.APPEND);

    State state = State.open(file);
    assertFalse(state.has(cut));
    state.get(cut, StateTest::measured);

    State again = State.open(file);
    again.get(whole, StateTest::nothingIsLeftToDo);
    again.get(cut, StateTest::nothingIsLeftToDo);
  }

  @Test
  void changedKernelIsMeasuredAgain() throws IOException {
    Target before = Target.value(Activations.elu(1));
    Target after = Target.value(Activations.elu(1.0000001));
    Path file = directory.resolve("state");
    State.open(file).get(new Key(before.fingerprint(), "floats", 0), StateTest::measured);
    assertFalse(State.open(file).has(new Key(after.fingerprint(), "floats", 0)));
  }

  @Test
  void fingerprintTellsFormulasApart() {
    Activation elu = Activations.elu(0.5);
    assertEquals(Target.value(elu).fingerprint(), Target.value(Activations.elu(0.5)).fingerprint());
    assertNotEquals(Target.value(elu).fingerprint(), Target.derivative(elu).fingerprint());
    // As floats the two are the same number.
    assertNotEquals(
        Target.value(elu).fingerprint(),
        Target.value(Activations.elu(Math.nextUp(0.5))).fingerprint());
  }
}
