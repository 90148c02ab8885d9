package dev.lanewise.testing;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import dev.lanewise.activation.Softmax;
import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.RowProgram;
import dev.lanewise.kernel.RowProgram.Fold;
import dev.lanewise.lane.Lane;
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

  /** A method over ranges of two arrays, which are {@code float[]} or {@code double[]}. */
  @FunctionalInterface
  private interface TwoRanges<A> {
    void run(A a, int aOffset, A b, int bOffset, int length);
  }

  /** A method over ranges of three arrays. */
  @FunctionalInterface
  private interface ThreeRanges<A> {
    void run(A a, int aOffset, A b, int bOffset, A c, int cOffset, int length);
  }

  /** A method over the rows of two matrices. */
  @FunctionalInterface
  private interface TwoMatrices<A> {
    void run(A a, int aOffset, int aStride, A b, int bOffset, int bStride, int rows, int columns);
  }

  /** A method over the rows of three matrices. */
  @FunctionalInterface
  private interface ThreeMatrices<A> {
    void run(
        A a,
        int aOffset,
        int aStride,
        A b,
        int bOffset,
        int bStride,
        A c,
        int cOffset,
        int cStride,
        int rows,
        int columns);
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
    for (Activation f : activations()) {
      Operation.<float[]>addActivation(
          all,
          f,
          Precision.FLOAT,
          f::apply,
          f::derivative,
          f::valueAndDerivative,
          f::backward,
          f::backwardFromOutput);
      Operation.<double[]>addActivation(
          all,
          f,
          Precision.DOUBLE,
          f::apply,
          f::derivative,
          f::valueAndDerivative,
          f::backward,
          f::backwardFromOutput);
    }
    Operation.<float[]>addSoftmax(
        all, "softmax", Precision.FLOAT, Softmax::softmax, Softmax::softmaxBackward);
    Operation.<float[]>addSoftmax(
        all, "logSoftmax", Precision.FLOAT, Softmax::logSoftmax, Softmax::logSoftmaxBackward);
    Operation.<double[]>addSoftmax(
        all, "softmax", Precision.DOUBLE, Softmax::softmax, Softmax::softmaxBackward);
    Operation.<double[]>addSoftmax(
        all, "logSoftmax", Precision.DOUBLE, Softmax::logSoftmax, Softmax::logSoftmaxBackward);
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

  /** A user's operation on rows: y = x / (max x + Σ x² / 4), but 0 where that is 0 or NaN. */
  private static void rows(RowProgram program) {
    int[] x = RowProgram.operands(0);
    int[] y = RowProgram.operands(1);
    int max = program.reduce(Fold.MAX, x, RowProgram.scalars(), l -> l[0]);
    int sum = program.reduce(Fold.SUM, x, RowProgram.scalars(), l -> l[0].mul(l[0]));
    int divisor = program.compute(RowProgram.scalars(max, sum), l -> l[1].fma(0.25, l[0]));
    int scale =
        program.compute(
            RowProgram.scalars(divisor),
            l -> l[0].abs().gt(0).select(l[0].constant(1).div(l[0]), 0));
    program.map(x, RowProgram.scalars(scale), y, l -> new Lane[] {l[0].mul(l[1])});
  }

  private static <A> void addActivation(
      List<Operation> all,
      Activation f,
      Precision precision,
      TwoRanges<A> apply,
      TwoRanges<A> derivative,
      ThreeRanges<A> valueAndDerivative,
      ThreeRanges<A> backward,
      ThreeRanges<A> backwardFromOutput) {
    all.add(elementwise(f, "apply", precision, 1, 1, on(apply)));
    all.add(elementwise(f, "derivative", precision, 1, 1, on(derivative)));
    all.add(elementwise(f, "valueAndDerivative", precision, 1, 2, on(valueAndDerivative)));
    all.add(elementwise(f, "backward", precision, 2, 1, on(backward)));
    if (f.supportsBackwardFromOutput()) {
      all.add(elementwise(f, "backwardFromOutput", precision, 2, 1, on(backwardFromOutput)));
    }
  }

  private static Operation elementwise(
      Activation f, String method, Precision precision, int inputs, int outputs, Body body) {
    return new Operation(f.name(), method, precision, inputs, outputs, false, f::warmUp, body);
  }

  private static <A> void addSoftmax(
      List<Operation> all,
      String method,
      Precision precision,
      TwoMatrices<A> forward,
      ThreeMatrices<A> backward) {
    all.add(softmax(method, precision, 1, on(forward)));
    all.add(softmax(method + "Backward", precision, 2, on(backward)));
  }

  private static Operation softmax(String method, Precision precision, int inputs, Body body) {
    return new Operation("softmax", method, precision, inputs, 1, true, Softmax::warmUp, body);
  }

  private static <A> Body on(TwoRanges<A> method) {
    return (a, o, s, rows, n) -> method.run(as(a[0]), o[0], as(a[1]), o[1], n);
  }

  private static <A> Body on(ThreeRanges<A> method) {
    return (a, o, s, rows, n) -> method.run(as(a[0]), o[0], as(a[1]), o[1], as(a[2]), o[2], n);
  }

  private static <A> Body on(TwoMatrices<A> method) {
    return (a, o, s, rows, n) -> method.run(as(a[0]), o[0], s[0], as(a[1]), o[1], s[1], rows, n);
  }

  private static <A> Body on(ThreeMatrices<A> method) {
    return (a, o, s, rows, n) ->
        method.run(as(a[0]), o[0], s[0], as(a[1]), o[1], s[1], as(a[2]), o[2], s[2], rows, n);
  }

  /** The array as the type that the method was chosen for; the method itself checks it. */
  @SuppressWarnings("unchecked")
  private static <A> A as(Object array) {
    return (A) array;
  }
}
