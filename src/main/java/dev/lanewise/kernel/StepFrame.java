package dev.lanewise.kernel;

import static java.lang.constant.ConstantDescs.CD_int;

import dev.lanewise.kernel.RowProgram.Scalar;
import dev.lanewise.kernel.RowProgram.Step;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * The local variables that a step finds its row in: an array and the offset of the row for each
 * operand, the length of the row, and the row's scalars that the step reads.
 *
 * @param arrays by operand
 * @param offsets by operand
 */
record StepFrame(int[] arrays, int[] offsets, int length, int[] scalars) {

  /** The frame of a step in a method of its own: the arguments, in this order. */
  static StepFrame ofMethod(Step step, TypeKind element) {
    int[] arrays = new int[LoopCompiler.OPERANDS];
    int[] offsets = new int[LoopCompiler.OPERANDS];
    int slot = 0;
    for (int operand = 0; operand < LoopCompiler.OPERANDS; operand++) {
      if (step.uses(operand)) {
        arrays[operand] = slot++;
        offsets[operand] = slot++;
      }
    }
    int length = slot++;
    int[] scalars = new int[step.scalars().length];
    for (int i = 0; i < scalars.length; i++) {
      scalars[i] = slot;
      slot += element.slotSize();
    }
    return new StepFrame(arrays, offsets, length, scalars);
  }

  /** The type of such a method, which returns the step's scalar if there is one. */
  static MethodTypeDesc methodType(Step step, ClassDesc element) {
    List<ClassDesc> types = new ArrayList<>();
    for (int operand = 0; operand < LoopCompiler.OPERANDS; operand++) {
      if (step.uses(operand)) {
        types.add(element.arrayType());
        types.add(CD_int);
      }
    }
    types.add(CD_int);
    for (int i = 0; i < step.scalars().length; i++) {
      types.add(element);
    }
    return MethodTypeDesc.of(step instanceof Scalar ? element : ConstantDescs.CD_void, types);
  }

  /** Pushes the arguments of such a method from this frame. */
  void pushArguments(CodeBuilder code, Step step, TypeKind element) {
    for (int operand = 0; operand < LoopCompiler.OPERANDS; operand++) {
      if (step.uses(operand)) {
        pushElement(code, operand);
      }
    }
    code.iload(length);
    for (int scalar : scalars) {
      code.loadLocal(element, scalar);
    }
  }

  /** Pushes the operand's array and the index of its first element. */
  void pushElement(CodeBuilder code, int operand) {
    code.aload(arrays[operand]).iload(offsets[operand]);
  }

  /** Pushes the operand's array and the index of its element number {@code i}. */
  void pushElement(CodeBuilder code, int operand, int i) {
    pushElement(code, operand);
    code.iload(i).iadd();
  }
}
