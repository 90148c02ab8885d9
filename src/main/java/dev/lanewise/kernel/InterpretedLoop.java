package dev.lanewise.kernel;

import dev.lanewise.kernel.RowProgram.Argument;
import dev.lanewise.kernel.RowProgram.Compute;
import dev.lanewise.kernel.RowProgram.Given;
import dev.lanewise.kernel.RowProgram.Load;
import dev.lanewise.kernel.RowProgram.Map;
import dev.lanewise.kernel.RowProgram.Reduce;
import dev.lanewise.kernel.RowProgram.Repeat;
import dev.lanewise.kernel.RowProgram.Step;
import dev.lanewise.kernel.RowProgram.Store;
import dev.lanewise.lane.Graph;
import dev.lanewise.lane.Graph.Instruction;
import dev.lanewise.lane.Graph.Op;
import dev.lanewise.lane.Graph.Type;
import dev.lanewise.lane.Precision;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a program by walking its formulas, an instruction for a block of elements at a time. It
 * needs nothing compiled, so it serves the first calls; and it stays where no class can be defined
 * at run time, as in a GraalVM native image, or where a formula is too long for one.
 *
 * <p>Registers are doubles for both precisions. A sum, product, quotient or root of two floats that
 * is rounded to double and then to float is the one rounded once, because 53 ≥ 2 · 24 + 2
 * (Figueroa, "When is double rounding innocuous?", 1995); where the float is subnormal, a sum or
 * product is exact in double and a quotient never so near a middle. Only fused multiply-add is not,
 * see {@link SoftwareFma}.
 */
final class InterpretedLoop extends Loop {
  /**
   * A thread's working memory serves all loops, which run one at a time. A thread that outlives the
   * library's class loader must not keep it, so the reference is a soft one.
   */
  private static final ThreadLocal<SoftReference<Registers>> REGISTERS = new ThreadLocal<>();

  private final RowProgram program;
  private final boolean wide;
  private final List<Operand> operands;
  private final Access[] accesses;
  private final boolean stores;

  /** Elements in a block: as many as a reduction has partial results, which are then a block. */
  private final int block;

  InterpretedLoop(RowProgram program) {
    this.program = program;
    this.wide = program.precision() == Precision.DOUBLE;
    this.operands = program.operands();
    this.accesses =
        operands.stream().map(o -> Access.of(o, program.storage())).toArray(Access[]::new);
    this.stores = program.stores();
    this.block = LoopCompiler.partials(wide);
  }

  /** Blocks for values, kept so that a call allocates nothing. */
  private static final class Registers {
    /** The longer of the two blocks. */
    private static final int BLOCK = LoopCompiler.partials(false);

    final Object[] holders = new Object[Loop.OPERANDS];
    final long[] offsets = new long[Loop.OPERANDS];
    final long[] strides = new long[Loop.OPERANDS];
    final Elements elements = new Elements(BLOCK);
    final double[][] partials = new double[Reduce.MOST_PARTIALS][BLOCK];
    int row;
    int columns;
    double first;
    double second;
    double[] scalars = {};
    double[][] values = {};
    long[][] bits = {};

    void makeRoom(RowProgram program) {
      int steps = program.steps().size();
      if (scalars.length < steps) {
        scalars = new double[steps];
      }
      for (int i = 0; i < steps; i++) {
        Step step = program.steps().get(i);
        makeRoom(step.graph());
        if (step instanceof Reduce reduce) {
          makeRoom(reduce.combine());
          makeRoom(reduce.total());
        }
      }
    }

    private void makeRoom(Graph graph) {
      int size = graph.instructions().size();
      if (values.length < size) {
        values = Arrays.copyOf(values, size);
        bits = Arrays.copyOf(bits, size);
      }
      for (int i = 0; i < size; i++) {
        if (graph.instructions().get(i).op().type() == Type.LANE) {
          values[i] = values[i] == null ? new double[BLOCK] : values[i];
        } else {
          bits[i] = bits[i] == null ? new long[BLOCK] : bits[i];
        }
      }
    }

    /** The memory must not keep the user's arrays alive. */
    void release() {
      Arrays.fill(holders, null);
    }
  }

  @Override
  void run(
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
    if (columns == 0 && !stores) {
      return;
    }
    Registers r = registers();
    r.makeRoom(program);
    place(r, 0, a, aOffset, aStride);
    place(r, 1, b, bOffset, bStride);
    place(r, 2, c, cOffset, cStride);
    place(r, 3, d, dOffset, dStride);
    place(r, 4, e, eOffset, eStride);
    place(r, 5, f, fOffset, fStride);
    r.columns = columns;
    r.first = p;
    r.second = q;
    try {
      for (int row = 0; row < rows; row++) {
        r.row = row;
        steps(r, program.steps());
        for (int operand = 0; operand < Loop.OPERANDS; operand++) {
          r.offsets[operand] += r.strides[operand];
        }
      }
    } finally {
      // Also where a segment is closed meanwhile.
      r.release();
    }
  }

  private void place(Registers r, int operand, Object holder, long offset, long stride) {
    boolean shared = operand < operands.size() && operands.get(operand).isShared();
    r.holders[operand] = holder;
    r.offsets[operand] = offset;
    r.strides[operand] = shared ? 0 : stride;
  }

  private void steps(Registers r, List<Step> steps) {
    int rounds = 0;
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Repeat repeat) {
        fillLeaves(r, repeat, repeat.graph());
        evaluate(r, repeat, 0, 1);
        for (int k = 0; k < repeat.states().length; k++) {
          r.scalars[repeat.states()[k]] = result(r, repeat.graph(), k)[0];
        }
        rounds++;
        if (r.scalars[repeat.condition()] != 0 && rounds < repeat.most()) {
          i -= repeat.length() + 1;
        } else {
          rounds = 0;
        }
      } else {
        step(r, steps.get(i));
      }
    }
  }

  /** No switch over patterns: the first one takes the JVM ten milliseconds. */
  private void step(Registers r, Step step) {
    if (step instanceof Map map) {
      map(r, map, r.columns);
    } else if (step instanceof Reduce reduce) {
      r.scalars[reduce.result()] =
          isNeeded(r, reduce) ? reduce(r, reduce, r.columns) : reduce.identity();
    } else if (step instanceof Load load) {
      r.scalars[load.result()] = load(r, load);
    } else if (step instanceof Store store) {
      fillLeaves(r, store, store.graph());
      evaluate(r, store, 0, 1);
      store(r, store.outputs()[0], 0, store.graph(), 0, 1);
    } else if (step instanceof Given given) {
      r.scalars[given.result()] = rounded(given(r, given.argument()));
    } else if (step instanceof Compute compute) {
      fillLeaves(r, compute, compute.graph());
      evaluate(r, compute, 0, 1);
      r.scalars[compute.result()] = result(r, compute.graph(), 0)[0];
    }
  }

  private static double given(Registers r, Argument argument) {
    return switch (argument) {
      case COLUMNS -> r.columns;
      case ROW -> r.row;
      case FIRST -> r.first;
      case SECOND -> r.second;
      case DIAGONAL -> r.row + r.second;
    };
  }

  private double rounded(double value) {
    return wide ? value : (float) value;
  }

  private double load(Registers r, Load load) {
    int element = load.scalars().length == 0 ? 0 : (int) r.scalars[load.scalars()[0]];
    fillLeaves(r, load, load.graph());
    if (operands.get(RowProgram.operand(load.inputs()[0])).isOfInts()) {
      r.elements.readInts(holder(r, load.inputs()[0]), place(r, load.inputs()[0], element));
      return rounded(r.elements.ints[0]);
    }
    evaluate(r, load, element, 1);
    return result(r, load.graph(), 0)[0];
  }

  private static Registers registers() {
    SoftReference<Registers> kept = REGISTERS.get();
    Registers registers = kept == null ? null : kept.get();
    if (registers == null) {
      registers = new Registers();
      REGISTERS.set(new SoftReference<>(registers));
    }
    return registers;
  }

  private static boolean isNeeded(Registers r, Reduce reduce) {
    return reduce.condition() == Reduce.ALWAYS || r.scalars[reduce.condition()] != 0;
  }

  private void map(Registers r, Map map, int columns) {
    fillLeaves(r, map, map.graph());
    int n;
    for (int i = 0; i < columns; i += n) {
      n = Math.min(block, columns - i);
      evaluate(r, map, i, n);
      for (int k = 0; k < map.outputs().length; k++) {
        store(r, map.outputs()[k], i, map.graph(), k, n);
      }
    }
  }

  /** The strided partial results, a block at a time, their tree, and the rest one by one. */
  private double reduce(Registers r, Reduce reduce, int columns) {
    for (double[] partials : r.partials) {
      Arrays.fill(partials, reduce.identity());
    }
    fillLeaves(r, reduce, reduce.graph());
    int full = columns & -LoopCompiler.granule(wide);
    int n;
    for (int i = 0; i < full; i += n) {
      n = Math.min(block, full - i);
      accumulate(r, reduce, i, n);
    }
    combine(r, reduce);
    fillLeaves(r, reduce, reduce.graph());
    for (int i = full; i < columns; i++) {
      accumulate(r, reduce, i, 1);
    }
    evaluate(r, reduce, reduce.total(), 1);
    return result(r, reduce.total(), 0)[0];
  }

  private void accumulate(Registers r, Reduce reduce, int element, int n) {
    evaluate(r, reduce, element, n);
    keep(r, reduce, reduce.graph(), n);
  }

  /** The results of a formula become the partial results. */
  private static void keep(Registers r, Reduce reduce, Graph graph, int n) {
    for (int k = 0; k < reduce.partials(); k++) {
      System.arraycopy(result(r, graph, k), 0, r.partials[k], 0, n);
    }
  }

  private void combine(Registers r, Reduce reduce) {
    for (int half = block / 2; half > 0; half /= 2) {
      evaluate(r, reduce, reduce.combine(), half);
      keep(r, reduce, reduce.combine(), half);
    }
  }

  /**
   * Evaluates a formula of partial results: of the first n of them and, as its second operand, of
   * the n after them.
   */
  private void evaluate(Registers r, Reduce reduce, Graph graph, int n) {
    fillLeaves(r, reduce, graph);
    for (int i = 0; i < graph.instructions().size(); i++) {
      Instruction in = graph.instructions().get(i);
      if (LaneCode.isInput(in)) {
        int number = (int) in.immediate();
        double[] partials = r.partials[number % reduce.partials()];
        System.arraycopy(partials, number / reduce.partials() * n, r.values[i], 0, n);
      } else {
        execute(r, in, i, n);
      }
    }
  }

  /** Evaluates a step's formula; an input past the operands is the partial result. */
  private void evaluate(Registers r, Step step, int element, int n) {
    List<Instruction> code = step.graph().instructions();
    for (int i = 0; i < code.size(); i++) {
      Instruction in = code.get(i);
      if (in.op() == Op.COLUMN) {
        Blocks.count(element, r.bits[i], n);
      } else if (!LaneCode.isInput(in)) {
        execute(r, in, i, n);
      } else if (in.immediate() < step.inputs().length) {
        read(r, step.inputs()[(int) in.immediate()], element, i, n);
      } else {
        int number = (int) in.immediate() - step.inputs().length;
        System.arraycopy(r.partials[number], 0, r.values[i], 0, n);
      }
    }
  }

  /** Constants and uniforms, which are the same for all blocks of a row. */
  private void fillLeaves(Registers r, Step step, Graph graph) {
    List<Instruction> code = graph.instructions();
    for (int i = 0; i < code.size(); i++) {
      Instruction in = code.get(i);
      switch (in.op()) {
        case UNIFORM -> Arrays.fill(r.values[i], r.scalars[step.scalars()[(int) in.immediate()]]);
        case CONSTANT -> Arrays.fill(r.values[i], Double.longBitsToDouble(in.immediate()));
        case BITS_CONSTANT -> Arrays.fill(r.bits[i], wide ? in.immediate() : (int) in.immediate());
        default -> {}
      }
    }
  }

  /** Elements of an operand to the register of an instruction. */
  private void read(Registers r, int reference, int element, int register, int n) {
    Object holder = holder(r, reference);
    long place = place(r, reference, element);
    switch (accesses[RowProgram.operand(reference)]) {
      case FLOATS -> r.elements.readFloats(holder, place, r.values[register], n);
      case DOUBLES -> r.elements.readDoubles(holder, place, r.values[register], n);
      case SHORTS -> r.elements.readShorts(holder, place, r.bits[register], n);
      case BOOLEANS -> r.elements.readBooleans(holder, place, r.bits[register], n);
      case INTS -> throw new AssertionError(reference);
    }
  }

  /** A result of a formula to elements of an operand. */
  private void store(Registers r, int reference, int element, Graph graph, int output, int n) {
    Object holder = holder(r, reference);
    long place = place(r, reference, element);
    int register = graph.outputs().get(output);
    switch (accesses[RowProgram.operand(reference)]) {
      case FLOATS -> r.elements.writeFloats(holder, place, r.values[register], n);
      case DOUBLES -> r.elements.writeDoubles(holder, place, r.values[register], n);
      case SHORTS -> r.elements.writeShorts(holder, place, r.bits[register], n);
      case INTS -> r.elements.writeInts(holder, place, r.values[register], n);
      case BOOLEANS -> throw new AssertionError(reference);
    }
  }

  private static Object holder(Registers r, int reference) {
    return r.holders[RowProgram.operand(reference)];
  }

  private static long place(Registers r, int reference, int element) {
    return r.offsets[RowProgram.operand(reference)]
        + (long) RowProgram.part(reference) * r.columns
        + element;
  }

  private static double[] result(Registers r, Graph graph, int output) {
    return r.values[graph.outputs().get(output)];
  }

  private void execute(Registers r, Instruction in, int result, int n) {
    if (!LaneCode.isLeaf(in)) {
      switch (in.op().type()) {
        case LANE -> value(r, in, r.values[result], n);
        case BITS -> bits(r, in, r.bits[result], n);
        case MASK -> mask(r, in, r.bits[result], n);
      }
    }
  }

  private void value(Registers r, Instruction in, double[] y, int n) {
    double[][] v = r.values;
    switch (in.op()) {
      case NEG -> Blocks.neg(v[in.a()], y, n);
      case ABS -> Blocks.abs(v[in.a()], y, n);
      case SELECT -> Blocks.select(r.bits[in.c()], v[in.a()], v[in.b()], y, n);
      case FMA -> {
        if (wide) {
          Blocks.fma(v[in.a()], v[in.b()], v[in.c()], y, n);
        } else {
          Blocks.floatFma(v[in.a()], v[in.b()], v[in.c()], y, n);
        }
      }
      case FROM_BITS -> {
        if (wide) {
          Blocks.fromBits(r.bits[in.a()], y, n);
        } else {
          Blocks.floatFromBits(r.bits[in.a()], y, n);
        }
      }
      default -> rounded(v, in, y, n);
    }
  }

  private void rounded(double[][] v, Instruction in, double[] y, int n) {
    switch (in.op()) {
      case ADD -> Blocks.add(v[in.a()], v[in.b()], y, n);
      case SUB -> Blocks.sub(v[in.a()], v[in.b()], y, n);
      case MUL -> Blocks.mul(v[in.a()], v[in.b()], y, n);
      case DIV -> Blocks.div(v[in.a()], v[in.b()], y, n);
      case SQRT -> Blocks.sqrt(v[in.a()], y, n);
      default -> throw new AssertionError(in);
    }
    if (!wide) {
      Blocks.roundToFloat(y, n);
    }
  }

  /**
   * Integers of 32 bits are kept with their sign extended, which keeps their unsigned order too.
   */
  private void bits(Registers r, Instruction in, long[] y, int n) {
    long[][] b = r.bits;
    switch (in.op()) {
      case BITS_AND -> Blocks.and(b[in.a()], b[in.b()], y, n);
      case BITS_OR -> Blocks.or(b[in.a()], b[in.b()], y, n);
      case BITS_XOR -> Blocks.xor(b[in.a()], b[in.b()], y, n);
      case BITS_MIN -> Blocks.min(b[in.a()], b[in.b()], y, n);
      case BITS_UMIN -> Blocks.unsignedMin(b[in.a()], b[in.b()], y, n);
      case SHR -> Blocks.shr(b[in.a()], (int) in.immediate(), y, n);
      case TO_BITS -> {
        if (wide) {
          Blocks.toBits(r.values[in.a()], y, n);
        } else {
          Blocks.floatToBits(r.values[in.a()], y, n);
        }
      }
      default -> wrapped(b, in, y, n);
    }
  }

  private void wrapped(long[][] b, Instruction in, long[] y, int n) {
    int distance = (int) in.immediate();
    switch (in.op()) {
      case BITS_ADD -> Blocks.add(b[in.a()], b[in.b()], y, n);
      case BITS_SUB -> Blocks.sub(b[in.a()], b[in.b()], y, n);
      case SHL -> Blocks.shl(b[in.a()], distance, y, n);
      case USHR -> Blocks.ushr(b[in.a()], wide ? -1L : 0xFFFF_FFFFL, distance, y, n);
      default -> throw new AssertionError(in);
    }
    if (!wide) {
      Blocks.wrapToInt(y, n);
    }
  }

  private static void mask(Registers r, Instruction in, long[] y, int n) {
    switch (in.op()) {
      case LT -> Blocks.lt(r.values[in.a()], r.values[in.b()], y, n);
      case LE -> Blocks.le(r.values[in.a()], r.values[in.b()], y, n);
      case EQ -> Blocks.eq(r.values[in.a()], r.values[in.b()], y, n);
      case NE -> Blocks.ne(r.values[in.a()], r.values[in.b()], y, n);
      case MASK_AND -> Blocks.and(r.bits[in.a()], r.bits[in.b()], y, n);
      case MASK_OR -> Blocks.or(r.bits[in.a()], r.bits[in.b()], y, n);
      default -> throw new AssertionError(in);
    }
  }
}
