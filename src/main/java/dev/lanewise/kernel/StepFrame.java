package dev.lanewise.kernel;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.lanewise.kernel.RowProgram.Scalar;
import dev.lanewise.kernel.RowProgram.Step;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/**
 * The local variables that a step finds its row in: holder and offset of the row for each operand,
 * the length of the row, and the row's scalars that the step reads.
 *
 * @param layout the program's operands
 * @param holders by operand
 * @param offsets by operand
 */
record StepFrame(Layout layout, int[] holders, int[] offsets, int length, int[] scalars) {

  /** The frame of a step in a method of its own: the arguments, in this order. */
  static StepFrame ofMethod(Layout layout, Step step, TypeKind element) {
    int[] holders = new int[Loop.OPERANDS];
    int[] offsets = new int[Loop.OPERANDS];
    int slot = 0;
    for (int operand = 0; operand < Loop.OPERANDS; operand++) {
      if (step.uses(operand)) {
        holders[operand] = slot++;
        offsets[operand] = slot;
        slot += layout.offsetKind(operand).slotSize();
      }
    }
    int length = slot++;
    int[] scalars = new int[step.scalars().length];
    for (int i = 0; i < scalars.length; i++) {
      scalars[i] = slot;
      slot += element.slotSize();
    }
    return new StepFrame(layout, holders, offsets, length, scalars);
  }

  /** The type of such a method, which returns the step's scalar if there is one. */
  static MethodTypeDesc methodType(Layout layout, Step step, ClassDesc element) {
    List<ClassDesc> types = new ArrayList<>();
    for (int operand = 0; operand < Loop.OPERANDS; operand++) {
      if (step.uses(operand)) {
        types.add(layout.holder(operand));
        types.add(layout.isSegment(operand) ? CD_long : CD_int);
      }
    }
    types.add(CD_int);
    for (int i = 0; i < step.scalars().length; i++) {
      types.add(element);
    }
    return MethodTypeDesc.of(step instanceof Scalar ? element : CD_void, types);
  }

  /** Pushes the arguments of such a method from this frame. */
  void pushArguments(CodeBuilder code, Step step, TypeKind element) {
    for (int operand = 0; operand < Loop.OPERANDS; operand++) {
      if (step.uses(operand)) {
        code.aload(holders[operand]).loadLocal(layout.offsetKind(operand), offsets[operand]);
      }
    }
    code.iload(length);
    for (int scalar : scalars) {
      code.loadLocal(element, scalar);
    }
  }

  /**
   * Shows C2 which class a native segment is of, by a call that is different for others.
   *
   * <p>The methods of the JDK that read and write a vector are inlined by their profile, which all
   * of a program shares. It soon has segments over arrays too: until C2 compiles it, a mere
   * reinterpretation of a vector goes through one. Then each access asks again, in every iteration,
   * what it has before it, and a cheap kernel takes twice as long. This call has a profile of its
   * own, and what it proves of the local variable holds for the loop.
   */
  void showClasses(CodeBuilder code, Step step) {
    for (int operand = 0; operand < Loop.OPERANDS; operand++) {
      if (step.uses(operand) && layout.isSegment(operand)) {
        code.aload(holders[operand])
            .invokeinterface(Access.SEGMENT, "isNative", MethodTypeDesc.of(CD_boolean))
            .pop();
      }
    }
  }

  /**
   * Pushes the holder and the place of an element.
   *
   * @param reference the operand and its part
   * @param i the local variable with the number of the element
   */
  void pushElement(CodeBuilder code, int reference, int i) {
    code.aload(holders[RowProgram.operand(reference)]);
    pushPlace(code, reference, i);
  }

  /** Pushes what {@link Access#load} takes, or what a value above it makes {@link Access#store}. */
  void pushSingle(CodeBuilder code, int reference, int i) {
    int operand = RowProgram.operand(reference);
    code.aload(holders[operand]);
    if (layout.isSegment(operand)) {
      layout.access(operand).pushLayout(code);
    }
    pushPlace(code, reference, i);
  }

  private void pushPlace(CodeBuilder code, int reference, int i) {
    int operand = RowProgram.operand(reference);
    int part = RowProgram.part(reference);
    code.iload(i);
    if (part > 0) {
      code.iload(length).loadConstant(part).imul().iadd();
    }
    if (layout.isSegment(operand)) {
      code.i2l().loadConstant(layout.access(operand).shift()).lshl();
      code.lload(offsets[operand]).ladd();
    } else {
      code.iload(offsets[operand]).iadd();
    }
  }

  /** Pushes an element. */
  void load(CodeBuilder code, int reference, int i) {
    int operand = RowProgram.operand(reference);
    pushSingle(code, reference, i);
    layout.access(operand).load(code, layout.isSegment(operand));
  }

  /** Pops an element that stands above what {@link #pushSingle} pushed. */
  void store(CodeBuilder code, int reference) {
    int operand = RowProgram.operand(reference);
    layout.access(operand).store(code, layout.isSegment(operand));
  }
}
