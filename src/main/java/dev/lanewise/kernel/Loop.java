package dev.lanewise.kernel;

/**
 * A program compiled to a loop, for one precision and one way of running: scalar or vector.
 *
 * <p>Arguments have been checked. The arrays are {@code float[]} or {@code double[]} as the
 * precision says; those that the program does not use are {@code null}. Every subclass but the
 * fallbacks is generated, a hidden class for each program, so that C2 sees each loop with its own
 * profile and without a call inside it.
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
