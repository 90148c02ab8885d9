package dev.lanewise.kernel;

/**
 * A thread's memory for the partial results of a scalar reduction, made once so that no call
 * allocates. Reductions run one at a time, so one array serves them all.
 */
final class Partials {
  private static final ThreadLocal<float[]> FLOATS =
      ThreadLocal.withInitial(() -> new float[LoopCompiler.partials(false)]);
  private static final ThreadLocal<double[]> DOUBLES =
      ThreadLocal.withInitial(() -> new double[LoopCompiler.partials(true)]);

  private Partials() {}

  static float[] floats() {
    return FLOATS.get();
  }

  static double[] doubles() {
    return DOUBLES.get();
  }
}
