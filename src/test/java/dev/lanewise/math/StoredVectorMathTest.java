package dev.lanewise.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import dev.lanewise.testing.Inputs;
import dev.lanewise.testing.Stored;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function of segments and of values of 16 bits is that of arrays. */
class StoredVectorMathTest {
  private static final int N = 500;

  /** A method of a storage. */
  @FunctionalInterface
  private interface Method<A> {
    void run(StoredVectorMath math, A x, A y);
  }

  /** A method over whole arrays, and those that should be the same. */
  private record Function(
      String name,
      BiConsumer<float[], float[]> floats,
      BiConsumer<double[], double[]> doubles,
      Method<short[]> shorts,
      Method<MemorySegment> segments) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Function> functions() {
    return Stream.of(
        new Function(
            "exp", VectorMath::exp, VectorMath::exp, StoredVectorMath::exp, StoredVectorMath::exp),
        new Function(
            "exp2",
            VectorMath::exp2,
            VectorMath::exp2,
            StoredVectorMath::exp2,
            StoredVectorMath::exp2),
        new Function(
            "expm1",
            VectorMath::expm1,
            VectorMath::expm1,
            StoredVectorMath::expm1,
            StoredVectorMath::expm1),
        new Function(
            "log", VectorMath::log, VectorMath::log, StoredVectorMath::log, StoredVectorMath::log),
        new Function(
            "log2",
            VectorMath::log2,
            VectorMath::log2,
            StoredVectorMath::log2,
            StoredVectorMath::log2),
        new Function(
            "log10",
            VectorMath::log10,
            VectorMath::log10,
            StoredVectorMath::log10,
            StoredVectorMath::log10),
        new Function(
            "log1p",
            VectorMath::log1p,
            VectorMath::log1p,
            StoredVectorMath::log1p,
            StoredVectorMath::log1p),
        new Function(
            "tanh",
            VectorMath::tanh,
            VectorMath::tanh,
            StoredVectorMath::tanh,
            StoredVectorMath::tanh),
        new Function(
            "sinh",
            VectorMath::sinh,
            VectorMath::sinh,
            StoredVectorMath::sinh,
            StoredVectorMath::sinh),
        new Function(
            "cosh",
            VectorMath::cosh,
            VectorMath::cosh,
            StoredVectorMath::cosh,
            StoredVectorMath::cosh),
        new Function(
            "erf", VectorMath::erf, VectorMath::erf, StoredVectorMath::erf, StoredVectorMath::erf),
        new Function(
            "erfc",
            VectorMath::erfc,
            VectorMath::erfc,
            StoredVectorMath::erfc,
            StoredVectorMath::erfc),
        new Function(
            "sin", VectorMath::sin, VectorMath::sin, StoredVectorMath::sin, StoredVectorMath::sin),
        new Function(
            "cos", VectorMath::cos, VectorMath::cos, StoredVectorMath::cos, StoredVectorMath::cos),
        new Function(
            "sigmoid",
            VectorMath::sigmoid,
            VectorMath::sigmoid,
            StoredVectorMath::sigmoid,
            StoredVectorMath::sigmoid),
        new Function(
            "logit",
            VectorMath::logit,
            VectorMath::logit,
            StoredVectorMath::logit,
            StoredVectorMath::logit),
        new Function(
            "cbrt",
            VectorMath::cbrt,
            VectorMath::cbrt,
            StoredVectorMath::cbrt,
            StoredVectorMath::cbrt),
        new Function(
            "rsqrt",
            VectorMath::rsqrt,
            VectorMath::rsqrt,
            StoredVectorMath::rsqrt,
            StoredVectorMath::rsqrt),
        new Function(
            "cube",
            (x, y) -> VectorMath.pow(x, 3, y),
            (x, y) -> VectorMath.pow(x, 3, y),
            (math, x, y) -> math.pow(x, 3, y),
            (math, x, y) -> math.pow(x, 3, y)),
        new Function(
            "pow",
            (x, y) -> VectorMath.pow(x, x, y),
            (x, y) -> VectorMath.pow(x, x, y),
            (math, x, y) -> math.pow(x, x, y),
            (math, x, y) -> math.pow(x, x, y)));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void segmentsGiveWhatArraysGive(Function f) {
    float[] x = (float[]) Inputs.mixed(Precision.FLOAT, N, 5);
    double[] wide = (double[]) Inputs.mixed(Precision.DOUBLE, N, 5);
    float[] y = new float[N];
    double[] z = new double[N];
    f.floats.accept(x, y);
    f.doubles.accept(wide, z);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment floats = arena.allocateFrom(ValueLayout.JAVA_FLOAT, x);
      MemorySegment doubles = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, wide);
      f.segments.run(VectorMath.stored(Storage.FLOAT), floats, floats);
      f.segments.run(VectorMath.stored(Storage.DOUBLE), doubles, doubles);
      assertArrayEquals(y, floats.toArray(ValueLayout.JAVA_FLOAT));
      assertArrayEquals(z, doubles.toArray(ValueLayout.JAVA_DOUBLE));
      MemorySegment onHeap = MemorySegment.ofArray(x);
      f.segments.run(VectorMath.stored(Storage.FLOAT), onHeap, onHeap);
      assertArrayEquals(y, x);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void sixteenBitsAreWidenedAndTheResultIsRounded(Function f) {
    for (Storage storage : new Storage[] {Storage.FLOAT16, Storage.BFLOAT16}) {
      short[] x = new short[N];
      float[] y = new float[N];
      for (int i = 0; i < N; i++) {
        // All exponents of both signs, and some thirty mantissas.
        x[i] = (short) (i * 131);
        y[i] = Stored.widen(storage, x[i]);
      }
      f.floats.accept(y, y);
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_SHORT, x);
        StoredVectorMath math = VectorMath.stored(storage);
        f.segments.run(math, segment, segment);
        f.shorts.run(math, x, x);
        for (int i = 0; i < N; i++) {
          float expected = Stored.rounded(storage, y[i]);
          assertEquals(expected, Stored.widen(storage, x[i]), storage + " at " + i);
          short ofSegment = segment.getAtIndex(ValueLayout.JAVA_SHORT, i);
          assertEquals(expected, Stored.widen(storage, ofSegment), storage + " at " + i);
        }
      }
    }
  }

  /** The two arguments are not mixed up. */
  @Test
  void aPowerOfTwoSegments() {
    MemorySegment x = MemorySegment.ofArray(new float[] {0, 2, 3});
    MemorySegment y = MemorySegment.ofArray(new float[] {5, 3});
    float[] z = new float[3];
    VectorMath.stored(Storage.FLOAT).pow(x, 1, y, 0, MemorySegment.ofArray(z), 1, 2);
    assertArrayEquals(new float[] {0, 32, 27}, z);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void whatDoesNotFitIsRefused(Function f) {
    StoredVectorMath floats = VectorMath.stored(Storage.FLOAT);
    StoredVectorMath halves = VectorMath.stored(Storage.FLOAT16);
    short[] a = new short[7];
    MemorySegment x = MemorySegment.ofArray(new float[7]);
    // Where the output is another one, what it is not as long as is named.
    String lengths =
        "x has length 7, %s has length %d; whole arrays must be equally long, parts take offsets"
            + " and a length";
    String output = f.name.equals("pow") ? "z" : "y";
    assertRefused(lengths.formatted(output, 8), () -> f.shorts.run(halves, a, new short[8]));
    assertRefused(lengths.formatted(output, 6), () -> f.segments.run(floats, x, x.asSlice(0, 24)));
    assertRefused("x is a short[]; this kernel works on float[]", () -> f.shorts.run(floats, a, a));
    assertRefused(
        "x is a segment over another array than a short[]; give one over that or a native one",
        () -> f.segments.run(halves, x, x));
    assertRefused(
        "x has 27 bytes, which do not make elements of 4 bytes; give offsets and sizes",
        () -> f.segments.run(floats, x.asSlice(0, 27), x));
  }

  @Test
  void aStorageMustBeGiven() {
    assertThrows(NullPointerException.class, () -> VectorMath.stored(null));
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
