/**
 * Linear algebra on the rows of row-major matrices.
 *
 * <p>{@link dev.lanewise.linalg.LayerNorm} and {@link dev.lanewise.linalg.RmsNorm} normalise rows,
 * forward and backward; {@link dev.lanewise.linalg.Reductions} make a number of each.
 */
package dev.lanewise.linalg;
