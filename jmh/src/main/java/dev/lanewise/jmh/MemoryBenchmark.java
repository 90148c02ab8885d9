package dev.lanewise.jmh;

import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Direction;
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

/** Bare memory traffic, which no activation can outrun. The score is the time of a call. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(5)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class MemoryBenchmark {
  /** Elements of an array. */
  @Param({"1024", "65536", "16777216"})
  public int size;

  private Workload workload;
  private Loop forward;
  private Loop backward;

  /** Makes the arrays. */
  @Setup
  public void prepare() {
    Operation scale = new Operation(Operation.MEMORY, Direction.FORWARD);
    workload = Workload.of(scale, Shape.flat(size), Workload.normal(Math.min(size, 1 << 20)));
    forward = Contender.PLAIN.loop(scale);
    backward = Contender.PLAIN.loop(new Operation(Operation.MEMORY, Direction.BACKWARD));
  }

  /**
   * y = a · x, as much traffic as a forward pass.
   *
   * @return y
   */
  @Benchmark
  public float[] forward() {
    workload.run(forward);
    return workload.out();
  }

  /**
   * dx = dy · x, as much traffic as a backward pass.
   *
   * @return dx
   */
  @Benchmark
  public float[] backward() {
    workload.run(backward);
    return workload.out();
  }
}
