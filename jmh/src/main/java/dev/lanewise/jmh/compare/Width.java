package dev.lanewise.jmh.compare;

import dev.lanewise.jmh.loops.Direction;

/**
 * The speed of a kernel at one width of vectors.
 *
 * @param kernel which
 * @param direction which pass
 * @param shape on which arrays
 * @param bits the width
 * @param nanos nanoseconds per element
 */
record Width(String kernel, Direction direction, String shape, int bits, double nanos) {}
