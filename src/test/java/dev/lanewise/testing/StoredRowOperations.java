package dev.lanewise.testing;

import static dev.lanewise.testing.Stored.array;
import static dev.lanewise.testing.Stored.segment;

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

  private static final Operand IN = Operand.input("in");
  private static final Operand OUT = Operand.output("out");
  private static final Operand WEIGHT = Operand.sharedInput("weight");
  private static final Operand GRADIENT = Operand.accumulator("gradient");
  private static final Operand NUMBER = Operand.columnOutput("number");

  private final List<Operation> all = new ArrayList<>();

  private StoredRowOperations() {}

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
        (a, o, s, rows, n) ->
            softmax.softmaxBackward(
                segment(a[0]),
                o[0],
                s[0],
                segment(a[1]),
                o[1],
                s[1],
                segment(a[2]),
                o[2],
                s[2],
                rows,
                n,
                TEMPERATURE));
    segments(
        "stored_softmax",
        softmax::warmUp,
        "logSumExp",
        Storage.FLOAT,
        List.of(IN, NUMBER),
        (a, o, s, rows, n) ->
            softmax.logSumExp(segment(a[0]), o[0], s[0], segment(a[1]), o[1], s[1], rows, n));
  }

  private void sparsemax() {
    StoredSparsemax floats = Sparsemax.stored(Storage.FLOAT);
    segments(
        "stored_sparsemax_" + Storage.FLOAT,
        floats::warmUp,
        "sparsemax",
        Storage.FLOAT,
        List.of(IN, OUT),
        (a, o, s, rows, n) ->
            floats.sparsemax(segment(a[0]), o[0], s[0], segment(a[1]), o[1], s[1], rows, n));
    StoredSparsemax shorts = Sparsemax.stored(Storage.FLOAT16);
    add(
        "stored_sparsemax_" + Storage.FLOAT16,
        shorts::warmUp,
        "sparsemaxOfArrays",
        new Memory(Storage.FLOAT16, false),
        List.of(IN, OUT),
        Form.ROWS,
        (a, o, s, rows, n) ->
            shorts.sparsemax(array(a[0]), o[0], s[0], array(a[1]), o[1], s[1], rows, n));
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
        (a, o, s, rows, n) ->
            softmax.booleanSoftmax(
                segment(a[0]),
                o[0],
                s[0],
                bytes,
                OFFSET,
                n,
                segment(a[1]),
                o[1],
                s[1],
                rows,
                n,
                TEMPERATURE));
  }

  private void shorts() {
    boolean[] mask = LossOperations.mask();
    StoredMaskedSoftmax softmax = MaskedSoftmax.stored(Storage.FLOAT16);
    String owner = "stored_masked_softmax_" + Storage.FLOAT16;
    Memory shorts = new Memory(Storage.FLOAT16, false);
    add(
        owner,
        softmax::warmUp,
        "additiveLogSoftmaxOfArrays",
        shorts,
        List.of(IN, IN, OUT),
        Form.ROWS,
        (a, o, s, rows, n) ->
            softmax.logSoftmax(
                array(a[0]),
                o[0],
                s[0],
                array(a[1]),
                o[1],
                s[1],
                array(a[2]),
                o[2],
                s[2],
                rows,
                n,
                TEMPERATURE));
    add(
        owner,
        softmax::warmUp,
        "booleanLogSumExpOfArrays",
        shorts,
        List.of(IN, NUMBER),
        Form.ROWS,
        (a, o, s, rows, n) ->
            softmax.logSumExp(
                array(a[0]),
                o[0],
                s[0],
                mask,
                OFFSET,
                n,
                array(a[1]),
                o[1],
                s[1],
                rows,
                n,
                TEMPERATURE));
  }

  private void classes() {
    StoredCrossEntropy crossEntropy =
        CrossEntropy.create().withLabelSmoothing(0.1).stored(Storage.FLOAT);
    MemorySegment weights =
        segment(new Memory(Storage.FLOAT, true).of(Inputs.ordinary(Precision.FLOAT, 1100, 5)));
    MemorySegment classes = Arena.global().allocate(32L * Integer.BYTES);
    segments(
        "stored_cross_entropy",
        () -> {
          // What the classes need is loaded now, as it would count for the operation.
          write(LossOperations.classes(1, 1), classes);
          return crossEntropy.warmUp();
        },
        "lossAndGradient",
        Storage.FLOAT,
        List.of(IN, OUT, NUMBER),
        (a, o, s, rows, n) -> {
          MemorySegment x = segment(a[0]);
          MemorySegment dx = segment(a[1]);
          MemorySegment loss = segment(a[2]);
          if (n == 0) {
            // Without columns there is no class.
            crossEntropy.distributionLossAndGradient(
                x, o[0], 0, x, o[0], 0, weights, 0, loss, o[2], s[2], dx, o[1], 0, rows, 0, 1);
          } else {
            write(LossOperations.classes(rows, n), classes);
            crossEntropy.lossAndGradient(
                x,
                o[0],
                s[0],
                classes,
                OFFSET,
                2,
                weights,
                OFFSET,
                loss,
                o[2],
                s[2],
                dx,
                o[1],
                s[1],
                rows,
                n,
                TEMPERATURE);
          }
        });
  }

  private static void write(int[] numbers, MemorySegment to) {
    for (int i = 0; i < numbers.length; i++) {
      to.set(ValueLayout.JAVA_INT_UNALIGNED, (long) i * Integer.BYTES, numbers[i]);
    }
  }

  private void layerNorm() {
    StoredLayerNorm layerNorm = LayerNorm.stored(Storage.DOUBLE);
    segments(
        "stored_layer_norm",
        layerNorm::warmUp,
        "backwardAffine",
        Storage.DOUBLE,
        List.of(IN, IN, WEIGHT, OUT, GRADIENT, GRADIENT),
        (a, o, s, rows, n) ->
            layerNorm.backward(
                segment(a[0]),
                o[0],
                s[0],
                segment(a[1]),
                o[1],
                s[1],
                segment(a[2]),
                o[2],
                segment(a[3]),
                o[3],
                s[3],
                segment(a[4]),
                o[4],
                segment(a[5]),
                o[5],
                rows,
                n,
                1e-5));
  }

  private void reductions() {
    StoredReductions reductions = Reductions.stored(Storage.FLOAT);
    MemorySegment places = Arena.global().allocate(32L * Integer.BYTES + 1).asSlice(1);
    add(
        "stored_reductions",
        () -> {
          // As for classes.
          places.get(ValueLayout.JAVA_INT_UNALIGNED, 0);
          return reductions.warmUp();
        },
        "argmax",
        new Memory(Storage.FLOAT, true),
        List.of(IN, NUMBER.ofInts()),
        Form.COPIES,
        (a, o, s, rows, n) -> {
          reductions.argmax(segment(a[0]), o[0], s[0], places, OFFSET, rows, n);
          int[] numbers = (int[]) a[1];
          for (int row = 0; row < rows; row++) {
            numbers[o[1] + row] =
                places.get(ValueLayout.JAVA_INT_UNALIGNED, (OFFSET + row) * (long) Integer.BYTES);
          }
        });
    add(
        "stored_reductions",
        reductions::warmUp,
        "sumOfOne",
        new Memory(Storage.FLOAT, true),
        List.of(IN, NUMBER),
        Form.NUMBER,
        (a, o, s, rows, n) -> ((Stored) a[1]).set(o[1], reductions.sum(segment(a[0]), o[0], n)));
  }

  private void segments(
      String owner,
      WarmUp warmUp,
      String method,
      Storage storage,
      List<Operand> operands,
      Body body) {
    add(owner, warmUp, method, new Memory(storage, true), operands, Form.ROWS, body);
  }

  private void add(
      String owner,
      WarmUp warmUp,
      String method,
      Memory memory,
      List<Operand> operands,
      Form form,
      Body body) {
    all.add(new Operation(owner, method, memory, operands, form, warmUp, body));
  }
}
