package dev.lanewise.testing;

import dev.lanewise.activation.GatedUnit;
import dev.lanewise.activation.Prelu;
import dev.lanewise.kernel.Operand;
import dev.lanewise.lane.Precision;
import dev.lanewise.testing.Operation.Body;
import dev.lanewise.testing.Operation.Form;
import java.util.ArrayList;
import java.util.List;

/** The operations of a gated unit, of two arrays and of one, and of learned slopes. */
final class GatedOperations {
  static final Operand IN = Operand.input("in");
  static final Operand OUT = Operand.output("out");
  static final Operand BOTH_IN = IN.ofParts(2);
  static final Operand BOTH_OUT = OUT.ofParts(2);
  static final Operand SLOPE = Operand.sharedInput("slope");
  static final Operand SLOPE_OF_ROW = Operand.columnInput("slope");
  static final Operand GRADIENT = Operand.accumulator("gradient").unrounded();
  static final Operand GRADIENT_OF_ROW = Operand.columnAccumulator("gradient").unrounded();

  private static final GatedUnit UNIT = GatedUnit.swiglu();

  private final List<Operation> all = new ArrayList<>();

  private GatedOperations() {}

  static List<Operation> all() {
    GatedOperations operations = new GatedOperations();
    operations.floats();
    operations.doubles();
    return operations.all;
  }

  private void floats() {
    gated(
        Precision.FLOAT,
        "apply",
        Form.RANGE,
        List.of(IN, IN, OUT),
        (a, o, s, rows, n) -> UNIT.apply(f(a[0]), o[0], f(a[1]), o[1], f(a[2]), o[2], n));
    gated(
        Precision.FLOAT,
        "backward",
        Form.RANGE,
        List.of(IN, IN, IN, OUT, OUT),
        (a, o, s, rows, n) ->
            UNIT.backward(
                f(a[0]), o[0], f(a[1]), o[1], f(a[2]), o[2], f(a[3]), o[3], f(a[4]), o[4], n));
    gated(
        Precision.FLOAT,
        "applySplit",
        Form.ROWS,
        List.of(BOTH_IN, OUT),
        (a, o, s, rows, n) -> UNIT.applySplit(f(a[0]), o[0], s[0], f(a[1]), o[1], s[1], rows, n));
    gated(
        Precision.FLOAT,
        "backwardSplit",
        Form.ROWS,
        List.of(BOTH_IN, IN, BOTH_OUT),
        (a, o, s, rows, n) ->
            UNIT.backwardSplit(
                f(a[0]), o[0], s[0], f(a[1]), o[1], s[1], f(a[2]), o[2], s[2], rows, n));
    prelu(
        Precision.FLOAT,
        "apply",
        List.of(IN, SLOPE, OUT),
        (a, o, s, rows, n) ->
            Prelu.apply(f(a[0]), o[0], s[0], f(a[1]), o[1], f(a[2]), o[2], s[2], rows, n));
    prelu(
        Precision.FLOAT,
        "backward",
        List.of(IN, SLOPE, IN, OUT, GRADIENT),
        (a, o, s, rows, n) ->
            Prelu.backward(
                f(a[0]), o[0], s[0], f(a[1]), o[1], f(a[2]), o[2], s[2], f(a[3]), o[3], s[3],
                f(a[4]), o[4], rows, n));
    prelu(
        Precision.FLOAT,
        "applyByRow",
        List.of(IN, SLOPE_OF_ROW, OUT),
        (a, o, s, rows, n) ->
            Prelu.applyByRow(
                f(a[0]), o[0], s[0], f(a[1]), o[1], s[1], f(a[2]), o[2], s[2], rows, n));
    prelu(
        Precision.FLOAT,
        "backwardByRow",
        List.of(IN, SLOPE_OF_ROW, IN, OUT, GRADIENT_OF_ROW),
        (a, o, s, rows, n) ->
            Prelu.backwardByRow(
                f(a[0]), o[0], s[0], f(a[1]), o[1], s[1], f(a[2]), o[2], s[2], f(a[3]), o[3], s[3],
                f(a[4]), o[4], s[4], rows, n));
  }

  private void doubles() {
    gated(
        Precision.DOUBLE,
        "apply",
        Form.RANGE,
        List.of(IN, IN, OUT),
        (a, o, s, rows, n) -> UNIT.apply(d(a[0]), o[0], d(a[1]), o[1], d(a[2]), o[2], n));
    gated(
        Precision.DOUBLE,
        "backward",
        Form.RANGE,
        List.of(IN, IN, IN, OUT, OUT),
        (a, o, s, rows, n) ->
            UNIT.backward(
                d(a[0]), o[0], d(a[1]), o[1], d(a[2]), o[2], d(a[3]), o[3], d(a[4]), o[4], n));
    gated(
        Precision.DOUBLE,
        "applySplit",
        Form.ROWS,
        List.of(BOTH_IN, OUT),
        (a, o, s, rows, n) -> UNIT.applySplit(d(a[0]), o[0], s[0], d(a[1]), o[1], s[1], rows, n));
    gated(
        Precision.DOUBLE,
        "backwardSplit",
        Form.ROWS,
        List.of(BOTH_IN, IN, BOTH_OUT),
        (a, o, s, rows, n) ->
            UNIT.backwardSplit(
                d(a[0]), o[0], s[0], d(a[1]), o[1], s[1], d(a[2]), o[2], s[2], rows, n));
    prelu(
        Precision.DOUBLE,
        "apply",
        List.of(IN, SLOPE, OUT),
        (a, o, s, rows, n) ->
            Prelu.apply(d(a[0]), o[0], s[0], d(a[1]), o[1], d(a[2]), o[2], s[2], rows, n));
    prelu(
        Precision.DOUBLE,
        "backward",
        List.of(IN, SLOPE, IN, OUT, GRADIENT),
        (a, o, s, rows, n) ->
            Prelu.backward(
                d(a[0]), o[0], s[0], d(a[1]), o[1], d(a[2]), o[2], s[2], d(a[3]), o[3], s[3],
                d(a[4]), o[4], rows, n));
    prelu(
        Precision.DOUBLE,
        "applyByRow",
        List.of(IN, SLOPE_OF_ROW, OUT),
        (a, o, s, rows, n) ->
            Prelu.applyByRow(
                d(a[0]), o[0], s[0], d(a[1]), o[1], s[1], d(a[2]), o[2], s[2], rows, n));
    prelu(
        Precision.DOUBLE,
        "backwardByRow",
        List.of(IN, SLOPE_OF_ROW, IN, OUT, GRADIENT_OF_ROW),
        (a, o, s, rows, n) ->
            Prelu.backwardByRow(
                d(a[0]), o[0], s[0], d(a[1]), o[1], s[1], d(a[2]), o[2], s[2], d(a[3]), o[3], s[3],
                d(a[4]), o[4], s[4], rows, n));
  }

  private void gated(
      Precision precision, String method, Form form, List<Operand> operands, Body body) {
    all.add(new Operation("swiglu", method, precision, operands, form, UNIT::warmUp, body));
  }

  private void prelu(Precision precision, String method, List<Operand> operands, Body body) {
    all.add(new Operation("prelu", method, precision, operands, Form.ROWS, Prelu::warmUp, body));
  }

  private static float[] f(Object array) {
    return (float[]) array;
  }

  private static double[] d(Object array) {
    return (double[]) array;
  }
}
