package dev.lanewise.jmh.example;

import dev.lanewise.activation.Activation;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** {@link Logish} against the loop that one would write without Lanewise. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class LogishBenchmark {
  private static final Activation LOGISH = Activation.of(new Logish());

  private final float[] x = new float[4096];
  private final float[] y = new float[4096];

  /** Draws the inputs, and compiles the vector loop before anything is measured. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    LOGISH.warmUp();
  }

  /**
   * By Lanewise.
   *
   * @return y
   */
  @Benchmark
  public float[] lanewise() {
    LOGISH.apply(x, y);
    return y;
  }

  /**
   * By a loop over {@link Math}.
   *
   * @return y
   */
  @Benchmark
  public float[] plainJava() {
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) (x[i] * Math.log1p(1 / (1 + Math.exp(-x[i]))));
    }
    return y;
  }
}
