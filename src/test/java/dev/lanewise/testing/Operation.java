package dev.lanewise.testing;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import dev.lanewise.activation.Softmax;
import dev.lanewise.activation.Sparsemax;
import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Operand;
import dev.lanewise.kernel.Operand.Extent;
import dev.lanewise.kernel.RowProgram;
import dev.lanewise.kernel.RowProgram.Fold;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import dev.lanewise.math.VectorMath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One kernel behind the public interface: every method of every activation, of softmax, of linear
 * algebra, of vector math, of gated units and of kernels that a user defines, and some on segments
 * and values of 16 bits, so that a test of all of them is one loop.
 *
 * @param owner what is warmed up as a whole: an activation's name, softmax…
 * @param method the method of it
 * @param memory where it has its values
 * @param operands what it is called with; those that are only read come first
 * @param form what a call works on
 * @param warmUp warms up the owner and says whether vectors serve all of it
 * @param body calls the method
 */
public record Operation(
    String owner,
    String method,
    Memory memory,
    List<Operand> operands,
    Form form,
    WarmUp warmUp,
    Body body) {

  /** An operation on arrays of a precision. */
  public Operation(
      String owner,
      String method,
      Precision precision,
      List<Operand> operands,
      Form form,
      WarmUp warmUp,
      Body body) {
    this(owner, method, Memory.arrays(precision), operands, form, warmUp, body);
  }

  /** What a call works on. */
  public enum Form {
    /** Ranges of arrays. */
    RANGE,
    /** Rows, with leading dimensions. */
    ROWS,
    /** Rows of which a result is copied, so that not all that it refuses is seen here. */
    COPIES,
    /** A range, of which it returns a number; the body stores that to the last operand. */
    NUMBER
  }

  /** So little arithmetic that the scalar loop may be as fast, and then stays. */
  private static final Set<String> CHEAP =
      Set.of(
          "identity",
          "relu",
          "relu6",
          "bounded_relu",
          "leaky_relu",
          "softsign",
          "hardtanh",
          "hardsigmoid",
          "hardswish",
          "clipped_swish",
          "softshrink",
          "hardshrink",
          "threshold",
          "rrelu",
          "cube",
          "square",
          "abs",
          "sqrt",
          "clipped_linear",
          "linear",
          "round",
          "squareplus",
          "sparse_plus",
          "sparse_sigmoid",
          "prelu",
          "stored_prelu_FLOAT",
          "stored_prelu_FLOAT16",
          "user_squareplus",
          "user_softsign");

  private static final List<Operation> ALL = collect();

  private static final List<String> OWNERS = ALL.stream().map(Operation::owner).distinct().toList();

  /** Warms up and says whether vectors serve. */
  @FunctionalInterface
  public interface WarmUp {
    boolean now();
  }

  /** Calls an operation; one that is not on rows has one row, whose strides do not matter. */
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

  /** What is warmed up as a whole, in the order of the operations. */
  public static List<String> owners() {
    return OWNERS;
  }

  /** The catalogue and the activations of {@link Formulas}. */
  public static List<Activation> activations() {
    return Stream.concat(Activations.all().stream(), Formulas.all().stream()).toList();
  }

  /** Calls the operation on one row, or, where it works on rows, on several. */
  public void run(Object[] arrays, int[] offsets, int[] strides, int rows, int columns) {
    body.run(arrays, offsets, strides, rows, columns);
  }

  /** How many arrays it only reads; they come first. */
  public int inputs() {
    return (int) operands.stream().filter(operand -> !operand.written()).count();
  }

  /** Whether it works on rows. */
  public boolean rowwise() {
    return form == Form.ROWS || form == Form.COPIES;
  }

  /** The type in which its values are computed. */
  public Precision precision() {
    return memory.storage().precision();
  }

  /** How many elements of an operand belong to a row. */
  public int width(int operand, int columns) {
    Operand its = operands.get(operand);
    return its.extent() == Extent.COLUMN ? 1 : its.parts() * columns;
  }

  /** Whether an operand's array may be an input's: both have rows, of as many parts as wide. */
  public boolean inPlace(int input, int output) {
    return operands.get(input).extent() == Extent.ROWS
        && operands.get(output).extent() == Extent.ROWS
        && memory.storage(operands.get(input)) == memory.storage(operands.get(output))
        && operands.get(input).parts() == operands.get(output).parts();
  }

  /** A new array for an operand, all zero. */
  public Object allocate(int operand, int length) {
    return memory.allocate(operands.get(operand), length);
  }

  /** The values of an array, for an operand that is read. */
  public Object input(Object array) {
    return memory.of(array);
  }

  /** Whether the mathematics is so heavy that vectors must be faster. */
  public boolean heavy() {
    return !CHEAP.contains(owner);
  }

  @Override
  public String toString() {
    return owner + "." + method + "." + precision();
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
    Operation.<float[]>addRows(
        all,
        "sparsemax",
        Sparsemax::warmUp,
        "sparsemax",
        Precision.FLOAT,
        Sparsemax::sparsemax,
        Sparsemax::sparsemaxBackward);
    Operation.<double[]>addRows(
        all,
        "sparsemax",
        Sparsemax::warmUp,
        "sparsemax",
        Precision.DOUBLE,
        Sparsemax::sparsemax,
        Sparsemax::sparsemaxBackward);
    addMath(all, "exp", VectorMath::exp, VectorMath::exp);
    addMath(all, "exp2", VectorMath::exp2, VectorMath::exp2);
    addMath(all, "expm1", VectorMath::expm1, VectorMath::expm1);
    addMath(all, "log", VectorMath::log, VectorMath::log);
    addMath(all, "log2", VectorMath::log2, VectorMath::log2);
    addMath(all, "log10", VectorMath::log10, VectorMath::log10);
    addMath(all, "log1p", VectorMath::log1p, VectorMath::log1p);
    addMath(all, "tanh", VectorMath::tanh, VectorMath::tanh);
    addMath(all, "sinh", VectorMath::sinh, VectorMath::sinh);
    addMath(all, "cosh", VectorMath::cosh, VectorMath::cosh);
    addMath(all, "erf", VectorMath::erf, VectorMath::erf);
    addMath(all, "erfc", VectorMath::erfc, VectorMath::erfc);
    addMath(all, "sin", VectorMath::sin, VectorMath::sin);
    addMath(all, "cos", VectorMath::cos, VectorMath::cos);
    addMath(all, "sigmoid", VectorMath::sigmoid, VectorMath::sigmoid);
    addMath(all, "logit", VectorMath::logit, VectorMath::logit);
    addMath(all, "cbrt", VectorMath::cbrt, VectorMath::cbrt);
    addMath(all, "rsqrt", VectorMath::rsqrt, VectorMath::rsqrt);
    addMath(
        all,
        "cube",
        (x, i, y, j, n) -> VectorMath.pow(x, i, 3, y, j, n),
        (x, i, y, j, n) -> VectorMath.pow(x, i, 3, y, j, n));
    all.add(math("pow", Precision.FLOAT, 2, Operation.<float[]>on(VectorMath::pow)));
    all.add(math("pow", Precision.DOUBLE, 2, Operation.<double[]>on(VectorMath::pow)));
    all.addAll(LinalgOperations.all());
    all.addAll(GatedOperations.all());
    all.addAll(LossOperations.all());
    all.addAll(StoredOperations.all());
    all.addAll(StoredRowOperations.all());
    for (Precision precision : Precision.values()) {
      Kernel kernel =
          new Kernel("userRows", precision, List.of("x"), List.of("y"), Operation::rows);
      all.add(
          new Operation(
              "user_rows_" + precision,
              "run",
              precision,
              matrices(1, 1),
              Form.ROWS,
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
    return new Operation(
        f.name(), method, precision, matrices(inputs, outputs), Form.RANGE, f::warmUp, body);
  }

  /** Operands that are read, and operands that are written. */
  static List<Operand> matrices(int inputs, int outputs) {
    return Stream.concat(
            Stream.generate(() -> Operand.input("in")).limit(inputs),
            Stream.generate(() -> Operand.output("out")).limit(outputs))
        .toList();
  }

  private static <A> void addSoftmax(
      List<Operation> all,
      String method,
      Precision precision,
      TwoMatrices<A> forward,
      ThreeMatrices<A> backward) {
    addRows(all, "softmax", Softmax::warmUp, method, precision, forward, backward);
  }

  private static <A> void addRows(
      List<Operation> all,
      String owner,
      WarmUp warmUp,
      String method,
      Precision precision,
      TwoMatrices<A> forward,
      ThreeMatrices<A> backward) {
    all.add(rows(owner, warmUp, method, precision, 1, on(forward)));
    all.add(rows(owner, warmUp, method + "Backward", precision, 2, on(backward)));
  }

  private static Operation rows(
      String owner, WarmUp warmUp, String method, Precision precision, int inputs, Body body) {
    return new Operation(owner, method, precision, matrices(inputs, 1), Form.ROWS, warmUp, body);
  }

  private static void addMath(
      List<Operation> all, String method, TwoRanges<float[]> floats, TwoRanges<double[]> doubles) {
    all.add(math(method, Precision.FLOAT, 1, on(floats)));
    all.add(math(method, Precision.DOUBLE, 1, on(doubles)));
  }

  private static Operation math(String method, Precision precision, int inputs, Body body) {
    return new Operation(
        "math", method, precision, matrices(inputs, 1), Form.RANGE, VectorMath::warmUp, body);
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
