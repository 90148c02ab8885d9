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

/** Softmax and its logarithm over the rows of a matrix. The score is the time of a call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 5, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class SoftmaxBenchmark {
  /** What to compute. */
  @Param({"softmax", "log_softmax"})
  public String kernel;

  /** Rows and columns. */
  @Param({"512x512", "4096x128"})
  public String shape;

  /** Who computes. */
  @Param({"plain", "naive", "lanewise"})
  public String contender;

  private Workload inputs;
  private Workload outputs;
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
    Shape matrix = Shape.parse(shape);
    float[] sample = Workload.normal(matrix.size());
    inputs = Workload.of(value, matrix, sample);
    outputs = Workload.of(gradient, matrix, sample);
    Agreement.check(who, value, inputs);
    Agreement.check(who, gradient, outputs);
    forward = who.loop(value);
    backward = who.loop(gradient);
  }

  /**
   * y = softmax(x).
   *
   * @return y
   */
  @Benchmark
  public float[] forward() {
    inputs.run(forward);
    return inputs.out();
  }

  /**
   * The gradient from y and dy.
   *
   * @return dx
   */
  @Benchmark
  public float[] backward() {
    outputs.run(backward);
    return outputs.out();
  }
}
