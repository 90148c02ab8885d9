package dev.lanewise.jmh.loops;

/** Softmax and its logarithm over rows as everyone writes them first. */
final class PlainRows {
  private PlainRows() {}

  static Loop loop(Operation operation) {
    boolean forward = operation.direction() == Direction.FORWARD;
    return switch (operation.name()) {
      case "softmax" ->
          forward ? (x, dy, y, shape) -> softmax(x, y, shape) : PlainRows::softmaxBackward;
      case "log_softmax" ->
          forward ? (x, dy, y, shape) -> logSoftmax(x, y, shape) : PlainRows::logSoftmaxBackward;
      default -> throw new IllegalArgumentException("PlainRows has no loop for " + operation);
    };
  }

  private static void softmax(float[] x, float[] y, Shape shape) {
    int columns = shape.columns();
    for (int start = 0; start < x.length; start += columns) {
      float max = max(x, start, columns);
      float sum = 0;
      for (int i = start; i < start + columns; i++) {
        y[i] = (float) Math.exp(x[i] - max);
        sum += y[i];
      }
      for (int i = start; i < start + columns; i++) {
        y[i] /= sum;
      }
    }
  }

  private static void logSoftmax(float[] x, float[] y, Shape shape) {
    int columns = shape.columns();
    for (int start = 0; start < x.length; start += columns) {
      float max = max(x, start, columns);
      double sum = 0;
      for (int i = start; i < start + columns; i++) {
        sum += Math.exp(x[i] - max);
      }
      float shift = max + (float) Math.log(sum);
      for (int i = start; i < start + columns; i++) {
        y[i] = x[i] - shift;
      }
    }
  }

  private static void softmaxBackward(float[] y, float[] dy, float[] dx, Shape shape) {
    int columns = shape.columns();
    for (int start = 0; start < y.length; start += columns) {
      float dot = 0;
      for (int i = start; i < start + columns; i++) {
        dot += y[i] * dy[i];
      }
      for (int i = start; i < start + columns; i++) {
        dx[i] = y[i] * (dy[i] - dot);
      }
    }
  }

  private static void logSoftmaxBackward(float[] y, float[] dy, float[] dx, Shape shape) {
    int columns = shape.columns();
    for (int start = 0; start < y.length; start += columns) {
      float sum = 0;
      for (int i = start; i < start + columns; i++) {
        sum += dy[i];
      }
      for (int i = start; i < start + columns; i++) {
        dx[i] = (float) (dy[i] - Math.exp(y[i]) * sum);
      }
    }
  }

  private static float max(float[] x, int start, int columns) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = start; i < start + columns; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }
}
