package dev.lanewise.jmh.example;

import dev.lanewise.activation.Silu;
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

/** {@link Epilogue} with silu against the loop that one would write without Lanewise. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 3, jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class EpilogueBenchmark {
  private static final int ROWS = 32;
  private static final int COLS = 512;
  private static final Epilogue EPILOGUE = new Epilogue(new Silu());

  private final float[] x = new float[ROWS * COLS];
  private final float[] bias = new float[COLS];
  private final float[] residual = new float[ROWS * COLS];
  private final float[] y = new float[ROWS * COLS];

  /** Draws the inputs, and compiles the vector loop before anything is measured. */
  @Setup
  public void prepare() {
    Random random = new Random(1);
    for (float[] input : new float[][] {x, bias, residual}) {
      for (int i = 0; i < input.length; i++) {
        input[i] = (float) random.nextGaussian();
      }
    }
    EPILOGUE.warmUp();
  }

  /**
   * By Lanewise.
   *
   * @return y
   */
  @Benchmark
  public float[] lanewise() {
    EPILOGUE.apply(x, bias, residual, y, ROWS, COLS);
    return y;
  }

  /**
   * By a loop over {@link Math}.
   *
   * @return y
   */
  @Benchmark
  public float[] plainJava() {
    for (int row = 0; row < ROWS; row++) {
      for (int col = 0; col < COLS; col++) {
        int i = row * COLS + col;
        float z = x[i] + bias[col];
        y[i] = (float) (z / (1 + Math.exp(-z))) + residual[i];
      }
    }
    return y;
  }
}
