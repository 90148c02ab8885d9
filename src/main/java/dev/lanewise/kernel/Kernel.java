package dev.lanewise.kernel;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A compiled operation on arrays of one precision: what activations and row operations are made of.
 *
 * <p>A kernel starts by walking its formulas, block by block, while a thread compiles its scalar
 * loop; a large call waits for that. Once the scalar loop has done enough work to be worth it, a
 * daemon thread compiles the vector twin and exercises it on scratch data; the kernel switches when
 * the twin has been measured to allocate nothing and to be no slower. All give the same bits, but
 * for sign and payload of a NaN, so the switches show in the time alone. {@link #warmUp} does this
 * at once.
 *
 * <p>Kernels are immutable to their users and safe for use by any number of threads. After warm-up
 * a call allocates nothing. But a thread's first reduction, if it is scalar or long, gets 700 bytes
 * of working memory, which it keeps, the first call of a kernel that cannot be compiled half a
 * kilobyte an operation, and the JVM makes a kilobyte of strings, the messages of this package,
 * when it first compiles the checks of arguments.
 *
 * <p>A wrong definition, or a system property that {@link Engine} refuses, is an exception at the
 * first call, before anything is written.
 *
 * <p>An output may be the very array and range of an input; any other overlap is refused.
 */
public final class Kernel {
  /** What is longer than an int can tell is done in rows of so many elements. */
  private static final long LONGEST_ROW = 1 << 30;

  /** Up to here a float tells the numbers of columns apart. */
  private static final int MOST_FLOAT_COLUMNS = 1 << 23;

  private final String name;
  private final Storage storage;
  private final List<Operand> operands;
  private final Operands checks;
  private final Consumer<RowProgram> definition;
  private final Path arrays;

  /** For operands of which some are native segments, by a bit for each; made when needed. */
  private volatile AtomicReferenceArray<Path> natives;

  private volatile RowProgram program;

  /**
   * Describes a kernel; it is compiled when it is first used.
   *
   * @param name appears in error messages and stack traces
   * @param storage how its operands keep their values
   * @param operands what it is called with, numbered from 0
   * @param definition adds the steps of the program
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if no operand is read or none is written, there are more than
   *     six, the kernel's name is blank, or two operands have the same
   */
  public Kernel(
      String name, Storage storage, List<Operand> operands, Consumer<RowProgram> definition) {
    this.name = Objects.requireNonNull(name, "name");
    this.storage = Objects.requireNonNull(storage, "storage");
    this.operands = List.copyOf(operands);
    this.checks = new Operands(toString(), this.operands, storage);
    this.definition = Objects.requireNonNull(definition, "definition");
    if (operands.stream().noneMatch(Operand::read)
        || operands.stream().noneMatch(Operand::written)
        || operands.size() > Loop.OPERANDS) {
      throw new IllegalArgumentException(
          "a kernel reads and writes at least one operand and has at most "
              + Loop.OPERANDS
              + ", not "
              + operands.stream().map(Operand::name).toList());
    }
    checkNames();
    this.arrays = newPath(0);
  }

  /** Messages name them. */
  private void checkNames() {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a kernel's name must not be blank");
    }
    List<String> names = operands.stream().map(Operand::name).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          name + ": operands must have different names, not " + names);
    }
  }

  /**
   * Describes a kernel of matrices; it is compiled when it is first used.
   *
   * @param name appears in error messages and stack traces
   * @param precision the element type of its arrays
   * @param inputs the names of the operands that are only read, numbered from 0
   * @param outputs the names of the operands that are written, numbered after the inputs
   * @param definition adds the steps of the program
   * @throws NullPointerException if an argument or a name is null
   * @throws IllegalArgumentException if there is no input or output, or more than six operands, the
   *     kernel's name is blank, or two operands have the same
   */
  public Kernel(
      String name,
      Precision precision,
      List<String> inputs,
      List<String> outputs,
      Consumer<RowProgram> definition) {
    this(
        name,
        Storage.of(Objects.requireNonNull(precision, "precision")),
        operands(inputs, outputs),
        definition);
  }

  /**
   * Describes an elementwise kernel.
   *
   * @param name appears in error messages and stack traces
   * @param storage how its operands keep their values
   * @param inputs the names of the operands that are only read, numbered from 0
   * @param outputs the names of the operands that are written, numbered after the inputs
   * @param formula receives a lane of each input and returns one for each output
   * @return the kernel
   * @throws NullPointerException if an argument or a name is null
   * @throws IllegalArgumentException if there is no input or output, or more than six operands, the
   *     kernel's name is blank, or two operands have the same
   */
  public static Kernel map(
      String name,
      Storage storage,
      List<String> inputs,
      List<String> outputs,
      Function<Lane[], Lane[]> formula) {
    return map(name, storage, operands(inputs, outputs), formula);
  }

  /**
   * Describes an elementwise kernel of any operands that have elements for the columns, such as a
   * bias that all rows share, or its gradient, which is read and written.
   *
   * @param name appears in error messages and stack traces
   * @param storage how its operands keep their values
   * @param operands what it is called with, numbered from 0
   * @param formula receives a lane of each operand that is read and returns one for each that is
   *     written, in their order; of one with parts, for each part
   * @return the kernel
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if no operand is read or none is written, there are more than
   *     six, the kernel's name is blank, or two operands have the same
   */
  public static Kernel map(
      String name, Storage storage, List<Operand> operands, Function<Lane[], Lane[]> formula) {
    Objects.requireNonNull(formula, "formula");
    int[] read = parts(operands, Operand::read);
    int[] written = parts(operands, Operand::written);
    return new Kernel(
        name,
        storage,
        operands,
        program -> program.map(read, RowProgram.scalars(), written, formula));
  }

  /**
   * Describes an elementwise kernel of {@code float[]} or {@code double[]}.
   *
   * @param name appears in error messages and stack traces
   * @param precision the element type of its arrays
   * @param inputs the names of the operands that are only read, numbered from 0
   * @param outputs the names of the operands that are written, numbered after the inputs
   * @param formula receives a lane of each input and returns one for each output
   * @return the kernel
   * @throws NullPointerException if an argument or a name is null
   * @throws IllegalArgumentException if there is no input or output, or more than six operands, the
   *     kernel's name is blank, or two operands have the same
   */
  public static Kernel map(
      String name,
      Precision precision,
      List<String> inputs,
      List<String> outputs,
      Function<Lane[], Lane[]> formula) {
    Objects.requireNonNull(precision, "precision");
    return map(name, Storage.of(precision), inputs, outputs, formula);
  }

  private static List<Operand> operands(List<String> inputs, List<String> outputs) {
    return Stream.concat(inputs.stream().map(Operand::input), outputs.stream().map(Operand::output))
        .toList();
  }

  /**
   * Runs a kernel of two operands over one row.
   *
   * @param a the first operand, an array of the kernel's storage
   * @param aOffset index of its first element
   * @param b the second operand
   * @param bOffset index of its first element
   * @param length how many elements
   * @throws NullPointerException if an array is null
   * @throws IndexOutOfBoundsException if a range is not within its array
   * @throws IllegalArgumentException if an array has the wrong type or ranges overlap in part or
   *     the kernel has more operands
   */
  public void run(Object a, int aOffset, Object b, int bOffset, int length) {
    requireOperands(2);
    run(a, aOffset, length, b, bOffset, length, null, 0, 0, 1, length);
  }

  /**
   * Runs a kernel of three operands over one row.
   *
   * @param a the first operand, an array of the kernel's storage
   * @param aOffset index of its first element
   * @param b the second operand
   * @param bOffset index of its first element
   * @param c the third operand
   * @param cOffset index of its first element
   * @param length how many elements
   * @throws NullPointerException if an array is null
   * @throws IndexOutOfBoundsException if a range is not within its array
   * @throws IllegalArgumentException if an array has the wrong type, ranges overlap in part or the
   *     kernel has two operands
   */
  public void run(Object a, int aOffset, Object b, int bOffset, Object c, int cOffset, int length) {
    requireOperands(3);
    run(a, aOffset, length, b, bOffset, length, c, cOffset, length, 1, length);
  }

  /**
   * Runs a kernel of at most three operands over rows. The third is passed as null and zeros where
   * the kernel does not have it.
   *
   * @param a the first operand, an array of the kernel's storage
   * @param aOffset index of its first element
   * @param aStride distance from one row to the next, its leading dimension
   * @param b the second operand
   * @param bOffset index of its first element
   * @param bStride its leading dimension
   * @param c the third operand
   * @param cOffset index of its first element
   * @param cStride its leading dimension
   * @param rows how many rows
   * @param columns how many elements in a row
   * @throws NullPointerException if an array is null
   * @throws IndexOutOfBoundsException if {@code rows} or {@code columns} is negative or a range is
   *     not within its array
   * @throws IllegalArgumentException if an array has the wrong type, the stride of several rows is
   *     less than their length, ranges overlap in part, or there is a third array but no such
   *     operand
   */
  public void run(
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
      int columns) {
    run(
        a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride, null, 0, 0, null, 0, 0, null,
        0, 0, rows, columns, 0, 0);
  }

  /**
   * Runs the kernel over one row. Operands that the kernel does not have are passed as null and
   * zeros.
   *
   * @param a the first operand, an array of the kernel's storage
   * @param aOffset index of its first element
   * @param b the second operand
   * @param bOffset index of its first element
   * @param c the third operand
   * @param cOffset index of its first element
   * @param d the fourth operand
   * @param dOffset index of its first element
   * @param e the fifth operand
   * @param eOffset index of its first element
   * @param f the sixth operand
   * @param fOffset index of its first element
   * @param length how many elements
   * @param p the first argument of the program, 0 where it has none
   * @param q the second argument
   * @throws NullPointerException if an array is null
   * @throws IndexOutOfBoundsException if a range is not within its array
   * @throws IllegalArgumentException if an array has the wrong type, ranges overlap in part, or the
   *     kernel has fewer operands
   */
  public void run(
      Object a,
      int aOffset,
      Object b,
      int bOffset,
      Object c,
      int cOffset,
      Object d,
      int dOffset,
      Object e,
      int eOffset,
      Object f,
      int fOffset,
      int length,
      double p,
      double q) {
    run(
        a, aOffset, length, b, bOffset, length, c, cOffset, length, d, dOffset, length, e, eOffset,
        length, f, fOffset, length, 1, length, p, q);
  }

  /**
   * Runs the kernel over rows. Operands that the kernel does not have are passed as null and zeros.
   *
   * @param a the first operand, an array of the kernel's storage, or an {@code int[]} where the
   *     operand is one of numbers
   * @param aOffset index of its first element
   * @param aStride distance from one row to the next, its leading dimension; of no meaning for an
   *     operand that all rows share
   * @param b the second operand
   * @param bOffset index of its first element
   * @param bStride its leading dimension
   * @param c the third operand
   * @param cOffset index of its first element
   * @param cStride its leading dimension
   * @param d the fourth operand
   * @param dOffset index of its first element
   * @param dStride its leading dimension
   * @param e the fifth operand
   * @param eOffset index of its first element
   * @param eStride its leading dimension
   * @param f the sixth operand
   * @param fOffset index of its first element
   * @param fStride its leading dimension
   * @param rows how many rows
   * @param columns how many elements in a row
   * @param p the first argument of the program, 0 where it has none
   * @param q the second argument
   * @throws NullPointerException if an array is null
   * @throws IndexOutOfBoundsException if {@code rows} or {@code columns} is negative or a range is
   *     not within its array
   * @throws IllegalArgumentException if an array has the wrong type, the stride of several rows is
   *     less than their length, ranges overlap in part, or the kernel has fewer operands
   */
  public void run(
      Object a,
      int aOffset,
      int aStride,
      Object b,
      int bOffset,
      int bStride,
      Object c,
      int cOffset,
      int cStride,
      Object d,
      int dOffset,
      int dStride,
      Object e,
      int eOffset,
      int eStride,
      Object f,
      int fOffset,
      int fStride,
      int rows,
      int columns,
      double p,
      double q) {
    run(
        arrays, a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride, d, dOffset, dStride,
        e, eOffset, eStride, f, fOffset, fStride, rows, columns, p, q);
  }

  /**
   * Runs the kernel over whole arrays, whose rows follow each other closely. Operands that the
   * kernel does not have are passed as null.
   *
   * @param a the first operand, an array of the kernel's storage, or an {@code int[]} where the
   *     operand is one of numbers
   * @param b the second operand
   * @param c the third operand
   * @param d the fourth operand
   * @param e the fifth operand
   * @param f the sixth operand
   * @param rows how many rows
   * @param columns how many elements in a row
   * @throws NullPointerException if an array is null
   * @throws IndexOutOfBoundsException if {@code rows} or {@code columns} is negative
   * @throws IllegalArgumentException if an array has the wrong type or another length than its rows
   *     together, an output is in the place of another operand than rows of an input, or the kernel
   *     has fewer operands
   */
  public void runRows(
      Object a, Object b, Object c, Object d, Object e, Object f, int rows, int columns) {
    Operands.checkSizes(name, rows, columns);
    checks.checkWhole(0, a, rows, columns);
    checks.checkWhole(1, b, rows, columns);
    checks.checkWhole(2, c, rows, columns);
    checks.checkWhole(3, d, rows, columns);
    checks.checkWhole(4, e, rows, columns);
    checks.checkWhole(5, f, rows, columns);
    run(
        arrays,
        a,
        0,
        Operand.stride(operands, 0, columns),
        b,
        0,
        Operand.stride(operands, 1, columns),
        c,
        0,
        Operand.stride(operands, 2, columns),
        d,
        0,
        Operand.stride(operands, 3, columns),
        e,
        0,
        Operand.stride(operands, 4, columns),
        f,
        0,
        Operand.stride(operands, 5, columns),
        rows,
        columns,
        0,
        0);
  }

  /**
   * Runs a kernel of two operands over one row of segments.
   *
   * @param a the first operand
   * @param aOffset number of its first element
   * @param b the second operand
   * @param bOffset number of its first element
   * @param length how many elements
   * @throws NullPointerException if a segment is null
   * @throws IndexOutOfBoundsException if a range is not within its segment
   * @throws IllegalArgumentException if a segment is of the wrong kind, ranges overlap in part or
   *     the kernel has more operands
   * @throws IllegalStateException if a segment has been closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public void runSegments(
      MemorySegment a, long aOffset, MemorySegment b, long bOffset, long length) {
    requireOperands(2);
    runSegments(a, aOffset, b, bOffset, null, 0, length);
  }

  /**
   * Runs a kernel of two or three operands over one row of segments.
   *
   * @param a the first operand
   * @param aOffset number of its first element
   * @param b the second operand
   * @param bOffset number of its first element
   * @param c the third operand
   * @param cOffset number of its first element
   * @param length how many elements; more than 2³⁰ only if each is computed from those in its place
   * @throws NullPointerException if a segment is null
   * @throws IndexOutOfBoundsException if a range is not within its segment
   * @throws IllegalArgumentException if a segment is of the wrong kind, ranges overlap in part or
   *     the kernel has fewer operands
   * @throws IllegalStateException if a segment has been closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public void runSegments(
      MemorySegment a,
      long aOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment c,
      long cOffset,
      long length) {
    runSegments(
        a, aOffset, b, bOffset, c, cOffset, null, 0, null, 0, null, 0, length, 0, 0, LONGEST_ROW);
  }

  /**
   * Runs the kernel over one row of segments. Operands that the kernel does not have are passed as
   * null and zeros.
   *
   * @param a the first operand
   * @param aOffset number of its first element
   * @param b the second operand
   * @param bOffset number of its first element
   * @param c the third operand
   * @param cOffset number of its first element
   * @param d the fourth operand
   * @param dOffset number of its first element
   * @param e the fifth operand
   * @param eOffset number of its first element
   * @param f the sixth operand
   * @param fOffset number of its first element
   * @param length how many elements; more than 2³⁰ only if each is computed from those in its place
   * @param p the first argument of the program, 0 where it has none
   * @param q the second argument
   * @throws NullPointerException if a segment is null
   * @throws IndexOutOfBoundsException if a range is not within its segment
   * @throws IllegalArgumentException if a segment is of the wrong kind, ranges overlap in part or
   *     the kernel has fewer operands
   * @throws IllegalStateException if a segment has been closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public void runSegments(
      MemorySegment a,
      long aOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment c,
      long cOffset,
      MemorySegment d,
      long dOffset,
      MemorySegment e,
      long eOffset,
      MemorySegment f,
      long fOffset,
      long length,
      double p,
      double q) {
    runSegments(
        a,
        aOffset,
        b,
        bOffset,
        c,
        cOffset,
        d,
        dOffset,
        e,
        eOffset,
        f,
        fOffset,
        length,
        p,
        q,
        LONGEST_ROW);
  }

  /** The same, as rows of no more elements than given. */
  void runSegments(
      MemorySegment a,
      long aOffset,
      MemorySegment b,
      long bOffset,
      MemorySegment c,
      long cOffset,
      MemorySegment d,
      long dOffset,
      MemorySegment e,
      long eOffset,
      MemorySegment f,
      long fOffset,
      long length,
      double p,
      double q,
      long longestRow) {
    Operands.checkSizes(name, 1, length);
    if (length > longestRow) {
      if (!program().isOfElements()) {
        throw new IllegalArgumentException(
            this + " takes rows of " + longestRow + " elements, not " + length);
      }
      // As a whole, before a part of it is written.
      int natives =
          checkSegments(
              a, aOffset, length, b, bOffset, length, c, cOffset, length, d, dOffset, length, e,
              eOffset, length, f, fOffset, length, 1, length);
      check(
          natives != 0,
          Operands.holder(a),
          checks.place(0, a, aOffset),
          length,
          Operands.holder(b),
          checks.place(1, b, bOffset),
          length,
          Operands.holder(c),
          checks.place(2, c, cOffset),
          length,
          Operands.holder(d),
          checks.place(3, d, dOffset),
          length,
          Operands.holder(e),
          checks.place(4, e, eOffset),
          length,
          Operands.holder(f),
          checks.place(5, f, fOffset),
          length,
          1,
          length);
    }
    long columns = Math.min(length, longestRow);
    long rows = columns > 0 ? length / columns : 1;
    runSegments(
        a,
        aOffset,
        columns,
        b,
        bOffset,
        columns,
        c,
        cOffset,
        columns,
        d,
        dOffset,
        columns,
        e,
        eOffset,
        columns,
        f,
        fOffset,
        columns,
        Math.toIntExact(rows),
        (int) columns,
        p,
        q);
    long done = rows * columns;
    if (done < length) {
      runSegments(
          a,
          aOffset + done,
          b,
          bOffset + done,
          c,
          cOffset + done,
          d,
          dOffset + done,
          e,
          eOffset + done,
          f,
          fOffset + done,
          length - done,
          p,
          q,
          longestRow);
    }
  }

  /**
   * Runs the kernel over rows of segments: native ones of any alignment, or writable ones over
   * arrays of the kernel's storage, as the kernel's {@code run} takes them. Operands that the
   * kernel does not have are passed as null and zeros.
   *
   * @param a the first operand
   * @param aOffset number of its first element
   * @param aStride distance from one row to the next in elements, its leading dimension
   * @param b the second operand
   * @param bOffset number of its first element
   * @param bStride its leading dimension
   * @param c the third operand
   * @param cOffset number of its first element
   * @param cStride its leading dimension
   * @param d the fourth operand
   * @param dOffset number of its first element
   * @param dStride its leading dimension
   * @param e the fifth operand
   * @param eOffset number of its first element
   * @param eStride its leading dimension
   * @param f the sixth operand
   * @param fOffset number of its first element
   * @param fStride its leading dimension
   * @param rows how many rows
   * @param columns how many elements in a row
   * @param p the first argument of the program, 0 where it has none
   * @param q the second argument
   * @throws NullPointerException if a segment is null
   * @throws IndexOutOfBoundsException if {@code rows} or {@code columns} is negative or a range is
   *     not within its segment
   * @throws IllegalArgumentException if a segment is of the wrong kind, the stride of several rows
   *     is less than their length, ranges overlap in part, or the kernel has fewer operands
   * @throws IllegalStateException if a segment has been closed
   * @throws WrongThreadException if a segment belongs to another thread
   */
  public void runSegments(
      MemorySegment a,
      long aOffset,
      long aStride,
      MemorySegment b,
      long bOffset,
      long bStride,
      MemorySegment c,
      long cOffset,
      long cStride,
      MemorySegment d,
      long dOffset,
      long dStride,
      MemorySegment e,
      long eOffset,
      long eStride,
      MemorySegment f,
      long fOffset,
      long fStride,
      int rows,
      int columns,
      double p,
      double q) {
    Operands.checkSizes(name, rows, columns);
    int natives =
        checkSegments(
            a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride, d, dOffset, dStride, e,
            eOffset, eStride, f, fOffset, fStride, rows, columns);
    run(
        path(natives),
        Operands.holder(a),
        checks.place(0, a, aOffset),
        aStride,
        Operands.holder(b),
        checks.place(1, b, bOffset),
        bStride,
        Operands.holder(c),
        checks.place(2, c, cOffset),
        cStride,
        Operands.holder(d),
        checks.place(3, d, dOffset),
        dStride,
        Operands.holder(e),
        checks.place(4, e, eOffset),
        eStride,
        Operands.holder(f),
        checks.place(5, f, fOffset),
        fStride,
        rows,
        columns,
        p,
        q);
  }

  /**
   * Checks each operand.
   *
   * @return which are native, by a bit for each
   */
  private int checkSegments(
      MemorySegment a,
      long aOffset,
      long aStride,
      MemorySegment b,
      long bOffset,
      long bStride,
      MemorySegment c,
      long cOffset,
      long cStride,
      MemorySegment d,
      long dOffset,
      long dStride,
      MemorySegment e,
      long eOffset,
      long eStride,
      MemorySegment f,
      long fOffset,
      long fStride,
      int rows,
      long columns) {
    return checks.checkSegment(0, a, aOffset, aStride, rows, columns)
        | checks.checkSegment(1, b, bOffset, bStride, rows, columns)
        | checks.checkSegment(2, c, cOffset, cStride, rows, columns)
        | checks.checkSegment(3, d, dOffset, dStride, rows, columns)
        | checks.checkSegment(4, e, eOffset, eStride, rows, columns)
        | checks.checkSegment(5, f, fOffset, fStride, rows, columns);
  }

  private void run(
      Path path,
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
      double q) {
    Operands.checkSizes(name, rows, columns);
    if (columns > MOST_FLOAT_COLUMNS
        && storage.precision() == Precision.FLOAT
        && program().usesColumn()) {
      throw new IllegalArgumentException(
          this + " numbers its columns and takes " + MOST_FLOAT_COLUMNS + ", not " + columns);
    }
    check(
        path != arrays,
        a,
        aOffset,
        aStride,
        b,
        bOffset,
        bStride,
        c,
        cOffset,
        cStride,
        d,
        dOffset,
        dStride,
        e,
        eOffset,
        eStride,
        f,
        fOffset,
        fStride,
        rows,
        columns);
    path.loop(rows, columns)
        .run(
            a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride, d, dOffset, dStride, e,
            eOffset, eStride, f, fOffset, fStride, rows, columns, p, q);
  }

  /**
   * Checks all operands.
   *
   * @param s whether some are native segments
   */
  private void check(
      boolean s,
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
      long columns) {
    checks.check(0, a, s, aOffset, aStride, rows, columns);
    checks.check(1, b, s, bOffset, bStride, rows, columns);
    checks.checkApart(0, a, aOffset, aStride, 1, b, bOffset, bStride, s, rows, columns);
    checks.check(2, c, s, cOffset, cStride, rows, columns);
    if (c != null) {
      checks.checkApart(0, a, aOffset, aStride, 2, c, cOffset, cStride, s, rows, columns);
      checks.checkApart(1, b, bOffset, bStride, 2, c, cOffset, cStride, s, rows, columns);
    }
    checks.check(3, d, s, dOffset, dStride, rows, columns);
    if (d != null) {
      checks.checkApart(0, a, aOffset, aStride, 3, d, dOffset, dStride, s, rows, columns);
      checks.checkApart(1, b, bOffset, bStride, 3, d, dOffset, dStride, s, rows, columns);
      checks.checkApart(2, c, cOffset, cStride, 3, d, dOffset, dStride, s, rows, columns);
    }
    checks.check(4, e, s, eOffset, eStride, rows, columns);
    if (e != null) {
      checks.checkApart(0, a, aOffset, aStride, 4, e, eOffset, eStride, s, rows, columns);
      checks.checkApart(1, b, bOffset, bStride, 4, e, eOffset, eStride, s, rows, columns);
      checks.checkApart(2, c, cOffset, cStride, 4, e, eOffset, eStride, s, rows, columns);
      checks.checkApart(3, d, dOffset, dStride, 4, e, eOffset, eStride, s, rows, columns);
    }
    checks.check(5, f, s, fOffset, fStride, rows, columns);
    if (f != null) {
      checks.checkApart(0, a, aOffset, aStride, 5, f, fOffset, fStride, s, rows, columns);
      checks.checkApart(1, b, bOffset, bStride, 5, f, fOffset, fStride, s, rows, columns);
      checks.checkApart(2, c, cOffset, cStride, 5, f, fOffset, fStride, s, rows, columns);
      checks.checkApart(3, d, dOffset, dStride, 5, f, fOffset, fStride, s, rows, columns);
      checks.checkApart(4, e, eOffset, eStride, 5, f, fOffset, fStride, s, rows, columns);
    }
  }

  /**
   * Compiles and exercises the vector twin for arrays now (with {@code lanewise.simd=always} it
   * serves anyway), for a server before it takes requests or for a benchmark. Takes a second or so,
   * ten or so where vectors do not win; returns at once if the kernel is warm already. Where
   * vectors lost, which a busy machine may be the cause of, it tries again.
   *
   * @return whether vectors now serve; if not, {@link Engine#facts()} may say why
   */
  public boolean warmUp() {
    // The classes that check arguments are loaded now, so that the next call allocates nothing:
    // those of the kernel, and that of the methods for whole arrays which call it.
    Object[] none = new Object[Loop.OPERANDS];
    for (int operand = 0; operand < operands.size(); operand++) {
      none[operand] = Access.of(operands.get(operand), storage).array(0);
    }
    Lengths.requireEqual("", none[0], "", none[0]);
    run(
        none[0], 0, 0, none[1], 0, 0, none[2], 0, 0, none[3], 0, 0, none[4], 0, 0, none[5], 0, 0, 0,
        0, 0, 0);
    return arrays.warmUp();
  }

  /**
   * Compiles and exercises the vector twin for native segments now, as {@link #warmUp} does for
   * arrays.
   *
   * @return whether vectors now serve
   */
  public boolean warmUpSegments() {
    // As for arrays; whether segments overlap is looked at only if there are elements.
    Lengths.requireEqual("", 0, "", 0);
    MemorySegment[] one = new MemorySegment[Loop.OPERANDS];
    for (int operand = 0; operand < operands.size(); operand++) {
      long elements = operands.get(operand).parts();
      one[operand] = Arena.ofAuto().allocate(elements * Double.BYTES, Double.BYTES);
    }
    runSegments(
        one[0], 0, 1, one[1], 0, 1, one[2], 0, 1, one[3], 0, 1, one[4], 0, 1, one[5], 0, 1, 1, 1, 1,
        0);
    return path((1 << operands.size()) - 1).warmUp();
  }

  /**
   * Does {@link #warmUpSegments} and, where values have 16 bits, {@link #warmUp}: for methods on
   * stored values, beside which there are others for arrays of {@code float} and {@code double}.
   *
   * @return whether vectors now serve
   */
  public boolean warmUpStored() {
    boolean arrays = !storage.isNarrow() || warmUp();
    return warmUpSegments() & arrays;
  }

  /** Whether the vector twin for arrays serves. */
  boolean servedByVectors() {
    return arrays.servedByVectors();
  }

  @Override
  public String toString() {
    return name + " (" + storage.name().toLowerCase(Locale.ROOT) + ")";
  }

  /** The path for operands of which some are native segments, by a bit for each. */
  private Path path(int segments) {
    if (segments == 0) {
      return arrays;
    }
    AtomicReferenceArray<Path> paths = natives;
    if (paths == null) {
      synchronized (this) {
        paths = natives;
        if (paths == null) {
          paths = new AtomicReferenceArray<>(1 << operands.size());
          natives = paths;
        }
      }
    }
    Path path = paths.get(segments);
    if (path == null) {
      paths.compareAndSet(segments, null, newPath(segments));
      path = paths.get(segments);
    }
    return path;
  }

  private Path newPath(int segments) {
    return new Path(name, toString(), this::program, segments);
  }

  private RowProgram program() {
    RowProgram current = program;
    return current != null ? current : define();
  }

  private synchronized RowProgram define() {
    if (program == null) {
      RowProgram made = new RowProgram(storage, operands);
      definition.accept(made);
      program = made.complete();
    }
    return program;
  }

  private void requireOperands(int count) {
    if (operands.size() != count) {
      throw new IllegalArgumentException(
          this + " has " + operands.size() + " operands, not " + count);
    }
  }

  /** All parts of some operands, as a step names them. */
  private static int[] parts(List<Operand> operands, Predicate<Operand> wanted) {
    return IntStream.range(0, operands.size())
        .filter(number -> wanted.test(operands.get(number)))
        .flatMap(
            number ->
                IntStream.range(0, operands.get(number).parts())
                    .map(part -> RowProgram.part(number, part)))
        .toArray();
  }
}
