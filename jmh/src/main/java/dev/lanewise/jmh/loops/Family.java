package dev.lanewise.jmh.loops;

/** Operations that are compared on the same shapes, by loops of the same kind. */
public enum Family {
  /** Activations: each element by itself. */
  ELEMENTWISE,
  /** Softmax and its logarithm, over the rows of a matrix. */
  SOFTMAX,
  /** Layer and RMS normalisation of the rows of a matrix, without weight and bias. */
  NORM
}
