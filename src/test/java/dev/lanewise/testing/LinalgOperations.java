package dev.lanewise.testing;

import dev.lanewise.kernel.Operand;
import dev.lanewise.lane.Precision;
import dev.lanewise.linalg.LayerNorm;
import dev.lanewise.linalg.Reductions;
import dev.lanewise.linalg.RmsNorm;
import dev.lanewise.testing.Operation.Body;
import dev.lanewise.testing.Operation.Form;
import java.util.ArrayList;
import java.util.List;

/** The operations of linear algebra. */
final class LinalgOperations {
  private static final double EPSILON = 1e-5;
  private static final int CORRECTION = 1;

  private static final Operand IN = Operand.input("in");
  private static final Operand OUT = Operand.output("out");
  private static final Operand WEIGHT = Operand.sharedInput("weight");
  private static final Operand GRADIENT = Operand.accumulator("gradient");
  private static final Operand NUMBER = Operand.columnOutput("number");

  private final List<Operation> all = new ArrayList<>();

  private LinalgOperations() {}

  static List<Operation> all() {
    LinalgOperations operations = new LinalgOperations();
    operations.normsOfFloats();
    operations.normsOfDoubles();
    operations.reductionsOfFloats();
    operations.reductionsOfDoubles();
    return operations.all;
  }

  private void normsOfFloats() {
    layerNorm(
        Precision.FLOAT,
        "forward",
        List.of(IN, OUT),
        (a, o, s, rows, n) ->
            LayerNorm.forward(f(a[0]), o[0], s[0], f(a[1]), o[1], s[1], rows, n, EPSILON));
    layerNorm(
        Precision.FLOAT,
        "forwardAffine",
        List.of(IN, WEIGHT, WEIGHT, OUT),
        (a, o, s, rows, n) ->
            LayerNorm.forward(
                f(a[0]), o[0], s[0], f(a[1]), o[1], f(a[2]), o[2], f(a[3]), o[3], s[3], rows, n,
                EPSILON));
    layerNorm(
        Precision.FLOAT,
        "backward",
        List.of(IN, IN, OUT),
        (a, o, s, rows, n) ->
            LayerNorm.backward(
                f(a[0]), o[0], s[0], f(a[1]), o[1], s[1], f(a[2]), o[2], s[2], rows, n, EPSILON));
    layerNorm(
        Precision.FLOAT,
        "backwardAffine",
        List.of(IN, IN, WEIGHT, OUT, GRADIENT, GRADIENT),
        (a, o, s, rows, n) ->
            LayerNorm.backward(
                f(a[0]), o[0], s[0], f(a[1]), o[1], s[1], f(a[2]), o[2], f(a[3]), o[3], s[3],
                f(a[4]), o[4], f(a[5]), o[5], rows, n, EPSILON));
    rmsNorm(
        Precision.FLOAT,
        "forward",
        List.of(IN, OUT),
        (a, o, s, rows, n) ->
            RmsNorm.forward(f(a[0]), o[0], s[0], f(a[1]), o[1], s[1], rows, n, EPSILON));
    rmsNorm(
        Precision.FLOAT,
        "forwardWeighted",
        List.of(IN, WEIGHT, OUT),
        (a, o, s, rows, n) ->
            RmsNorm.forward(
                f(a[0]), o[0], s[0], f(a[1]), o[1], f(a[2]), o[2], s[2], rows, n, EPSILON));
    rmsNorm(
        Precision.FLOAT,
        "backward",
        List.of(IN, IN, OUT),
        (a, o, s, rows, n) ->
            RmsNorm.backward(
                f(a[0]), o[0], s[0], f(a[1]), o[1], s[1], f(a[2]), o[2], s[2], rows, n, EPSILON));
    rmsNorm(
        Precision.FLOAT,
        "backwardWeighted",
        List.of(IN, IN, WEIGHT, OUT, GRADIENT),
        (a, o, s, rows, n) ->
            RmsNorm.backward(
                f(a[0]), o[0], s[0], f(a[1]), o[1], s[1], f(a[2]), o[2], f(a[3]), o[3], s[3],
                f(a[4]), o[4], rows, n, EPSILON));
  }

  private void reductionsOfFloats() {
    rows(
        Precision.FLOAT,
        "sum",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> Reductions.sum(f(a[0]), o[0], s[0], f(a[1]), o[1], rows, n));
    number(
        Precision.FLOAT,
        "sum",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> f(a[1])[o[1]] = Reductions.sum(f(a[0]), o[0], n));
    rows(
        Precision.FLOAT,
        "mean",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> Reductions.mean(f(a[0]), o[0], s[0], f(a[1]), o[1], rows, n));
    number(
        Precision.FLOAT,
        "mean",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> f(a[1])[o[1]] = Reductions.mean(f(a[0]), o[0], n));
    rows(
        Precision.FLOAT,
        "variance",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) ->
            Reductions.variance(f(a[0]), o[0], s[0], f(a[1]), o[1], rows, n, CORRECTION));
    number(
        Precision.FLOAT,
        "variance",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> f(a[1])[o[1]] = Reductions.variance(f(a[0]), o[0], n, CORRECTION));
    rows(
        Precision.FLOAT,
        "norm",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> Reductions.norm(f(a[0]), o[0], s[0], f(a[1]), o[1], rows, n));
    number(
        Precision.FLOAT,
        "norm",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> f(a[1])[o[1]] = Reductions.norm(f(a[0]), o[0], n));
    rows(
        Precision.FLOAT,
        "max",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> Reductions.max(f(a[0]), o[0], s[0], f(a[1]), o[1], rows, n));
    number(
        Precision.FLOAT,
        "max",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> f(a[1])[o[1]] = Reductions.max(f(a[0]), o[0], n));
    rows(
        Precision.FLOAT,
        "argmax",
        List.of(IN, NUMBER.ofInts()),
        (a, o, s, rows, n) -> Reductions.argmax(f(a[0]), o[0], s[0], i(a[1]), o[1], rows, n));
    number(
        Precision.FLOAT,
        "argmax",
        List.of(IN, NUMBER.ofInts()),
        (a, o, s, rows, n) -> i(a[1])[o[1]] = Reductions.argmax(f(a[0]), o[0], n));
    rows(
        Precision.FLOAT,
        "dot",
        List.of(IN, IN, NUMBER),
        (a, o, s, rows, n) ->
            Reductions.dot(f(a[0]), o[0], s[0], f(a[1]), o[1], s[1], f(a[2]), o[2], rows, n));
    number(
        Precision.FLOAT,
        "dot",
        List.of(IN, IN, NUMBER),
        (a, o, s, rows, n) -> f(a[2])[o[2]] = Reductions.dot(f(a[0]), o[0], f(a[1]), o[1], n));
  }

  private void normsOfDoubles() {
    layerNorm(
        Precision.DOUBLE,
        "forward",
        List.of(IN, OUT),
        (a, o, s, rows, n) ->
            LayerNorm.forward(d(a[0]), o[0], s[0], d(a[1]), o[1], s[1], rows, n, EPSILON));
    layerNorm(
        Precision.DOUBLE,
        "forwardAffine",
        List.of(IN, WEIGHT, WEIGHT, OUT),
        (a, o, s, rows, n) ->
            LayerNorm.forward(
                d(a[0]), o[0], s[0], d(a[1]), o[1], d(a[2]), o[2], d(a[3]), o[3], s[3], rows, n,
                EPSILON));
    layerNorm(
        Precision.DOUBLE,
        "backward",
        List.of(IN, IN, OUT),
        (a, o, s, rows, n) ->
            LayerNorm.backward(
                d(a[0]), o[0], s[0], d(a[1]), o[1], s[1], d(a[2]), o[2], s[2], rows, n, EPSILON));
    layerNorm(
        Precision.DOUBLE,
        "backwardAffine",
        List.of(IN, IN, WEIGHT, OUT, GRADIENT, GRADIENT),
        (a, o, s, rows, n) ->
            LayerNorm.backward(
                d(a[0]), o[0], s[0], d(a[1]), o[1], s[1], d(a[2]), o[2], d(a[3]), o[3], s[3],
                d(a[4]), o[4], d(a[5]), o[5], rows, n, EPSILON));
    rmsNorm(
        Precision.DOUBLE,
        "forward",
        List.of(IN, OUT),
        (a, o, s, rows, n) ->
            RmsNorm.forward(d(a[0]), o[0], s[0], d(a[1]), o[1], s[1], rows, n, EPSILON));
    rmsNorm(
        Precision.DOUBLE,
        "forwardWeighted",
        List.of(IN, WEIGHT, OUT),
        (a, o, s, rows, n) ->
            RmsNorm.forward(
                d(a[0]), o[0], s[0], d(a[1]), o[1], d(a[2]), o[2], s[2], rows, n, EPSILON));
    rmsNorm(
        Precision.DOUBLE,
        "backward",
        List.of(IN, IN, OUT),
        (a, o, s, rows, n) ->
            RmsNorm.backward(
                d(a[0]), o[0], s[0], d(a[1]), o[1], s[1], d(a[2]), o[2], s[2], rows, n, EPSILON));
    rmsNorm(
        Precision.DOUBLE,
        "backwardWeighted",
        List.of(IN, IN, WEIGHT, OUT, GRADIENT),
        (a, o, s, rows, n) ->
            RmsNorm.backward(
                d(a[0]), o[0], s[0], d(a[1]), o[1], s[1], d(a[2]), o[2], d(a[3]), o[3], s[3],
                d(a[4]), o[4], rows, n, EPSILON));
  }

  private void reductionsOfDoubles() {
    rows(
        Precision.DOUBLE,
        "sum",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> Reductions.sum(d(a[0]), o[0], s[0], d(a[1]), o[1], rows, n));
    number(
        Precision.DOUBLE,
        "sum",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> d(a[1])[o[1]] = Reductions.sum(d(a[0]), o[0], n));
    rows(
        Precision.DOUBLE,
        "mean",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> Reductions.mean(d(a[0]), o[0], s[0], d(a[1]), o[1], rows, n));
    number(
        Precision.DOUBLE,
        "mean",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> d(a[1])[o[1]] = Reductions.mean(d(a[0]), o[0], n));
    rows(
        Precision.DOUBLE,
        "variance",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) ->
            Reductions.variance(d(a[0]), o[0], s[0], d(a[1]), o[1], rows, n, CORRECTION));
    number(
        Precision.DOUBLE,
        "variance",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> d(a[1])[o[1]] = Reductions.variance(d(a[0]), o[0], n, CORRECTION));
    rows(
        Precision.DOUBLE,
        "norm",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> Reductions.norm(d(a[0]), o[0], s[0], d(a[1]), o[1], rows, n));
    number(
        Precision.DOUBLE,
        "norm",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> d(a[1])[o[1]] = Reductions.norm(d(a[0]), o[0], n));
    rows(
        Precision.DOUBLE,
        "max",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> Reductions.max(d(a[0]), o[0], s[0], d(a[1]), o[1], rows, n));
    number(
        Precision.DOUBLE,
        "max",
        List.of(IN, NUMBER),
        (a, o, s, rows, n) -> d(a[1])[o[1]] = Reductions.max(d(a[0]), o[0], n));
    rows(
        Precision.DOUBLE,
        "argmax",
        List.of(IN, NUMBER.ofInts()),
        (a, o, s, rows, n) -> Reductions.argmax(d(a[0]), o[0], s[0], i(a[1]), o[1], rows, n));
    number(
        Precision.DOUBLE,
        "argmax",
        List.of(IN, NUMBER.ofInts()),
        (a, o, s, rows, n) -> i(a[1])[o[1]] = Reductions.argmax(d(a[0]), o[0], n));
    rows(
        Precision.DOUBLE,
        "dot",
        List.of(IN, IN, NUMBER),
        (a, o, s, rows, n) ->
            Reductions.dot(d(a[0]), o[0], s[0], d(a[1]), o[1], s[1], d(a[2]), o[2], rows, n));
    number(
        Precision.DOUBLE,
        "dot",
        List.of(IN, IN, NUMBER),
        (a, o, s, rows, n) -> d(a[2])[o[2]] = Reductions.dot(d(a[0]), o[0], d(a[1]), o[1], n));
  }

  private void layerNorm(Precision precision, String method, List<Operand> operands, Body body) {
    all.add(
        new Operation(
            "layer_norm", method, precision, operands, Form.ROWS, LayerNorm::warmUp, body));
  }

  private void rmsNorm(Precision precision, String method, List<Operand> operands, Body body) {
    all.add(
        new Operation("rms_norm", method, precision, operands, Form.ROWS, RmsNorm::warmUp, body));
  }

  private void rows(Precision precision, String method, List<Operand> operands, Body body) {
    reduction(precision, method, operands, Form.ROWS, body);
  }

  private void number(Precision precision, String method, List<Operand> operands, Body body) {
    reduction(precision, method + "OfOne", operands, Form.NUMBER, body);
  }

  private void reduction(
      Precision precision, String method, List<Operand> operands, Form form, Body body) {
    all.add(
        new Operation("reductions", method, precision, operands, form, Reductions::warmUp, body));
  }

  private static float[] f(Object array) {
    return (float[]) array;
  }

  private static double[] d(Object array) {
    return (double[]) array;
  }

  private static int[] i(Object array) {
    return (int[]) array;
  }
}
