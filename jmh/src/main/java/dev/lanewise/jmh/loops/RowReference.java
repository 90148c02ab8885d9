package dev.lanewise.jmh.loops;

/**
 * Row-wise operations in double, softmax and its logarithm good to well under a hundredth of a
 * float ulp.
 */
public final class RowReference {
  private RowReference() {}

  /**
   * The forward pass of softmax or its logarithm, rounded to float.
   *
   * @param kernel "softmax" or "log_softmax"
   * @param x the inputs
   * @param shape their rows
   * @return the values
   */
  public static float[] forward(String kernel, float[] x, Shape shape) {
    double[] exact = compute(new Operation(kernel, Direction.FORWARD), x, x, shape);
    float[] y = new float[exact.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = (float) exact[i];
    }
    return y;
  }

  /**
   * Either pass.
   *
   * @param operation which
   * @param x the inputs of the forward pass; for the backward pass of softmax, its outputs
   * @param dy the upstream gradients, which the forward pass ignores
   * @param shape their rows
   * @return the values or the gradients
   */
  public static double[] compute(Operation operation, float[] x, float[] dy, Shape shape) {
    boolean log = operation.name().equals("log_softmax");
    double[] result = new double[x.length];
    for (int row = 0; row < shape.rows(); row++) {
      int start = row * shape.columns();
      if (operation.family() == Family.NORM) {
        NormReference.compute(operation, x, dy, result, start, start + shape.columns());
      } else if (operation.direction() == Direction.FORWARD) {
        forwardRow(log, x, result, start, start + shape.columns());
      } else {
        backwardRow(log, x, dy, result, start, start + shape.columns());
      }
    }
    return result;
  }

  private static void forwardRow(boolean log, float[] x, double[] y, int start, int end) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = start; i < end; i++) {
      max = Math.max(max, x[i]);
    }
    // The largest term is 1 and is left out, so that the logarithm of a sum near 1 keeps its
    // digits.
    double others = 0;
    boolean largestSeen = false;
    for (int i = start; i < end; i++) {
      y[i] = StrictMath.exp(x[i] - max);
      if (!largestSeen && x[i] == max) {
        largestSeen = true;
      } else {
        others += y[i];
      }
    }
    for (int i = start; i < end; i++) {
      y[i] = log ? x[i] - max - StrictMath.log1p(others) : y[i] / (1 + others);
    }
  }

  private static void backwardRow(
      boolean log, float[] y, float[] dy, double[] dx, int start, int end) {
    double sum = 0;
    for (int i = start; i < end; i++) {
      sum += log ? dy[i] : (double) y[i] * dy[i];
    }
    for (int i = start; i < end; i++) {
      dx[i] = log ? dy[i] - StrictMath.exp(y[i]) * sum : y[i] * (dy[i] - sum);
    }
  }
}
