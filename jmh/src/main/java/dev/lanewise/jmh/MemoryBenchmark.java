package dev.lanewise.jmh;

import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.Shape;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Bare memory traffic, which no activation can outrun: y = a · x forward, dx = dy · x backward. The
 * score is the time of a call.
 */
public class MemoryBenchmark extends KernelBenchmark {
  /** Elements of an array. */
  @Param({"1024", "65536", "16777216"})
  public int size;

  /** Makes the arrays. */
  @Setup
  public void prepare() {
    prepare(Contender.PLAIN, Operation.MEMORY, Shape.flat(size));
  }
}
