package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a kernel refuses, in which words, and that it has then written nothing. */
class KernelArgumentsTest {
  private static final Kernel INCREMENT =
      Kernel.map(
          "increment", Precision.FLOAT, List.of("x"), List.of("y"), l -> new Lane[] {l[0].add(1)});
  private static final Kernel PRODUCT =
      Kernel.map(
          "product",
          Precision.FLOAT,
          List.of("x", "dy"),
          List.of("dx"),
          l -> new Lane[] {l[0].mul(l[1])});
  private static final Kernel TWO_OUTPUTS =
      Kernel.map(
          "twoOutputs",
          Precision.FLOAT,
          List.of("x"),
          List.of("y", "d"),
          l -> new Lane[] {l[0].add(1), l[0].mul(2)});
  private static final Kernel WEIGHTED =
      Kernel.map(
          "weighted",
          Storage.FLOAT,
          List.of(
              Operand.input("x").ofParts(2),
              Operand.sharedInput("weight"),
              Operand.output("y"),
              Operand.accumulator("sum")),
          l -> {
            Lane y = l[0].sub(l[1]).mul(l[2]);
            return new Lane[] {y, l[3].add(y)};
          });

  private static final float[] CONTENT = content();

  /** Both as inputs and outputs; unchanged after every refusal. */
  private final float[] a = new float[CONTENT.length];

  private final float[] b = new float[CONTENT.length];
  private boolean refused;

  private static float[] content() {
    float[] content = new float[40];
    for (int i = 0; i < content.length; i++) {
      content[i] = i % 10 == 9 ? Float.NaN : i;
    }
    return content;
  }

  @BeforeEach
  void fill() {
    System.arraycopy(CONTENT, 0, a, 0, a.length);
    System.arraycopy(CONTENT, 0, b, 0, b.length);
  }

  @AfterEach
  void nothingWasWritten() {
    if (refused) {
      assertArrayEquals(CONTENT, a);
      assertArrayEquals(CONTENT, b);
    }
  }

  private <E extends Exception> void assertRefused(
      Class<E> type, String message, org.junit.jupiter.api.function.Executable call) {
    refused = true;
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  @Test
  void aMissingArrayIsNamed() {
    assertRefused(NullPointerException.class, "x is null", () -> INCREMENT.run(null, 0, b, 0, 4));
    assertRefused(NullPointerException.class, "y is null", () -> INCREMENT.run(a, 0, null, 0, 4));
    assertRefused(
        NullPointerException.class, "dx is null", () -> PRODUCT.run(a, 0, b, 0, null, 0, 4));
  }

  @Test
  void aKernelOfThreeOperandsIsNotRunOnTwo() {
    assertRefused(
        IllegalArgumentException.class,
        PRODUCT + " has 3 operands, not 2",
        () -> PRODUCT.run(a, 0, b, 0, 4));
  }

  @Test
  void aMissingArrayIsNamedEvenIfThereIsNothingToDo() {
    assertRefused(NullPointerException.class, "y is null", () -> INCREMENT.run(a, 0, null, 0, 0));
  }

  @Test
  void anArrayOfTheWrongTypeIsNamedWithBothTypes() {
    assertRefused(
        IllegalArgumentException.class,
        "y is a double[]; this kernel works on float[]",
        () -> INCREMENT.run(a, 0, new double[40], 0, 4));
    assertRefused(
        IllegalArgumentException.class,
        "x is a String; this kernel works on float[]",
        () -> INCREMENT.run("", 0, b, 0, 4));
  }

  /** Two numbers for each row. */
  private static final Kernel COUNTS =
      new Kernel(
          "counts",
          Storage.FLOAT,
          List.of(Operand.input("x"), Operand.columnOutput("y"), Operand.columnOutput("z")),
          program -> {
            int sum =
                program.reduce(
                    RowProgram.Fold.SUM, RowProgram.operands(0), RowProgram.scalars(), l -> l[0]);
            program.store(sum, 1);
            program.store(sum, 2);
          });

  /** Of three rows without columns, three elements from one to the next. */
  private static void count(MemorySegment x, MemorySegment y, MemorySegment z, int zOffset) {
    COUNTS.runSegments(
        x, 0, 3, y, 0, 1, z, zOffset, 1, null, 0, 0, null, 0, 0, null, 0, 0, 3, 0, 0, 0);
  }

  @Test
  void numbersForEachRowMustBeApartEvenWithoutColumns() {
    String ofOneArray =
        "z at offset 2 and y at offset 0 of the same array overlap over 3 rows of length 0; they"
            + " must be apart";
    assertRefused(
        IllegalArgumentException.class,
        ofOneArray,
        () -> COUNTS.run(a, 0, 0, b, 0, 1, b, 2, 1, 3, 0));
    MemorySegment memory = Arena.ofAuto().allocate(60);
    MemorySegment array = MemorySegment.ofArray(b);
    assertRefused(IllegalArgumentException.class, ofOneArray, () -> count(memory, array, array, 2));
    String inMemory =
        "z at offset 0 and y at offset 0, 2 bytes apart, overlap over 3 rows of length 0; they"
            + " must be apart";
    MemorySegment behind = memory.asSlice(2);
    assertRefused(IllegalArgumentException.class, inMemory, () -> count(memory, memory, behind, 0));
    assertRefused(IllegalArgumentException.class, inMemory, () -> count(memory, behind, memory, 0));
  }

  /** Rows without columns have no elements that could be written, wherever they begin. */
  @Test
  void rowsWithoutColumnsOverlapNothing() {
    MemorySegment memory = Arena.ofAuto().allocate(60);
    memory.fill((byte) -1);
    count(memory.asSlice(2), memory, memory, 3);
    assertArrayEquals(new byte[24], memory.asSlice(0, 24).toArray(ValueLayout.JAVA_BYTE));
  }

  @Test
  void namesThatMessagesCannotUseAreRefused() {
    assertEquals(
        "kernel: operands must have different names, not [x, y, x]",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new Kernel(
                        "kernel", Precision.FLOAT, List.of("x", "y"), List.of("x"), program -> {}))
            .getMessage());
    assertEquals(
        "a kernel's name must not be blank",
        assertThrows(
                IllegalArgumentException.class,
                () -> Kernel.map(" ", Precision.FLOAT, List.of("x"), List.of("y"), lanes -> lanes))
            .getMessage());
    assertEquals(
        "the name of an operand must not be null",
        assertThrows(NullPointerException.class, () -> Operand.input(null)).getMessage());
  }

  @Test
  void partsThatAreTogetherLongerThanARow() {
    Kernel halves =
        Kernel.map(
            "halves",
            Storage.FLOAT,
            List.of(Operand.input("x").ofParts(2), Operand.output("y")),
            l -> new Lane[] {l[0].mul(l[1])});
    MemorySegment segment = Arena.ofAuto().allocate(4);
    assertRefused(
        IllegalArgumentException.class,
        "x: 2 parts of 1073741824 are more than a row's 2147483647; take fewer columns",
        () -> halves.runSegments(segment, 0, segment, 0, 1L << 30));
  }

  @Test
  void segmentInThePlaceOfAnArray() {
    MemorySegment segment = Arena.ofAuto().allocate(40 * Float.BYTES);
    assertRefused(
        IllegalArgumentException.class,
        "y is a segment; those are for runSegments",
        () -> INCREMENT.run(a, 0, segment, 0, 4));
    assertRefused(
        IllegalArgumentException.class,
        "x is a segment; those are for runSegments",
        () -> INCREMENT.runRows(segment, a, null, null, null, null, 1, 40));
  }

  @Test
  void aNegativeOffsetOrLengthIsInTheMessage() {
    assertRefused(
        IndexOutOfBoundsException.class,
        "x: offset -1 is negative",
        () -> INCREMENT.run(a, -1, b, 0, 4));
    assertRefused(
        IndexOutOfBoundsException.class,
        "y: offset -7 is negative",
        () -> INCREMENT.run(a, 0, b, -7, 0));
    assertRefused(
        IndexOutOfBoundsException.class,
        "increment: length -4 is negative",
        () -> INCREMENT.run(a, 0, b, 0, -4));
    assertRefused(
        IndexOutOfBoundsException.class,
        "increment: the number of rows -2 is negative",
        () -> INCREMENT.run(a, 0, 4, b, 0, 4, null, 0, 0, -2, 4));
  }

  @Test
  void aRangePastTheEndIsShownWithTheLengthOfTheArray() {
    assertRefused(
        IndexOutOfBoundsException.class,
        "x: the range from 37 to 41 does not fit into an array of length 40",
        () -> INCREMENT.run(a, 37, b, 0, 4));
    assertRefused(
        IndexOutOfBoundsException.class,
        "y: the range from 0 to 41 does not fit into an array of length 40",
        () -> INCREMENT.run(new float[50], 0, b, 0, 41));
    assertRefused(
        IndexOutOfBoundsException.class,
        "y: the range from 41 to 41 does not fit into an array of length 40",
        () -> INCREMENT.run(a, 0, b, 41, 0));
    assertRefused(
        IndexOutOfBoundsException.class,
        "dx: the range from 40 to 41 does not fit into an array of length 40",
        () -> PRODUCT.run(a, 0, a, 0, b, 40, 1));
  }

  @Test
  void aRangeWhoseEndIsNoIntIsRefused() {
    int max = Integer.MAX_VALUE;
    assertRefused(
        IndexOutOfBoundsException.class,
        "x: the range from 2147483647 to 2147483648 does not fit into an array of length 40",
        () -> INCREMENT.run(a, max, b, 0, 1));
    assertRefused(
        IndexOutOfBoundsException.class,
        "x: the range from 5 to 2147483652 does not fit into an array of length 40",
        () -> INCREMENT.run(a, 5, b, 0, max));
    assertRefused(
        IndexOutOfBoundsException.class,
        "x: the range from 1 to 4611686014132420610 does not fit into an array of length 40",
        () -> INCREMENT.run(a, 1, max, b, 0, max, null, 0, 0, max, max));
    assertRefused(
        IndexOutOfBoundsException.class,
        "x: the range from 0 to 4294967300 does not fit into an array of length 40",
        () -> INCREMENT.run(a, 0, 1 << 16, b, 0, 1 << 16, null, 0, 0, (1 << 16) + 1, 4));
  }

  @Test
  void aRangeThatEndsWithTheArrayFits() {
    INCREMENT.run(a, 36, b, 36, 4);
    assertEquals(37, b[36]);
    assertEquals(Float.NaN, b[39]);
    INCREMENT.run(a, 40, b, 40, 0);
  }

  @Test
  void rowsPastTheEndAreRefusedAsAWhole() {
    assertRefused(
        IndexOutOfBoundsException.class,
        "y: the range from 3 to 41 does not fit into an array of length 40",
        () -> INCREMENT.run(a, 0, 10, b, 3, 14, null, 0, 0, 3, 10));
    INCREMENT.run(a, 0, 10, b, 2, 14, null, 0, 0, 3, 10);
    assertEquals(29, b[38]);
    refused = false;
  }

  @Test
  void aLeadingDimensionBelowTheRowLengthIsShownWithIt() {
    assertRefused(
        IllegalArgumentException.class,
        "x: leading dimension 3 is less than the row length 4",
        () -> INCREMENT.run(a, 0, 3, b, 0, 4, null, 0, 0, 2, 4));
    assertRefused(
        IllegalArgumentException.class,
        "y: leading dimension -4 is less than the row length 0",
        () -> INCREMENT.run(a, 0, 4, b, 30, -4, null, 0, 0, 2, 0));
  }

  @Test
  void theLeadingDimensionOfASingleRowDoesNotMatter() {
    INCREMENT.run(a, 0, 0, b, 0, -1, null, 0, 0, 1, 4);
    assertArrayEquals(new float[] {1, 2, 3, 4, 4}, Arrays.copyOf(b, 5));
  }

  @Test
  void noRowsOrColumnsWriteNothing() {
    INCREMENT.run(a, 0, 4, b, 0, 4, null, 0, 0, 0, 4);
    INCREMENT.run(a, 0, 4, b, 0, 4, null, 0, 0, 3, 0);
    INCREMENT.run(a, 0, 0, b, 0, 0, null, 0, 0, 1000, 0);
    INCREMENT.run(new float[0], 0, new float[0], 0, 0);
    assertArrayEquals(CONTENT, b);
  }

  @Test
  void onlyTheRowsAreWritten() {
    INCREMENT.run(a, 1, 7, b, 2, 9, null, 0, 0, 3, 4);
    for (int i = 0; i < b.length; i++) {
      int row = (i - 2) / 9;
      boolean inside = i >= 2 && row < 3 && (i - 2) % 9 < 4;
      float expected = inside ? a[1 + row * 7 + (i - 2) % 9] + 1 : CONTENT[i];
      assertEquals(expected, b[i], "element " + i);
    }
  }

  @Test
  void theSameRangeServesAsInputAndOutput() {
    INCREMENT.run(a, 3, a, 3, 20);
    assertEquals(2, a[2]);
    assertEquals(4, a[3]);
    assertEquals(23, a[22]);
    assertEquals(23, a[23]);
    PRODUCT.run(b, 2, b, 2, b, 2, 3);
    assertArrayEquals(new float[] {1, 4, 9, 16, 5}, Arrays.copyOfRange(b, 1, 6));
  }

  @Test
  void inputsMayOverlapInAnyWay() {
    PRODUCT.run(a, 1, a, 2, b, 0, 3);
    assertArrayEquals(new float[] {2, 6, 12, 3}, Arrays.copyOf(b, 4));
  }

  @Test
  void rangesOfOneArrayThatTouchServe() {
    INCREMENT.run(a, 0, a, 8, 8);
    assertArrayEquals(new float[] {7, 1, 2, 3, 4, 5, 6, 7, 8, 16}, Arrays.copyOfRange(a, 7, 17));
    INCREMENT.run(b, 8, b, 0, 8);
    assertEquals(9, b[0]);
    assertEquals(16, b[7]);
    assertEquals(8, b[8]);
  }

  @Test
  void anOutputThatOverlapsAnInputInPartIsRefused() {
    assertRefused(
        IllegalArgumentException.class,
        "y at offset 7 and x at offset 0 of the same array overlap over length 8; "
            + "they must be the same range or apart",
        () -> INCREMENT.run(a, 0, a, 7, 8));
    assertRefused(
        IllegalArgumentException.class,
        "y at offset 0 and x at offset 7 of the same array overlap over length 8; "
            + "they must be the same range or apart",
        () -> INCREMENT.run(a, 7, a, 0, 8));
    assertRefused(
        IllegalArgumentException.class,
        "dx at offset 1 and dy at offset 2 of the same array overlap over length 8; "
            + "they must be the same range or apart",
        () -> PRODUCT.run(a, 20, a, 2, a, 1, 8));
  }

  @Test
  void twoOutputsMustBeApart() {
    assertRefused(
        IllegalArgumentException.class,
        "d at offset 4 and y at offset 4 of the same array overlap over length 8; "
            + "they must be apart",
        () -> TWO_OUTPUTS.run(a, 0, b, 4, b, 4, 8));
    assertRefused(
        IllegalArgumentException.class,
        "d at offset 11 and y at offset 4 of the same array overlap over length 8; "
            + "they must be apart",
        () -> TWO_OUTPUTS.run(a, 0, b, 4, b, 11, 8));
    TWO_OUTPUTS.run(a, 0, b, 4, b, 12, 8);
    assertArrayEquals(new float[] {8, 0, 2}, Arrays.copyOfRange(b, 11, 14));
    refused = false;
  }

  @Test
  void rangesThatOverlapOverNothingServe() {
    INCREMENT.run(a, 3, a, 4, 0);
    TWO_OUTPUTS.run(a, 3, b, 4, b, 4, 0);
    assertArrayEquals(CONTENT, a);
    assertArrayEquals(CONTENT, b);
  }

  @Test
  void columnsOfOneMatrixThatAreApartServeAsInputAndOutput() {
    INCREMENT.run(a, 0, 10, a, 5, 10, null, 0, 0, 4, 5);
    assertArrayEquals(new float[] {34, 31, 32, 33, 34, 35}, Arrays.copyOfRange(a, 34, 40));
  }

  @Test
  void columnsThatWrapRoundTheEndOfARowMayTouchButNotOverlap() {
    INCREMENT.run(a, 8, 10, a, 2, 10, null, 0, 0, 3, 4);
    assertEquals(9, a[2]);
    assertRefused(
        IllegalArgumentException.class,
        "y at offset 1 and x at offset 8 of the same array overlap over 3 rows of length 4; "
            + "they must be the same range or apart",
        () -> INCREMENT.run(b, 8, 10, b, 1, 10, null, 0, 0, 3, 4));
    refused = false;
  }

  @Test
  void columnsOfOneMatrixThatOverlapAreRefused() {
    assertRefused(
        IllegalArgumentException.class,
        "y at offset 4 and x at offset 0 of the same array overlap over 4 rows of length 5; "
            + "they must be the same range or apart",
        () -> INCREMENT.run(a, 0, 10, a, 4, 10, null, 0, 0, 4, 5));
    assertRefused(
        IllegalArgumentException.class,
        "y at offset 10 and x at offset 0 of the same array overlap over 3 rows of length 5; "
            + "they must be the same range or apart",
        () -> INCREMENT.run(a, 0, 10, a, 10, 10, null, 0, 0, 3, 5));
  }

  @Test
  void theSameStartWithAnotherLeadingDimensionIsRefused() {
    assertRefused(
        IllegalArgumentException.class,
        "y at offset 0 and x at offset 0 of the same array overlap over 3 rows of length 5, "
            + "with leading dimensions 11 and 10; they must be the same range or apart",
        () -> INCREMENT.run(a, 0, 10, a, 0, 11, null, 0, 0, 3, 5));
  }

  @Test
  void rowsWithAnotherLeadingDimensionThatLieBetweenTheInputsServeAsOutput() {
    INCREMENT.run(a, 0, 12, a, 4, 13, null, 0, 0, 3, 4);
    assertArrayEquals(new float[] {1, 2, 3, 4}, Arrays.copyOfRange(a, 4, 8));
    assertRefused(
        IllegalArgumentException.class,
        "y at offset 5 and x at offset 0 of the same array overlap over 3 rows of length 4, "
            + "with leading dimensions 10 and 12; they must be the same range or apart",
        () -> INCREMENT.run(b, 0, 12, b, 5, 10, null, 0, 0, 3, 4));
    refused = false;
  }

  @Test
  void oneRowThatOverlapsIsRefusedWhateverItsLeadingDimension() {
    assertRefused(
        IllegalArgumentException.class,
        "y at offset 3 and x at offset 0 of the same array overlap over length 10; "
            + "they must be the same range or apart",
        () -> INCREMENT.run(a, 0, 0, a, 3, 0, null, 0, 0, 1, 10));
  }

  @Test
  void rowsInPlaceLeaveWhatIsBetweenThem() {
    INCREMENT.run(a, 0, 10, a, 0, 10, null, 0, 0, 4, 5);
    assertArrayEquals(new float[] {5, 5, 6, 7, 8}, Arrays.copyOfRange(a, 4, 9));
    assertEquals(35, a[34]);
    assertEquals(35, a[35]);
  }

  @Test
  void wholeArraysAreRowsOfWhatEachOperandHas() {
    float[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    float[] y = new float[6];
    float[] sum = {100, 200, 300};
    WEIGHTED.runRows(x, new float[] {1, 10, 100}, y, sum, null, null, 2, 3);
    assertArrayEquals(new float[] {-3, -30, -300, -3, -30, -300}, y);
    assertArrayEquals(new float[] {94, 140, -300}, sum);
  }

  @Test
  void aWholeArrayOfAnotherLengthIsNamedWithTheLengthThatIsDue() {
    float[] bias = new float[3];
    float[] sum = new float[3];
    assertRefused(
        IllegalArgumentException.class,
        "x has length 40, not 12 for 2 rows and 3 columns",
        () -> WEIGHTED.runRows(a, bias, new float[6], sum, null, null, 2, 3));
    assertRefused(
        IllegalArgumentException.class,
        "weight has length 40, not 3 for 2 rows and 3 columns",
        () -> WEIGHTED.runRows(new float[12], a, new float[6], sum, null, null, 2, 3));
    assertRefused(
        IllegalArgumentException.class,
        "x has length 40, not 4611686014132420609 for 2147483647 rows and 2147483647 columns",
        () -> INCREMENT.runRows(a, b, null, null, null, null, 0x7fffffff, 0x7fffffff));
  }

  @Test
  void aKernelOfTwoOperandsIsNotRunOnThreeWholeArrays() {
    assertRefused(
        IllegalArgumentException.class,
        INCREMENT + " has 2 operands, not 3",
        () -> INCREMENT.runRows(a, b, b, null, null, null, 1, 40));
    assertRefused(
        NullPointerException.class,
        "y is null",
        () -> INCREMENT.runRows(a, null, null, null, null, null, 1, 40));
    assertRefused(
        IndexOutOfBoundsException.class,
        "increment: the number of rows -1 is negative",
        () -> INCREMENT.runRows(a, b, null, null, null, null, -1, -40));
  }

  @Test
  void moreThanSixOperandsAreRefused() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Kernel.map(
                    "seven",
                    Precision.FLOAT,
                    List.of("a", "b", "c", "d", "e", "f"),
                    List.of("g"),
                    l -> new Lane[] {l[0]}));
    assertEquals(
        "a kernel reads and writes at least one operand and has at most 6, not [a, b, c, d, e, f,"
            + " g]",
        e.getMessage());
  }

  @Test
  void aKernelWithoutOutputIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Kernel("none", Precision.FLOAT, List.of("x"), List.of(), program -> {}));
  }

  @Test
  void aFormulaWithTooFewResultsIsRefusedAtEveryUse() {
    Kernel kernel =
        Kernel.map(
            "short", Precision.FLOAT, List.of("x"), List.of("y", "d"), l -> new Lane[] {l[0]});
    for (int use = 0; use < 2; use++) {
      assertRefused(
          IllegalArgumentException.class,
          "the formula gives 1 results for 2 outputs",
          () -> kernel.run(new float[4], 0, a, 0, b, 0, 4));
    }
  }

  @Test
  void aValueOfAnotherTraceIsRefused() {
    Lane[] kept = new Lane[1];
    kernel(
            l -> {
              kept[0] = l;
              return l;
            })
        .run(a, 0, b, 0, 0);
    for (UnaryOperator<Lane> formula :
        List.<UnaryOperator<Lane>>of(
            l -> kept[0],
            l -> l.add(kept[0]),
            l -> l.fma(2, kept[0]),
            l -> l.lt(0).select(kept[0], l),
            l -> kept[0].lt(0).select(1, l),
            l -> l.lt(0).and(kept[0].lt(0)).select(0, l),
            l -> l.lt(0).or(kept[0].lt(0)).select(0, l),
            l -> l.bits().plus(kept[0].bits()).value())) {
      assertRefused(
          IllegalArgumentException.class,
          "a value of another trace was used: build a formula only from the lanes it is given",
          () -> kernel(formula).run(a, 0, b, 0, 4));
    }
  }

  private static Kernel kernel(UnaryOperator<Lane> formula) {
    return Kernel.map(
        "other",
        Precision.FLOAT,
        List.of("x"),
        List.of("y"),
        l -> new Lane[] {formula.apply(l[0])});
  }

  @Test
  void aKernelIsNamedWithItsPrecision() {
    assertTrue(INCREMENT.toString().contains("increment"), INCREMENT::toString);
    assertTrue(INCREMENT.toString().contains("float"), INCREMENT::toString);
  }
}
