package dev.lanewise.jmh;

import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Shape;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Softmax and its logarithm over the rows of a matrix. The score is the time of a call. */
public class SoftmaxBenchmark extends KernelBenchmark {
  /** What to compute. */
  @Param({"softmax", "log_softmax"})
  public String kernel;

  /** Rows and columns. */
  @Param({"512x512", "4096x128", "128x32000"})
  public String shape;

  /** Who computes. */
  @Param({"plain", "naive", "lanewise"})
  public String contender;

  /** Makes the arrays and checks the contender's results against plain Java. */
  @Setup
  public void prepare() {
    prepare(Contender.parse(contender), kernel, Shape.parse(shape));
  }
}
