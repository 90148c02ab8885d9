package dev.lanewise.kernel;

import static java.lang.constant.ConstantDescs.CD_Double;
import static java.lang.constant.ConstantDescs.CD_Float;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;

import dev.lanewise.lane.Graph;
import dev.lanewise.lane.Graph.Instruction;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** Writes a formula for one element at a time. */
class ScalarCode extends LaneCode {
  private static final ClassDesc MATH = Math.class.describeConstable().orElseThrow();

  private final int[] uniforms;
  private final ClassDesc value;
  private final ClassDesc integer;
  private final ClassDesc fmaOwner;

  /**
   * Prepares to write.
   *
   * @param uniforms the local variables that hold the row's scalars
   * @param fmaOwner the class whose static {@code fma} serves: {@link Math} where the processor has
   *     the instruction
   */
  ScalarCode(CodeBuilder code, Graph graph, int[] uniforms, ClassDesc fmaOwner) {
    super(code, graph);
    this.uniforms = uniforms;
    this.fmaOwner = fmaOwner;
    this.value = wide ? CD_double : CD_float;
    this.integer = wide ? CD_long : CD_int;
  }

  @Override
  TypeKind kind(Instruction instruction) {
    return switch (instruction.op().type()) {
      case LANE -> wide ? TypeKind.DOUBLE : TypeKind.FLOAT;
      case BITS -> wide ? TypeKind.LONG : TypeKind.INT;
      case MASK -> TypeKind.INT;
    };
  }

  @Override
  void emit(Instruction instruction) {
    switch (instruction.op()) {
      case ADD -> operate(instruction, Opcode.FADD, Opcode.DADD);
      case SUB -> operate(instruction, Opcode.FSUB, Opcode.DSUB);
      case MUL -> operate(instruction, Opcode.FMUL, Opcode.DMUL);
      case DIV -> operate(instruction, Opcode.FDIV, Opcode.DDIV);
      case NEG -> operate(instruction, Opcode.FNEG, Opcode.DNEG);
      case FMA -> {
        operands(instruction);
        code.invokestatic(fmaOwner, "fma", MethodTypeDesc.of(value, value, value, value));
      }
      case ABS -> {
        operands(instruction);
        code.invokestatic(MATH, "abs", MethodTypeDesc.of(value, value));
      }
      case SQRT -> squareRoot(instruction);
      case SELECT -> select(instruction);
      case LT, LE, EQ, NE -> test(instruction);
      case MASK_AND -> {
        operands(instruction);
        code.iand();
      }
      case MASK_OR -> {
        operands(instruction);
        code.ior();
      }
      case TO_BITS -> {
        operands(instruction);
        toBits();
      }
      case FROM_BITS -> {
        operands(instruction);
        fromBits();
      }
      case BITS_ADD -> operate(instruction, Opcode.IADD, Opcode.LADD);
      case BITS_SUB -> operate(instruction, Opcode.ISUB, Opcode.LSUB);
      case BITS_AND -> operate(instruction, Opcode.IAND, Opcode.LAND);
      case BITS_OR -> operate(instruction, Opcode.IOR, Opcode.LOR);
      case BITS_XOR -> operate(instruction, Opcode.IXOR, Opcode.LXOR);
      case BITS_MIN -> {
        operands(instruction);
        minimum();
      }
      case BITS_UMIN -> {
        loadOrdered(instruction.a());
        loadOrdered(instruction.b());
        minimum();
        flipSign();
      }
      case SHL -> shift(instruction, Opcode.ISHL, Opcode.LSHL);
      case SHR -> shift(instruction, Opcode.ISHR, Opcode.LSHR);
      case USHR -> shift(instruction, Opcode.IUSHR, Opcode.LUSHR);
      case UNIFORM -> code.loadLocal(kind(instruction), uniforms[(int) instruction.immediate()]);
      case CONSTANT -> pushConstant(code, wide, Double.longBitsToDouble(instruction.immediate()));
      case BITS_CONSTANT -> pushBits(instruction.immediate());
      case COLUMN -> {
        code.iload(column);
        if (wide) {
          code.i2l();
        }
      }
      case INPUT, INPUT_BITS, INPUT_MASK -> throw new AssertionError(instruction);
    }
  }

  private void operands(Instruction instruction) {
    load(instruction.a());
    if (instruction.b() >= 0) {
      load(instruction.b());
    }
    if (instruction.c() >= 0) {
      load(instruction.c());
    }
  }

  final void toBits() {
    code.invokestatic(
        wide ? CD_Double : CD_Float,
        wide ? "doubleToRawLongBits" : "floatToRawIntBits",
        MethodTypeDesc.of(integer, value));
  }

  final void fromBits() {
    code.invokestatic(
        wide ? CD_Double : CD_Float,
        wide ? "longBitsToDouble" : "intBitsToFloat",
        MethodTypeDesc.of(value, integer));
  }

  private void minimum() {
    code.invokestatic(MATH, "min", MethodTypeDesc.of(integer, integer, integer));
  }

  /** Pushes an integer whose signed order is the unsigned order of the value. */
  private void loadOrdered(int index) {
    load(index);
    flipSign();
  }

  private void flipSign() {
    pushBits(wide ? Long.MIN_VALUE : Integer.MIN_VALUE);
    operate(Opcode.IXOR, Opcode.LXOR);
  }

  private void operate(Instruction instruction, Opcode narrowOpcode, Opcode wideOpcode) {
    operands(instruction);
    operate(narrowOpcode, wideOpcode);
  }

  final void operate(Opcode narrowOpcode, Opcode wideOpcode) {
    code.with(OperatorInstruction.of(wide ? wideOpcode : narrowOpcode));
  }

  private void shift(Instruction instruction, Opcode narrowOpcode, Opcode wideOpcode) {
    operands(instruction);
    code.loadConstant((int) instruction.immediate());
    operate(narrowOpcode, wideOpcode);
  }

  /** Math.sqrt of a float, rounded to float, is correctly rounded too: 53 ≥ 2 · 24 + 2 bits. */
  private void squareRoot(Instruction instruction) {
    operands(instruction);
    if (!wide) {
      code.f2d();
    }
    code.invokestatic(MATH, "sqrt", MethodTypeDesc.of(CD_double, CD_double));
    if (!wide) {
      code.d2f();
    }
  }

  void select(Instruction select) {
    Instruction mask = graph.instructions().get(select.c());
    if (isLimit(select, mask)) {
      boolean lower = mask.b() == select.a();
      load(mask.a());
      load(mask.b());
      code.invokestatic(MATH, lower ? "max" : "min", MethodTypeDesc.of(value, value, value));
    } else {
      choose(select);
    }
  }

  /** Only the chosen side is computed, unless its value is used elsewhere too. */
  private void choose(Instruction select) {
    Instruction mask = graph.instructions().get(select.c());
    Opcode condition = Opcode.IFNE;
    if (isComparison(mask) && !isStored(select.c())) {
      compare(mask);
      condition = holds(mask);
    } else {
      load(select.c());
    }
    choose(condition, () -> load(select.a()), () -> load(select.b()));
  }

  /**
   * Whether the selection is {@code x.le(limit).select(limit, x)} or {@code x.ge(limit)}…, which
   * {@link Math#max} and {@link Math#min} compute without a branch to predict. Not where they order
   * zeros otherwise.
   */
  private boolean isLimit(Instruction select, Instruction mask) {
    if (mask.op() != Graph.Op.LE || isStored(select.c())) {
      return false;
    }
    boolean lower = mask.b() == select.a() && mask.a() == select.b();
    boolean upper = mask.a() == select.a() && mask.b() == select.b();
    Instruction limit = graph.instructions().get(select.a());
    if (!lower && !upper || limit.op() != Graph.Op.CONSTANT) {
      return false;
    }
    double bound = Double.longBitsToDouble(limit.immediate());
    return bound < 0 || bound > 0 || lower && 1 / bound > 0;
  }

  private static boolean isComparison(Instruction instruction) {
    return switch (instruction.op()) {
      case LT, LE, EQ, NE -> true;
      default -> false;
    };
  }

  /** Pushes 1 where the comparison holds, else 0. */
  void test(Instruction comparison) {
    compare(comparison);
    choose(holds(comparison), code::iconst_1, code::iconst_0);
  }

  /** Pushes a number to test with {@link #holds}: 1 for NaN, which makes all but NE false. */
  final void compare(Instruction comparison) {
    operands(comparison);
    if (wide) {
      code.dcmpg();
    } else {
      code.fcmpg();
    }
  }

  private static Opcode holds(Instruction comparison) {
    return switch (comparison.op()) {
      case LT -> Opcode.IFLT;
      case LE -> Opcode.IFLE;
      case EQ -> Opcode.IFEQ;
      case NE -> Opcode.IFNE;
      default -> throw new AssertionError(comparison);
    };
  }

  private void choose(Opcode condition, Runnable then, Runnable otherwise) {
    Label holds = code.newLabel();
    Label end = code.newLabel();
    code.branch(condition, holds);
    otherwise.run();
    code.goto_(end);
    code.labelBinding(holds);
    then.run();
    code.labelBinding(end);
  }
}
