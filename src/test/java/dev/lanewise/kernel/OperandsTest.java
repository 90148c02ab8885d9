package dev.lanewise.kernel;

import static dev.lanewise.kernel.RowProgram.operands;
import static dev.lanewise.kernel.RowProgram.part;
import static dev.lanewise.kernel.RowProgram.scalars;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.kernel.RowProgram.Argument;
import dev.lanewise.kernel.RowProgram.Fold;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Storage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Operands of every extent and kind are read and written where they should, on every path. */
class OperandsTest {
  /** Two groups of four rows, and one left. */
  private static final int ROWS = 9;

  private static final int GAP = 2;

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 15, 16, 17, 40, 600})
  void whatRowsShareAndWhatTheyHaveAlone(int columns) {
    int x = 0;
    int bias = 1;
    int keep = 2;
    int target = 3;
    int y = 4;
    int sum = 5;
    RowProgram program =
        Paths.program(
            Storage.FLOAT,
            List.of(
                Operand.input("x"),
                Operand.sharedInput("bias"),
                Operand.input("keep").ofBooleans(),
                Operand.columnInput("target").ofInts(),
                Operand.output("y"),
                Operand.accumulator("sum")),
            p -> {
              int number = p.first(target);
              int chosen = p.element(x, number);
              int row = p.argument(Argument.ROW);
              p.map(
                  operands(x, bias, keep, sum),
                  scalars(number, chosen, row),
                  operands(y, sum),
                  l -> {
                    Lane one = l[0].column().eq(l[4]).select(l[5].add(l[6]), l[0].add(l[1]));
                    Lane kept = l[2].ne(0).select(one, -1);
                    return new Lane[] {kept, l[3].add(kept)};
                  });
            });
    int stride = columns + GAP;
    float[] in = new float[ROWS * stride];
    float[] shared = new float[columns];
    boolean[] mask = new boolean[ROWS * columns];
    int[] numbers = new int[ROWS];
    for (int i = 0; i < in.length; i++) {
      in[i] = i % 101;
    }
    for (int j = 0; j < columns; j++) {
      shared[j] = 1000 * j;
    }
    for (int i = 0; i < mask.length; i++) {
      mask[i] = i % 7 != 0;
    }
    for (int r = 0; r < ROWS; r++) {
      numbers[r] = r * 5 % columns;
    }
    float[] expected = new float[ROWS * stride];
    float[] expectedSum = shared.clone();
    for (int r = 0; r < ROWS; r++) {
      for (int j = 0; j < columns; j++) {
        float value = in[r * stride + j] + shared[j];
        value = j == numbers[r] ? in[r * stride + j] + r : value;
        value = mask[r * columns + j] ? value : -1;
        expected[r * stride + j] = value;
        expectedSum[j] += value;
      }
    }
    try (Arena arena = Arena.ofConfined()) {
      // An address of no alignment; any byte but 0 is true.
      MemorySegment bytes = arena.allocate(mask.length + 1).asSlice(1);
      for (int i = 0; i < mask.length; i++) {
        bytes.set(ValueLayout.JAVA_BYTE, i, (byte) (mask[i] ? 1 << i % 8 : 0));
      }
      MemorySegment natives = arena.allocateFrom(ValueLayout.JAVA_INT, numbers);
      for (boolean segments : new boolean[] {false, true}) {
        Object truths = segments ? bytes : mask;
        Object classes = segments ? natives : numbers;
        Paths.of(program, segments ? 1 << keep | 1 << target : 0)
            .forEach(
                (path, loop) -> {
                  float[] out = new float[ROWS * stride];
                  float[] sums = shared.clone();
                  loop.run(
                      in, 0, stride, shared, 0, 0, truths, 0, columns, classes, 0, 1, out, 0,
                      stride, sums, 0, 0, ROWS, columns, 0, 0);
                  assertArrayEquals(expected, out, path);
                  assertArrayEquals(expectedSum, sums, path);
                });
      }
    }
  }

  /** A float holds neither argument nor all sums, but the sum of row 1. */
  @Test
  void aDiagonalIsRoundedOnce() {
    RowProgram program =
        Paths.program(
            Storage.FLOAT,
            List.of(Operand.input("x"), Operand.columnOutput("y")),
            p -> p.store(p.argument(Argument.DIAGONAL), 1));
    float[] expected = new float[ROWS];
    for (int r = 0; r < ROWS; r++) {
      expected[r] = (1 << 24) + 1 + r;
    }
    Paths.of(program, 0)
        .forEach(
            (path, loop) -> {
              float[] y = new float[ROWS];
              loop.run(
                  new float[ROWS],
                  0,
                  1,
                  y,
                  0,
                  1,
                  null,
                  0,
                  0,
                  null,
                  0,
                  0,
                  null,
                  0,
                  0,
                  null,
                  0,
                  0,
                  ROWS,
                  1,
                  0,
                  (1 << 24) + 1);
              assertArrayEquals(expected, y, path);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 33, 600})
  void partsOfRowsAndNumbersOfRowsAndArguments(int columns) {
    int gates = 0;
    int y = 1;
    int largest = 2;
    int at = 3;
    RowProgram program =
        Paths.program(
            Storage.DOUBLE,
            List.of(
                Operand.input("gates").ofParts(3),
                Operand.output("y").ofParts(2),
                Operand.columnOutput("largest"),
                Operand.columnOutput("at").ofInts()),
            p -> {
              int[] second = operands(part(gates, 1));
              int max = p.reduce(Fold.MAX, second, scalars(), l -> l[0]);
              int first =
                  p.reduce(
                      Fold.MIN,
                      second,
                      scalars(max),
                      l -> l[0].eq(l[1]).select(l[0].column(), Double.POSITIVE_INFINITY));
              int n = p.argument(Argument.COLUMNS);
              int a = p.argument(Argument.FIRST);
              int b = p.argument(Argument.SECOND);
              p.map(
                  operands(gates, part(gates, 1), part(gates, 2)),
                  scalars(n, a, b),
                  operands(part(y, 1), y),
                  l -> new Lane[] {l[0].add(l[3]), l[1].mul(l[4]).add(l[2].mul(l[5]))});
              p.store(max, largest);
              p.store(first, at);
            });
    double[] in = new double[ROWS * 3 * columns];
    for (int i = 0; i < in.length; i++) {
      in[i] = i * 37 % 1009;
    }
    double[] expected = new double[ROWS * 2 * columns];
    double[] expectedMax = new double[ROWS];
    int[] expectedAt = new int[ROWS];
    for (int r = 0; r < ROWS; r++) {
      int row = r * 3 * columns;
      expectedMax[r] = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < columns; j++) {
        double value = in[row + columns + j];
        if (value > expectedMax[r]) {
          expectedMax[r] = value;
          expectedAt[r] = j;
        }
        expected[r * 2 * columns + columns + j] = in[row + j] + columns;
        expected[r * 2 * columns + j] = value * 0.5 + in[row + 2 * columns + j] * 0.25;
      }
    }
    Paths.of(program, 0)
        .forEach(
            (path, loop) -> {
              double[] out = new double[expected.length];
              double[] max = new double[ROWS];
              int[] numbers = new int[ROWS];
              loop.run(
                  in,
                  0,
                  3 * columns,
                  out,
                  0,
                  2 * columns,
                  max,
                  0,
                  1,
                  numbers,
                  0,
                  1,
                  null,
                  0,
                  0,
                  null,
                  0,
                  0,
                  ROWS,
                  columns,
                  0.5,
                  0.25);
              assertArrayEquals(expected, out, path);
              assertArrayEquals(expectedMax, max, path);
              assertArrayEquals(expectedAt, numbers, path);
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 9, 40})
  void doublesHaveMasksOfBytesToo(int columns) {
    RowProgram program =
        Paths.program(
            Storage.DOUBLE,
            List.of(Operand.input("x"), Operand.input("keep").ofBooleans(), Operand.output("y")),
            p ->
                p.map(
                    operands(0, 1),
                    scalars(),
                    operands(2),
                    l -> new Lane[] {l[1].ne(0).select(l[0], -1)}));
    double[] x = new double[columns];
    double[] expected = new double[columns];
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment keep = arena.allocate(columns);
      for (int i = 0; i < columns; i++) {
        x[i] = i;
        keep.set(ValueLayout.JAVA_BYTE, i, (byte) (i * 5 % 3 << 7));
        expected[i] = i * 5 % 3 == 1 ? i : -1;
      }
      Paths.of(program, 2)
          .forEach(
              (path, loop) -> {
                double[] y = new double[columns];
                Paths.run(loop, x, keep, y, columns);
                assertArrayEquals(expected, y, path);
              });
    }
  }

  @Test
  void anInputOfLeadingDimensionZeroIsTheSameForAllRows() {
    Kernel kernel =
        new Kernel(
            "add",
            Storage.FLOAT,
            List.of(Operand.input("x"), Operand.input("mask"), Operand.output("y")),
            p -> p.map(operands(0, 1), scalars(), operands(2), l -> new Lane[] {l[0].add(l[1])}));
    float[] y = new float[4];
    kernel.run(new float[] {1, 2, 3, 4}, 0, 2, new float[] {10, 20}, 0, 0, y, 0, 2, 2, 2);
    assertArrayEquals(new float[] {11, 22, 13, 24}, y);
  }

  @Test
  void whatIsSharedMayNotBeWrittenOver() {
    float[] shared = new float[100];
    Kernel kernel =
        kernel(
            List.of(Operand.input("x"), Operand.sharedInput("bias"), Operand.output("y")),
            p -> p.map(operands(0, 1), scalars(), operands(2), l -> new Lane[] {l[0].add(l[1])}));
    assertEquals(
        "y at offset 0 and bias at offset 0 of the same array overlap over 2 rows of length 4; they"
            + " must be apart",
        assertThrows(
                IllegalArgumentException.class,
                () -> kernel.run(new float[8], 0, 4, shared, 0, 4, shared, 0, 4, 2, 4))
            .getMessage());
    // One row only is read, however far the next would be.
    kernel.run(new float[8], 0, 4, new float[4], 0, 4, new float[8], 0, 4, 2, 4);
  }

  /** So its rows need no memory of their own, however many go together. */
  @Test
  void aProgramMayShareAllItsOperands() {
    RowProgram program =
        Paths.program(
            Storage.FLOAT,
            List.of(Operand.sharedInput("x"), Operand.accumulator("sum")),
            p -> {
              int total = p.reduce(Fold.SUM, operands(0), scalars(), l -> l[0]);
              p.map(operands(1), scalars(total), operands(1), l -> new Lane[] {l[0].add(l[1])});
            });
    int columns = 16;
    float[] ones = new float[columns];
    Arrays.fill(ones, 1);
    float[] expected = new float[columns];
    Arrays.fill(expected, ROWS * columns);
    Paths.of(program, 0)
        .forEach(
            (path, loop) -> {
              float[] sum = new float[columns];
              loop.run(ones, 0, 0, sum, 0, 0, null, 0, 0, ROWS, columns);
              assertArrayEquals(expected, sum, path);
            });
  }

  @Test
  void sumsAreReadOnlyWhereTheyAreWritten() {
    Kernel kernel =
        kernel(
            List.of(Operand.input("x"), Operand.accumulator("sum")),
            p -> p.reduce(Fold.SUM, operands(1), scalars(), l -> l[0]));
    assertEquals(
        "sum is added to by every row: read it in the step that writes it only",
        assertThrows(
                IllegalArgumentException.class,
                () -> kernel.run(new float[1], 0, new float[1], 0, 1))
            .getMessage());
  }

  @Test
  void numbersOfRowsAreNotReadAsRows() {
    Kernel kernel =
        kernel(
            List.of(Operand.input("x"), Operand.columnInput("scale"), Operand.output("y")),
            p -> p.map(operands(0, 1), scalars(), operands(2), l -> new Lane[] {l[0].mul(l[1])}));
    assertEquals(
        "scale has one number for each row: use first, element or store",
        assertThrows(
                IllegalArgumentException.class,
                () -> kernel.run(new float[1], 0, new float[1], 0, new float[1], 0, 1))
            .getMessage());
  }

  @Test
  void aPartThatIsNotThereIsRefused() {
    Kernel kernel =
        kernel(
            List.of(Operand.input("x").ofParts(2), Operand.output("y")),
            p -> p.map(operands(part(0, 2)), scalars(), operands(1), l -> l));
    assertEquals(
        "x has 2 parts, no part 2",
        assertThrows(
                IllegalArgumentException.class,
                () -> kernel.run(new float[2], 0, new float[1], 0, 1))
            .getMessage());
  }

  private static Kernel kernel(List<Operand> operands, Consumer<RowProgram> definition) {
    return new Kernel("kernel", Storage.FLOAT, operands, definition);
  }
}
