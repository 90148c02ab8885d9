package dev.lanewise.linalg;

/**
 * A thread's place for the one result of a reduction, made once so that no call allocates. It is of
 * the JDK's classes, so a thread that outlives the library's class loader does not keep that.
 */
final class Single {
  // No lambda: to link one takes the JVM some milliseconds and 80 KB, in somebody's first call.
  private static final ThreadLocal<Object[]> RESULTS =
      new ThreadLocal<>() {
        @Override
        protected Object[] initialValue() {
          return new Object[] {new float[1], new double[1], new int[1]};
        }
      };

  private Single() {}

  /** Loads the classes, so that the next call allocates no more than its thread's arrays. */
  static void load() {
    RESULTS.get();
  }

  static float[] floats() {
    return (float[]) RESULTS.get()[0];
  }

  static double[] doubles() {
    return (double[]) RESULTS.get()[1];
  }

  static int[] ints() {
    return (int[]) RESULTS.get()[2];
  }
}
