package dev.lanewise.jmh.loops;

/** One pass over arrays: what is timed. */
@FunctionalInterface
public interface Loop {
  /**
   * Runs the pass.
   *
   * @param x the inputs; for the backward pass of softmax, its outputs
   * @param dy the upstream gradients, which a forward pass ignores
   * @param out receives the values or the gradients
   * @param shape how the arrays divide into rows
   */
  void run(float[] x, float[] dy, float[] out, Shape shape);
}
