package dev.lanewise.kernel;

import static java.lang.constant.ConstantDescs.CD_void;

import dev.lanewise.kernel.RowProgram.Map;
import dev.lanewise.kernel.RowProgram.Reduce;
import dev.lanewise.lane.Graph;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;

/** Compiles a program to a loop over single elements. */
final class ScalarLoopCompiler extends LoopCompiler {
  private static final ClassDesc PARTIALS = Partials.class.describeConstable().orElseThrow();
  private static final ClassDesc ARRAYS = Arrays.class.describeConstable().orElseThrow();

  private final boolean shortRows;

  /**
   * Prepares to compile.
   *
   * @param shortRows whether it is for the rows that are too short for vectors: without branches,
   *     and without a full granule
   */
  ScalarLoopCompiler(
      String name, RowProgram program, int segments, ClassDesc fmaOwner, boolean shortRows) {
    super(name, program, program.steps(), segments, fmaOwner);
    this.shortRows = shortRows;
  }

  @Override
  void constants(ClassBuilder type) {}

  @Override
  void beforeRows(CodeBuilder code) {}

  /** Its loops take so long that a fold hardly counts, and C2 inlines a single call of each. */
  @Override
  boolean takesGroups() {
    return false;
  }

  @Override
  ScalarCode single(CodeBuilder code, Graph graph, int[] uniforms) {
    return shortRows
        ? new BranchFreeCode(code, graph, uniforms, fmaOwner)
        : new ScalarCode(code, graph, uniforms, fmaOwner);
  }

  @Override
  void map(CodeBuilder code, Map map, StepFrame frame) {
    ScalarCode lane = single(code, map.graph(), frame.scalars());
    int i = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(i);
    loop(
        code,
        i,
        frame.length(),
        1,
        () -> {
          lane.body(loadSingle(code, frame, map.inputs(), i), i);
          for (int k = 0; k < map.outputs().length; k++) {
            frame.pushSingle(code, map.outputs()[k], i);
            lane.loadResult(k);
            frame.store(code, map.outputs()[k]);
          }
        });
  }

  /**
   * Elements go to the partial results a block at a time; these are folded, and the elements after
   * the last full granule follow one by one. Where there is no full granule, nothing is to fold.
   */
  @Override
  void reduce(CodeBuilder code, Reduce reduce, StepFrame frame) {
    ScalarCode lane = single(code, reduce.graph(), frame.scalars());
    int[] accumulators = locals(code, elementKind, reduce.partials());
    int full = code.allocateLocal(TypeKind.INT);
    int i = code.allocateLocal(TypeKind.INT);
    for (int accumulator : accumulators) {
      LaneCode.pushConstant(code, wide, reduce.identity());
      code.storeLocal(elementKind, accumulator);
    }
    if (shortRows) {
      code.iconst_0().istore(full);
    } else {
      code.iload(frame.length()).loadConstant(-granule).iand().istore(full);
      strided(code, reduce, frame, lane, full, accumulators);
    }
    code.iload(full).istore(i);
    loop(code, i, frame.length(), 1, () -> accumulate(code, lane, reduce, frame, i, accumulators));
    pushTotal(code, reduce, accumulators);
  }

  /** Reduces the full granules, if there are any. */
  private void strided(
      CodeBuilder code,
      Reduce reduce,
      StepFrame frame,
      ScalarCode lane,
      int full,
      int[] accumulators) {
    int partialResults = code.allocateLocal(TypeKind.REFERENCE);
    int blocks = code.allocateLocal(TypeKind.INT);
    int block = code.allocateLocal(TypeKind.INT);
    int end = code.allocateLocal(TypeKind.INT);
    int i = code.allocateLocal(TypeKind.INT);
    Label none = code.newLabel();
    code.iload(full).ifeq(none);
    MethodTypeDesc get = MethodTypeDesc.of(element.arrayType());
    code.invokestatic(PARTIALS, wide ? "doubles" : "floats", get).astore(partialResults);
    code.aload(partialResults).loadLocal(elementKind, accumulators[0]);
    code.invokestatic(ARRAYS, "fill", MethodTypeDesc.of(CD_void, element.arrayType(), element));
    Runnable toPartialResults =
        () -> {
          for (int k = 0; k < accumulators.length; k++) {
            pushPartial(code, partialResults, i, block, k);
            code.arrayLoad(elementKind).storeLocal(elementKind, accumulators[k]);
          }
          accumulate(code, lane, reduce, frame, i, accumulators);
          for (int k = 0; k < accumulators.length; k++) {
            pushPartial(code, partialResults, i, block, k);
            code.loadLocal(elementKind, accumulators[k]).arrayStore(elementKind);
          }
        };
    code.iload(full).loadConstant(-partials).iand().istore(blocks);
    code.iconst_0().istore(block);
    loop(
        code,
        block,
        blocks,
        partials,
        () -> {
          code.iload(block).loadConstant(partials).iadd().istore(end);
          code.iload(block).istore(i);
          loop(code, i, end, 1, toPartialResults);
        });
    code.iload(block).istore(i);
    loop(code, i, full, 1, toPartialResults);
    fold(code, reduce, partialResults);
    for (int k = 0; k < accumulators.length; k++) {
      code.aload(partialResults).loadConstant(k * partials).arrayLoad(elementKind);
      code.storeLocal(elementKind, accumulators[k]);
    }
    code.labelBinding(none);
  }

  /** Pushes the array and the place of the partial result's number k for element i of a block. */
  private void pushPartial(CodeBuilder code, int partialResults, int i, int block, int k) {
    code.aload(partialResults).iload(i).iload(block).isub();
    pushPlus(code, k * partials);
  }

  private static void pushPlus(CodeBuilder code, int distance) {
    if (distance > 0) {
      code.loadConstant(distance).iadd();
    }
  }

  /** Halves the partial results until one is left: p[j] with p[j + half]. */
  private void fold(CodeBuilder code, Reduce reduce, int partialResults) {
    ScalarCode combine = single(code, reduce.combine(), new int[0]);
    int j = code.allocateLocal(TypeKind.INT);
    int half = code.allocateLocal(TypeKind.INT);
    int count = reduce.partials();
    int[] pair = locals(code, elementKind, 2 * count);
    code.loadConstant(partials / 2).istore(half);
    Label top = code.newBoundLabel();
    code.iconst_0().istore(j);
    loop(
        code,
        j,
        half,
        1,
        () -> {
          for (int k = 0; k < count; k++) {
            code.aload(partialResults).iload(j);
            pushPlus(code, k * partials);
            code.arrayLoad(elementKind).storeLocal(elementKind, pair[k]);
            code.aload(partialResults).iload(j).iload(half).iadd();
            pushPlus(code, k * partials);
            code.arrayLoad(elementKind).storeLocal(elementKind, pair[count + k]);
          }
          combine.body(pair, LaneCode.NO_COLUMN);
          for (int k = 0; k < count; k++) {
            code.aload(partialResults).iload(j);
            pushPlus(code, k * partials);
            combine.loadResult(k);
            code.arrayStore(elementKind);
          }
        });
    code.iload(half).iconst_1().ishr().istore(half);
    code.iload(half).ifgt(top);
  }
}
