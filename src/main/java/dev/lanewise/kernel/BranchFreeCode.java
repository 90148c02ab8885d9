package dev.lanewise.kernel;

import dev.lanewise.lane.Graph;
import dev.lanewise.lane.Graph.Instruction;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Opcode;
import java.lang.constant.ClassDesc;

/**
 * Writes a formula for one element without a branch, for the scalars of a vector loop and for the
 * rows that are too short for it.
 *
 * <p>C2 leaves out a branch that was never taken while it watched. When a row takes it after all,
 * the method, and what it was inlined into, falls back to the bytecode interpreter, where vectors
 * are ten thousand times slower and allocate. {@link Math#max} of floating-point numbers has
 * branches too.
 */
final class BranchFreeCode extends ScalarCode {
  BranchFreeCode(CodeBuilder code, Graph graph, int[] uniforms, ClassDesc fmaOwner) {
    super(code, graph, uniforms, fmaOwner);
  }

  /** Pushes 1 or 0, from the -1, 0 or 1 of a comparison; NaN gives 1. */
  @Override
  void test(Instruction comparison) {
    compare(comparison);
    switch (comparison.op()) {
      case LT -> code.loadConstant(Integer.SIZE - 1).iushr();
      case LE -> code.iconst_1().isub().loadConstant(Integer.SIZE - 1).iushr();
      case EQ -> code.iconst_1().iand().iconst_1().ixor();
      case NE -> code.iconst_1().iand();
      default -> throw new AssertionError(comparison);
    }
  }

  /** Pushes b ^ ((a ^ b) & -mask), on bit patterns. */
  @Override
  void select(Instruction select) {
    loadBits(select.b());
    if (wide) {
      code.dup2();
    } else {
      code.dup();
    }
    loadBits(select.a());
    operate(Opcode.IXOR, Opcode.LXOR);
    load(select.c());
    code.ineg();
    if (wide) {
      code.i2l();
    }
    operate(Opcode.IAND, Opcode.LAND);
    operate(Opcode.IXOR, Opcode.LXOR);
    fromBits();
  }

  private void loadBits(int index) {
    load(index);
    toBits();
  }
}
