package dev.lanewise.property;

import java.util.List;

/**
 * An elementwise operation on ranges of arrays, whatever it computes: the contracts on lengths,
 * offsets and arguments need no more.
 *
 * @param <A> {@code float[]} or {@code double[]}
 * @param name what it does
 * @param format the format of its arrays
 * @param operands the names of its arrays, those that are read before those that are written
 * @param inputs how many of them are read
 * @param ranges the operation
 */
public record Operation<A>(
    String name, Format<A> format, List<String> operands, int inputs, Ranges<A> ranges) {

  /**
   * The code of an operation.
   *
   * @param <A> {@code float[]} or {@code double[]}
   */
  @FunctionalInterface
  public interface Ranges<A> {
    /**
     * Runs the operation.
     *
     * @param arrays one for each operand
     * @param offsets index of the first element of each
     * @param length how many elements
     */
    void run(List<A> arrays, List<Integer> offsets, int length);
  }

  @Override
  public String toString() {
    return name + " (" + format + ")";
  }
}
