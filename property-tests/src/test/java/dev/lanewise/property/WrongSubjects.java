package dev.lanewise.property;

import java.util.function.DoubleUnaryOperator;
import java.util.function.IntConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Contracts whose subjects are formulas that circulate and are wrong, so that each must fail.
 *
 * <p>The seeds are fixed, so that the counterexample that is found and shrunk is always the same.
 * Where the value is wrong the derivative is right, and the other way round, so each mistake is
 * found on its own.
 */
final class WrongSubjects {
  private static final String SEED = "1";
  private static final double ALPHA = 1.6732632423543772848170429916717;
  private static final double LAMBDA = 1.0507009873554804934193349852946;

  private WrongSubjects() {}

  /** An activation on floats whose value is wrong. */
  private abstract static class WrongValue implements ValueContract {
    private final Subject subject;

    WrongValue(String activation, DoubleUnaryOperator value) {
      DoubleUnaryOperator derivative = References.derivative(activation);
      Kernels<?> kernels = Kernels.pointwise(Format.FLOAT, value, derivative);
      subject = Subject.of(activation, CatalogueFacts.of(activation), kernels);
    }

    @Override
    public Subject subject() {
      return subject;
    }

    @Override
    @Property(seed = SEED)
    public void valueAgreesWithTheReference(@ForAll("points") Point<?> point) {
      ValueContract.super.valueAgreesWithTheReference(point);
    }
  }

  /** An activation on floats whose derivative is wrong. */
  private abstract static class WrongDerivative implements DerivativeContract {
    private final Subject subject;

    WrongDerivative(String activation, DoubleUnaryOperator derivative) {
      DoubleUnaryOperator value = References.value(activation);
      Kernels<?> kernels = Kernels.pointwise(Format.FLOAT, value, derivative);
      subject = Subject.of(activation, CatalogueFacts.of(activation), kernels);
    }

    @Override
    public Subject subject() {
      return subject;
    }

    @Override
    @Property(seed = SEED)
    public void derivativeIsTheSlopeOfTheValues(@ForAll("finitePoints") Point<?> point) {
      DerivativeContract.super.derivativeIsTheSlopeOfTheValues(point);
    }
  }

  static class ReluAsStep extends WrongValue {
    ReluAsStep() {
      super("relu", x -> x > 0 ? 1 : 0);
    }
  }

  static class Relu6SlopeAbove extends WrongDerivative {
    Relu6SlopeAbove() {
      super("relu6", x -> x <= 0 ? 0 : x <= 6 ? 1 : 1.0 / 6);
    }
  }

  static class Relu6SlopeBelow extends WrongDerivative {
    Relu6SlopeBelow() {
      super("relu6", x -> x < 6 ? 1 : 0);
    }
  }

  static class SeluAlphaInTheExponent extends WrongValue {
    SeluAlphaInTheExponent() {
      super("selu", x -> x > 0 ? LAMBDA * x : LAMBDA * StrictMath.expm1(ALPHA * x));
    }
  }

  static class SeluSlope extends WrongDerivative {
    SeluSlope() {
      super(
          "selu",
          x -> {
            double e = StrictMath.exp(ALPHA * x);
            return x > 0 ? LAMBDA : LAMBDA * ALPHA * e * (1 + e);
          });
    }
  }

  static class EluAsRelu extends WrongValue {
    EluAsRelu() {
      super("elu", x -> Math.max(0, x));
    }
  }

  static class EluSlope extends WrongDerivative {
    EluSlope() {
      super("elu", x -> x > 0 ? 2 : StrictMath.exp(x));
    }
  }

  static class SoftplusSlope extends WrongDerivative {
    SoftplusSlope() {
      super("softplus", x -> 1 + StrictMath.exp(-x));
    }
  }

  /** A softmax on floats that is wrong. */
  private abstract static class WrongSoftmax implements SoftmaxContract {
    private final SoftmaxSubject subject;

    WrongSoftmax(RowKernels.Forward<float[]> forward, RowKernels.Backward<float[]> backward) {
      subject = SoftmaxSubject.softmax("softmax", RowKernels.floats(forward, backward));
    }

    @Override
    public SoftmaxSubject subject() {
      return subject;
    }

    @Override
    @Property(seed = SEED)
    public void backwardIsTheWholeJacobian(@ForAll("shortRows") Row<?> row) {
      SoftmaxContract.super.backwardIsTheWholeJacobian(row);
    }

    @Override
    @Property(seed = SEED)
    public void rowSumsToOne(@ForAll("finiteRows") Row<?> row) {
      SoftmaxContract.super.rowSumsToOne(row);
    }
  }

  static class SoftmaxDiagonal extends WrongSoftmax {
    SoftmaxDiagonal() {
      super(
          (x, y, rows, cols) ->
              forEachRow(
                  rows, cols, row -> put(y, row, SoftmaxReference.softmax(take(x, row, cols)))),
          (y, dy, dx, rows, cols) -> {
            for (int i = 0; i < rows * cols; i++) {
              dx[i] = dy[i] * y[i] * (1 - y[i]);
            }
          });
    }
  }

  static class SoftmaxOverflow extends WrongSoftmax {
    SoftmaxOverflow() {
      super(
          (x, y, rows, cols) ->
              forEachRow(rows, cols, row -> put(y, row, exponentials(take(x, row, cols)))),
          (y, dy, dx, rows, cols) -> {
            throw new AssertionError("the backward pass is not under test");
          });
    }

    private static double[] exponentials(double... x) {
      float sum = 0;
      for (double xi : x) {
        sum += (float) StrictMath.exp(xi);
      }
      double[] y = new double[x.length];
      for (int i = 0; i < y.length; i++) {
        y[i] = (float) StrictMath.exp(x[i]) / sum;
      }
      return y;
    }
  }

  private static void forEachRow(int rows, int cols, IntConsumer action) {
    for (int row = 0; row < rows; row++) {
      action.accept(row * cols);
    }
  }

  private static double[] take(float[] matrix, int offset, int cols) {
    double[] row = new double[cols];
    for (int i = 0; i < cols; i++) {
      row[i] = matrix[offset + i];
    }
    return row;
  }

  private static void put(float[] matrix, int offset, double... row) {
    for (int i = 0; i < row.length; i++) {
      matrix[offset + i] = (float) row[i];
    }
  }
}
