package dev.lanewise.jmh;

import dev.lanewise.jmh.loops.Agreement;
import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Direction;
import dev.lanewise.jmh.loops.LanewiseLoops;
import dev.lanewise.jmh.loops.Loop;
import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.Shape;
import dev.lanewise.jmh.loops.Workload;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Elementwise activations and their backward passes. The score is the time of a call; divide by
 * {@code size} for the time of an element.
 *
 * <p>Add {@code -jvmArgsAppend -Dlanewise.simd=never} to see Lanewise's scalar path.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ActivationBenchmark {
  /** What to compute. */
  @Param({
    "identity",
    "sigmoid",
    "tanh",
    "relu",
    "relu6",
    "leaky_relu",
    "elu",
    "selu",
    "softplus",
    "silu"
  })
  public String kernel;

  /** Elements of an array. */
  @Param({"1024", "65536", "16777216"})
  public int size;

  /** Who computes. */
  @Param({"plain", "naive", "lanewise"})
  public String contender;

  private Workload workload;
  private Loop forward;
  private Loop backward;

  /** Makes the arrays and checks the contender's results against plain Java. */
  @Setup
  public void prepare() {
    Operation value = new Operation(kernel, Direction.FORWARD);
    Operation gradient = new Operation(kernel, Direction.BACKWARD);
    Contender who = Contender.parse(contender);
    if (who == Contender.LANEWISE) {
      LanewiseLoops.warmUp(kernel);
    }
    workload = Workload.of(value, Shape.flat(size), Workload.normal(Math.min(size, 1 << 20)));
    Agreement.check(who, value, workload);
    Agreement.check(who, gradient, workload);
    forward = who.loop(value);
    backward = who.loop(gradient);
  }

  /**
   * y = f(x).
   *
   * @return y
   */
  @Benchmark
  public float[] forward() {
    workload.run(forward);
    return workload.out();
  }

  /**
   * dx = dy · f'(x).
   *
   * @return dx
   */
  @Benchmark
  public float[] backward() {
    workload.run(backward);
    return workload.out();
  }
}
