package dev.lanewise.lane;

/**
 * A function of one real variable, written once for every precision and every lane width.
 *
 * <p>The function is called with a symbolic {@link Lane} and returns the expression of its result.
 * The engine records that expression and compiles it twice: to scalar code and to vector code with
 * the same bits. So the body runs once for each precision, not once for each element; it must
 * choose with {@link Mask#select(Lane, Lane)}, because an {@code if} would be decided at that one
 * time.
 *
 * <pre>{@code
 * LaneFunction square = x -> x.mul(x);
 * LaneFunction relu = x -> x.lt(0).select(0, x);
 * }</pre>
 */
@FunctionalInterface
public interface LaneFunction {
  /**
   * Writes down the function's value.
   *
   * @param x the argument
   * @return the expression of the result
   */
  Lane apply(Lane x);
}
