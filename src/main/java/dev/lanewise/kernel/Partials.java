package dev.lanewise.kernel;

import dev.lanewise.kernel.RowProgram.Reduce;

/**
 * A thread's memory for the partial results of a {@link StridedReduction}, made once so that no
 * call allocates. Reductions run one at a time, so one array serves them all. It is an array of the
 * JDK's, so a thread that outlives the library's class loader does not keep it.
 */
final class Partials {
  // No lambdas: to link one takes the JVM some milliseconds and 80 KB, in somebody's first call.
  private static final ThreadLocal<float[]> FLOATS =
      new ThreadLocal<>() {
        @Override
        protected float[] initialValue() {
          return new float[Reduce.MOST_PARTIALS * LoopCompiler.partials(false)];
        }
      };

  private static final ThreadLocal<double[]> DOUBLES =
      new ThreadLocal<>() {
        @Override
        protected double[] initialValue() {
          return new double[Reduce.MOST_PARTIALS * LoopCompiler.partials(true)];
        }
      };

  private Partials() {}

  static float[] floats() {
    return FLOATS.get();
  }

  static double[] doubles() {
    return DOUBLES.get();
  }
}
