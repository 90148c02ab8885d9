package dev.lanewise.kernel;

import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;

/**
 * An array that a kernel is called with, and what a row of it is.
 *
 * @param name appears in error messages
 * @param extent which elements belong to a row
 * @param read whether the kernel reads what the caller put there
 * @param written whether the kernel writes it
 * @param parts of how many stretches, each as long as the row, a row of it is made
 * @param kind of its elements
 */
public record Operand(
    String name, Extent extent, boolean read, boolean written, int parts, Kind kind) {

  /**
   * Checks the name.
   *
   * @throws NullPointerException if it is null
   */
  public Operand {
    Objects.requireNonNull(name, "the name of an operand must not be null");
  }

  /** What the elements are. */
  public enum Kind {
    /** Values, kept as the kernel's storage says. */
    VALUES,
    /** Values as formulas compute them: in {@code float} where the storage has 16 bits. */
    UNROUNDED,
    /** {@code int}s, such as class numbers. */
    INTS,
    /** {@code boolean}s, such as a mask, or bytes of which 0 is false; formulas get 1 and 0. */
    BOOLEANS
  }

  /** Which elements of an operand belong to a row. */
  public enum Extent {
    /** As many as the row has columns, in each row others. */
    ROWS,
    /** As many as the row has columns, in each row the same, such as a bias. */
    SHARED,
    /** A single one for each row, such as a loss. */
    COLUMN
  }

  /**
   * A matrix, or an array, that is only read.
   *
   * @param name appears in error messages
   * @return the operand
   */
  public static Operand input(String name) {
    return new Operand(name, Extent.ROWS, true, false, 1, Kind.VALUES);
  }

  /**
   * A matrix, or an array, that is written.
   *
   * @param name appears in error messages
   * @return the operand
   */
  public static Operand output(String name) {
    return new Operand(name, Extent.ROWS, false, true, 1, Kind.VALUES);
  }

  /**
   * One row that is read for every row, such as a bias.
   *
   * @param name appears in error messages
   * @return the operand
   */
  public static Operand sharedInput(String name) {
    return new Operand(name, Extent.SHARED, true, false, 1, Kind.VALUES);
  }

  /**
   * One row to which every row's result is added, in their order, such as the gradient of a bias.
   *
   * @param name appears in error messages
   * @return the operand
   */
  public static Operand accumulator(String name) {
    return new Operand(name, Extent.SHARED, true, true, 1, Kind.VALUES);
  }

  /**
   * A number for each row to which the row's result is added, such as the gradient of a slope.
   *
   * @param name appears in error messages
   * @return the operand
   */
  public static Operand columnAccumulator(String name) {
    return new Operand(name, Extent.COLUMN, true, true, 1, Kind.VALUES);
  }

  /**
   * A number for each row that is read.
   *
   * @param name appears in error messages
   * @return the operand
   */
  public static Operand columnInput(String name) {
    return new Operand(name, Extent.COLUMN, true, false, 1, Kind.VALUES);
  }

  /**
   * A number for each row that is written.
   *
   * @param name appears in error messages
   * @return the operand
   */
  public static Operand columnOutput(String name) {
    return new Operand(name, Extent.COLUMN, false, true, 1, Kind.VALUES);
  }

  /**
   * These elements in the precision of the kernel's storage, never rounded to 16 bits, such as a
   * sum over rows: one of 16 bits stands still once it is some hundred times a term.
   *
   * @return the operand
   */
  public Operand unrounded() {
    return new Operand(name, extent, read, written, parts, Kind.UNROUNDED);
  }

  /**
   * These elements as {@code int}s, such as class numbers; only for one number for each row.
   *
   * @return the operand
   */
  public Operand ofInts() {
    return new Operand(name, extent, read, written, parts, Kind.INTS);
  }

  /**
   * These elements as {@code boolean}s, in segments bytes of which 0 is false; only for rows that
   * are read.
   *
   * @return the operand
   */
  public Operand ofBooleans() {
    return new Operand(name, extent, read, written, parts, Kind.BOOLEANS);
  }

  /**
   * This operand with rows of several parts side by side, such as a tensor to be split into gates.
   *
   * @param count how many, each as long as the row
   * @return the operand
   */
  public Operand ofParts(int count) {
    return new Operand(name, extent, read, written, count, kind);
  }

  /**
   * Checks an array in the place of this operand as a kernel does, for what reads or writes it
   * without one.
   *
   * @param array the array
   * @param storage of the values
   * @param offset index of its first element
   * @param stride its leading dimension
   * @param rows how many rows
   * @param columns how many elements in a row
   * @throws NullPointerException if the array is null
   * @throws IndexOutOfBoundsException if {@code rows} or {@code columns} is negative or a row is
   *     not within the array
   * @throws IllegalArgumentException if the array has the wrong type, or the stride of several rows
   *     is less than their length
   */
  public void requireRows(
      Object array, Storage storage, long offset, long stride, int rows, int columns) {
    Operands.checkSizes(name, rows, columns);
    Access access = Access.of(this, storage);
    Operands.check(this, access, array, false, offset, stride, rows, columns);
  }

  /**
   * Checks a segment in the place of this operand as a kernel does, for what reads or writes it
   * without one.
   *
   * @param segment the segment
   * @param storage of the values
   * @param offset number of its first element
   * @param stride its leading dimension
   * @param rows how many rows
   * @param columns how many elements in a row
   * @throws NullPointerException if the segment is null
   * @throws IndexOutOfBoundsException if {@code rows} or {@code columns} is negative or a row is
   *     not within the segment
   * @throws IllegalArgumentException if the segment is of the wrong kind, or the stride of several
   *     rows is less than their length
   * @throws IllegalStateException if the segment has been closed
   * @throws WrongThreadException if it belongs to another thread
   */
  public void requireRows(
      MemorySegment segment, Storage storage, long offset, long stride, int rows, int columns) {
    Operands.checkSizes(name, rows, columns);
    Access access = Access.of(this, storage);
    Operands.check(this, access, segment, true, offset, stride, rows, columns);
    Operands.isNative(this, access, segment);
  }

  /** The distance of rows that follow each other closely, of one of some operands, if it is. */
  static long stride(List<Operand> operands, int number, int columns) {
    return number < operands.size() && !operands.get(number).isShared()
        ? operands.get(number).width(columns)
        : 0;
  }

  /** Whether all rows have the same elements. */
  boolean isShared() {
    return extent == Extent.SHARED;
  }

  /** How its values are kept in a kernel of that storage; null if it has none. */
  Storage storage(Storage kernel) {
    return switch (kind) {
      case VALUES -> kernel;
      case UNROUNDED -> Storage.of(kernel.precision());
      case INTS, BOOLEANS -> null;
    };
  }

  boolean isOfInts() {
    return kind == Kind.INTS;
  }

  /** How many elements of it a row has. */
  long width(long columns) {
    return extent == Extent.COLUMN ? 1 : parts * columns;
  }
}
