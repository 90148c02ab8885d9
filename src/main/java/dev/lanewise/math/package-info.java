/**
 * Elementary functions of whole arrays.
 *
 * <p>{@link dev.lanewise.math.VectorMath} applies the functions of {@code dev.lanewise.lane} to
 * arrays and ranges of them.
 */
package dev.lanewise.math;
