package dev.lanewise.jmh;

import dev.lanewise.jmh.loops.Agreement;
import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Direction;
import dev.lanewise.jmh.loops.JvmFlags;
import dev.lanewise.jmh.loops.LanewiseLoops;
import dev.lanewise.jmh.loops.Loop;
import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.Shape;
import dev.lanewise.jmh.loops.StoredLoops;
import dev.lanewise.jmh.loops.Workload;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Both passes of a kernel, which a subclass chooses. The score is the time of a call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 5,
    jvmArgsPrepend = {JvmFlags.MODULE, JvmFlags.HEAP, JvmFlags.MOST_HEAP, JvmFlags.NO_COUNTERS})
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public abstract class KernelBenchmark {
  /** Inputs that no cache holds repeat a sample, which is sooner drawn. */
  private static final int SAMPLE = 1 << 20;

  private Workload inputs;
  private Workload gradients;
  private Loop forward;
  private Loop backward;

  /** Makes the arrays and checks the contender's results against plain Java. */
  final void prepare(Contender contender, String kernel, Shape shape) {
    if (contender == Contender.LANEWISE) {
      LanewiseLoops.warmUp(kernel);
    }
    prepare(
        kernel,
        shape,
        (operation, workload) -> {
          Agreement.check(contender, operation, workload);
          return contender.loop(operation);
        });
  }

  /** Makes the arrays, and copies of them that are kept in another way. */
  final void prepareStored(
      String kernel, Shape shape, BiFunction<Operation, Workload, Loop> stored) {
    StoredLoops.warmUp(kernel);
    prepare(kernel, shape, stored);
  }

  private void prepare(
      String kernel, Shape shape, BiFunction<Operation, Workload, Loop> checkedLoop) {
    Operation value = new Operation(kernel, Direction.FORWARD);
    Operation gradient = new Operation(kernel, Direction.BACKWARD);
    float[] sample = Workload.normal(Math.min(shape.size(), SAMPLE));
    inputs = Workload.of(value, shape, sample);
    // The gradient of softmax is a function of its output, that of an activation of its input.
    gradients = gradient.isRowwise() ? Workload.of(gradient, shape, sample) : inputs;
    forward = checkedLoop.apply(value, inputs);
    backward = checkedLoop.apply(gradient, gradients);
  }

  /**
   * y = f(x).
   *
   * @return y
   */
  @Benchmark
  public float[] forward() {
    inputs.run(forward);
    return inputs.out();
  }

  /**
   * The gradient from dy and x, or y for softmax.
   *
   * @return dx
   */
  @Benchmark
  public float[] backward() {
    gradients.run(backward);
    return gradients.out();
  }
}
