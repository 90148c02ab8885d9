package dev.lanewise.testing;

import dev.lanewise.activation.CrossEntropy;
import dev.lanewise.activation.MaskedSoftmax;
import dev.lanewise.activation.Softmax;
import dev.lanewise.activation.Sparsemax;
import dev.lanewise.activation.StoredCrossEntropy;
import dev.lanewise.activation.StoredMaskedSoftmax;
import dev.lanewise.activation.StoredSoftmax;
import dev.lanewise.activation.StoredSparsemax;
import dev.lanewise.kernel.Operand;
import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import dev.lanewise.linalg.LayerNorm;
import dev.lanewise.linalg.Reductions;
import dev.lanewise.linalg.StoredLayerNorm;
import dev.lanewise.linalg.StoredReductions;
import dev.lanewise.testing.Operation.Body;
import dev.lanewise.testing.Operation.Form;
import dev.lanewise.testing.Operation.WarmUp;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * Row operations on native segments and on values of 16 bits. Their programs are those of the
 * arrays, which are all tried; so of each way in which the engine reads or writes segments there is
 * one here: rows, what rows share and add to, numbers of rows, classes and places, truth values, 16
 * bits, and the single result.
 */
final class StoredRowOperations {
  private static final double TEMPERATURE = 0.7;
  private static final int OFFSET = 3;

  /** No element of a segment is aligned. */
  private static final long UNALIGNED = 1;

  private static final long ROOM = 100_000;

  private static final Operand IN = Operand.input("in");
  private static final Operand OUT = Operand.output("out");
  private static final Operand WEIGHT = Operand.sharedInput("weight");
  private static final Operand GRADIENT = Operand.accumulator("gradient");
  private static final Operand NUMBER = Operand.columnOutput("number");

  private final List<Operation> all = new ArrayList<>();

  private StoredRowOperations() {}

  /** Calls a method on copies of its operands, all with the same offset. */
  @FunctionalInterface
  private interface OnSegments {
    void run(MemorySegment[] copies, int[] strides, int rows, int columns);
  }

  /** The same on copies of 16 bits. */
  @FunctionalInterface
  private interface OnShorts {
    void run(short[][] copies, int[] strides, int rows, int columns);
  }

  static List<Operation> all() {
    StoredRowOperations operations = new StoredRowOperations();
    operations.softmax();
    operations.sparsemax();
    operations.truths(Storage.FLOAT);
    operations.truths(Storage.DOUBLE);
    operations.truths(Storage.FLOAT16);
    operations.shorts();
    operations.classes();
    operations.layerNorm();
    operations.reductions();
    return operations.all;
  }

  private void softmax() {
    StoredSoftmax softmax = Softmax.stored(Storage.FLOAT);
    segments(
        "stored_softmax",
        softmax::warmUp,
        "scaledSoftmaxBackward",
        Storage.FLOAT,
        List.of(IN, IN, OUT),
        (c, s, rows, n) ->
            softmax.softmaxBackward(
                c[0], OFFSET, s[0], c[1], OFFSET, s[1], c[2], OFFSET, s[2], rows, n, TEMPERATURE));
    segments(
        "stored_softmax",
        softmax::warmUp,
        "logSumExp",
        Storage.FLOAT,
        List.of(IN, NUMBER),
        (c, s, rows, n) -> softmax.logSumExp(c[0], OFFSET, s[0], c[1], OFFSET, s[1], rows, n));
  }

  private void sparsemax() {
    StoredSparsemax floats = Sparsemax.stored(Storage.FLOAT);
    segments(
        "stored_sparsemax_" + Storage.FLOAT,
        floats::warmUp,
        "sparsemax",
        Storage.FLOAT,
        List.of(IN, OUT),
        (c, s, rows, n) -> floats.sparsemax(c[0], OFFSET, s[0], c[1], OFFSET, s[1], rows, n));
    StoredSparsemax shorts = Sparsemax.stored(Storage.FLOAT16);
    shorts(
        "stored_sparsemax_" + Storage.FLOAT16,
        shorts::warmUp,
        "sparsemaxOfArrays",
        List.of(IN, OUT),
        (c, s, rows, n) -> shorts.sparsemax(c[0], OFFSET, s[0], c[1], OFFSET, s[1], rows, n));
  }

  private void truths(Storage storage) {
    boolean[] mask = LossOperations.mask();
    MemorySegment bytes = Arena.global().allocate(mask.length);
    for (int i = 0; i < mask.length; i++) {
      bytes.set(ValueLayout.JAVA_BYTE, i, (byte) (mask[i] ? 1 + i % 255 : 0));
    }
    StoredMaskedSoftmax softmax = MaskedSoftmax.stored(storage);
    segments(
        "stored_masked_softmax_" + storage,
        softmax::warmUp,
        "booleanSoftmax",
        storage,
        List.of(IN, OUT),
        (c, s, rows, n) ->
            softmax.booleanSoftmax(
                c[0], OFFSET, s[0], bytes, OFFSET, n, c[1], OFFSET, s[1], rows, n, TEMPERATURE));
  }

  private void shorts() {
    boolean[] mask = LossOperations.mask();
    StoredMaskedSoftmax softmax = MaskedSoftmax.stored(Storage.FLOAT16);
    String owner = "stored_masked_softmax_" + Storage.FLOAT16;
    shorts(
        owner,
        softmax::warmUp,
        "additiveLogSoftmaxOfArrays",
        List.of(IN, IN, OUT),
        (c, s, rows, n) ->
            softmax.logSoftmax(
                c[0], OFFSET, s[0], c[1], OFFSET, s[1], c[2], OFFSET, s[2], rows, n, TEMPERATURE));
    shorts(
        owner,
        softmax::warmUp,
        "booleanLogSumExpOfArrays",
        List.of(IN, NUMBER),
        (c, s, rows, n) ->
            softmax.logSumExp(
                c[0], OFFSET, s[0], mask, OFFSET, n, c[1], OFFSET, s[1], rows, n, TEMPERATURE));
  }

  private void classes() {
    StoredCrossEntropy crossEntropy =
        CrossEntropy.create().withLabelSmoothing(0.1).stored(Storage.FLOAT);
    MemorySegment classes = Arena.global().allocate(32L * Integer.BYTES, Integer.BYTES);
    segments(
        "stored_cross_entropy",
        crossEntropy::warmUp,
        "lossAndGradient",
        Storage.FLOAT,
        List.of(IN, WEIGHT, OUT, NUMBER),
        (c, s, rows, n) -> {
          int[] numbers = LossOperations.classes(rows, n);
          MemorySegment.copy(numbers, 0, classes, ValueLayout.JAVA_INT, 0, numbers.length);
          // Without columns there is no class.
          crossEntropy.lossAndGradient(
              c[0],
              OFFSET,
              s[0],
              classes,
              OFFSET,
              2,
              c[1],
              OFFSET,
              c[3],
              OFFSET,
              s[3],
              c[2],
              OFFSET,
              s[2],
              n == 0 ? 0 : rows,
              n,
              TEMPERATURE);
        });
  }

  private void layerNorm() {
    StoredLayerNorm layerNorm = LayerNorm.stored(Storage.DOUBLE);
    segments(
        "stored_layer_norm",
        layerNorm::warmUp,
        "backwardAffine",
        Storage.DOUBLE,
        List.of(IN, IN, WEIGHT, OUT, GRADIENT, GRADIENT),
        (c, s, rows, n) ->
            layerNorm.backward(
                c[0], OFFSET, s[0], c[1], OFFSET, s[1], c[2], OFFSET, c[3], OFFSET, s[3], c[4],
                OFFSET, c[5], OFFSET, rows, n, 1e-5));
  }

  private void reductions() {
    StoredReductions reductions = Reductions.stored(Storage.FLOAT);
    segments(
        "stored_reductions",
        reductions::warmUp,
        "argmax",
        Storage.FLOAT,
        List.of(IN, NUMBER.ofInts()),
        (c, s, rows, n) -> reductions.argmax(c[0], OFFSET, s[0], c[1], OFFSET, rows, n));
    segments(
        "stored_reductions",
        reductions::warmUp,
        "sumOfOne",
        Storage.FLOAT,
        List.of(IN, NUMBER),
        (c, s, rows, n) ->
            c[1].set(
                ValueLayout.JAVA_FLOAT_UNALIGNED,
                OFFSET * Float.BYTES,
                (float) reductions.sum(c[0], OFFSET, n)));
  }

  private void segments(
      String owner,
      WarmUp warmUp,
      String method,
      Storage storage,
      List<Operand> operands,
      OnSegments call) {
    MemorySegment[] places = new MemorySegment[operands.size()];
    for (int k = 0; k < places.length; k++) {
      places[k] = Arena.global().allocate(ROOM, Double.BYTES).asSlice(UNALIGNED);
    }
    MemorySegment[] copies = new MemorySegment[places.length];
    Body body =
        (a, o, s, rows, n) -> {
          for (int k = 0; k < places.length; k++) {
            int same = first(a, k);
            copies[k] = places[same];
            if (same == k) {
              read(a[k], o[k], copies[k], storage, span(operands.get(k), s[k], rows, n));
            }
          }
          call.run(copies, s, rows, n);
          for (int k = 0; k < places.length; k++) {
            if (operands.get(k).written()) {
              write(copies[k], a[k], o[k], storage, span(operands.get(k), s[k], rows, n));
            }
          }
        };
    WarmUp warmingCopies =
        () -> {
          // What the copies need is loaded now, as it would count for the operation.
          Object some = Elements.allocate(storage.precision(), 1);
          read(some, 0, places[0], storage, 1);
          write(places[0], some, 0, storage, 1);
          span(operands.getFirst(), 0, 1, 1);
          return warmUp.now();
        };
    all.add(
        new Operation(
            owner,
            method,
            Memory.arrays(storage.precision()),
            operands,
            Form.COPIES,
            warmingCopies,
            body));
  }

  private void shorts(
      String owner, WarmUp warmUp, String method, List<Operand> operands, OnShorts call) {
    short[][] places = new short[operands.size()][(int) ROOM / Short.BYTES];
    short[][] copies = new short[places.length][];
    Body body =
        (a, o, s, rows, n) -> {
          for (int k = 0; k < places.length; k++) {
            int same = first(a, k);
            copies[k] = places[same];
            if (same == k) {
              float[] from = (float[]) a[k];
              int length = span(operands.get(k), s[k], rows, n);
              for (int i = 0; i < length; i++) {
                copies[k][OFFSET + i] = Float.floatToFloat16(from[o[k] + i]);
              }
            }
          }
          call.run(copies, s, rows, n);
          for (int k = 0; k < places.length; k++) {
            if (operands.get(k).written()) {
              float[] to = (float[]) a[k];
              int length = span(operands.get(k), s[k], rows, n);
              for (int i = 0; i < length; i++) {
                to[o[k] + i] = Float.float16ToFloat(copies[k][OFFSET + i]);
              }
            }
          }
        };
    all.add(
        new Operation(
            owner, method, Memory.arrays(Precision.FLOAT), operands, Form.COPIES, warmUp, body));
  }

  /** The first operand in the same array. */
  private static int first(Object[] arrays, int operand) {
    int first = 0;
    while (arrays[first] != arrays[operand]) {
      first++;
    }
    return first;
  }

  /** How many elements lie between the first and the last of the rows. */
  private static int span(Operand operand, int stride, int rows, int columns) {
    return switch (operand.extent()) {
      case ROWS -> (rows - 1) * stride + columns;
      case SHARED -> columns;
      case COLUMN -> (rows - 1) * stride + 1;
    };
  }

  private static void read(
      Object array, int offset, MemorySegment to, Storage storage, int length) {
    if (storage.isNarrow()) {
      float[] floats = (float[]) array;
      for (int i = 0; i < length; i++) {
        short half = Float.floatToFloat16(floats[offset + i]);
        to.set(ValueLayout.JAVA_SHORT_UNALIGNED, (OFFSET + i) * (long) Short.BYTES, half);
      }
    } else {
      MemorySegment.copy(array, offset, to, layout(array), bytes(array), length);
    }
  }

  private static void write(
      MemorySegment from, Object array, int offset, Storage storage, int length) {
    if (storage.isNarrow()) {
      float[] floats = (float[]) array;
      for (int i = 0; i < length; i++) {
        short half = from.get(ValueLayout.JAVA_SHORT_UNALIGNED, (OFFSET + i) * (long) Short.BYTES);
        floats[offset + i] = Float.float16ToFloat(half);
      }
    } else {
      MemorySegment.copy(from, layout(array), bytes(array), array, offset, length);
    }
  }

  private static ValueLayout layout(Object array) {
    if (array instanceof int[]) {
      return ValueLayout.JAVA_INT_UNALIGNED;
    }
    return array instanceof float[]
        ? ValueLayout.JAVA_FLOAT_UNALIGNED
        : ValueLayout.JAVA_DOUBLE_UNALIGNED;
  }

  /** Where the first element is copied to. */
  private static long bytes(Object array) {
    return OFFSET * layout(array).byteSize();
  }
}
