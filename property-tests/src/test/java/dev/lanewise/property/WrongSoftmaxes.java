package dev.lanewise.property;

import java.util.function.IntConsumer;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Softmaxes that circulate and are wrong, as contracts that must fail. */
final class WrongSoftmaxes {
  /** Fixed, so that the counterexample that is found and shrunk is always the same. */
  private static final String SEED = "1";

  private WrongSoftmaxes() {}

  static Stream<WrongFormula> all() {
    return Stream.of(diagonal(), overflow());
  }

  private static WrongFormula diagonal() {
    RowKernels<?> kernels = new SoftmaxDiagonal().subject().kernels().getFirst();
    double[] probabilities = {0.5, 0.5};
    double[] upstream = {0, 1};
    return WrongFormula.softmax(
        "softmax' = s(1 - s)",
        "at s = %s with dy = %s, dx is [-0.25, 0.25], not %s"
            .formatted(
                kernels.format().texts(probabilities),
                kernels.format().texts(upstream),
                kernels.format().texts(kernels.backward(probabilities, upstream))),
        SoftmaxDiagonal.class,
        "backwardIsTheWholeJacobian");
  }

  private static WrongFormula overflow() {
    SoftmaxSubject subject = new SoftmaxOverflow().subject();
    RowKernels<?> kernels = subject.kernels().getFirst();
    double[] x = {1000, 1000};
    return WrongFormula.softmax(
        "softmax = e^x / Σe^x as it stands",
        "s(%s) is %s, not %s"
            .formatted(
                kernels.format().texts(x),
                kernels.format().texts(subject.reference(x)),
                kernels.format().texts(kernels.forward(x))),
        SoftmaxOverflow.class,
        "rowSumsToOne");
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
