package dev.lanewise.jmh;

import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Shape;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Layer and RMS normalisation of the rows of a matrix, without weight and bias. The score is the
 * time of a call.
 */
public class NormBenchmark extends KernelBenchmark {
  /** What to compute. */
  @Param({"layer_norm", "rms_norm"})
  public String kernel;

  /** Rows and columns. */
  @Param({"512x768"})
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
