package dev.lanewise.jmh.loops;

/** Layer and RMS normalisation of rows in double. */
final class NormReference {
  private NormReference() {}

  /** One row: x̂ = (x - m) / √(v + ε), or dx = (g - Σg / n - x̂·Σgx̂ / n) / √(v + ε) of it. */
  static void compute(
      Operation operation, float[] x, float[] dy, double[] result, int start, int end) {
    boolean centred = operation.name().equals("layer_norm");
    int columns = end - start;
    double mean = 0;
    for (int i = start; centred && i < end; i++) {
      mean += (double) x[i] / columns;
    }
    double variance = 0;
    for (int i = start; i < end; i++) {
      variance += (x[i] - mean) * (x[i] - mean) / columns;
    }
    double scale = 1 / Math.sqrt(variance + Constants.NORM_EPSILON);
    double meanGradient = 0;
    double slope = 0;
    for (int i = start; i < end; i++) {
      result[i] = (x[i] - mean) * scale;
      meanGradient += centred ? (double) dy[i] / columns : 0;
      slope += dy[i] * result[i] / columns;
    }
    for (int i = start; operation.direction() == Direction.BACKWARD && i < end; i++) {
      result[i] = (dy[i] - meanGradient - result[i] * slope) * scale;
    }
  }
}
