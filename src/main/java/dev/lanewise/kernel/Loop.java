package dev.lanewise.kernel;

/**
 * A way to run a program: walking it, a scalar loop or a vector loop.
 *
 * <p>Arguments have been checked. Operands are arrays as the kernel's storage says, or native
 * segments; one that the kernel does not have is {@code null}. Offsets and strides count elements.
 * Scalar and vector loops are generated, a hidden class for each program, so that C2 sees each loop
 * with its own profile and without a call inside it.
 */
abstract class Loop {
  /** How many operands a program can have. */
  static final int OPERANDS = 6;

  /** Reductions with a condition are made as it says, and so are further rounds. */
  static final int AS_NEEDED = 0;

  /**
   * They are made of all rows, whatever the condition says, and rounds as many as there may be;
   * results are then meaningless.
   */
  static final int OF_ALL_ROWS = 1;

  /** They are made of no row, and there is one round. */
  static final int OF_NO_ROW = 2;

  /** Serves rows that are shorter than this vector loop's vectors. */
  Loop shortRows;

  /** One of the above; another than the first only before the loop serves. */
  int conditionalReductions = AS_NEEDED;

  abstract void run(
      Object a,
      long aOffset,
      long aStride,
      Object b,
      long bOffset,
      long bStride,
      Object c,
      long cOffset,
      long cStride,
      Object d,
      long dOffset,
      long dStride,
      Object e,
      long eOffset,
      long eStride,
      Object f,
      long fOffset,
      long fStride,
      int rows,
      int columns,
      double p,
      double q);

  /** Runs a program of at most three operands and no arguments. */
  final void run(
      Object a,
      long aOffset,
      long aStride,
      Object b,
      long bOffset,
      long bStride,
      Object c,
      long cOffset,
      long cStride,
      int rows,
      int columns) {
    run(
        a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride, null, 0, 0, null, 0, 0, null,
        0, 0, rows, columns, 0, 0);
  }
}
