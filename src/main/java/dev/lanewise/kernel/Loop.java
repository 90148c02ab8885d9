package dev.lanewise.kernel;

/**
 * A way to run a program of one precision: walking it, a scalar loop or a vector loop.
 *
 * <p>Arguments have been checked. The arrays are {@code float[]} or {@code double[]} as the
 * precision says; an operand that the kernel does not have is {@code null}. Scalar and vector loops
 * are generated, a hidden class for each program, so that C2 sees each loop with its own profile
 * and without a call inside it.
 */
abstract class Loop {
  /** Reductions with a condition are made as it says. */
  static final int AS_NEEDED = 0;

  /** They are made of all rows, whatever the condition says; results are then meaningless. */
  static final int OF_ALL_ROWS = 1;

  /** They are made of no row. */
  static final int OF_NO_ROW = 2;

  /** Serves rows that are shorter than this vector loop's vectors. */
  Loop shortRows;

  /** One of the above; another than the first only before the loop serves. */
  int conditionalReductions = AS_NEEDED;

  abstract void run(
      Object a,
      int aOffset,
      int aStride,
      Object b,
      int bOffset,
      int bStride,
      Object c,
      int cOffset,
      int cStride,
      int rows,
      int columns);
}
