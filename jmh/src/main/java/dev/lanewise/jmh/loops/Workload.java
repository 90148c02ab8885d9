package dev.lanewise.jmh.loops;

import java.util.random.RandomGeneratorFactory;

/**
 * The arrays that a loop works on.
 *
 * @param shape how they divide into rows
 * @param x the inputs
 * @param dy the upstream gradients
 * @param out where results go
 */
public record Workload(Shape shape, float[] x, float[] dy, float[] out) {
  private static final long SEED = 20_250_925;

  /** The standard deviation of pre-activations that are neither saturated nor all near 0. */
  private static final double DEVIATION = 3;

  /**
   * Draws normally distributed inputs, the same at every call.
   *
   * @param size how many
   * @return numbers of mean 0 and standard deviation 3
   */
  public static float[] normal(int size) {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
    float[] x = new float[size];
    for (int i = 0; i < size; i++) {
      x[i] = (float) (DEVIATION * random.nextGaussian());
    }
    return x;
  }

  /**
   * Prepares the arrays of an operation.
   *
   * @param operation what will run
   * @param shape how large
   * @param sample inputs, repeated until the shape is full
   * @return arrays with inputs, gradients and room for the results
   */
  public static Workload of(Operation operation, Shape shape, float[] sample) {
    float[] x = repeat(sample, shape.size());
    float[] dy = repeat(gradients(Math.min(sample.length, shape.size())), shape.size());
    if (operation.family() == Family.SOFTMAX && operation.direction() == Direction.BACKWARD) {
      // The gradient of softmax is a function of its output.
      x = RowReference.forward(operation.name(), x, shape);
    }
    return new Workload(shape, x, dy, new float[shape.size()]);
  }

  /** Of either sign and neither tiny nor large: 128 values in [-1, 1), in a scattered order. */
  private static float[] gradients(int size) {
    float[] dy = new float[size];
    for (int i = 0; i < size; i++) {
      dy[i] = ((i * 37 & 127) - 64) / 64f;
    }
    return dy;
  }

  private static float[] repeat(float[] sample, int size) {
    float[] array = new float[size];
    for (int start = 0; start < size; start += sample.length) {
      System.arraycopy(sample, 0, array, start, Math.min(sample.length, size - start));
    }
    return array;
  }

  /**
   * Runs a loop once.
   *
   * @param loop the loop
   */
  public void run(Loop loop) {
    loop.run(x, dy, out, shape);
  }
}
