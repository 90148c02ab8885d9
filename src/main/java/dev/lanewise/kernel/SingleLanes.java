package dev.lanewise.kernel;

import dev.lanewise.kernel.RowProgram.Reduce;
import dev.lanewise.lane.Graph;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;

/** The elements of a reduction, one by one. */
record SingleLanes(LoopCompiler compiler, CodeBuilder code, Reduce reduce, StepFrame frame)
    implements StridedReduction.Lanes {
  @Override
  public int count() {
    return 1;
  }

  @Override
  public TypeKind kind() {
    return compiler.elementKind;
  }

  @Override
  public LaneCode prepare(Graph graph, int[] uniforms) {
    return compiler.single(code, graph, uniforms);
  }

  @Override
  public int[] inputs(int i) {
    return compiler.loadSingle(code, frame, reduce.inputs(), i);
  }

  @Override
  public void load(Runnable place) {
    place.run();
    code.arrayLoad(kind());
  }

  @Override
  public void store(Runnable place, Runnable value) {
    place.run();
    value.run();
    code.arrayStore(kind());
  }
}
