package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  @Test
  void whatIsTooLongForARowIsDoneInSeveral() {
    Kernel kernel =
        new Kernel(
            "double",
            Storage.FLOAT,
            List.of(Operand.input("x"), Operand.output("y")),
            Paths.map(1, lanes -> lanes[0].mul(2)));
    for (int length : new int[] {0, 1, 63, 64, 65, 200}) {
      MemorySegment y = MemorySegment.ofArray(new float[202]);
      MemorySegment x = MemorySegment.ofArray(new float[202]);
      for (int i = 0; i < 202; i++) {
        x.setAtIndex(ValueLayout.JAVA_FLOAT, i, i);
      }
      kernel.runSegments(x, 1, y, 1, null, 0, length, 64);
      for (int i = 0; i < 202; i++) {
        float expected = i >= 1 && i <= length ? 2 * i : 0;
        assertEquals(expected, y.getAtIndex(ValueLayout.JAVA_FLOAT, i), length + " at " + i);
      }
    }
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
