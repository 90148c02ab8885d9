package dev.lanewise.jmh;

import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Shape;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Elementwise activations and their backward passes. The score is the time of a call; divide by
 * {@code size} for the time of an element.
 *
 * <p>Add {@code -jvmArgsAppend -Dlanewise.simd=never} to see Lanewise's scalar path.
 */
public class ActivationBenchmark extends KernelBenchmark {
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
    "silu",
    "exp",
    "gelu",
    "gelu_tanh",
    "mish"
  })
  public String kernel;

  /** Elements of an array. */
  @Param({"1024", "65536", "16777216"})
  public int size;

  /** Who computes. */
  @Param({"plain", "naive", "lanewise"})
  public String contender;

  /** Makes the arrays and checks the contender's results against plain Java. */
  @Setup
  public void prepare() {
    prepare(Contender.parse(contender), kernel, Shape.flat(size));
  }
}
