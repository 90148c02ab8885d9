package dev.lanewise.jmh.compare;

import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Direction;
import dev.lanewise.jmh.loops.Loop;
import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.Shape;
import dev.lanewise.jmh.loops.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A fresh JVM that times the first calls of one loop, as a user's program would meet them.
 *
 * <p>The clock starts before the contender's classes are loaded. Nothing of what is measured may be
 * loaded or compiled before, so this class uses little of the JDK.
 */
final class ColdFork {
  /** The size that the bar is set for. */
  static final int ELEMENTS = 1000;

  private static final int EARLY_CALLS = 100;

  private ColdFork() {}

  /**
   * Measures and writes a {@link ColdStart.Curve}.
   *
   * @param args report file, input file, milliseconds, kernel, direction and contender
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    float[] sample = Floats.read(Path.of(args[1]));
    long window = Long.parseLong(args[2]) * 1_000_000;
    Operation operation = new Operation(args[3], Direction.parse(args[4]));
    Contender contender = Contender.parse(args[5]);
    Workload workload = Workload.of(operation, shape(operation), sample);
    // Every contender is called through a lambda; the first lambda of a JVM is its own expense.
    Loop nothing = (x, dy, out, shape) -> out[0] = x[0];
    workload.run(nothing);
    long[] early = new long[EARLY_CALLS];
    TimeBuckets buckets = new TimeBuckets();

    long start = System.nanoTime();
    long before = start;
    Loop loop = contender.loop(operation);
    for (int call = 0; before - start < window || call < EARLY_CALLS; call++) {
      workload.run(loop);
      long after = System.nanoTime();
      if (call < EARLY_CALLS) {
        early[call] = after - before;
      }
      buckets.add(after - start, after - before);
      before = System.nanoTime();
    }

    String curve = new ColdStart.Curve(early, buckets.times(), buckets.means()).format();
    Files.writeString(Path.of(args[0]), curve);
  }

  static Shape shape(Operation operation) {
    return operation.isRowwise() ? new Shape(8, ELEMENTS / 8) : Shape.flat(ELEMENTS);
  }
}
