package dev.lanewise.jmh.loops;

/** Layer and RMS normalisation of rows as everyone writes them first: mean, variance, scale. */
final class PlainNorms {
  private PlainNorms() {}

  static Loop loop(Operation operation) {
    boolean forward = operation.direction() == Direction.FORWARD;
    return switch (operation.name()) {
      case "layer_norm" ->
          forward ? (x, dy, y, shape) -> layerNorm(x, y, shape) : PlainNorms::layerNormBackward;
      case "rms_norm" ->
          forward ? (x, dy, y, shape) -> rmsNorm(x, y, shape) : PlainNorms::rmsNormBackward;
      default -> throw new IllegalArgumentException("PlainNorms has no loop for " + operation);
    };
  }

  private static void layerNorm(float[] x, float[] y, Shape shape) {
    int columns = shape.columns();
    for (int start = 0; start < x.length; start += columns) {
      float mean = mean(x, start, columns);
      float scale = scale(x, start, columns, mean);
      for (int i = start; i < start + columns; i++) {
        y[i] = (x[i] - mean) * scale;
      }
    }
  }

  private static void rmsNorm(float[] x, float[] y, Shape shape) {
    int columns = shape.columns();
    for (int start = 0; start < x.length; start += columns) {
      float scale = scale(x, start, columns, 0);
      for (int i = start; i < start + columns; i++) {
        y[i] = x[i] * scale;
      }
    }
  }

  private static void layerNormBackward(float[] x, float[] dy, float[] dx, Shape shape) {
    int columns = shape.columns();
    for (int start = 0; start < x.length; start += columns) {
      float mean = mean(x, start, columns);
      float scale = scale(x, start, columns, mean);
      float sum = 0;
      float dot = 0;
      for (int i = start; i < start + columns; i++) {
        sum += dy[i];
        dot += dy[i] * (x[i] - mean) * scale;
      }
      float meanGradient = sum / columns;
      float slope = dot / columns;
      for (int i = start; i < start + columns; i++) {
        dx[i] = (dy[i] - meanGradient - (x[i] - mean) * scale * slope) * scale;
      }
    }
  }

  private static void rmsNormBackward(float[] x, float[] dy, float[] dx, Shape shape) {
    int columns = shape.columns();
    for (int start = 0; start < x.length; start += columns) {
      float scale = scale(x, start, columns, 0);
      float dot = 0;
      for (int i = start; i < start + columns; i++) {
        dot += dy[i] * x[i] * scale;
      }
      float slope = dot / columns;
      for (int i = start; i < start + columns; i++) {
        dx[i] = (dy[i] - x[i] * scale * slope) * scale;
      }
    }
  }

  private static float mean(float[] x, int start, int columns) {
    float sum = 0;
    for (int i = start; i < start + columns; i++) {
      sum += x[i];
    }
    return sum / columns;
  }

  /** 1 / √(Σ(x - mean)² / columns + ε). */
  private static float scale(float[] x, int start, int columns, float mean) {
    float squares = 0;
    for (int i = start; i < start + columns; i++) {
      squares += (x[i] - mean) * (x[i] - mean);
    }
    return (float) (1 / Math.sqrt(squares / columns + Constants.NORM_EPSILON));
  }
}
