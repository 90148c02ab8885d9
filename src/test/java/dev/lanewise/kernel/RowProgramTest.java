package dev.lanewise.kernel;

import static dev.lanewise.kernel.RowProgram.operands;
import static dev.lanewise.kernel.RowProgram.scalars;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.kernel.RowProgram.Fold;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Definitions that could not keep the promises are refused, at the kernel's first call. */
class RowProgramTest {
  private static final int X = 0;
  private static final int Y = 1;

  @Test
  void anInputIsNotReadAfterAnOutputWasWritten() {
    assertRefused(
        IllegalStateException.class,
        "input 0 is read after an output was written, which may be the same array; "
            + "read it before, or in the step that writes",
        program -> {
          copy(program);
          program.reduce(Fold.SUM, operands(X), scalars(), l -> l[0]);
        });
  }

  @Test
  void anOutputIsNotReadBeforeItWasWritten() {
    assertRefused(
        IllegalStateException.class,
        "output 1 is read before a step has written it",
        program ->
            program.map(operands(X, Y), scalars(), operands(Y), l -> new Lane[] {l[0].add(l[1])}));
  }

  @Test
  void anOutputMayBeReadAfterItWasWritten() {
    float[] y = new float[2];
    kernel(
            program -> {
              copy(program);
              int sum = program.reduce(Fold.SUM, operands(Y), scalars(), l -> l[0]);
              program.map(operands(Y), scalars(sum), operands(Y), l -> new Lane[] {l[0].div(l[1])});
            })
        .run(new float[] {1, 3}, 0, y, 0, 2);
    assertEquals(0.75f, y[1]);
  }

  @Test
  void everyOutputMustBeWritten() {
    assertRefused(
        IllegalArgumentException.class,
        "no step writes the output y",
        program -> program.reduce(Fold.SUM, operands(X), scalars(), l -> l[0]));
  }

  @Test
  void noOutputIsWrittenTwiceByAStep() {
    assertRefused(
        IllegalArgumentException.class,
        "output 1 is written twice by a step",
        program ->
            program.map(
                operands(X), scalars(), operands(Y, Y), l -> new Lane[] {l[0], l[0].add(1)}));
  }

  @Test
  void aFormulaGivesAsManyResultsAsThereAreOutputs() {
    assertRefused(
        IllegalArgumentException.class,
        "the formula gives 2 results for 1 outputs",
        program ->
            program.map(operands(X), scalars(), operands(Y), l -> new Lane[] {l[0], l[0].add(1)}));
  }

  @Test
  void aRoundReturnsWhatTheNextOneBeginsWithAndWhetherThereIsOne() {
    assertRefused(
        IllegalArgumentException.class,
        "a round that begins with 1 scalars returns as many and whether to go on, not 1",
        program -> program.repeat(9, scalars(program.first(X)), begun -> begun));
  }

  @Test
  void aRoundBeginsWithSomethingAndIsMade() {
    assertRefused(
        IllegalArgumentException.class,
        "9 rounds that begin with 0 scalars; there is at least one",
        program -> program.repeat(9, scalars(), begun -> scalars(program.first(X))));
    assertRefused(
        IllegalArgumentException.class,
        "0 rounds that begin with 1 scalars; there is at least one",
        program ->
            program.repeat(0, scalars(program.first(X)), begun -> scalars(begun[0], begun[0])));
  }

  @Test
  void aRoundDoesNotWrite() {
    assertRefused(
        IllegalArgumentException.class,
        "a round reduces and computes: it cannot write or repeat",
        program ->
            program.repeat(
                9,
                scalars(program.first(X)),
                begun -> {
                  copy(program);
                  return scalars(begun[0], begun[0]);
                }));
  }

  @Test
  void aRoundReturnsScalarsThatExist() {
    assertRefused(
        IllegalArgumentException.class,
        "scalar 7 is not one of 0 to 1",
        program -> program.repeat(9, scalars(program.first(X)), begun -> scalars(begun[0], 7)));
  }

  @Test
  void noStepIsAddedToACompleteProgram() {
    RowProgram[] kept = new RowProgram[1];
    Kernel kernel =
        kernel(
            program -> {
              copy(program);
              kept[0] = program;
            });
    kernel.run(new float[1], 0, new float[1], 0, 1);
    assertEquals(
        "the program is complete: add steps in its definition only",
        assertThrows(IllegalStateException.class, () -> copy(kept[0])).getMessage());
  }

  @Test
  void whatIsMissingIsNamedWhenTheKernelIsMade() {
    assertMissing("name", () -> new Kernel(null, Precision.FLOAT, X_, Y_, RowProgramTest::copy));
    assertMissing("precision", () -> new Kernel("k", null, X_, Y_, RowProgramTest::copy));
    assertMissing("definition", () -> new Kernel("k", Precision.FLOAT, X_, Y_, null));
    assertMissing("formula", () -> Kernel.map("k", Precision.FLOAT, X_, Y_, null));
  }

  private static final List<String> X_ = List.of("x");
  private static final List<String> Y_ = List.of("y");

  private static void assertMissing(String what, Runnable making) {
    assertEquals(what, assertThrows(NullPointerException.class, making::run).getMessage());
  }

  private static void copy(RowProgram program) {
    program.map(operands(X), scalars(), operands(Y), l -> new Lane[] {l[0]});
  }

  private static Kernel kernel(Consumer<RowProgram> definition) {
    return new Kernel("kernel", Precision.FLOAT, X_, Y_, definition);
  }

  private static void assertRefused(
      Class<? extends RuntimeException> type, String message, Consumer<RowProgram> definition) {
    Kernel kernel = kernel(definition);
    for (int call = 0; call < 2; call++) {
      assertEquals(
          message,
          assertThrows(type, () -> kernel.run(new float[8], 0, new float[8], 0, 8)).getMessage());
    }
  }
}
