package dev.lanewise.jmh.loops;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import dev.lanewise.activation.Softmax;
import dev.lanewise.activation.StoredActivation;
import dev.lanewise.activation.StoredSoftmax;
import dev.lanewise.lane.Storage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;

/**
 * Calls into the library on copies of a workload's arrays, kept in another way. Such a loop ignores
 * the arrays that it is given.
 *
 * <p>Each is checked when it is made: its results have the bits of the library's own on arrays of
 * floats, rounded where the storage is narrower.
 */
public final class StoredLoops {
  private static final List<String> KERNELS = List.of("relu", "silu", "gelu", "softmax");

  private static final int PAGE = 4096;

  /**
   * How far the segments of a call are shifted within their pages. A processor takes a load for one
   * of what was stored a page earlier or later, and waits: where segments begin at nearly the same
   * place of a page, as those of an arena do, that alone costs up to half of the speed.
   */
  private static final int SHIFT = 1024;

  private static final int DROPPED_BITS = Float.SIZE - Short.SIZE;

  private StoredLoops() {}

  /**
   * The kernels whose storages are compared: one that does next to nothing, two of more and more
   * arithmetic, and one over rows.
   *
   * @return their names
   */
  public static List<String> kernels() {
    return KERNELS;
  }

  /**
   * Makes the library compile and exercise a kernel's vector loops for segments and bfloat16 now.
   *
   * @param kernel a name of {@link #kernels}
   * @return whether vectors now serve
   */
  public static boolean warmUp(String kernel) {
    if (kernel.equals("softmax")) {
      return Softmax.stored(Storage.FLOAT).warmUp() & Softmax.stored(Storage.BFLOAT16).warmUp();
    }
    Activation activation = Activations.of(kernel);
    return activation.stored(Storage.FLOAT).warmUp() & activation.stored(Storage.BFLOAT16).warmUp();
  }

  /**
   * A loop over native segments of floats.
   *
   * @param operation what to compute
   * @param workload the numbers that are copied; its results are those of the loop afterwards
   * @return the loop
   * @throws IllegalStateException if its results are wrong
   */
  public static Loop segments(Operation operation, Workload workload) {
    Arena arena = Arena.ofAuto();
    MemorySegment x = copy(arena, 0, workload.x());
    MemorySegment dy = copy(arena, 1, workload.dy());
    MemorySegment out = copy(arena, 2, workload.out());
    Loop loop = loop(operation, x, dy, out);
    workload.run(loop);
    requireSame(
        operation + " on segments",
        floatResults(operation, workload),
        out.toArray(ValueLayout.JAVA_FLOAT));
    return loop;
  }

  /**
   * A loop over arrays of bfloat16.
   *
   * @param operation what to compute
   * @param workload the numbers that are rounded and copied
   * @return the loop
   * @throws IllegalStateException if its results are wrong
   */
  public static Loop bfloat16(Operation operation, Workload workload) {
    short[] x = rounded(workload.x());
    short[] dy = rounded(workload.dy());
    short[] out = new short[x.length];
    Loop loop = loop(operation, x, dy, out);
    workload.run(loop);
    Workload exact = new Workload(workload.shape(), widened(x), widened(dy), new float[x.length]);
    requireSame(
        operation + " on bfloat16", widened(rounded(floatResults(operation, exact))), widened(out));
    return loop;
  }

  /** The same calls as for arrays of bfloat16, but other overloads. */
  private static Loop loop(
      Operation operation, MemorySegment x, MemorySegment dy, MemorySegment out) {
    boolean forward = operation.direction() == Direction.FORWARD;
    if (operation.isRowwise()) {
      StoredSoftmax softmax = Softmax.stored(Storage.FLOAT);
      return forward
          ? (a, b, c, shape) -> softmax.softmax(x, out, shape.rows(), shape.columns())
          : (a, b, c, shape) -> softmax.softmaxBackward(x, dy, out, shape.rows(), shape.columns());
    }
    StoredActivation activation = Activations.of(operation.name()).stored(Storage.FLOAT);
    return forward
        ? (a, b, c, shape) -> activation.apply(x, out)
        : (a, b, c, shape) -> activation.backward(x, dy, out);
  }

  private static Loop loop(Operation operation, short[] x, short[] dy, short[] out) {
    boolean forward = operation.direction() == Direction.FORWARD;
    if (operation.isRowwise()) {
      StoredSoftmax softmax = Softmax.stored(Storage.BFLOAT16);
      return forward
          ? (a, b, c, shape) -> softmax.softmax(x, out, shape.rows(), shape.columns())
          : (a, b, c, shape) -> softmax.softmaxBackward(x, dy, out, shape.rows(), shape.columns());
    }
    StoredActivation activation = Activations.of(operation.name()).stored(Storage.BFLOAT16);
    return forward
        ? (a, b, c, shape) -> activation.apply(x, out)
        : (a, b, c, shape) -> activation.backward(x, dy, out);
  }

  private static MemorySegment copy(Arena arena, int number, float[] values) {
    long shift = (long) number * SHIFT;
    long bytes = (long) values.length * Float.BYTES;
    return arena
        .allocate(shift + bytes, PAGE)
        .asSlice(shift, bytes)
        .copyFrom(MemorySegment.ofArray(values));
  }

  private static float[] floatResults(Operation operation, Workload workload) {
    workload.run(Contender.LANEWISE.loop(operation));
    return workload.out();
  }

  static void requireSame(String what, float[] expected, float[] actual) {
    int i = Arrays.mismatch(expected, actual);
    if (i >= 0) {
      throw new IllegalStateException(
          "%s: element %d is %s, on arrays of floats %s"
              .formatted(what, i, actual[i], expected[i]));
    }
  }

  /** To nearest, ties to even. */
  private static short[] rounded(float[] values) {
    short[] stored = new short[values.length];
    for (int i = 0; i < values.length; i++) {
      int bits = Float.floatToIntBits(values[i]);
      int half = (1 << DROPPED_BITS - 1) - 1 + (bits >> DROPPED_BITS & 1);
      stored[i] = (short) (bits + half >> DROPPED_BITS);
    }
    return stored;
  }

  private static float[] widened(short[] stored) {
    float[] values = new float[stored.length];
    for (int i = 0; i < stored.length; i++) {
      values[i] = Float.intBitsToFloat(stored[i] << DROPPED_BITS);
    }
    return values;
  }
}
