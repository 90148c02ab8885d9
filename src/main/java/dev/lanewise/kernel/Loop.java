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
  /** Serves rows that are shorter than this loop's vectors; a scalar loop has none. */
  Loop shortRows;

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
