package dev.lanewise.property;

import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;

/**
 * Every 1009th of all 2³² floats through a kernel, in parallel; the property {@code
 * test.sweep.stride} sets another distance, 1 for all of them.
 */
final class Sweep {
  /** A prime, so that every exponent and every low bit takes its turn. */
  private static final long STRIDE = Long.getLong("test.sweep.stride", 1009);

  private static final int BLOCK = 8192;
  private static final long FLOATS = (1L << 32) / STRIDE + 1;

  private Sweep() {}

  /** The worst error that was found. */
  record Worst(double ulps, float x, float actual, double exact) {
    @Override
    public String toString() {
      return "%.4f ULP at x = %s: %s, exactly %.9g".formatted(ulps, x, actual, exact);
    }
  }

  /**
   * The worst error of a kernel.
   *
   * @param kernel the kernel
   * @param reference what it should give
   * @param facts says where an absolute error of half an ulp of 1 will do; null for nowhere
   */
  static Worst worst(
      Kernels.TwoArrays<float[]> kernel, DoubleUnaryOperator reference, Facts facts) {
    return LongStream.rangeClosed(0, FLOATS / BLOCK)
        .parallel()
        .mapToObj(block -> worstOfBlock(block, kernel, reference, facts))
        .max(Comparator.comparingDouble(Worst::ulps))
        .orElseThrow();
  }

  private static Worst worstOfBlock(
      long block, Kernels.TwoArrays<float[]> kernel, DoubleUnaryOperator reference, Facts facts) {
    float[] x = new float[BLOCK];
    float[] y = new float[BLOCK];
    for (int i = 0; i < BLOCK; i++) {
      x[i] = Float.intBitsToFloat((int) ((block * BLOCK + i) * STRIDE));
    }
    kernel.run(x, 0, y, 0, BLOCK);
    Worst worst = new Worst(-1, 0, 0, 0);
    for (int i = 0; i < BLOCK; i++) {
      double exact = reference.applyAsDouble(x[i]);
      double error = Ulp.error(y[i], exact);
      if (error > worst.ulps && !isAbsolutelyClose(facts, x[i], y[i], exact)) {
        worst = new Worst(error, x[i], y[i], exact);
      }
    }
    return worst;
  }

  private static boolean isAbsolutelyClose(Facts facts, float x, float y, double exact) {
    return facts != null && facts.nearDerivativeZero(x) && Math.abs(y - exact) <= 0x1p-24;
  }
}
