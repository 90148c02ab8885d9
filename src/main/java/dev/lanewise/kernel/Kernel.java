package dev.lanewise.kernel;

import dev.lanewise.kernel.Settings.Simd;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

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
 * a call allocates nothing. But a thread's first scalar reduction gets 400 bytes of working memory,
 * which it keeps, and the first call of a kernel that cannot be compiled half a kilobyte an
 * operation.
 *
 * <p>A wrong definition, or a system property that {@link Engine} refuses, is an exception at the
 * first call, before anything is written.
 *
 * <p>An output may be the very array and range of an input; any other overlap is refused.
 */
public final class Kernel {
  /** A call of so many operations, some milliseconds, waits until the scalar path is compiled. */
  private static final long WORTH_COMPILING = 1_000_000;

  /** The scalar path has done this many operations, some milliseconds, before the twin is made. */
  private static final long WORTH_WARMING = 10_000_000;

  /** A warm-up can fail on a busy machine; each later one needs so many times more work first. */
  private static final int MORE_WORK = 16;

  /** The work before the third and last attempt. */
  private static final long LAST_TRY = WORTH_WARMING * MORE_WORK * MORE_WORK;

  private final String name;
  private final Precision precision;
  private final List<String> inputs;
  private final List<String> outputs;
  private final Consumer<RowProgram> definition;
  private final Object settling = new Object();
  private volatile Loop loop = new Cold();
  private volatile boolean vectors;

  /**
   * Describes a kernel; it is compiled when it is first used.
   *
   * @param name appears in error messages and stack traces
   * @param precision the element type of its arrays
   * @param inputs the names of the operands that are only read, numbered from 0
   * @param outputs the names of the operands that are written, numbered after the inputs
   * @param definition adds the steps of the program
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if there is no input or output, or more than three operands
   */
  public Kernel(
      String name,
      Precision precision,
      List<String> inputs,
      List<String> outputs,
      Consumer<RowProgram> definition) {
    if (inputs.isEmpty()
        || outputs.isEmpty()
        || inputs.size() + outputs.size() > LoopCompiler.OPERANDS) {
      throw new IllegalArgumentException(
          "a kernel has at least one input and one output and at most "
              + LoopCompiler.OPERANDS
              + " operands, not "
              + inputs.size()
              + " and "
              + outputs.size());
    }
    this.name = Objects.requireNonNull(name, "name");
    this.precision = Objects.requireNonNull(precision, "precision");
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.definition = Objects.requireNonNull(definition, "definition");
  }

  /**
   * Describes an elementwise kernel.
   *
   * @param name appears in error messages and stack traces
   * @param precision the element type of its arrays
   * @param inputs the names of the operands that are only read, numbered from 0
   * @param outputs the names of the operands that are written, numbered after the inputs
   * @param formula receives a lane of each input and returns one for each output
   * @return the kernel
   * @throws NullPointerException if an argument is null
   * @throws IllegalArgumentException if there is no input or output, or more than three operands
   */
  public static Kernel map(
      String name,
      Precision precision,
      List<String> inputs,
      List<String> outputs,
      Function<Lane[], Lane[]> formula) {
    Objects.requireNonNull(formula, "formula");
    int[] read = range(0, inputs.size());
    int[] written = range(inputs.size(), inputs.size() + outputs.size());
    return new Kernel(
        name,
        precision,
        inputs,
        outputs,
        program -> program.map(read, RowProgram.scalars(), written, formula));
  }

  /**
   * Runs a kernel of two operands over one row.
   *
   * @param a the first operand, a {@code float[]} or {@code double[]} as the precision says
   * @param aOffset index of its first element
   * @param b the second operand
   * @param bOffset index of its first element
   * @param length how many elements
   * @throws NullPointerException if an array is null
   * @throws IndexOutOfBoundsException if a range is not within its array
   * @throws IllegalArgumentException if an array has the wrong type, ranges overlap in part or the
   *     kernel has three operands
   */
  public void run(Object a, int aOffset, Object b, int bOffset, int length) {
    if (operands() > 2) {
      throw new IllegalArgumentException(this + " has 3 operands, not 2");
    }
    run(a, aOffset, length, b, bOffset, length, null, 0, 0, 1, length);
  }

  /**
   * Runs a kernel of three operands over one row.
   *
   * @param a the first operand, a {@code float[]} or {@code double[]} as the precision says
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
    run(a, aOffset, length, b, bOffset, length, c, cOffset, length, 1, length);
  }

  /**
   * Runs the kernel over rows. Operands that the kernel does not have are passed as null and zeros.
   *
   * @param a the first operand, a {@code float[]} or {@code double[]} as the precision says
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
    if (c != null && operands() < 3) {
      throw new IllegalArgumentException(this + " has 2 operands, not 3");
    }
    if (rows < 0 || columns < 0) {
      throw new IndexOutOfBoundsException(
          name
              + ": "
              + (rows < 0 ? "the number of rows " + rows : "length " + columns)
              + " is negative");
    }
    Operands.check(operand(0), a, precision, aOffset, aStride, rows, columns);
    Operands.check(operand(1), b, precision, bOffset, bStride, rows, columns);
    checkPair(0, a, aOffset, aStride, 1, b, bOffset, bStride, rows, columns);
    if (operands() > 2) {
      Operands.check(operand(2), c, precision, cOffset, cStride, rows, columns);
      checkPair(0, a, aOffset, aStride, 2, c, cOffset, cStride, rows, columns);
      checkPair(1, b, bOffset, bStride, 2, c, cOffset, cStride, rows, columns);
    }
    loop.run(a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride, rows, columns);
  }

  /**
   * Compiles and exercises the vector twin now (with {@code lanewise.simd=always} it serves
   * anyway), for a server before it takes requests or for a benchmark. Takes a second or so, ten or
   * so where vectors do not win; returns at once if the kernel is warm already.
   *
   * @return whether vectors now serve; if not, {@link Engine#facts()} may say why
   */
  public boolean warmUp() {
    // The classes that check arguments are loaded now, so that the next call allocates nothing.
    Object none = precision == Precision.FLOAT ? new float[0] : new double[0];
    run(none, 0, 0, none, 0, 0, operands() > 2 ? none : null, 0, 0, 0, 0);
    if (loop instanceof Starting starting) {
      compile(starting);
    }
    long deadline = System.nanoTime() + WarmUp.DEADLINE_NANOS;
    while (loop instanceof Counting counting && System.nanoTime() < deadline) {
      settle(counting);
    }
    return servedByVectors();
  }

  /** Whether the vector twin serves. */
  boolean servedByVectors() {
    return vectors;
  }

  @Override
  public String toString() {
    return name + " (" + precision.name().toLowerCase(Locale.ROOT) + ")";
  }

  /** The path before the first call, which it makes. */
  private final class Cold extends Loop {
    @Override
    void run(
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
      start();
      loop.run(a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride, rows, columns);
    }
  }

  /** The path until the scalar loop is compiled. */
  private final class Starting extends Loop {
    private final RowProgram program;
    private final Loop interpreter;
    private final int cost;

    /** What a shorter row takes as long as. */
    private final int block;

    Starting(RowProgram program) {
      this.program = program;
      this.interpreter = new InterpretedLoop(program);
      this.cost = program.cost();
      this.block = LoopCompiler.partials(precision == Precision.DOUBLE);
    }

    @Override
    void run(
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
      Loop serving = interpreter;
      if ((long) rows * Math.max(columns, block) * cost >= WORTH_COMPILING) {
        compile(this);
        serving = loop;
      }
      serving.run(a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride, rows, columns);
    }
  }

  /** The scalar path while it is not decided whether vectors are worth their warm-up. */
  private final class Counting extends Loop {
    private final RowProgram program;
    private final Loop scalar;
    private final int cost;
    private final long enough;
    // Threads may lose each other's counts; the switch then comes a little later.
    private long work;

    Counting(RowProgram program, Loop scalar, long enough) {
      this.program = program;
      this.scalar = scalar;
      this.cost = program.cost();
      this.enough = enough;
    }

    @Override
    void run(
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
      scalar.run(a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride, rows, columns);
      if (work < enough) {
        work += (long) rows * columns * cost;
        if (work >= enough) {
          Background.WARM_UP.execute(() -> settle(this));
        }
      }
    }
  }

  private synchronized void start() {
    if (!(loop instanceof Cold)) {
      return;
    }
    Simd simd = Engine.settings().simd();
    Starting starting = new Starting(define());
    if (simd == Simd.ALWAYS) {
      loop = vectorsAtOnce(starting);
      vectors = true;
    } else {
      loop = starting;
      Engine.start(() -> compile(starting));
    }
  }

  private RowProgram define() {
    RowProgram program = new RowProgram(precision, inputs.size(), operands());
    definition.accept(program);
    return program.complete(outputs);
  }

  private Loop vectorsAtOnce(Starting starting) {
    Engine.Facts facts = Engine.facts();
    if (!facts.simd()) {
      throw new IllegalStateException(
          Settings.SIMD + "=always, but vectors cannot serve: " + facts.reason());
    }
    return LoopCompiler.vector(name, starting.program, facts.vectorBits())
        .orElseThrow(
            () -> new IllegalStateException(Settings.SIMD + "=always, but " + tooLongForVectors()));
  }

  /** Replaces the walk of the formulas by the scalar path. */
  private void compile(Starting starting) {
    // Not the lock of settle, which may hold it for seconds.
    synchronized (starting) {
      if (loop == starting) {
        Optional<Loop> scalar = LoopCompiler.scalar(name, starting.program);
        if (scalar.isEmpty()) {
          loop = starting.interpreter;
          if (Jvm.DEFINES_CLASSES) {
            Engine.warn(
                this
                    + " has a formula too long for HotSpot, so it stays slow: split it into"
                    + " kernels");
          }
        } else if (Engine.settings().simd() == Simd.NEVER) {
          loop = scalar.get();
        } else {
          loop = new Counting(starting.program, scalar.get(), WORTH_WARMING);
        }
      }
    }
  }

  /** Chooses between the scalar path and its vector twin. */
  private void settle(Counting counting) {
    // Not the lock of the first call, which must not wait for a warm-up.
    synchronized (settling) {
      if (loop == counting) {
        Engine.Facts facts = Engine.facts();
        if (!facts.simd() || !compiles(counting.program, facts.vectorBits())) {
          loop = counting.scalar;
          return;
        }
        Optional<Loop> vector = LoopCompiler.vector(name, counting.program, facts.vectorBits());
        if (vector.isEmpty()) {
          loop = counting.scalar;
          Engine.warn(tooLongForVectors() + ", so it stays scalar: split it");
        } else if (WarmUp.wins(vector.get(), counting.scalar, precision, operands())) {
          loop = vector.get();
          vectors = true;
        } else {
          loop =
              counting.enough < LAST_TRY
                  ? new Counting(counting.program, counting.scalar, counting.enough * MORE_WORK)
                  : counting.scalar;
        }
      }
    }
  }

  private String tooLongForVectors() {
    return this + " has a formula too long for vectors";
  }

  private boolean compiles(RowProgram program, int bits) {
    boolean twoLanes = precision == Precision.DOUBLE && bits == 128;
    return !twoLanes || Jvm.TWO_LANE_MASKS || !program.usesMasks();
  }

  private static int[] range(int from, int to) {
    int[] numbers = new int[to - from];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = from + i;
    }
    return numbers;
  }

  private int operands() {
    return inputs.size() + outputs.size();
  }

  private String operand(int number) {
    return number < inputs.size() ? inputs.get(number) : outputs.get(number - inputs.size());
  }

  /** Two operands of one array must not overlap if either is written. */
  private void checkPair(
      int first,
      Object a,
      int aOffset,
      int aStride,
      int second,
      Object b,
      int bOffset,
      int bStride,
      int rows,
      int columns) {
    if (a == b && second >= inputs.size()) {
      Operands.checkOverlap(
          operand(second),
          bOffset,
          bStride,
          operand(first),
          aOffset,
          aStride,
          first < inputs.size(),
          rows,
          columns);
    }
  }
}
