package dev.lanewise.testing;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;

/** Applies an activation in place to a hundred million elements and checks every one of them. */
public final class HugeArray {
  private static final int LENGTH = 100_000_003;
  private static final int PERIOD = 65_537;

  private HugeArray() {}

  public static void main(String[] args) {
    Activation sigmoid = Activations.of("sigmoid");
    sigmoid.warmUp();
    float[] period = (float[]) Inputs.ordinary(dev.lanewise.lane.Precision.FLOAT, PERIOD, 1);
    float[] x = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      x[i] = period[i % PERIOD];
    }
    sigmoid.apply(x, x);
    sigmoid.apply(period, period);
    for (int i = 0; i < LENGTH; i++) {
      if (x[i] != period[i % PERIOD]) {
        throw new AssertionError("at " + i + ": " + x[i] + ", not " + period[i % PERIOD]);
      }
    }
  }
}
