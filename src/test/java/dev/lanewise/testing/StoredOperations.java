package dev.lanewise.testing;

import static dev.lanewise.testing.GatedOperations.BOTH_IN;
import static dev.lanewise.testing.GatedOperations.BOTH_OUT;
import static dev.lanewise.testing.GatedOperations.GRADIENT;
import static dev.lanewise.testing.GatedOperations.GRADIENT_OF_ROW;
import static dev.lanewise.testing.GatedOperations.IN;
import static dev.lanewise.testing.GatedOperations.OUT;
import static dev.lanewise.testing.GatedOperations.SLOPE;
import static dev.lanewise.testing.GatedOperations.SLOPE_OF_ROW;
import static dev.lanewise.testing.Stored.array;
import static dev.lanewise.testing.Stored.segment;

import dev.lanewise.activation.Activations;
import dev.lanewise.activation.BinaryCrossEntropy;
import dev.lanewise.activation.GatedUnit;
import dev.lanewise.activation.Prelu;
import dev.lanewise.activation.Softmax;
import dev.lanewise.activation.StoredActivation;
import dev.lanewise.activation.StoredBinaryCrossEntropy;
import dev.lanewise.activation.StoredGatedUnit;
import dev.lanewise.activation.StoredPrelu;
import dev.lanewise.activation.StoredSoftmax;
import dev.lanewise.kernel.Operand;
import dev.lanewise.lane.Storage;
import dev.lanewise.math.StoredVectorMath;
import dev.lanewise.math.VectorMath;
import dev.lanewise.testing.Operation.Body;
import dev.lanewise.testing.Operation.Form;
import dev.lanewise.testing.Operation.WarmUp;
import java.util.ArrayList;
import java.util.List;

/**
 * Operations on native segments and on values of 16 bits. What differs from arrays of a precision
 * is how the engine reads and writes: by storage, in arrays or segments, and by the kinds of the
 * operands. So one activation stands for all, in every storage; what has other operands (rows,
 * parts, what rows share, sums that are not rounded, an argument) is there in float and in
 * binary16, whose conversion is the longer one, and vector math, which takes the longest to warm
 * up, in binary16 only.
 */
final class StoredOperations {
  private static final List<Storage> FLOAT_AND_HALF = List.of(Storage.FLOAT, Storage.FLOAT16);

  private final List<Operation> all = new ArrayList<>();

  private StoredOperations() {}

  static List<Operation> all() {
    StoredOperations operations = new StoredOperations();
    for (Storage storage : Storage.values()) {
      operations.activation(storage);
    }
    for (Storage storage : FLOAT_AND_HALF) {
      operations.softmax(storage);
      operations.gatedUnit(storage);
      operations.prelu(storage);
      operations.binaryCrossEntropy(storage);
    }
    operations.math(Storage.FLOAT16);
    return operations.all;
  }

  private void activation(Storage storage) {
    String owner = "stored_tanh_" + storage;
    StoredActivation tanh = Activations.tanh().stored(storage);
    add(
        owner,
        "apply",
        Form.RANGE,
        List.of(IN, OUT),
        storage,
        tanh::warmUp,
        (a, o, s, rows, n) -> tanh.apply(array(a[0]), o[0], array(a[1]), o[1], n),
        (a, o, s, rows, n) -> tanh.apply(segment(a[0]), o[0], segment(a[1]), o[1], n));
    add(
        owner,
        "derivative",
        Form.RANGE,
        List.of(IN, OUT),
        storage,
        tanh::warmUp,
        (a, o, s, rows, n) -> tanh.derivative(array(a[0]), o[0], array(a[1]), o[1], n),
        (a, o, s, rows, n) -> tanh.derivative(segment(a[0]), o[0], segment(a[1]), o[1], n));
    add(
        owner,
        "valueAndDerivative",
        Form.RANGE,
        List.of(IN, OUT, OUT),
        storage,
        tanh::warmUp,
        (a, o, s, rows, n) ->
            tanh.valueAndDerivative(array(a[0]), o[0], array(a[1]), o[1], array(a[2]), o[2], n),
        (a, o, s, rows, n) ->
            tanh.valueAndDerivative(
                segment(a[0]), o[0], segment(a[1]), o[1], segment(a[2]), o[2], n));
    add(
        owner,
        "backward",
        Form.RANGE,
        List.of(IN, IN, OUT),
        storage,
        tanh::warmUp,
        (a, o, s, rows, n) ->
            tanh.backward(array(a[0]), o[0], array(a[1]), o[1], array(a[2]), o[2], n),
        (a, o, s, rows, n) ->
            tanh.backward(segment(a[0]), o[0], segment(a[1]), o[1], segment(a[2]), o[2], n));
    add(
        owner,
        "backwardFromOutput",
        Form.RANGE,
        List.of(IN, IN, OUT),
        storage,
        tanh::warmUp,
        (a, o, s, rows, n) ->
            tanh.backwardFromOutput(array(a[0]), o[0], array(a[1]), o[1], array(a[2]), o[2], n),
        (a, o, s, rows, n) ->
            tanh.backwardFromOutput(
                segment(a[0]), o[0], segment(a[1]), o[1], segment(a[2]), o[2], n));
  }

  private void softmax(Storage storage) {
    String owner = "stored_softmax_" + storage;
    StoredSoftmax softmax = Softmax.stored(storage);
    add(
        owner,
        "softmax",
        Form.ROWS,
        List.of(IN, OUT),
        storage,
        softmax::warmUp,
        (a, o, s, rows, n) ->
            softmax.softmax(array(a[0]), o[0], s[0], array(a[1]), o[1], s[1], rows, n),
        (a, o, s, rows, n) ->
            softmax.softmax(segment(a[0]), o[0], s[0], segment(a[1]), o[1], s[1], rows, n));
    add(
        owner,
        "softmaxBackward",
        Form.ROWS,
        List.of(IN, IN, OUT),
        storage,
        softmax::warmUp,
        (a, o, s, rows, n) ->
            softmax.softmaxBackward(
                array(a[0]), o[0], s[0], array(a[1]), o[1], s[1], array(a[2]), o[2], s[2], rows, n),
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
                n));
    add(
        owner,
        "logSoftmax",
        Form.ROWS,
        List.of(IN, OUT),
        storage,
        softmax::warmUp,
        (a, o, s, rows, n) ->
            softmax.logSoftmax(array(a[0]), o[0], s[0], array(a[1]), o[1], s[1], rows, n),
        (a, o, s, rows, n) ->
            softmax.logSoftmax(segment(a[0]), o[0], s[0], segment(a[1]), o[1], s[1], rows, n));
    add(
        owner,
        "logSoftmaxBackward",
        Form.ROWS,
        List.of(IN, IN, OUT),
        storage,
        softmax::warmUp,
        (a, o, s, rows, n) ->
            softmax.logSoftmaxBackward(
                array(a[0]), o[0], s[0], array(a[1]), o[1], s[1], array(a[2]), o[2], s[2], rows, n),
        (a, o, s, rows, n) ->
            softmax.logSoftmaxBackward(
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
                n));
  }

  private void gatedUnit(Storage storage) {
    String owner = "stored_swiglu_" + storage;
    StoredGatedUnit swiglu = GatedUnit.swiglu().stored(storage);
    add(
        owner,
        "apply",
        Form.RANGE,
        List.of(IN, IN, OUT),
        storage,
        swiglu::warmUp,
        (a, o, s, rows, n) ->
            swiglu.apply(array(a[0]), o[0], array(a[1]), o[1], array(a[2]), o[2], n),
        (a, o, s, rows, n) ->
            swiglu.apply(segment(a[0]), o[0], segment(a[1]), o[1], segment(a[2]), o[2], n));
    add(
        owner,
        "backward",
        Form.RANGE,
        List.of(IN, IN, IN, OUT, OUT),
        storage,
        swiglu::warmUp,
        (a, o, s, rows, n) ->
            swiglu.backward(
                array(a[0]),
                o[0],
                array(a[1]),
                o[1],
                array(a[2]),
                o[2],
                array(a[3]),
                o[3],
                array(a[4]),
                o[4],
                n),
        (a, o, s, rows, n) ->
            swiglu.backward(
                segment(a[0]),
                o[0],
                segment(a[1]),
                o[1],
                segment(a[2]),
                o[2],
                segment(a[3]),
                o[3],
                segment(a[4]),
                o[4],
                n));
    add(
        owner,
        "applySplit",
        Form.ROWS,
        List.of(BOTH_IN, OUT),
        storage,
        swiglu::warmUp,
        (a, o, s, rows, n) ->
            swiglu.applySplit(array(a[0]), o[0], s[0], array(a[1]), o[1], s[1], rows, n),
        (a, o, s, rows, n) ->
            swiglu.applySplit(segment(a[0]), o[0], s[0], segment(a[1]), o[1], s[1], rows, n));
    add(
        owner,
        "backwardSplit",
        Form.ROWS,
        List.of(BOTH_IN, IN, BOTH_OUT),
        storage,
        swiglu::warmUp,
        (a, o, s, rows, n) ->
            swiglu.backwardSplit(
                array(a[0]), o[0], s[0], array(a[1]), o[1], s[1], array(a[2]), o[2], s[2], rows, n),
        (a, o, s, rows, n) ->
            swiglu.backwardSplit(
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
                n));
  }

  private void prelu(Storage storage) {
    String owner = "stored_prelu_" + storage;
    StoredPrelu prelu = Prelu.stored(storage);
    add(
        owner,
        "apply",
        Form.ROWS,
        List.of(IN, SLOPE, OUT),
        storage,
        prelu::warmUp,
        (a, o, s, rows, n) ->
            prelu.apply(
                array(a[0]), o[0], s[0], array(a[1]), o[1], array(a[2]), o[2], s[2], rows, n),
        (a, o, s, rows, n) ->
            prelu.apply(
                segment(a[0]),
                o[0],
                s[0],
                segment(a[1]),
                o[1],
                segment(a[2]),
                o[2],
                s[2],
                rows,
                n));
    add(
        owner,
        "backward",
        Form.ROWS,
        List.of(IN, SLOPE, IN, OUT, GRADIENT),
        storage,
        prelu::warmUp,
        (a, o, s, rows, n) ->
            prelu.backward(
                array(a[0]),
                o[0],
                s[0],
                array(a[1]),
                o[1],
                array(a[2]),
                o[2],
                s[2],
                array(a[3]),
                o[3],
                s[3],
                f(a[4]),
                o[4],
                rows,
                n),
        (a, o, s, rows, n) ->
            prelu.backward(
                segment(a[0]),
                o[0],
                s[0],
                segment(a[1]),
                o[1],
                segment(a[2]),
                o[2],
                s[2],
                segment(a[3]),
                o[3],
                s[3],
                segment(a[4]),
                o[4],
                rows,
                n));
    add(
        owner,
        "applyByRow",
        Form.ROWS,
        List.of(IN, SLOPE_OF_ROW, OUT),
        storage,
        prelu::warmUp,
        (a, o, s, rows, n) ->
            prelu.applyByRow(
                array(a[0]), o[0], s[0], array(a[1]), o[1], s[1], array(a[2]), o[2], s[2], rows, n),
        (a, o, s, rows, n) ->
            prelu.applyByRow(
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
                n));
    add(
        owner,
        "backwardByRow",
        Form.ROWS,
        List.of(IN, SLOPE_OF_ROW, IN, OUT, GRADIENT_OF_ROW),
        storage,
        prelu::warmUp,
        (a, o, s, rows, n) ->
            prelu.backwardByRow(
                array(a[0]),
                o[0],
                s[0],
                array(a[1]),
                o[1],
                s[1],
                array(a[2]),
                o[2],
                s[2],
                array(a[3]),
                o[3],
                s[3],
                f(a[4]),
                o[4],
                s[4],
                rows,
                n),
        (a, o, s, rows, n) ->
            prelu.backwardByRow(
                segment(a[0]),
                o[0],
                s[0],
                segment(a[1]),
                o[1],
                s[1],
                segment(a[2]),
                o[2],
                s[2],
                segment(a[3]),
                o[3],
                s[3],
                segment(a[4]),
                o[4],
                s[4],
                rows,
                n));
  }

  private void binaryCrossEntropy(Storage storage) {
    String owner = "stored_binary_cross_entropy_" + storage;
    StoredBinaryCrossEntropy binary = BinaryCrossEntropy.stored(storage);
    add(
        owner,
        "lossAndGradient",
        Form.RANGE,
        List.of(IN, IN, OUT.unrounded(), OUT),
        storage,
        binary::warmUp,
        (a, o, s, rows, n) ->
            binary.lossAndGradient(
                array(a[0]), o[0], array(a[1]), o[1], f(a[2]), o[2], array(a[3]), o[3], n, 0.5),
        (a, o, s, rows, n) ->
            binary.lossAndGradient(
                segment(a[0]),
                o[0],
                segment(a[1]),
                o[1],
                segment(a[2]),
                o[2],
                segment(a[3]),
                o[3],
                n,
                0.5));
  }

  private void math(Storage storage) {
    String owner = "stored_math_" + storage;
    StoredVectorMath math = VectorMath.stored(storage);
    add(
        owner,
        "exp",
        Form.RANGE,
        List.of(IN, OUT),
        storage,
        math::warmUp,
        (a, o, s, rows, n) -> math.exp(array(a[0]), o[0], array(a[1]), o[1], n),
        (a, o, s, rows, n) -> math.exp(segment(a[0]), o[0], segment(a[1]), o[1], n));
    add(
        owner,
        "pow",
        Form.RANGE,
        List.of(IN, IN, OUT),
        storage,
        math::warmUp,
        (a, o, s, rows, n) -> math.pow(array(a[0]), o[0], array(a[1]), o[1], array(a[2]), o[2], n),
        (a, o, s, rows, n) ->
            math.pow(segment(a[0]), o[0], segment(a[1]), o[1], segment(a[2]), o[2], n));
    add(
        owner,
        "cube",
        Form.RANGE,
        List.of(IN, OUT),
        storage,
        math::warmUp,
        (a, o, s, rows, n) -> math.pow(array(a[0]), o[0], 3, array(a[1]), o[1], n),
        (a, o, s, rows, n) -> math.pow(segment(a[0]), o[0], 3, segment(a[1]), o[1], n));
  }

  /** On arrays if values have 16 bits, and on native segments. */
  private void add(
      String owner,
      String method,
      Form form,
      List<Operand> operands,
      Storage storage,
      WarmUp warmUp,
      Body onArrays,
      Body onSegments) {
    if (storage.isNarrow()) {
      Memory arrays = new Memory(storage, false);
      all.add(new Operation(owner, method + "OfArrays", arrays, operands, form, warmUp, onArrays));
    }
    Memory segments = new Memory(storage, true);
    all.add(
        new Operation(owner, method + "OfSegments", segments, operands, form, warmUp, onSegments));
  }

  private static float[] f(Object array) {
    return (float[]) array;
  }
}
