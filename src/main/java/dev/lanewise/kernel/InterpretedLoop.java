package dev.lanewise.kernel;

import dev.lanewise.kernel.RowProgram.Compute;
import dev.lanewise.kernel.RowProgram.Map;
import dev.lanewise.kernel.RowProgram.Reduce;
import dev.lanewise.kernel.RowProgram.Step;
import dev.lanewise.lane.Graph;
import dev.lanewise.lane.Graph.Instruction;
import dev.lanewise.lane.Precision;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a program by walking its formulas, where no class can be defined at run time, as in a
 * GraalVM native image. Slower than compiled code by a factor of ten or more, with the same bits.
 */
final class InterpretedLoop extends Loop {
  private final RowProgram program;
  private final boolean wide;
  private final int partials;
  private final ThreadLocal<Registers> registers;

  InterpretedLoop(RowProgram program) {
    this.program = program;
    this.wide = program.precision() == Precision.DOUBLE;
    this.partials = LoopCompiler.partials(wide);
    int size =
        program.steps().stream().mapToInt(s -> s.graph().instructions().size()).max().orElse(0);
    this.registers = ThreadLocal.withInitial(() -> new Registers(size, program.steps().size()));
  }

  /** A thread's working memory, kept so that a call allocates nothing. */
  private static final class Registers {
    final Object[] arrays = new Object[LoopCompiler.OPERANDS];
    final int[] offsets = new int[LoopCompiler.OPERANDS];
    final double[] scalars;
    final double[] values;
    final long[] bits;

    Registers(int size, int steps) {
      this.scalars = new double[steps];
      this.values = new double[size];
      this.bits = new long[size];
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
    Registers r = registers.get();
    r.arrays[0] = a;
    r.arrays[1] = b;
    r.arrays[2] = c;
    for (int row = 0; row < rows; row++) {
      r.offsets[0] = aOffset + row * aStride;
      r.offsets[1] = bOffset + row * bStride;
      r.offsets[2] = cOffset + row * cStride;
      List<Step> steps = program.steps();
      for (int i = 0; i < steps.size(); i++) {
        switch (steps.get(i)) {
          case Map map -> map(r, map, columns);
          case Reduce reduce -> r.scalars[reduce.result()] = reduce(r, reduce, columns);
          case Compute compute -> {
            evaluate(r, compute, 0, 0);
            r.scalars[compute.result()] = r.values[compute.graph().outputs().get(0)];
          }
        }
      }
    }
    r.release();
  }

  private void map(Registers r, Map map, int columns) {
    for (int i = 0; i < columns; i++) {
      evaluate(r, map, i, 0);
      for (int k = 0; k < map.outputs().length; k++) {
        int operand = map.outputs()[k];
        double value = r.values[map.graph().outputs().get(k)];
        int index = r.offsets[operand] + i;
        if (wide) {
          ((double[]) r.arrays[operand])[index] = value;
        } else {
          ((float[]) r.arrays[operand])[index] = (float) value;
        }
      }
    }
  }

  private double reduce(Registers r, Reduce reduce, int columns) {
    int full = columns & -LoopCompiler.granule(wide);
    double total = fold(r, reduce, full, 0, 1);
    for (int i = full; i < columns; i++) {
      total = accumulate(r, reduce, i, total);
    }
    return total;
  }

  /** The subtree of the strided partial results, as {@link ScalarLoopCompiler} folds it. */
  private double fold(Registers r, Reduce reduce, int full, int first, int stride) {
    if (first >= full) {
      return reduce.identity();
    }
    if (stride == partials) {
      double partial = reduce.identity();
      for (int i = first; i < full; i += partials) {
        partial = accumulate(r, reduce, i, partial);
      }
      return partial;
    }
    double left = fold(r, reduce, full, first, 2 * stride);
    double right = fold(r, reduce, full, first + stride, 2 * stride);
    for (int i = 0; i < reduce.combine().instructions().size(); i++) {
      Instruction instruction = reduce.combine().instructions().get(i);
      if (instruction.op() == Graph.Op.INPUT) {
        r.values[i] = instruction.immediate() == 0 ? left : right;
      } else {
        execute(r, instruction, i);
      }
    }
    return r.values[reduce.combine().outputs().get(0)];
  }

  private double accumulate(Registers r, Reduce reduce, int i, double partial) {
    evaluate(r, reduce, i, partial);
    return r.values[reduce.graph().outputs().get(0)];
  }

  /** Evaluates a step's formula at element i; an input past the operands is the partial result. */
  private void evaluate(Registers r, Step step, int element, double partial) {
    List<Instruction> code = step.graph().instructions();
    for (int i = 0; i < code.size(); i++) {
      Instruction instruction = code.get(i);
      int number = (int) instruction.immediate();
      switch (instruction.op()) {
        case INPUT ->
            r.values[i] =
                number == step.inputs().length
                    ? partial
                    : element(r, step.inputs()[number], element);
        case UNIFORM -> r.values[i] = r.scalars[step.scalars()[number]];
        default -> execute(r, instruction, i);
      }
    }
  }

  private double element(Registers r, int operand, int i) {
    int index = r.offsets[operand] + i;
    return wide ? ((double[]) r.arrays[operand])[index] : ((float[]) r.arrays[operand])[index];
  }

  private void execute(Registers r, Instruction instruction, int result) {
    switch (instruction.op().type()) {
      case LANE ->
          r.values[result] = wide ? wideValue(r, instruction) : narrowValue(r, instruction);
      case BITS -> r.bits[result] = bits(r, instruction);
      case MASK -> r.bits[result] = holds(r, instruction) ? 1 : 0;
    }
  }

  private static double wideValue(Registers r, Instruction in) {
    double[] v = r.values;
    return switch (in.op()) {
      case CONSTANT -> Double.longBitsToDouble(in.immediate());
      case ADD -> v[in.a()] + v[in.b()];
      case SUB -> v[in.a()] - v[in.b()];
      case MUL -> v[in.a()] * v[in.b()];
      case DIV -> v[in.a()] / v[in.b()];
      case FMA -> Math.fma(v[in.a()], v[in.b()], v[in.c()]);
      case SQRT -> Math.sqrt(v[in.a()]);
      case NEG -> -v[in.a()];
      case ABS -> Math.abs(v[in.a()]);
      case SELECT -> r.bits[in.c()] != 0 ? v[in.a()] : v[in.b()];
      case FROM_BITS -> Double.longBitsToDouble(r.bits[in.a()]);
      default -> throw new AssertionError(in);
    };
  }

  /** The same in float; the registers hold floats exactly. */
  private static float narrowValue(Registers r, Instruction in) {
    double[] v = r.values;
    return switch (in.op()) {
      case CONSTANT -> (float) Double.longBitsToDouble(in.immediate());
      case ADD -> (float) v[in.a()] + (float) v[in.b()];
      case SUB -> (float) v[in.a()] - (float) v[in.b()];
      case MUL -> (float) v[in.a()] * (float) v[in.b()];
      case DIV -> (float) v[in.a()] / (float) v[in.b()];
      case FMA -> SoftwareFma.fma((float) v[in.a()], (float) v[in.b()], (float) v[in.c()]);
      case SQRT -> (float) Math.sqrt(v[in.a()]);
      case NEG -> -(float) v[in.a()];
      case ABS -> Math.abs((float) v[in.a()]);
      case SELECT -> (float) (r.bits[in.c()] != 0 ? v[in.a()] : v[in.b()]);
      case FROM_BITS -> Float.intBitsToFloat((int) r.bits[in.a()]);
      default -> throw new AssertionError(in);
    };
  }

  private long bits(Registers r, Instruction in) {
    long[] b = r.bits;
    long mask = wide ? -1L : 0xFFFF_FFFFL;
    return switch (in.op()) {
      case BITS_CONSTANT -> in.immediate() & mask;
      case TO_BITS ->
          wide
              ? Double.doubleToRawLongBits(r.values[in.a()])
              : Float.floatToRawIntBits((float) r.values[in.a()]) & mask;
      case BITS_ADD -> b[in.a()] + b[in.b()] & mask;
      case BITS_SUB -> b[in.a()] - b[in.b()] & mask;
      case BITS_AND -> b[in.a()] & b[in.b()];
      case BITS_OR -> b[in.a()] | b[in.b()];
      case BITS_XOR -> b[in.a()] ^ b[in.b()];
      case SHL -> b[in.a()] << in.immediate() & mask;
      case SHR -> (wide ? b[in.a()] : (int) b[in.a()]) >> in.immediate() & mask;
      case USHR -> b[in.a()] >>> in.immediate();
      default -> throw new AssertionError(in);
    };
  }

  private static boolean holds(Registers r, Instruction in) {
    double[] v = r.values;
    return switch (in.op()) {
      case LT -> v[in.a()] < v[in.b()];
      case LE -> v[in.a()] <= v[in.b()];
      case EQ -> v[in.a()] == v[in.b()];
      case NE -> v[in.a()] != v[in.b()];
      case MASK_AND -> r.bits[in.a()] != 0 && r.bits[in.b()] != 0;
      case MASK_OR -> r.bits[in.a()] != 0 || r.bits[in.b()] != 0;
      default -> throw new AssertionError(in);
    };
  }
}
