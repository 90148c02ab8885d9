package dev.lanewise.kernel;

import static dev.lanewise.kernel.RowProgram.operands;
import static dev.lanewise.kernel.RowProgram.scalars;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.kernel.RowProgram.Fold;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import dev.lanewise.testing.Elements;
import dev.lanewise.testing.Inputs;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a path arranges the steps of a program, each row gets what it would get alone. */
class RowStepsTest {
  private static final int X = 0;
  private static final int Y = 1;
  private static final int Z = 2;
  private static final int OFFSET = 3;

  /** More than two groups of four rows, and some left. */
  private static final int ROWS = 11;

  /** y = x/2, then y + Σy: vectors may take the first two steps in one pass. */
  private static void halveAndAddSum(RowProgram program) {
    program.map(operands(X), scalars(), operands(Y), l -> new Lane[] {l[0].mul(0.5)});
    int sum = program.reduce(Fold.SUM, operands(Y), scalars(), l -> l[0]);
    program.map(operands(Y), scalars(sum), operands(Y), l -> new Lane[] {l[0].add(l[1])});
  }

  /** The same with a formula that is too long to stand in one method with the others. */
  private static void manyOperationsAndAddSum(RowProgram program) {
    program.map(
        operands(X), scalars(), operands(Y), l -> new Lane[] {manyOperations(l[0]).mul(0.5)});
    int sum = program.reduce(Fold.SUM, operands(Y), scalars(), l -> l[0]);
    program.map(operands(Y), scalars(sum), operands(Y), l -> new Lane[] {l[0].add(l[1])});
  }

  /** Two outputs, of which the second is the one that is summed. */
  private static void sumOfTheSecondOutput(RowProgram program) {
    program.map(
        operands(X),
        scalars(),
        operands(Y, Z),
        l -> new Lane[] {l[0].mul(0.5), manyOperations(l[0])});
    int sum = program.reduce(Fold.SUM, operands(Z), scalars(), l -> l[0]);
    program.map(
        operands(Y, Z),
        scalars(sum),
        operands(Y, Z),
        l -> new Lane[] {l[1].add(l[2]), l[0].sub(l[2])});
  }

  /** Of both outputs, the other way round. */
  private static void dotOfBothOutputs(RowProgram program) {
    program.map(
        operands(X),
        scalars(),
        operands(Z, Y),
        l -> new Lane[] {l[0].mul(0.5), manyOperations(l[0])});
    int sum =
        program.reduce(Fold.SUM, operands(Y, Z), scalars(), l -> l[0].fma(l[1], l[1].mul(l[1])));
    program.map(operands(Y), scalars(sum), operands(Y), l -> new Lane[] {l[0].add(l[1])});
  }

  /** A partial result of two numbers, in the pass of the map before it. */
  private static void compensatedSumOfTheOutput(RowProgram program) {
    program.map(operands(X), scalars(), operands(Y), l -> new Lane[] {manyOperations(l[0])});
    int sum = program.reduce(Fold.COMPENSATED_SUM, operands(Y), scalars(), l -> l[0].mul(l[0]));
    program.map(operands(Y), scalars(sum), operands(Y), l -> new Lane[] {l[0].add(l[1])});
  }

  /** A sum of what an earlier step wrote, which is no part of the map before it. */
  private static void sumOfAnEarlierOutput(RowProgram program) {
    program.map(operands(X), scalars(), operands(Y), l -> new Lane[] {manyOperations(l[0])});
    program.map(operands(Y), scalars(), operands(Z), l -> new Lane[] {l[0].mul(0.5)});
    int sum = program.reduce(Fold.SUM, operands(Y, Z), scalars(), l -> l[0].sub(l[1]));
    program.map(operands(Y), scalars(sum), operands(Y), l -> new Lane[] {l[0].add(l[1])});
  }

  /** A sum of the map's output that needs a scalar, and one of some rows only. */
  private static void sumsThatAreNotOfTheOutputAlone(RowProgram program) {
    int first = program.first(X);
    int positive = program.compute(scalars(first), l -> l[0].gt(0).select(1, 0.0));
    program.map(operands(X), scalars(), operands(Y), l -> new Lane[] {manyOperations(l[0])});
    int some = program.reduceWhere(positive, Fold.SUM, operands(Y), scalars(), l -> l[0]);
    program.map(operands(Y), scalars(), operands(Z), l -> new Lane[] {l[0].mul(0.5)});
    int all = program.reduce(Fold.SUM, operands(Z), scalars(first), l -> l[0].mul(l[1]));
    program.map(
        operands(Y, Z),
        scalars(some, all),
        operands(Y, Z),
        l -> new Lane[] {l[1].add(l[2]), l[0].sub(l[3])});
  }

  private static Lane manyOperations(Lane x) {
    Lane y = x;
    for (int i = 1; i <= 20; i++) {
      y = y.fma(1 + 1.0 / (1 << i), i);
    }
    return y;
  }

  @ParameterizedTest
  @EnumSource
  void rowsOfAnyLengthDoNotDependOnTheirNeighbours(Precision precision) {
    for (int columns = 1; columns <= 150; columns++) {
      assertRowsStandAlone(precision, columns, RowStepsTest::halveAndAddSum);
      assertRowsStandAlone(precision, columns, RowStepsTest::manyOperationsAndAddSum);
      assertRowsStandAlone(precision, columns, RowStepsTest::sumOfTheSecondOutput);
      assertRowsStandAlone(precision, columns, RowStepsTest::dotOfBothOutputs);
      assertRowsStandAlone(precision, columns, RowStepsTest::compensatedSumOfTheOutput);
      assertRowsStandAlone(precision, columns, RowStepsTest::sumOfAnEarlierOutput);
      assertRowsStandAlone(precision, columns, RowStepsTest::sumsThatAreNotOfTheOutputAlone);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {511, 512, 513, 682, 683, 1023, 1024, 1025})
  void longRowsDoNotDependOnTheirNeighbours(int columns) {
    assertRowsStandAlone(Precision.FLOAT, columns, RowStepsTest::halveAndAddSum);
    assertRowsStandAlone(Precision.FLOAT, columns, RowStepsTest::manyOperationsAndAddSum);
  }

  /** All rows at once and in place, against one at a time on the interpreter. */
  private static void assertRowsStandAlone(
      Precision precision, int columns, Consumer<RowProgram> definition) {
    int stride = columns + 2;
    Object x = Inputs.ordinary(precision, OFFSET + ROWS * stride, columns);
    Map<String, Loop> paths = Paths.of(precision, 1, definition);
    Object expectedY = Elements.copy(x);
    Object expectedZ = Elements.copy(x);
    for (int row = 0; row < ROWS; row++) {
      int offset = OFFSET + row * stride;
      run(paths.get("interpreted"), x, expectedY, expectedZ, offset, stride, 1, columns);
    }
    paths.forEach(
        (path, loop) -> {
          Object y = Elements.copy(x);
          Object z = Elements.copy(x);
          run(loop, y, y, z, OFFSET, stride, ROWS, columns);
          String what = path + ", " + columns + " columns";
          assertEquals(-1, Elements.mismatch(expectedY, y), what);
          assertEquals(-1, Elements.mismatch(expectedZ, z), what);
        });
  }

  @ParameterizedTest
  @EnumSource
  void aRowsFirstElementIsAScalar(Precision precision) {
    Paths.of(
            precision,
            1,
            program -> {
              int first = program.first(X);
              program.map(operands(X), scalars(first), operands(Y), l -> new Lane[] {l[1]});
            })
        .forEach(
            (path, loop) -> {
              int columns = 20;
              Object x = Inputs.ordinary(precision, ROWS * columns, 1);
              Object y = Elements.allocate(precision, ROWS * columns);
              run(loop, x, y, null, 0, columns, ROWS, columns);
              for (int i = 0; i < ROWS * columns; i++) {
                assertEquals(Elements.bits(x, i / columns * columns), Elements.bits(y, i), path);
              }
            });
  }

  /** Rows whose first element is 0 are left out; NaN is not 0. */
  @ParameterizedTest
  @EnumSource
  void aReductionCanLeaveRowsOut(Precision precision) {
    double[] firsts = {0, 1, -0.0, Double.NaN, -2};
    double[] sums = {0, 40, 0, 40, 40};
    int columns = 20;
    Paths.of(
            precision,
            1,
            program -> {
              int first = program.first(X);
              int sum =
                  program.reduceWhere(first, Fold.SUM, operands(X), scalars(), RowStepsTest::two);
              program.map(operands(X), scalars(sum), operands(Y), l -> new Lane[] {l[1]});
            })
        .forEach(
            (path, loop) -> {
              Object x = Elements.allocate(precision, firsts.length * columns);
              Object y = Elements.allocate(precision, firsts.length * columns);
              for (int row = 0; row < firsts.length; row++) {
                Elements.set(x, row * columns, Inputs.bits(precision, firsts[row]));
              }
              run(loop, x, y, null, 0, columns, firsts.length, columns);
              for (int row = 0; row < firsts.length; row++) {
                assertEquals(
                    Inputs.bits(precision, sums[row]),
                    Elements.bits(y, row * columns + 7),
                    path + ", row that begins with " + firsts[row]);
              }
            });
  }

  private static Lane two(Lane[] lanes) {
    return lanes[0].constant(2);
  }

  @Test
  void aReductionThatIsLeftOutIsThatOfAnEmptyRow() {
    Paths.of(
            Precision.FLOAT,
            1,
            program -> {
              int first = program.first(X);
              int max =
                  program.reduceWhere(first, Fold.MAX, operands(X), scalars(), RowStepsTest::two);
              program.map(operands(X), scalars(max), operands(Y), l -> new Lane[] {l[1]});
            })
        .forEach(
            (path, loop) -> {
              float[] y = new float[20];
              Paths.run(loop, new float[20], y, null, 20);
              assertEquals(Float.NEGATIVE_INFINITY, y[19], path);
            });
  }

  /**
   * A row whose first element is n has n rounds, but one at least and five at most; NaN wants all.
   */
  @ParameterizedTest
  @EnumSource
  void aRowRepeatsARoundAsOftenAsItNeeds(Precision precision) {
    double[] firsts = {3, 0, -0.0, 1, 5, 100, Double.NaN, 2};
    double[] rounds = {3, 1, 1, 1, 5, 5, 5, 2};
    for (int columns : new int[] {1, 3, 20, 70}) {
      Paths.of(precision, 1, RowStepsTest::countRounds)
          .forEach(
              (path, loop) -> {
                Object x = Elements.allocate(precision, firsts.length * columns);
                Object y = Elements.allocate(precision, firsts.length * columns);
                for (int row = 0; row < firsts.length; row++) {
                  Elements.set(x, row * columns, Inputs.bits(precision, firsts[row]));
                }
                run(loop, x, y, null, 0, columns, firsts.length, columns);
                for (int row = 0; row < firsts.length; row++) {
                  // In each round the sum of the number so far and 1, over the columns.
                  double n = rounds[row];
                  double sum = columns * (n * (n - 1) / 2 + n);
                  assertEquals(
                      Inputs.bits(precision, 1000 * n + sum),
                      Elements.bits(y, row * columns + columns / 2),
                      path + ", row that begins with " + firsts[row]);
                }
              });
    }
  }

  private static void countRounds(RowProgram program) {
    int first = program.first(X);
    int none = program.compute(scalars(first), l -> l[0].constant(0));
    int[] last =
        program.repeat(
            5,
            scalars(none, none),
            begun -> {
              int sum = program.reduce(Fold.SUM, operands(X), scalars(begun[0]), l -> l[1].add(1));
              int count = program.compute(scalars(begun[0]), l -> l[0].add(1));
              int total = program.compute(scalars(begun[1], sum), l -> l[0].add(l[1]));
              int more =
                  program.compute(
                      scalars(first, count),
                      l -> l[0].le(l[1]).select(0, l[0].isNaN().select(l[0], 1)));
              return scalars(count, total, more);
            });
    // Of so many operations that rows would go in groups if they all took the same steps.
    program.map(
        operands(X),
        scalars(last),
        operands(Y),
        l -> new Lane[] {l[1].fma(1000, manyOperations(l[1]).fma(0, l[2]))});
  }

  /** The states of the first are what the second begins with, and change together. */
  @Test
  void roundsMayFollowRounds() {
    Paths.of(
            Precision.FLOAT,
            1,
            program -> {
              int one = program.compute(scalars(program.first(X)), l -> l[0].constant(1));
              int[] pair = program.repeat(4, scalars(one, one), begun -> fibonacci(program, begun));
              int[] last = program.repeat(3, pair, begun -> fibonacci(program, begun));
              program.map(
                  operands(X), scalars(last), operands(Y), l -> new Lane[] {l[1].fma(100, l[2])});
            })
        .forEach(
            (path, loop) -> {
              float[] y = new float[20];
              Paths.run(loop, new float[20], y, null, 20);
              assertEquals(2134, y[7], path);
            });
  }

  private static int[] fibonacci(RowProgram program, int[] begun) {
    int next = program.compute(begun, l -> l[0].add(l[1]));
    return scalars(begun[1], next, next);
  }

  @ParameterizedTest
  @EnumSource
  void rowsWithoutColumnsAreLeftAlone(Precision precision) {
    Paths.of(
            precision,
            1,
            program -> {
              int first = program.first(X);
              program.map(operands(X), scalars(first), operands(Y), l -> new Lane[] {l[1]});
            })
        .values()
        .forEach(
            loop -> {
              Object none = Elements.allocate(precision, 0);
              run(loop, none, none, null, 0, 0, ROWS, 0);
            });
  }

  private static void run(
      Loop loop, Object x, Object y, Object z, int offset, int stride, int rows, int columns) {
    loop.run(x, offset, stride, y, offset, stride, z, offset, stride, rows, columns);
  }
}
