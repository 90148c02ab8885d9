package dev.lanewise.kernel;

import dev.lanewise.kernel.RowProgram.Reduce;
import dev.lanewise.lane.Graph;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;

/** The elements of a reduction, a vector at a time. */
final class VectorLanes implements StridedReduction.Lanes {
  private final VectorLoopCompiler compiler;
  private final CodeBuilder code;
  private final Reduce reduce;
  private final StepFrame frame;
  private final Access access;
  private VectorCode prepared;

  VectorLanes(VectorLoopCompiler compiler, CodeBuilder code, Reduce reduce, StepFrame frame) {
    this.compiler = compiler;
    this.code = code;
    this.reduce = reduce;
    this.frame = frame;
    this.access = compiler.wide ? Access.DOUBLES : Access.FLOATS;
  }

  @Override
  public int count() {
    return compiler.lanes;
  }

  @Override
  public TypeKind kind() {
    return TypeKind.REFERENCE;
  }

  @Override
  public LaneCode prepare(Graph graph, int[] uniforms) {
    prepared = new VectorCode(code, graph, compiler.self, uniforms);
    prepared.hoist();
    return prepared;
  }

  @Override
  public int[] inputs(int i) {
    return compiler.load(code, prepared, frame, reduce.inputs(), i);
  }

  @Override
  public void load(Runnable place) {
    prepared.pushStoredSpecies(access, false, count());
    place.run();
    prepared.loadVector(access, false, count());
  }

  @Override
  public void store(Runnable place, Runnable value) {
    value.run();
    place.run();
    prepared.storeVector(access, false);
  }
}
