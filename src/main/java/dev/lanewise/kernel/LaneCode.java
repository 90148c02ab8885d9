package dev.lanewise.kernel;

import dev.lanewise.lane.Graph;
import dev.lanewise.lane.Graph.Instruction;
import dev.lanewise.lane.Precision;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;

/**
 * Writes a formula as straight-line bytecode, scalar or vector.
 *
 * <p>A value that is used once is computed where it is used, on the operand stack; one that is used
 * more often gets a local variable. So the JVM's interpreter, which runs a fresh loop, has little
 * to do; C2 makes registers of all of them. There is no call but to the JDK's intrinsics (and
 * {@link SoftwareFma} where there is no fused multiply-add), because C2 stops inlining other
 * methods once a compiled method has grown past some sixty vector operations, and an operation that
 * is not inlined boxes its vectors.
 */
abstract class LaneCode {
  /** Where no element's number is read. */
  static final int NO_COLUMN = -1;

  /** A longer chain of values on the operand stack is broken: writing it takes a call each. */
  private static final int DEEPEST = 64;

  final CodeBuilder code;
  final Graph graph;
  final boolean wide;
  private final int[] uses;
  private final int[] slots;
  private final boolean[] stored;

  /** The local variable with the number of the element, the first one of a vector. */
  int column = NO_COLUMN;

  LaneCode(CodeBuilder code, Graph graph) {
    this.code = code;
    this.graph = graph;
    this.wide = graph.precision() == Precision.DOUBLE;
    this.uses = graph.uses();
    this.slots = new int[uses.length];
    this.stored = new boolean[uses.length];
  }

  /** Writes the operation on the operands, which {@link #load} pushes, and leaves its result. */
  abstract void emit(Instruction instruction);

  /** How a result is kept in a local variable. */
  abstract TypeKind kind(Instruction instruction);

  /**
   * Writes the formula up to its results, which {@link #loadResult} completes.
   *
   * @param inputs the local variables that hold the inputs
   * @param column the local variable with the number of the element, the first one of a vector
   */
  final void body(int[] inputs, int column) {
    this.column = column;
    int[] depth = new int[uses.length];
    for (int i = 0; i < uses.length; i++) {
      Instruction instruction = graph.instructions().get(i);
      if (isInput(instruction)) {
        slots[i] = inputs[(int) instruction.immediate()];
        stored[i] = true;
      } else if (!isLeaf(instruction)) {
        depth[i] = 1 + deepest(depth, instruction.a(), instruction.b(), instruction.c());
        if (uses[i] > 1 || depth[i] == DEEPEST) {
          emit(instruction);
          keep(i);
          depth[i] = 0;
        }
      }
    }
  }

  private static int deepest(int[] depth, int... operands) {
    int deepest = 0;
    for (int operand : operands) {
      if (operand >= 0) {
        deepest = Math.max(deepest, depth[operand]);
      }
    }
    return deepest;
  }

  /** Pushes result number {@code output} of the formula that {@link #body} wrote. */
  final void loadResult(int output) {
    load(graph.outputs().get(output));
  }

  final void load(int index) {
    if (stored[index]) {
      code.loadLocal(kind(graph.instructions().get(index)), slots[index]);
    } else {
      emit(graph.instructions().get(index));
    }
  }

  /** Pops a result into its local variable. */
  final void keep(int index) {
    TypeKind kind = kind(graph.instructions().get(index));
    if (!stored[index]) {
      slots[index] = code.allocateLocal(kind);
      stored[index] = true;
    }
    code.storeLocal(kind, slots[index]);
  }

  final boolean isStored(int index) {
    return stored[index];
  }

  /** Pushes a floating-point constant of the precision. */
  static void pushConstant(CodeBuilder code, boolean wide, double constant) {
    if (wide) {
      code.loadConstant(constant);
    } else {
      code.loadConstant((float) constant);
    }
  }

  /** Pushes an integer constant as wide as the precision. */
  final void pushBits(long constant) {
    if (wide) {
      code.loadConstant(constant);
    } else {
      code.loadConstant((int) constant);
    }
  }

  /** Whether the instruction is an element of an operand, or a partial result. */
  static boolean isInput(Instruction instruction) {
    return switch (instruction.op()) {
      case INPUT, INPUT_BITS, INPUT_MASK -> true;
      default -> false;
    };
  }

  /** Whether the instruction is a constant or uniform. */
  static boolean isLeaf(Instruction instruction) {
    return switch (instruction.op()) {
      case UNIFORM, CONSTANT, BITS_CONSTANT -> true;
      default -> false;
    };
  }
}
