package dev.lanewise.kernel;

import static dev.lanewise.kernel.RowProgram.operands;
import static dev.lanewise.kernel.RowProgram.scalars;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.kernel.RowProgram.Argument;
import dev.lanewise.kernel.RowProgram.Fold;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Storage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values of 16 bits are widened exactly and rounded to nearest even, on every path. */
class StorageTest {
  private static final int PATTERNS = 1 << 16;

  @Test
  void everyFloat16IsWidenedAsByJava() {
    short[] all = allPatterns();
    paths(Storage.FLOAT16, x -> x)
        .forEach(
            (path, loop) ->
                checkPatterns(Storage.FLOAT16, path, all, run(Storage.FLOAT16, loop, all)));
  }

  @Test
  void everyBfloat16IsKept() {
    short[] all = allPatterns();
    paths(Storage.BFLOAT16, x -> x)
        .forEach(
            (path, loop) ->
                checkPatterns(Storage.BFLOAT16, path, all, run(Storage.BFLOAT16, loop, all)));
  }

  @Test
  void sumsAreRoundedToFloat16AsByJava() {
    short[] x = allPatterns();
    // Every power of two of the range as a term makes halfway cases, overflow and subnormal sums.
    for (int exponent = -24; exponent < 16; exponent++) {
      float term = Math.scalb(1.0009765625f, exponent);
      short[] expected = new short[PATTERNS];
      for (int i = 0; i < PATTERNS; i++) {
        expected[i] = Float.floatToFloat16(Float.float16ToFloat(x[i]) + term);
      }
      paths(Storage.FLOAT16, lane -> lane.add(term))
          .forEach(
              (path, loop) ->
                  checkPatterns(Storage.FLOAT16, path, expected, run(Storage.FLOAT16, loop, x)));
    }
  }

  @Test
  void productsAreRoundedToBfloat16AsDefined() {
    short[] x = allPatterns();
    for (float factor : new float[] {1.00390625f, 1.01171875f, 0.7f, 0x1p-126f, 3e38f, -1}) {
      short[] expected = new short[PATTERNS];
      for (int i = 0; i < PATTERNS; i++) {
        expected[i] = nearestBfloat16(Float.intBitsToFloat(x[i] << 16) * factor);
      }
      paths(Storage.BFLOAT16, lane -> lane.mul(factor))
          .forEach(
              (path, loop) ->
                  checkPatterns(Storage.BFLOAT16, path, expected, run(Storage.BFLOAT16, loop, x)));
    }
  }

  @Test
  void nativeSegmentsGiveTheBitsOfArrays() {
    for (Storage storage : Storage.values()) {
      int n = 1000;
      byte[] bytes = new byte[2 * n * storage.bytes()];
      new SplittableRandom(7).nextBytes(bytes);
      RowProgram program = program(storage, x -> x.fma(x, 0.1));
      MemorySegment x = MemorySegment.ofArray(bytes);
      Object inArray = array(storage, x);
      Object outArray = array(storage, MemorySegment.ofArray(new byte[bytes.length]));
      Paths.of(program, 0)
          .get("interpreted")
          .run(inArray, 3, 40, outArray, 5, 41, null, 0, 0, 20, 39);
      for (int segments = 1; segments < 4; segments++) {
        int places = segments;
        try (Arena arena = Arena.ofConfined()) {
          // A byte off, so that no element is aligned.
          MemorySegment from = arena.allocate(bytes.length + 1).asSlice(1).copyFrom(x);
          MemorySegment to = arena.allocate(bytes.length + 1).asSlice(1);
          Paths.of(program, segments)
              .forEach(
                  (path, loop) -> {
                    Object y = array(storage, MemorySegment.ofArray(new byte[bytes.length]));
                    to.fill((byte) 0);
                    loop.run(
                        (places & 1) != 0 ? from : inArray,
                        3,
                        40,
                        (places & 2) != 0 ? to : y,
                        5,
                        41,
                        null,
                        0,
                        0,
                        20,
                        39);
                    Object result = (places & 2) != 0 ? array(storage, to) : y;
                    assertTrue(
                        sameValues(storage, outArray, result), path + " " + storage + places);
                  });
        }
      }
    }
  }

  /** In bfloat16, a sum of ones stands still at 256. */
  @ParameterizedTest
  @EnumSource(
      value = Storage.class,
      names = {"BFLOAT16", "FLOAT16"})
  void whatIsNotRoundedIsInFloat(Storage storage) {
    int rows = 5000;
    int columns = 19;
    RowProgram program =
        Paths.program(
            storage,
            List.of(
                Operand.input("x"),
                Operand.columnInput("scale").unrounded(),
                Operand.output("y"),
                Operand.columnOutput("total").unrounded(),
                Operand.accumulator("sum").unrounded()),
            p -> {
              int scale = p.first(1);
              int total = p.reduce(Fold.SUM, operands(0), scalars(), l -> l[0]);
              p.map(
                  operands(0, 4),
                  scalars(scale),
                  operands(2, 4),
                  l -> new Lane[] {l[0].mul(l[2]), l[1].add(l[0])});
              p.store(p.compute(scalars(scale, total), l -> l[0].add(l[1])), 3);
            });
    short[] x = new short[rows * columns];
    float[] scale = new float[rows];
    short one = storage == Storage.BFLOAT16 ? 0x3f80 : Float.floatToFloat16(1);
    Arrays.fill(x, one);
    Arrays.fill(scale, 1 + 0x1p-20f);
    float[] totals = new float[rows];
    float[] sums = new float[columns];
    Arrays.fill(totals, columns + scale[0]);
    Arrays.fill(sums, rows + 0.125f);
    for (int segments : new int[] {0, 0b11111, 0b10010}) {
      Paths.of(program, segments)
          .forEach(
              (path, loop) -> {
                try (Arena arena = Arena.ofConfined()) {
                  short[] y = new short[x.length];
                  float[] total = new float[rows];
                  float[] sum = new float[columns];
                  Arrays.fill(sum, 0.125f);
                  Object[] all = {x, scale, y, total, sum};
                  Object[] given = all.clone();
                  for (int k = 0; k < all.length; k++) {
                    boolean segment = (segments >> k & 1) != 0;
                    given[k] = segment ? copy(all[k], arena) : all[k];
                  }
                  loop.run(
                      given[0], 0, columns, given[1], 0, 1, given[2], 0, columns, given[3], 0, 1,
                      given[4], 0, 0, null, 0, 0, rows, columns, 0, 0);
                  for (int k = 2; k < all.length; k++) {
                    if (given[k] instanceof MemorySegment segment) {
                      heap(all[k]).copyFrom(segment);
                    }
                  }
                  assertArrayEquals(x, y, path);
                  assertArrayEquals(totals, total, path);
                  assertArrayEquals(sums, sum, path);
                }
              });
    }
  }

  @Test
  void whatIsTooLongForARowIsDoneInSeveral() {
    for (int length : new int[] {0, 1, 63, 64, 65, 200}) {
      MemorySegment y = MemorySegment.ofArray(new float[202]);
      MemorySegment x = MemorySegment.ofArray(new float[202]);
      for (int i = 0; i < 202; i++) {
        x.setAtIndex(ValueLayout.JAVA_FLOAT, i, i);
      }
      timesThree(x, 1, y, 1, length);
      for (int i = 0; i < 202; i++) {
        float expected = i >= 1 && i <= length ? 3 * i : 0;
        assertEquals(expected, y.getAtIndex(ValueLayout.JAVA_FLOAT, i), length + " at " + i);
      }
    }
  }

  @Test
  void everyOperandGoesOnWithTheNextRow() {
    Kernel kernel =
        Kernel.map(
            "digits",
            Storage.FLOAT,
            List.of("a", "b", "c", "d", "e"),
            List.of("y"),
            l -> {
              Lane sum = l[4];
              for (int k = 3; k >= 0; k--) {
                sum = sum.fma(10, l[k]);
              }
              return new Lane[] {sum};
            });
    MemorySegment x = MemorySegment.ofArray(new float[210]);
    for (int i = 0; i < 210; i++) {
      x.setAtIndex(ValueLayout.JAVA_FLOAT, i, i * 7 % 10);
    }
    MemorySegment y = MemorySegment.ofArray(new float[206]);
    kernel.runSegments(x, 0, x, 1, x, 2, x, 3, x, 4, y, 6, 200, 0, 0, 64);
    for (int i = 0; i < 200; i++) {
      float expected = 0;
      for (int k = 4; k >= 0; k--) {
        expected = 10 * expected + x.getAtIndex(ValueLayout.JAVA_FLOAT, i + k);
      }
      assertEquals(expected, y.getAtIndex(ValueLayout.JAVA_FLOAT, 6 + i), "at " + i);
    }
  }

  @Test
  void whatIsTooLongForARowIsCheckedAsAWholeBeforeAnythingIsWritten() {
    MemorySegment y = MemorySegment.ofArray(new float[195]);
    MemorySegment x = MemorySegment.ofArray(new float[400]).fill((byte) 1);
    assertEquals(
        "y: the range from 0 to 200 does not fit into a segment of length 195",
        assertThrows(IndexOutOfBoundsException.class, () -> timesThree(x, 0, y, 0, 200))
            .getMessage());
    assertEquals(-1, y.mismatch(MemorySegment.ofArray(new float[195])));
    // Only the last, short row of the one meets a row of the other.
    assertEquals(
        "y at offset 195 and x at offset 0 of the same array overlap over length 200; they must be"
            + " the same range or apart",
        assertThrows(IllegalArgumentException.class, () -> timesThree(x, 0, x, 195, 200))
            .getMessage());
    assertEquals(
        "times: length -5 is negative",
        assertThrows(IndexOutOfBoundsException.class, () -> timesThree(x, 0, y, 0, -5))
            .getMessage());
  }

  @Test
  void whatIsNotDoneElementByElementIsNotCutIntoRows() {
    Kernel sum =
        new Kernel(
            "sum",
            Storage.FLOAT,
            List.of(Operand.input("x"), Operand.columnOutput("y")),
            p -> p.store(p.reduce(RowProgram.Fold.SUM, operands(0), scalars(), l -> l[0]), 1));
    Kernel biased =
        Kernel.map(
            "biased",
            Storage.FLOAT,
            List.of(Operand.input("x"), Operand.sharedInput("bias"), Operand.output("y")),
            l -> new Lane[] {l[0].add(l[1])});
    MemorySegment x = MemorySegment.ofArray(new float[200]);
    MemorySegment y = MemorySegment.ofArray(new float[200]);
    for (Kernel kernel : List.of(sum, biased)) {
      MemorySegment last = kernel == sum ? null : y;
      assertEquals(
          kernel + " takes rows of 64 elements, not 200",
          assertThrows(
                  IllegalArgumentException.class,
                  () ->
                      kernel.runSegments(
                          x, 0, y, 0, last, 0, null, 0, null, 0, null, 0, 200, 0, 0, 64))
              .getMessage());
    }
  }

  /** y = 3x, by rows of at most 64. */
  private static void timesThree(
      MemorySegment x, long xOffset, MemorySegment y, long yOffset, long length) {
    new Kernel(
            "times",
            Storage.FLOAT,
            List.of(Operand.input("x"), Operand.output("y")),
            p ->
                p.map(
                    operands(0),
                    scalars(p.argument(Argument.FIRST)),
                    operands(1),
                    l -> new Lane[] {l[0].mul(l[1])}))
        .runSegments(x, xOffset, y, yOffset, null, 0, null, 0, null, 0, null, 0, length, 3, 0, 64);
  }

  private static MemorySegment copy(Object array, Arena arena) {
    MemorySegment source = heap(array);
    return arena.allocate(source.byteSize()).copyFrom(source);
  }

  private static MemorySegment heap(Object array) {
    return array instanceof short[] shorts
        ? MemorySegment.ofArray(shorts)
        : MemorySegment.ofArray((float[]) array);
  }

  private static short[] allPatterns() {
    short[] all = new short[PATTERNS];
    for (int i = 0; i < PATTERNS; i++) {
      all[i] = (short) i;
    }
    return all;
  }

  private static RowProgram program(Storage storage, UnaryOperator<Lane> formula) {
    return Paths.program(
        storage,
        List.of(Operand.input("x"), Operand.output("y")),
        Paths.map(1, lanes -> formula.apply(lanes[0])));
  }

  private static Map<String, Loop> paths(Storage storage, UnaryOperator<Lane> formula) {
    return Paths.of(program(storage, formula), 0);
  }

  private static short[] run(Storage storage, Loop loop, short[] x) {
    short[] y = new short[x.length];
    loop.run(x, 0, x.length, y, 0, x.length, null, 0, 0, 1, x.length);
    // Short rows have a loop of their own.
    short[] inShortRows = new short[x.length];
    loop.run(x, 0, 2, inShortRows, 0, 2, null, 0, 0, x.length / 2, 2);
    checkPatterns(storage, "short rows", y, inShortRows);
    return y;
  }

  /** Equal but for NaNs, of which the formats have many. */
  private static void checkPatterns(
      Storage storage, String path, short[] expected, short[] actual) {
    for (int i = 0; i < expected.length; i++) {
      boolean bothNaN = isNaN(storage, expected[i]) && isNaN(storage, actual[i]);
      if (!bothNaN) {
        assertEquals(expected[i], actual[i], path + " at " + Integer.toHexString(i));
      }
    }
  }

  private static boolean isNaN(Storage storage, short bits) {
    return Float.isNaN(
        storage == Storage.FLOAT16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16));
  }

  /** The definition: of the two neighbours the nearer one, of two as near the even one. */
  private static short nearestBfloat16(float x) {
    if (Float.isNaN(x)) {
      return 0x7fc0;
    }
    int bits = Float.floatToRawIntBits(x);
    int lower = bits >> 16;
    int rest = bits & 0xffff;
    boolean up = rest > 0x8000 || rest == 0x8000 && (lower & 1) != 0;
    return (short) (up ? lower + 1 : lower);
  }

  private static Object array(Storage storage, MemorySegment bytes) {
    return switch (storage) {
      case FLOAT -> bytes.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
      case DOUBLE -> bytes.toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
      case BFLOAT16, FLOAT16 -> bytes.toArray(ValueLayout.JAVA_SHORT_UNALIGNED);
    };
  }

  /** With NaNs as Arrays has it: all of a float are the same. */
  private static boolean sameValues(Storage storage, Object a, Object b) {
    return switch (storage) {
      case FLOAT -> Arrays.equals((float[]) a, (float[]) b);
      case DOUBLE -> Arrays.equals((double[]) a, (double[]) b);
      case BFLOAT16, FLOAT16 -> {
        checkPatterns(storage, "segments", (short[]) a, (short[]) b);
        yield true;
      }
    };
  }
}
