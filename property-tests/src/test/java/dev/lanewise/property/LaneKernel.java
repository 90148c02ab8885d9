package dev.lanewise.property;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.lane.Exp;
import dev.lanewise.lane.Gaussian;
import dev.lanewise.lane.Hyperbolic;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import dev.lanewise.lane.Log;
import dev.lanewise.lane.Logistic;
import dev.lanewise.lane.Power;
import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Trigonometric;
import java.util.List;
import java.util.stream.Stream;

/** A lane function as a user's own kernel. */
public record LaneKernel(
    String name, double ulps, LaneFunction function, Kernel floats, Kernel doubles) {
  /** Every lane function of one argument, with the largest error that it promises. */
  public static Stream<LaneKernel> all() {
    return Stream.of(
        of("exp", 1, Exp::exp),
        of("exp2", 1, Exp::exp2),
        of("expm1", 2, Exp::expm1),
        of("log", 2, Log::log),
        of("log2", 1.5, Log::log2),
        of("log10", 1.4, Log::log10),
        of("log1p", 2, Log::log1p),
        of("tanh", 2, Hyperbolic::tanh),
        of("sinh", 1.4, Hyperbolic::sinh),
        of("cosh", 1.1, Hyperbolic::cosh),
        of("sigmoid", 2, Logistic::sigmoid),
        of("logit", 1.6, Logistic::logit),
        of("erf", 2, Gaussian::erf),
        of("erfc", 2, Gaussian::erfc),
        of("sin", 1.5, Trigonometric::sin),
        of("cos", 1.5, Trigonometric::cos),
        of("cbrt", 0.51, Power::cbrt),
        of("rsqrt", 1.5, Power::rsqrt));
  }

  static LaneKernel of(String name, double ulps, LaneFunction function) {
    return new LaneKernel(
        name,
        ulps,
        function,
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
