package dev.lanewise.kernel;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;

import dev.lanewise.kernel.RowProgram.Step;
import dev.lanewise.lane.Precision;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of a step's method and the local variables that hold them: an array and the offset
 * of its row for each operand that the step uses, the length of the row, the scalars.
 */
final class StepFrame {
  final Step step;
  final String name;
  final int length;
  final int[] scalars;

  /** The first local variable after the arguments. */
  final int end;

  private final int[] arrays = new int[LoopCompiler.OPERANDS];
  private final List<ClassDesc> types = new ArrayList<>();

  StepFrame(RowProgram program, int number) {
    ClassDesc element = program.precision() == Precision.DOUBLE ? CD_double : CD_float;
    this.step = program.steps().get(number);
    this.name = "step" + number;
    int slot = 0;
    for (int operand = 0; operand < LoopCompiler.OPERANDS; operand++) {
      if (step.uses(operand)) {
        arrays[operand] = slot;
        slot += 2;
        types.add(element.arrayType());
        types.add(CD_int);
      }
    }
    this.length = slot++;
    types.add(CD_int);
    this.scalars = new int[step.scalars().length];
    for (int i = 0; i < scalars.length; i++) {
      scalars[i] = slot;
      slot += TypeKind.from(element).slotSize();
      types.add(element);
    }
    this.end = slot;
  }

  /** The type of a method with these arguments and more after them. */
  MethodTypeDesc type(ClassDesc result, ClassDesc... more) {
    return MethodTypeDesc.of(result, types).insertParameterTypes(types.size(), more);
  }

  /** Pushes the operand's array and the index of its element number {@code i}. */
  void pushElement(CodeBuilder code, int operand, int i) {
    code.aload(arrays[operand]).iload(arrays[operand] + 1).iload(i).iadd();
  }

  /** Pushes all arguments. */
  void pushAll(CodeBuilder code) {
    int slot = 0;
    for (ClassDesc type : types) {
      TypeKind kind = TypeKind.from(type);
      code.loadLocal(kind, slot);
      slot += kind.slotSize();
    }
  }
}
