package dev.lanewise.kernel;

import dev.lanewise.kernel.RowProgram.Map;
import dev.lanewise.kernel.RowProgram.Reduce;
import dev.lanewise.lane.Graph;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;

/** Compiles a program to a loop over single elements. */
final class ScalarLoopCompiler extends LoopCompiler {
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
   * The full granules, then the other elements one by one. Rows shorter than a vector have no full
   * granule.
   */
  @Override
  void reduce(CodeBuilder code, Reduce reduce, StepFrame frame) {
    if (shortRows) {
      int first = code.allocateLocal(TypeKind.INT);
      code.iconst_0().istore(first);
      rest(code, reduce, frame, first, identities(code, reduce));
    } else {
      strided(code, reduce, frame, new SingleLanes(this, code, reduce, frame));
    }
  }
}
