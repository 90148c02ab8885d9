/**
 * Lane functions: formulas written once for {@code float}, {@code double} and vectors of either.
 *
 * <p>A formula is built from {@link dev.lanewise.lane.Lane}s, which record what is done with them;
 * {@link dev.lanewise.lane.Graph} is the recording. Only operations with a single result under IEEE
 * 754 exist, so a formula has the same bits on every machine, sign and payload of a NaN aside.
 */
package dev.lanewise.lane;
