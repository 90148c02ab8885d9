package dev.lanewise.testing;

import dev.lanewise.activation.BinaryCrossEntropy;
import dev.lanewise.activation.CrossEntropy;
import dev.lanewise.activation.MaskedSoftmax;
import dev.lanewise.activation.Softmax;
import dev.lanewise.kernel.Operand;
import dev.lanewise.lane.Precision;
import dev.lanewise.testing.Operation.Body;
import dev.lanewise.testing.Operation.Form;
import dev.lanewise.testing.Operation.WarmUp;
import java.util.ArrayList;
import java.util.List;

/**
 * The operations of softmax with temperatures and masks, and the losses. Truth values, classes and
 * class weights, which may be null, are not among the operands but the same in every call.
 */
final class LossOperations {
  private static final double TEMPERATURE = 0.7;
  private static final double SCALE = 0.3;
  private static final int DIAGONAL = 5;
  private static final int OFFSET = 3;

  private static final CrossEntropy PLAIN = CrossEntropy.create();
  private static final CrossEntropy SMOOTHED = PLAIN.withLabelSmoothing(0.1);

  private static final Operand IN = Operand.input("in");
  private static final Operand OUT = Operand.output("out");
  private static final Operand WEIGHT = Operand.sharedInput("weight");
  private static final Operand NUMBER = Operand.columnOutput("number");

  private static final boolean[] MASK = mask();
  private static final int[] CLASSES = new int[32];

  private final List<Operation> all = new ArrayList<>();

  private LossOperations() {}

  static List<Operation> all() {
    LossOperations operations = new LossOperations();
    operations.<float[]>softmax(
        Precision.FLOAT,
        Softmax::softmin,
        Softmax::softmax,
        Softmax::softmaxBackward,
        Softmax::logSoftmax,
        Softmax::logSoftmaxBackward,
        Softmax::logSumExp,
        Softmax::logSumExp);
    operations.<double[]>softmax(
        Precision.DOUBLE,
        Softmax::softmin,
        Softmax::softmax,
        Softmax::softmaxBackward,
        Softmax::logSoftmax,
        Softmax::logSoftmaxBackward,
        Softmax::logSumExp,
        Softmax::logSumExp);
    operations.<float[]>additive(
        Precision.FLOAT,
        MaskedSoftmax::softmax,
        MaskedSoftmax::logSoftmax,
        MaskedSoftmax::logSumExp);
    operations.<double[]>additive(
        Precision.DOUBLE,
        MaskedSoftmax::softmax,
        MaskedSoftmax::logSoftmax,
        MaskedSoftmax::logSumExp);
    operations.<float[]>truths(
        Precision.FLOAT,
        MaskedSoftmax::softmax,
        MaskedSoftmax::logSoftmax,
        MaskedSoftmax::logSumExp);
    operations.<double[]>truths(
        Precision.DOUBLE,
        MaskedSoftmax::softmax,
        MaskedSoftmax::logSoftmax,
        MaskedSoftmax::logSumExp);
    operations.<float[]>causal(
        Precision.FLOAT,
        MaskedSoftmax::causalSoftmax,
        MaskedSoftmax::causalLogSoftmax,
        MaskedSoftmax::causalLogSumExp);
    operations.<double[]>causal(
        Precision.DOUBLE,
        MaskedSoftmax::causalSoftmax,
        MaskedSoftmax::causalLogSoftmax,
        MaskedSoftmax::causalLogSumExp);
    for (CrossEntropy crossEntropy : List.of(PLAIN, SMOOTHED)) {
      operations.<float[]>crossEntropy(
          crossEntropy,
          Precision.FLOAT,
          crossEntropy::loss,
          crossEntropy::loss,
          crossEntropy::lossAndGradient,
          crossEntropy::lossAndGradient);
      operations.<double[]>crossEntropy(
          crossEntropy,
          Precision.DOUBLE,
          crossEntropy::loss,
          crossEntropy::loss,
          crossEntropy::lossAndGradient,
          crossEntropy::lossAndGradient);
    }
    operations.<float[]>binaryCrossEntropy(
        Precision.FLOAT,
        BinaryCrossEntropy::loss,
        BinaryCrossEntropy::lossAndGradient,
        BinaryCrossEntropy::weightedLossAndGradient);
    operations.<double[]>binaryCrossEntropy(
        Precision.DOUBLE,
        BinaryCrossEntropy::loss,
        BinaryCrossEntropy::lossAndGradient,
        BinaryCrossEntropy::weightedLossAndGradient);
    return operations.all;
  }

  private interface Rows<A> {
    void run(A x, int xOffset, int xStride, A y, int yOffset, int yStride, int rows, int n);
  }

  private interface Scaled<A> {
    void run(
        A x, int xOffset, int xStride, A y, int yOffset, int yStride, int rows, int n, double t);
  }

  private interface Causal<A> {
    void run(
        A x,
        int xOffset,
        int xStride,
        A y,
        int yOffset,
        int yStride,
        int rows,
        int n,
        int diagonal,
        double t);
  }

  private interface Masked<A, M> {
    void run(
        A x,
        int xOffset,
        int xStride,
        M mask,
        int maskOffset,
        int maskStride,
        A y,
        int yOffset,
        int yStride,
        int rows,
        int n,
        double t);
  }

  private interface Loss<A, T> {
    void run(
        A x,
        int xOffset,
        int xStride,
        T targets,
        int targetsOffset,
        int targetsStride,
        A weights,
        int weightsOffset,
        A loss,
        int lossOffset,
        int lossStride,
        int rows,
        int n);
  }

  private interface LossAndGradient<A, T> {
    void run(
        A x,
        int xOffset,
        int xStride,
        T targets,
        int targetsOffset,
        int targetsStride,
        A weights,
        int weightsOffset,
        A loss,
        int lossOffset,
        int lossStride,
        A gradient,
        int gradientOffset,
        int gradientStride,
        int rows,
        int n,
        double scale);
  }

  private interface ThreeRanges<A> {
    void run(A a, int aOffset, A b, int bOffset, A c, int cOffset, int n);
  }

  private interface FourRanges<A> {
    void run(
        A a, int aOffset, A b, int bOffset, A c, int cOffset, A d, int dOffset, int n, double s);
  }

  private interface Weighted<A> {
    void run(
        A x,
        int xOffset,
        int xStride,
        A targets,
        int targetsOffset,
        int targetsStride,
        A weights,
        int weightsOffset,
        A loss,
        int lossOffset,
        int lossStride,
        A gradient,
        int gradientOffset,
        int gradientStride,
        int rows,
        int n,
        double scale);
  }

  private <A> void softmax(
      Precision precision,
      Rows<A> softmin,
      Scaled<A> softmax,
      Masked<A, A> softmaxBackward,
      Scaled<A> logSoftmax,
      Masked<A, A> logSoftmaxBackward,
      Rows<A> logSumExp,
      Scaled<A> scaledLogSumExp) {
    softmax(precision, "softmin", List.of(IN, OUT), on(softmin));
    softmax(precision, "scaledSoftmax", List.of(IN, OUT), on(softmax));
    softmax(precision, "scaledSoftmaxBackward", List.of(IN, IN, OUT), on(softmaxBackward));
    softmax(precision, "scaledLogSoftmax", List.of(IN, OUT), on(logSoftmax));
    softmax(precision, "scaledLogSoftmaxBackward", List.of(IN, IN, OUT), on(logSoftmaxBackward));
    softmax(precision, "logSumExp", List.of(IN, NUMBER), on(logSumExp));
    softmax(precision, "scaledLogSumExp", List.of(IN, NUMBER), on(scaledLogSumExp));
  }

  private void softmax(Precision precision, String method, List<Operand> operands, Body body) {
    rows("softmax", Softmax::warmUp, precision, method, operands, body);
  }

  private <A> void additive(
      Precision precision, Masked<A, A> softmax, Masked<A, A> logSoftmax, Masked<A, A> logSumExp) {
    masked(precision, "additiveSoftmax", List.of(IN, IN, OUT), on(softmax));
    masked(precision, "additiveLogSoftmax", List.of(IN, IN, OUT), on(logSoftmax));
    masked(precision, "additiveLogSumExp", List.of(IN, IN, NUMBER), on(logSumExp));
  }

  private <A> void truths(
      Precision precision,
      Masked<A, boolean[]> softmax,
      Masked<A, boolean[]> logSoftmax,
      Masked<A, boolean[]> logSumExp) {
    masked(precision, "booleanSoftmax", List.of(IN, OUT), masked(softmax));
    masked(precision, "booleanLogSoftmax", List.of(IN, OUT), masked(logSoftmax));
    masked(precision, "booleanLogSumExp", List.of(IN, NUMBER), masked(logSumExp));
  }

  private <A> void causal(
      Precision precision, Causal<A> softmax, Causal<A> logSoftmax, Causal<A> logSumExp) {
    masked(precision, "causalSoftmax", List.of(IN, OUT), on(softmax));
    masked(precision, "causalLogSoftmax", List.of(IN, OUT), on(logSoftmax));
    masked(precision, "causalLogSumExp", List.of(IN, NUMBER), on(logSumExp));
  }

  private void masked(Precision precision, String method, List<Operand> operands, Body body) {
    rows("masked_softmax", MaskedSoftmax::warmUp, precision, method, operands, body);
  }

  /** Without weights, and with them where labels are smoothed. */
  private <A> void crossEntropy(
      CrossEntropy crossEntropy,
      Precision precision,
      Loss<A, int[]> ofClass,
      Loss<A, A> ofDistribution,
      LossAndGradient<A, int[]> bothOfClass,
      LossAndGradient<A, A> bothOfDistribution) {
    boolean smooths = crossEntropy == SMOOTHED;
    String owner = smooths ? "smoothed_cross_entropy" : "cross_entropy";
    A w = smooths ? as(weights(precision)) : null;
    rows(
        owner,
        crossEntropy::warmUp,
        precision,
        "loss",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> {
          if (n == 0) {
            // Without columns there is no class.
            ofDistribution.run(
                as(a[0]), o[0], 0, as(a[0]), o[0], 0, w, 0, as(a[1]), o[1], s[1], rows, 0);
          } else {
            ofClass.run(
                as(a[0]),
                o[0],
                s[0],
                classes(rows, n),
                OFFSET,
                2,
                w,
                OFFSET,
                as(a[1]),
                o[1],
                s[1],
                rows,
                n);
          }
        });
    rows(
        owner,
        crossEntropy::warmUp,
        precision,
        "distributionLoss",
        List.of(IN, IN, NUMBER),
        (a, o, s, rows, n) ->
            ofDistribution.run(
                as(a[0]), o[0], s[0], as(a[1]), o[1], s[1], w, OFFSET, as(a[2]), o[2], s[2], rows,
                n));
    rows(
        owner,
        crossEntropy::warmUp,
        precision,
        "lossAndGradient",
        List.of(IN, OUT, NUMBER),
        (a, o, s, rows, n) -> {
          if (n == 0) {
            bothOfDistribution.run(
                as(a[0]), o[0], 0, as(a[0]), o[0], 0, w, 0, as(a[2]), o[2], s[2], as(a[1]), o[1],
                s[1], rows, 0, SCALE);
          } else {
            bothOfClass.run(
                as(a[0]),
                o[0],
                s[0],
                classes(rows, n),
                OFFSET,
                2,
                w,
                OFFSET,
                as(a[2]),
                o[2],
                s[2],
                as(a[1]),
                o[1],
                s[1],
                rows,
                n,
                SCALE);
          }
        });
    rows(
        owner,
        crossEntropy::warmUp,
        precision,
        "distributionLossAndGradient",
        List.of(IN, IN, OUT, NUMBER),
        (a, o, s, rows, n) ->
            bothOfDistribution.run(
                as(a[0]), o[0], s[0], as(a[1]), o[1], s[1], w, OFFSET, as(a[3]), o[3], s[3],
                as(a[2]), o[2], s[2], rows, n, SCALE));
  }

  private <A> void binaryCrossEntropy(
      Precision precision, ThreeRanges<A> loss, FourRanges<A> both, Weighted<A> weighted) {
    binaryCrossEntropy(
        precision,
        "loss",
        List.of(IN, IN, OUT),
        Form.RANGE,
        (a, o, s, rows, n) -> loss.run(as(a[0]), o[0], as(a[1]), o[1], as(a[2]), o[2], n));
    binaryCrossEntropy(
        precision,
        "lossAndGradient",
        List.of(IN, IN, OUT, OUT),
        Form.RANGE,
        (a, o, s, rows, n) ->
            both.run(as(a[0]), o[0], as(a[1]), o[1], as(a[2]), o[2], as(a[3]), o[3], n, SCALE));
    binaryCrossEntropy(
        precision,
        "weightedLossAndGradient",
        List.of(IN, IN, WEIGHT, OUT, OUT),
        Form.ROWS,
        (a, o, s, rows, n) ->
            weighted.run(
                as(a[0]), o[0], s[0], as(a[1]), o[1], s[1], as(a[2]), o[2], as(a[3]), o[3], s[3],
                as(a[4]), o[4], s[4], rows, n, SCALE));
  }

  private void binaryCrossEntropy(
      Precision precision, String method, List<Operand> operands, Form form, Body body) {
    all.add(
        new Operation(
            "binary_cross_entropy",
            method,
            precision,
            operands,
            form,
            BinaryCrossEntropy::warmUp,
            body));
  }

  private void rows(
      String owner,
      WarmUp warmUp,
      Precision precision,
      String method,
      List<Operand> operands,
      Body body) {
    all.add(new Operation(owner, method, precision, operands, Form.ROWS, warmUp, body));
  }

  private static <A> Body on(Rows<A> method) {
    return (a, o, s, rows, n) -> method.run(as(a[0]), o[0], s[0], as(a[1]), o[1], s[1], rows, n);
  }

  private static <A> Body on(Scaled<A> method) {
    return (a, o, s, rows, n) ->
        method.run(as(a[0]), o[0], s[0], as(a[1]), o[1], s[1], rows, n, TEMPERATURE);
  }

  private static <A> Body on(Causal<A> method) {
    return (a, o, s, rows, n) ->
        method.run(as(a[0]), o[0], s[0], as(a[1]), o[1], s[1], rows, n, DIAGONAL, TEMPERATURE);
  }

  private static <A> Body on(Masked<A, A> method) {
    return (a, o, s, rows, n) ->
        method.run(
            as(a[0]), o[0], s[0], as(a[1]), o[1], s[1], as(a[2]), o[2], s[2], rows, n, TEMPERATURE);
  }

  private static <A> Body masked(Masked<A, boolean[]> method) {
    return (a, o, s, rows, n) ->
        method.run(
            as(a[0]), o[0], s[0], MASK, OFFSET, n, as(a[1]), o[1], s[1], rows, n, TEMPERATURE);
  }

  /** A quarter of it false, and so many false in a row that there are rows of nothing else. */
  static boolean[] mask() {
    boolean[] mask = new boolean[10_000];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = Elements.mix(i) % 4 != 0 && i / 50 % 7 != 3 && i / 1500 != 2;
    }
    return mask;
  }

  /** The classes of rows of so many columns, with some to ignore, two places from each other. */
  static int[] classes(int rows, int columns) {
    for (int row = 0; row < rows; row++) {
      CLASSES[OFFSET + 2 * row] =
          row % 4 == 3 ? CrossEntropy.DEFAULT_IGNORED : (row * 37 + 11) % Math.max(columns, 1);
    }
    return CLASSES;
  }

  private static Object weights(Precision precision) {
    return Inputs.ordinary(precision, 1100, 5);
  }

  /** The array as the type that the method was chosen for; the method itself checks it. */
  @SuppressWarnings("unchecked")
  private static <A> A as(Object array) {
    return (A) array;
  }
}
