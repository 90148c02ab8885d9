package dev.lanewise.kernel;

import static java.lang.constant.ConstantDescs.CD_int;

import dev.lanewise.kernel.RowProgram.Map;
import dev.lanewise.kernel.RowProgram.Reduce;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** Compiles a program to a loop over single elements. */
final class ScalarLoopCompiler extends LoopCompiler {
  ScalarLoopCompiler(String name, RowProgram program, ClassDesc fmaOwner) {
    super(name + "$scalar", program, fmaOwner);
  }

  @Override
  void constants(ClassBuilder type) {}

  @Override
  void beforeRows(CodeBuilder code) {}

  @Override
  void map(CodeBuilder code, Map map, StepFrame frame) {
    ScalarCode lane = new ScalarCode(code, map.graph(), frame.scalars, fmaOwner);
    int i = code.allocateLocal(TypeKind.INT);
    int[] inputs = new int[map.inputs().length];
    code.iconst_0().istore(i);
    loop(
        code,
        i,
        frame.length,
        1,
        () -> {
          for (int k = 0; k < inputs.length; k++) {
            frame.pushElement(code, map.inputs()[k], i);
            code.arrayLoad(elementKind);
            inputs[k] = code.allocateLocal(elementKind);
            code.storeLocal(elementKind, inputs[k]);
          }
          lane.body(inputs);
          for (int k = 0; k < map.outputs().length; k++) {
            frame.pushElement(code, map.outputs()[k], i);
            lane.loadResult(k);
            code.arrayStore(elementKind);
          }
        });
  }

  /** The strided part by {@link #fold}, then the elements after the last full granule. */
  @Override
  void reduce(ClassBuilder type, CodeBuilder code, Reduce reduce, StepFrame frame) {
    String fold = frame.name + "Fold";
    type.withMethodBody(
        fold,
        frame.type(element, CD_int, CD_int, CD_int),
        ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
        method -> fold(method, reduce, frame, fold));
    int i = code.allocateLocal(TypeKind.INT);
    int total = code.allocateLocal(elementKind);
    code.iload(frame.length).loadConstant(-granule).iand().istore(i);
    frame.pushAll(code);
    code.iload(i).iconst_0().iconst_1();
    code.invokestatic(self, fold, frame.type(element, CD_int, CD_int, CD_int));
    code.storeLocal(elementKind, total);
    ScalarCode lane = new ScalarCode(code, reduce.graph(), frame.scalars, fmaOwner);
    loop(code, i, frame.length, 1, () -> accumulate(code, lane, reduce, frame, i, total));
    code.loadLocal(elementKind, total);
  }

  /**
   * The subtree of partial results j, j + stride, …: a leaf when the stride is that of the partial
   * results, else the combination of two halves. The recursion needs no array for the partial
   * results, so the loop allocates nothing.
   */
  private void fold(CodeBuilder code, Reduce reduce, StepFrame frame, String name) {
    int full = frame.end;
    int first = full + 1;
    int stride = full + 2;
    int left = code.allocateLocal(elementKind);
    int right = code.allocateLocal(elementKind);
    LaneCode.pushConstant(code, wide, reduce.identity());
    code.storeLocal(elementKind, left);
    Label beyond = code.newLabel();
    code.iload(first).iload(full).if_icmpge(beyond);
    Label branch = code.newLabel();
    code.iload(stride).loadConstant(partials).if_icmplt(branch);
    ScalarCode lane = new ScalarCode(code, reduce.graph(), frame.scalars, fmaOwner);
    loop(code, first, full, partials, () -> accumulate(code, lane, reduce, frame, first, left));
    code.labelBinding(beyond);
    code.loadLocal(elementKind, left).return_(elementKind);

    code.labelBinding(branch);
    MethodTypeDesc type = frame.type(element, CD_int, CD_int, CD_int);
    frame.pushAll(code);
    code.iload(full).iload(first).iload(stride).iconst_1().ishl().invokestatic(self, name, type);
    code.storeLocal(elementKind, left);
    frame.pushAll(code);
    code.iload(full).iload(first).iload(stride).iadd();
    code.iload(stride).iconst_1().ishl().invokestatic(self, name, type);
    code.storeLocal(elementKind, right);
    ScalarCode combine = new ScalarCode(code, reduce.combine(), new int[0], fmaOwner);
    combine.body(new int[] {left, right});
    combine.loadResult(0);
    code.return_(elementKind);
  }
}
