package dev.lanewise.jmh;

import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Direction;
import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.Shape;
import dev.lanewise.jmh.loops.StoredLoops;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Lanewise on arrays of floats, on native segments of floats and on arrays of bfloat16. The score
 * is the time of a call.
 */
public class StorageBenchmark extends KernelBenchmark {
  private static final int COLUMNS = 512;

  /** What to compute. */
  @Param({"relu", "silu", "gelu", "softmax"})
  public String kernel;

  /** Elements of an array; softmax takes them as rows of 512. */
  @Param({"65536", "262144", "16777216"})
  public int size;

  /** How they are kept. */
  @Param({"arrays", "segments", "bfloat16"})
  public String storage;

  /** Makes the arrays or segments and checks the results. */
  @Setup
  public void prepare() {
    boolean rowwise = new Operation(kernel, Direction.FORWARD).isRowwise();
    Shape shape = rowwise ? new Shape(size / COLUMNS, COLUMNS) : Shape.flat(size);
    switch (storage) {
      case "arrays" -> prepare(Contender.LANEWISE, kernel, shape);
      case "segments" -> prepareStored(kernel, shape, StoredLoops::segments);
      case "bfloat16" -> prepareStored(kernel, shape, StoredLoops::bfloat16);
      default -> throw new IllegalArgumentException("there is no storage " + storage);
    }
  }
}
