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
final class ScalarCode extends LaneCode {
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
  void leaf(Instruction leaf) {
    switch (leaf.op()) {
      case UNIFORM -> code.loadLocal(kind(leaf), uniforms[(int) leaf.immediate()]);
      case CONSTANT -> {
        double constant = Double.longBitsToDouble(leaf.immediate());
        if (wide) {
          code.loadConstant(constant);
        } else {
          code.loadConstant((float) constant);
        }
      }
      case BITS_CONSTANT -> {
        if (wide) {
          code.loadConstant(leaf.immediate());
        } else {
          code.loadConstant((int) leaf.immediate());
        }
      }
      default -> throw new AssertionError(leaf);
    }
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
      case SELECT -> {
        load(instruction.c());
        choose(Opcode.IFNE, () -> load(instruction.a()), () -> load(instruction.b()));
      }
      case LT -> compare(instruction, Opcode.IFLT);
      case LE -> compare(instruction, Opcode.IFLE);
      case EQ -> compare(instruction, Opcode.IFEQ);
      case NE -> compare(instruction, Opcode.IFNE);
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
        code.invokestatic(
            wide ? CD_Double : CD_Float,
            wide ? "doubleToRawLongBits" : "floatToRawIntBits",
            MethodTypeDesc.of(integer, value));
      }
      case FROM_BITS -> {
        operands(instruction);
        code.invokestatic(
            wide ? CD_Double : CD_Float,
            wide ? "longBitsToDouble" : "intBitsToFloat",
            MethodTypeDesc.of(value, integer));
      }
      case BITS_ADD -> operate(instruction, Opcode.IADD, Opcode.LADD);
      case BITS_SUB -> operate(instruction, Opcode.ISUB, Opcode.LSUB);
      case BITS_AND -> operate(instruction, Opcode.IAND, Opcode.LAND);
      case BITS_OR -> operate(instruction, Opcode.IOR, Opcode.LOR);
      case BITS_XOR -> operate(instruction, Opcode.IXOR, Opcode.LXOR);
      case SHL -> shift(instruction, Opcode.ISHL, Opcode.LSHL);
      case SHR -> shift(instruction, Opcode.ISHR, Opcode.LSHR);
      case USHR -> shift(instruction, Opcode.IUSHR, Opcode.LUSHR);
      case INPUT, UNIFORM, CONSTANT, BITS_CONSTANT -> throw new AssertionError(instruction);
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

  private void operate(Instruction instruction, Opcode narrowOpcode, Opcode wideOpcode) {
    operands(instruction);
    code.with(OperatorInstruction.of(wide ? wideOpcode : narrowOpcode));
  }

  private void shift(Instruction instruction, Opcode narrowOpcode, Opcode wideOpcode) {
    operands(instruction);
    code.loadConstant((int) instruction.immediate());
    code.with(OperatorInstruction.of(wide ? wideOpcode : narrowOpcode));
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

  /** fcmpg gives 1 for NaN, so that every comparison but NE is then false. */
  private void compare(Instruction instruction, Opcode holds) {
    operands(instruction);
    if (wide) {
      code.dcmpg();
    } else {
      code.fcmpg();
    }
    choose(holds, code::iconst_1, code::iconst_0);
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
