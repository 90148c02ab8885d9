package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanewise.kernel.RowProgram.Fold;
import dev.lanewise.lane.Bits;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However long a formula is, its kernel gives right results; if need be slowly. */
class LongFormulaTest {

  @ParameterizedTest
  @ValueSource(ints = {60, 63, 64, 65, 130})
  void aChainAsDeepAsTheOperandStackMayGoIsCompiled(int operations) {
    Kernel kernel = chain(operations);
    assumeTrue(Engine.facts().simd());
    assertTrue(kernel.warmUp());
    assertRight(kernel);
  }

  /** 8 000 bytes of bytecode are the limit of HotSpot, 65 535 that of a method. */
  @ParameterizedTest
  @ValueSource(ints = {1_000, 1_399, 1_400, 20_000})
  void aFormulaThatCannotBeCompiledServesAllTheSame(int operations) {
    Kernel kernel = chain(operations);
    assertRight(kernel);
    assertFalse(kernel.warmUp());
    assertFalse(kernel.servedByVectors());
    assertRight(kernel);
  }

  @Test
  void aFormulaThatOnlyItsVectorsMakeTooLongIsScalar() {
    Kernel kernel = chain(900);
    assertFalse(kernel.warmUp());
    assertRight(kernel);
  }

  /** Scalars of a row are computed between its loops, where one method calls them all. */
  @ParameterizedTest
  @ValueSource(ints = {15, 17, 150, 700, 20_000})
  void aLongFormulaOfScalarsServes(int operations) {
    Kernel kernel =
        kernel(
            Precision.DOUBLE,
            program -> {
              int sum =
                  program.reduce(
                      Fold.SUM,
                      RowProgram.operands(0),
                      RowProgram.scalars(),
                      l -> l[0].constant(1));
              int same = program.compute(RowProgram.scalars(sum), l -> chain(l[0], operations));
              program.map(
                  RowProgram.operands(0),
                  RowProgram.scalars(same),
                  RowProgram.operands(1),
                  l -> new Lane[] {l[0].add(l[1])});
            });
    assertEquals(operations < 20_000 && Engine.facts().simd(), kernel.warmUp());
    double[] x = new double[40];
    double[] y = new double[40];
    kernel.run(x, 0, 8, y, 0, 8, null, 0, 0, 5, 8);
    assertEquals(8, y[39]);
  }

  @ParameterizedTest
  @ValueSource(ints = {90, 110, 3_000})
  void aProgramOfManyStepsServes(int steps) {
    int[] x = RowProgram.operands(0);
    Kernel kernel =
        kernel(
            Precision.FLOAT,
            program -> {
              int last = program.first(0);
              for (int i = 1; i < steps; i++) {
                last = program.compute(RowProgram.scalars(last), l -> l[0].add(1));
              }
              program.map(
                  x, RowProgram.scalars(last), RowProgram.operands(1), l -> new Lane[] {l[1]});
            });
    assertEquals(steps < 3_000 && Engine.facts().simd(), kernel.warmUp());
    float[] y = new float[20];
    kernel.run(new float[20], 0, y, 0, 20);
    assertEquals(steps - 1, y[19]);
  }

  /** Groups of rows hold every formula of scalars five times; where that is too long, none. */
  @ParameterizedTest
  @ValueSource(ints = {9, 12, 16})
  void aProgramOfManyScalarsKeepsItsVectors(int computes) {
    Kernel kernel =
        kernel(
            Precision.DOUBLE,
            program -> {
              int last =
                  program.reduce(Fold.SUM, RowProgram.operands(0), RowProgram.scalars(), l -> l[0]);
              for (int i = 0; i < computes; i++) {
                last = program.compute(RowProgram.scalars(last), l -> chain(l[0], 7));
              }
              program.map(
                  RowProgram.operands(0),
                  RowProgram.scalars(last),
                  RowProgram.operands(1),
                  l -> new Lane[] {chain(l[0], 14).sub(l[1])});
            });
    assertEquals(Engine.facts().simd(), kernel.warmUp());
    double[] y = new double[6];
    kernel.run(new double[] {1, 2, 3, 3, 2, 1}, 0, 3, y, 0, 3, null, 0, 0, 2, 3);
    assertArrayEquals(new double[] {-5, -4, -3, -3, -4, -5}, y);
  }

  /** The operations that take most bytes, in a method that holds them three times. */
  @Test
  void aReductionThatNoClassFileHoldsServes() {
    Kernel kernel =
        kernel(
            Precision.DOUBLE,
            program -> {
              int sum =
                  program.reduce(
                      Fold.SUM,
                      RowProgram.operands(0),
                      RowProgram.scalars(),
                      l -> {
                        Bits bits = l[0].bits();
                        for (int i = 0; i < 690; i++) {
                          bits = bits.unsignedMin(Long.MAX_VALUE - i);
                        }
                        return bits.value();
                      });
              program.map(
                  RowProgram.operands(0),
                  RowProgram.scalars(sum),
                  RowProgram.operands(1),
                  l -> new Lane[] {l[1]});
            });
    assertFalse(kernel.warmUp());
    double[] y = new double[20];
    double[] ones = new double[20];
    Arrays.fill(ones, 1);
    kernel.run(ones, 0, y, 0, 20);
    assertEquals(20, y[7]);
  }

  /** A method has 255 argument slots, of which each double takes two. */
  @Test
  void aFormulaOfMoreRowScalarsThanAMethodTakesServesAllTheSame() {
    int[] x = RowProgram.operands(0);
    Kernel kernel =
        kernel(
            Precision.DOUBLE,
            program -> {
              int[] sums = new int[130];
              for (int i = 0; i < sums.length; i++) {
                sums[i] = program.reduce(Fold.SUM, x, RowProgram.scalars(), l -> l[0]);
              }
              program.map(
                  x, sums, RowProgram.operands(1), l -> new Lane[] {l[0].add(l[sums.length])});
            });
    assertFalse(kernel.warmUp());
    double[] y = new double[3];
    kernel.run(new double[] {1, 2, 3}, 0, y, 0, 3);
    assertArrayEquals(new double[] {7, 8, 9}, y);
  }

  private static Kernel chain(int operations) {
    return Kernel.map(
        "chain",
        Precision.FLOAT,
        List.of("x"),
        List.of("y"),
        l -> new Lane[] {chain(l[0], operations)});
  }

  /** The same value again. */
  private static Lane chain(Lane x, int operations) {
    Lane y = x;
    for (int i = 0; i < operations / 2; i++) {
      // Each link with constants of its own, or equal links would be recorded once.
      y = y.add(i + 1).sub(i + 1);
    }
    return y;
  }

  private static void assertRight(Kernel kernel) {
    float[] x = new float[100];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    float[] y = new float[x.length];
    kernel.run(x, 0, y, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      assertEquals(x[i], y[i]);
    }
  }

  private static Kernel kernel(Precision precision, Consumer<RowProgram> definition) {
    return new Kernel("long", precision, List.of("x"), List.of("y"), definition);
  }
}
