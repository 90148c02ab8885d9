package dev.lanewise.testing;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import dev.lanewise.activation.Softmax;
import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.RowProgram;
import dev.lanewise.kernel.RowProgram.Fold;
import dev.lanewise.lane.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One kernel behind the public interface: every method of every activation, of softmax and of
 * kernels that a user defines, so that a test of all of them is one loop.
 *
 * @param owner what is warmed up as a whole: an activation's name, or softmax
 * @param method the method of it
 * @param precision the type of its arrays
 * @param inputs how many arrays are read; they come first
 * @param outputs how many are written
 * @param rowwise whether it works on rows, with leading dimensions
 * @param warmUp warms up the owner and says whether vectors serve all of it
 * @param body calls the method
 */
public record Operation(
    String owner,
    String method,
    Precision precision,
    int inputs,
    int outputs,
    boolean rowwise,
    WarmUp warmUp,
    Body body) {

  /** So little arithmetic that the scalar loop may be as fast, and then stays. */
  private static final Set<String> CHEAP =
      Set.of("identity", "relu", "relu6", "leaky_relu", "user_squareplus", "user_softsign");

  private static final List<Operation> ALL = collect();

  /** Warms up and says whether vectors serve. */
  @FunctionalInterface
  public interface WarmUp {
    boolean now();
  }

  /** Calls an operation; one that is not on rows has one row and no strides. */
  @FunctionalInterface
  public interface Body {
    void run(Object[] arrays, int[] offsets, int[] strides, int rows, int columns);
  }

  /** A call of an operation that is not on rows. */
  @FunctionalInterface
  private interface Elementwise {
    void run(Object[] arrays, int[] offsets, int length);
  }

  /** Every operation there is. */
  public static List<Operation> all() {
    return ALL;
  }

  /** The catalogue and the activations of {@link Formulas}. */
  public static List<Activation> activations() {
    return Stream.concat(Activations.all().stream(), Formulas.all().stream()).toList();
  }

  /** Calls the operation on one row, or, where it works on rows, on several. */
  public void run(Object[] arrays, int[] offsets, int[] strides, int rows, int columns) {
    body.run(arrays, offsets, strides, rows, columns);
  }

  /** How many arrays it takes. */
  public int operands() {
    return inputs + outputs;
  }

  /** Whether the mathematics is so heavy that vectors must be faster. */
  public boolean heavy() {
    return !CHEAP.contains(owner);
  }

  @Override
  public String toString() {
    return owner + "." + method + "." + precision;
  }

  private static List<Operation> collect() {
    List<Operation> all = new ArrayList<>();
    for (Activation activation : activations()) {
      addFloat(all, activation);
      addDouble(all, activation);
    }
    addSoftmax(all);
    for (Precision precision : Precision.values()) {
      Kernel kernel =
          new Kernel("userRows", precision, List.of("x"), List.of("y"), Operation::rows);
      all.add(
          new Operation(
              "user_rows_" + precision,
              "run",
              precision,
              1,
              1,
              true,
              kernel::warmUp,
              (a, o, s, rows, columns) ->
                  kernel.run(a[0], o[0], s[0], a[1], o[1], s[1], null, 0, 0, rows, columns)));
    }
    return List.copyOf(all);
  }

  /** A user's operation on rows: y = x / (max x + Σ x² / 4). */
  private static void rows(RowProgram program) {
    int[] x = RowProgram.operands(0);
    int[] y = RowProgram.operands(1);
    int max = program.reduce(Fold.MAX, x, RowProgram.scalars(), l -> l[0]);
    int sum = program.reduce(Fold.SUM, x, RowProgram.scalars(), l -> l[0].mul(l[0]));
    int scale = program.compute(RowProgram.scalars(max, sum), l -> l[1].fma(0.25, l[0]));
    program.map(
        x, RowProgram.scalars(scale), y, l -> new dev.lanewise.lane.Lane[] {l[0].div(l[1])});
  }

  private static Operation elementwise(
      Activation owner,
      String method,
      Precision precision,
      int inputs,
      int outputs,
      Elementwise e) {
    return new Operation(
        owner.name(),
        method,
        precision,
        inputs,
        outputs,
        false,
        owner::warmUp,
        (arrays, offsets, strides, rows, columns) -> e.run(arrays, offsets, columns));
  }

  private static void addFloat(List<Operation> all, Activation f) {
    Precision p = Precision.FLOAT;
    all.add(
        elementwise(
            f,
            "apply",
            p,
            1,
            1,
            (a, o, n) -> f.apply((float[]) a[0], o[0], (float[]) a[1], o[1], n)));
    all.add(
        elementwise(
            f,
            "derivative",
            p,
            1,
            1,
            (a, o, n) -> f.derivative((float[]) a[0], o[0], (float[]) a[1], o[1], n)));
    all.add(
        elementwise(
            f,
            "valueAndDerivative",
            p,
            1,
            2,
            (a, o, n) ->
                f.valueAndDerivative(
                    (float[]) a[0], o[0], (float[]) a[1], o[1], (float[]) a[2], o[2], n)));
    all.add(
        elementwise(
            f,
            "backward",
            p,
            2,
            1,
            (a, o, n) ->
                f.backward((float[]) a[0], o[0], (float[]) a[1], o[1], (float[]) a[2], o[2], n)));
    if (f.supportsBackwardFromOutput()) {
      all.add(
          elementwise(
              f,
              "backwardFromOutput",
              p,
              2,
              1,
              (a, o, n) ->
                  f.backwardFromOutput(
                      (float[]) a[0], o[0], (float[]) a[1], o[1], (float[]) a[2], o[2], n)));
    }
  }

  private static void addDouble(List<Operation> all, Activation f) {
    Precision p = Precision.DOUBLE;
    all.add(
        elementwise(
            f,
            "apply",
            p,
            1,
            1,
            (a, o, n) -> f.apply((double[]) a[0], o[0], (double[]) a[1], o[1], n)));
    all.add(
        elementwise(
            f,
            "derivative",
            p,
            1,
            1,
            (a, o, n) -> f.derivative((double[]) a[0], o[0], (double[]) a[1], o[1], n)));
    all.add(
        elementwise(
            f,
            "valueAndDerivative",
            p,
            1,
            2,
            (a, o, n) ->
                f.valueAndDerivative(
                    (double[]) a[0], o[0], (double[]) a[1], o[1], (double[]) a[2], o[2], n)));
    all.add(
        elementwise(
            f,
            "backward",
            p,
            2,
            1,
            (a, o, n) ->
                f.backward(
                    (double[]) a[0], o[0], (double[]) a[1], o[1], (double[]) a[2], o[2], n)));
    if (f.supportsBackwardFromOutput()) {
      all.add(
          elementwise(
              f,
              "backwardFromOutput",
              p,
              2,
              1,
              (a, o, n) ->
                  f.backwardFromOutput(
                      (double[]) a[0], o[0], (double[]) a[1], o[1], (double[]) a[2], o[2], n)));
    }
  }

  private static void addSoftmax(List<Operation> all) {
    all.add(
        softmax(
            "softmax",
            Precision.FLOAT,
            1,
            (a, o, s, rows, n) ->
                Softmax.softmax((float[]) a[0], o[0], s[0], (float[]) a[1], o[1], s[1], rows, n)));
    all.add(
        softmax(
            "softmax",
            Precision.DOUBLE,
            1,
            (a, o, s, rows, n) ->
                Softmax.softmax(
                    (double[]) a[0], o[0], s[0], (double[]) a[1], o[1], s[1], rows, n)));
    all.add(
        softmax(
            "softmaxBackward",
            Precision.FLOAT,
            2,
            (a, o, s, rows, n) ->
                Softmax.softmaxBackward(
                    (float[]) a[0],
                    o[0],
                    s[0],
                    (float[]) a[1],
                    o[1],
                    s[1],
                    (float[]) a[2],
                    o[2],
                    s[2],
                    rows,
                    n)));
    all.add(
        softmax(
            "softmaxBackward",
            Precision.DOUBLE,
            2,
            (a, o, s, rows, n) ->
                Softmax.softmaxBackward(
                    (double[]) a[0],
                    o[0],
                    s[0],
                    (double[]) a[1],
                    o[1],
                    s[1],
                    (double[]) a[2],
                    o[2],
                    s[2],
                    rows,
                    n)));
    all.add(
        softmax(
            "logSoftmax",
            Precision.FLOAT,
            1,
            (a, o, s, rows, n) ->
                Softmax.logSoftmax(
                    (float[]) a[0], o[0], s[0], (float[]) a[1], o[1], s[1], rows, n)));
    all.add(
        softmax(
            "logSoftmax",
            Precision.DOUBLE,
            1,
            (a, o, s, rows, n) ->
                Softmax.logSoftmax(
                    (double[]) a[0], o[0], s[0], (double[]) a[1], o[1], s[1], rows, n)));
    all.add(
        softmax(
            "logSoftmaxBackward",
            Precision.FLOAT,
            2,
            (a, o, s, rows, n) ->
                Softmax.logSoftmaxBackward(
                    (float[]) a[0],
                    o[0],
                    s[0],
                    (float[]) a[1],
                    o[1],
                    s[1],
                    (float[]) a[2],
                    o[2],
                    s[2],
                    rows,
                    n)));
    all.add(
        softmax(
            "logSoftmaxBackward",
            Precision.DOUBLE,
            2,
            (a, o, s, rows, n) ->
                Softmax.logSoftmaxBackward(
                    (double[]) a[0],
                    o[0],
                    s[0],
                    (double[]) a[1],
                    o[1],
                    s[1],
                    (double[]) a[2],
                    o[2],
                    s[2],
                    rows,
                    n)));
  }

  private static Operation softmax(String method, Precision precision, int inputs, Body body) {
    return new Operation("softmax", method, precision, inputs, 1, true, Softmax::warmUp, body);
  }
}
