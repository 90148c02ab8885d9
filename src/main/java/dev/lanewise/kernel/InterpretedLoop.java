package dev.lanewise.kernel;

import dev.lanewise.kernel.RowProgram.Compute;
import dev.lanewise.kernel.RowProgram.First;
import dev.lanewise.kernel.RowProgram.Map;
import dev.lanewise.kernel.RowProgram.Reduce;
import dev.lanewise.kernel.RowProgram.Step;
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

  /** Elements in a block: as many as a reduction has partial results, which are then a block. */
  private final int block;

  InterpretedLoop(RowProgram program) {
    this.program = program;
    this.wide = program.precision() == Precision.DOUBLE;
    this.block = LoopCompiler.partials(wide);
  }

  /** Blocks for values, kept so that a call allocates nothing. */
  private static final class Registers {
    /** The longer of the two blocks. */
    private static final int BLOCK = LoopCompiler.partials(false);

    final Object[] arrays = new Object[LoopCompiler.OPERANDS];
    final int[] offsets = new int[LoopCompiler.OPERANDS];
    final double[] partials = new double[BLOCK];
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
      Arrays.fill(arrays, null);
    }
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
    if (columns == 0) {
      return;
    }
    Registers r = registers();
    r.makeRoom(program);
    r.arrays[0] = a;
    r.arrays[1] = b;
    r.arrays[2] = c;
    for (int row = 0; row < rows; row++) {
      r.offsets[0] = aOffset + row * aStride;
      r.offsets[1] = bOffset + row * bStride;
      r.offsets[2] = cOffset + row * cStride;
      List<Step> steps = program.steps();
      for (int i = 0; i < steps.size(); i++) {
        // No switch over patterns: the first one takes the JVM ten milliseconds.
        if (steps.get(i) instanceof Map map) {
          map(r, map, columns);
        } else if (steps.get(i) instanceof Reduce reduce) {
          r.scalars[reduce.result()] =
              isNeeded(r, reduce) ? reduce(r, reduce, columns) : reduce.identity();
        } else if (steps.get(i) instanceof First first) {
          load(r, first.inputs()[0], 0, r.partials, 1);
          r.scalars[first.result()] = r.partials[0];
        } else if (steps.get(i) instanceof Compute compute) {
          fillLeaves(r, compute, compute.graph());
          evaluate(r, compute, 0, 1);
          r.scalars[compute.result()] = result(r, compute.graph(), 0)[0];
        }
      }
    }
    r.release();
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
        store(r, map.outputs()[k], i, result(r, map.graph(), k), n);
      }
    }
  }

  /** The strided partial results, a block at a time, their tree, and the rest one by one. */
  private double reduce(Registers r, Reduce reduce, int columns) {
    Arrays.fill(r.partials, reduce.identity());
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
    return r.partials[0];
  }

  private void accumulate(Registers r, Reduce reduce, int element, int n) {
    evaluate(r, reduce, element, n);
    System.arraycopy(result(r, reduce.graph(), 0), 0, r.partials, 0, n);
  }

  private void combine(Registers r, Reduce reduce) {
    Graph graph = reduce.combine();
    fillLeaves(r, reduce, graph);
    for (int half = block / 2; half > 0; half /= 2) {
      for (int i = 0; i < graph.instructions().size(); i++) {
        Instruction in = graph.instructions().get(i);
        if (in.op() == Op.INPUT) {
          System.arraycopy(r.partials, (int) in.immediate() * half, r.values[i], 0, half);
        } else {
          execute(r, in, i, half);
        }
      }
      System.arraycopy(result(r, graph, 0), 0, r.partials, 0, half);
    }
  }

  /** Evaluates a step's formula; an input past the operands is the partial result. */
  private void evaluate(Registers r, Step step, int element, int n) {
    List<Instruction> code = step.graph().instructions();
    for (int i = 0; i < code.size(); i++) {
      Instruction in = code.get(i);
      if (in.op() != Op.INPUT) {
        execute(r, in, i, n);
      } else if (in.immediate() < step.inputs().length) {
        load(r, step.inputs()[(int) in.immediate()], element, r.values[i], n);
      } else {
        System.arraycopy(r.partials, 0, r.values[i], 0, n);
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

  private void load(Registers r, int operand, int element, double[] to, int n) {
    int from = r.offsets[operand] + element;
    if (wide) {
      System.arraycopy(r.arrays[operand], from, to, 0, n);
    } else {
      float[] array = (float[]) r.arrays[operand];
      for (int i = 0; i < n; i++) {
        to[i] = array[from + i];
      }
    }
  }

  private void store(Registers r, int operand, int element, double[] from, int n) {
    int to = r.offsets[operand] + element;
    if (wide) {
      System.arraycopy(from, 0, r.arrays[operand], to, n);
    } else {
      float[] array = (float[]) r.arrays[operand];
      for (int i = 0; i < n; i++) {
        array[to + i] = (float) from[i];
      }
    }
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
