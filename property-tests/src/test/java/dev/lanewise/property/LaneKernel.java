package dev.lanewise.property;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.lane.Exp;
import dev.lanewise.lane.Hyperbolic;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import dev.lanewise.lane.Log;
import dev.lanewise.lane.Logistic;
import dev.lanewise.lane.Precision;
import java.util.List;
import java.util.stream.Stream;

/** A lane function as a user's own kernel. */
record LaneKernel(String name, double ulps, Kernel floats, Kernel doubles) {
  static Stream<LaneKernel> all() {
    return Stream.of(
        of("exp", 1, Exp::exp),
        of("expm1", 2, Exp::expm1),
        of("log", 2, Log::log),
        of("log1p", 2, Log::log1p),
        of("tanh", 2, Hyperbolic::tanh),
        of("sigmoid", 2, Logistic::sigmoid));
  }

  static LaneKernel of(String name, double ulps, LaneFunction function) {
    return new LaneKernel(
        name,
        ulps,
        kernel(name, Precision.FLOAT, function),
        kernel(name, Precision.DOUBLE, function));
  }

  private static Kernel kernel(String name, Precision precision, LaneFunction function) {
    return Kernel.map(
        name,
        precision,
        List.of("x"),
        List.of("y"),
        lanes -> new Lane[] {function.apply(lanes[0])});
  }

  @Override
  public String toString() {
    return name;
  }
}
