package dev.lanewise.property;

import java.util.Arrays;

/**
 * Contracts of softmaxes that are right but for one mistake, named after the property that must
 * notice.
 */
final class BrokenSoftmaxes {
  private BrokenSoftmaxes() {}

  /** A softmax on doubles. */
  abstract static class Broken implements SoftmaxContract {
    private final SoftmaxSubject subject;

    Broken(RowKernels.Forward<double[]> forward) {
      this(forward, BrokenSoftmaxes::backward);
    }

    Broken(RowKernels.Forward<double[]> forward, RowKernels.Backward<double[]> backward) {
      subject = SoftmaxSubject.softmax("softmax", RowKernels.doubles(forward, backward));
    }

    @Override
    public SoftmaxSubject subject() {
      return subject;
    }
  }

  static void forward(double[] x, double[] y, int rows, int cols) {
    for (int row = 0; row < rows; row++) {
      double[] logits = Arrays.copyOfRange(x, row * cols, (row + 1) * cols);
      System.arraycopy(SoftmaxReference.softmax(logits), 0, y, row * cols, cols);
    }
  }

  static void backward(double[] y, double[] dy, double[] dx, int rows, int cols) {
    for (int row = 0; row < rows; row++) {
      double dot = 0;
      for (int i = row * cols; i < (row + 1) * cols; i++) {
        dot += y[i] * dy[i];
      }
      for (int i = row * cols; i < (row + 1) * cols; i++) {
        dx[i] = y[i] * (dy[i] - dot);
      }
    }
  }

  static class RowSumsToOne extends Broken {
    RowSumsToOne() {
      super(
          (x, y, rows, cols) -> {
            forward(x, y, rows, cols);
            // The last element is left out of the sum, as with a tail that is forgotten.
            y[rows * cols - 1] = cols > 8 ? 0.5 : y[rows * cols - 1];
          });
    }
  }

  static class RowAgreesWithTheReference extends Broken {
    RowAgreesWithTheReference() {
      // Sums to one, but in another order.
      super(
          (x, y, rows, cols) -> {
            double[] reversed = x.clone();
            for (int i = 0; i < x.length; i++) {
              reversed[i] = x[x.length - 1 - i];
            }
            forward(reversed, y, rows, cols);
          });
    }
  }

  static class MaskedLogitGetsNoProbability extends Broken {
    MaskedLogitGetsNoProbability() {
      super(
          (x, y, rows, cols) ->
              forward(Arrays.stream(x).map(xi -> Math.max(xi, -10)).toArray(), y, rows, cols));
    }
  }

  static class ShiftChangesNothing extends Broken {
    ShiftChangesNothing() {
      super(
          (x, y, rows, cols) ->
              forward(Arrays.stream(x).map(xi -> Math.min(xi, 100)).toArray(), y, rows, cols));
    }
  }

  static class BackwardIsTheWholeJacobian extends Broken {
    BackwardIsTheWholeJacobian() {
      super(
          BrokenSoftmaxes::forward,
          (y, dy, dx, rows, cols) -> {
            backward(y, dy, dx, rows, cols);
            dx[0] += 1e-6;
          });
    }
  }

  static class NanSpoilsItsOwnRowAlone extends Broken {
    NanSpoilsItsOwnRowAlone() {
      super(
          (x, y, rows, cols) -> {
            forward(x, y, rows, cols);
            if (Arrays.stream(x).anyMatch(Double::isNaN)) {
              Arrays.fill(y, Double.NaN);
            }
          });
    }
  }

  static class FullyMaskedRowGivesZerosAndZeroGradients extends Broken {
    FullyMaskedRowGivesZerosAndZeroGradients() {
      super(
          (x, y, rows, cols) -> {
            forward(x, y, rows, cols);
            for (int i = 0; i < x.length; i++) {
              y[i] = x[0] == Double.NEGATIVE_INFINITY && y[i] == 0 ? Double.NaN : y[i];
            }
          });
    }
  }

  static class InPlaceGivesTheSameBits extends Broken {
    InPlaceGivesTheSameBits() {
      super(
          (x, y, rows, cols) -> {
            Arrays.fill(y, 0);
            forward(x, y, rows, cols);
          });
    }
  }
}
