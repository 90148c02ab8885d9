package dev.lanewise.kernel;

import dev.lanewise.kernel.RowProgram.Map;
import dev.lanewise.kernel.RowProgram.Reduce;
import dev.lanewise.kernel.RowProgram.Scalar;
import dev.lanewise.kernel.RowProgram.Step;
import dev.lanewise.lane.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A map and a reduction of what it wrote, in one pass over the row. No program has such a step;
 * vector loops make it of two.
 */
record MapReduce(Map map, Reduce reduce) implements Scalar {
  /**
   * Joins each map with a reduction of its outputs alone that comes next. Not where the map rounds
   * what it writes to 16 bits, which the reduction would then not see.
   */
  static List<Step> fuse(RowProgram program) {
    if (program.storage().isNarrow()) {
      return program.steps();
    }
    List<Step> fused = new ArrayList<>();
    for (Step step : program.steps()) {
      if (step instanceof Reduce reduce
          && !fused.isEmpty()
          && fused.getLast() instanceof Map map
          && reducesOutputs(reduce, map)) {
        fused.set(fused.size() - 1, new MapReduce(map, reduce));
      } else {
        fused.add(step);
      }
    }
    return fused;
  }

  private static boolean reducesOutputs(Reduce reduce, Map map) {
    List<Integer> outputs = numbers(map.outputs());
    return reduce.condition() == Reduce.ALWAYS
        && reduce.scalars().length == 0
        && Arrays.stream(reduce.inputs()).allMatch(outputs::contains);
  }

  private static List<Integer> numbers(int[] operands) {
    return Arrays.stream(operands).boxed().toList();
  }

  /** Picks those of the map's results that the reduction reads. */
  int[] terms(int[] results) {
    List<Integer> outputs = numbers(map.outputs());
    return Arrays.stream(reduce.inputs()).map(input -> results[outputs.indexOf(input)]).toArray();
  }

  @Override
  public int result() {
    return reduce.result();
  }

  @Override
  public Graph graph() {
    return map.graph();
  }

  @Override
  public int[] inputs() {
    return map.inputs();
  }

  @Override
  public int[] scalars() {
    return map.scalars();
  }

  @Override
  public int[] outputs() {
    return map.outputs();
  }
}
