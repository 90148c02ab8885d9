package dev.lanewise.kernel;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Exercises a vector loop on scratch data until C2 has compiled it, and compares it with the scalar
 * path.
 *
 * <p>Uncompiled vector code is ten thousand times slower than compiled, so callers must never run
 * it. The scratch calls take every branch of a loop (rows shorter than a vector, a last vector that
 * overlaps, groups of rows and single ones, reductions and rounds of rows that need them and of
 * others), because C2 leaves out branches that were never taken and would fall back to the
 * interpreter at their first use. What else a formula chooses is chosen without a branch.
 */
final class WarmUp {
  /** A loop that allocates for so long always will. */
  static final long DEADLINE_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** Once nothing is allocated, C2 may still be compiling; the loop gets this long to win. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final String AGAIN = "; if the machine was busy, call warmUp again";

  private static final int COLUMNS = 1024;

  /** A group and some rows more. */
  private static final int ROWS = 6;

  private static final int CALLS = 16;

  private final Loop vector;
  private final Loop scalar;
  private final List<Operand> operands;
  private final Object[] scratch;

  /** The same in memory of this thread alone: who may touch a segment is a branch of the JDK. */
  private final Object[] confined;

  private WarmUp(Loop vector, Loop scalar, RowProgram program, int segments, Arena arena) {
    this.vector = vector;
    this.scalar = scalar;
    this.operands = program.operands();
    this.scratch = scratch(program, segments, Arena.ofAuto());
    this.confined = segments == 0 ? scratch : scratch(program, segments, arena);
  }

  /** How a vector loop does beside the scalar loop. */
  enum Outcome {
    /** It allocates nothing and is no slower, or at most by a sixteenth. */
    WINS(""),
    SLOWER("the vectors were not faster than the scalar loop" + AGAIN),
    ALLOCATES("the vectors went on allocating" + AGAIN);

    private final String reason;

    Outcome(String reason) {
      this.reason = reason;
    }

    /** Why vectors do not serve, and what to do about it. */
    String reason() {
      return reason;
    }
  }

  /** Warms the vector loop up and compares it. */
  static synchronized Outcome compare(Loop vector, Loop scalar, RowProgram program, int segments) {
    try (Arena arena = Arena.ofConfined()) {
      return new WarmUp(vector, scalar, program, segments, arena).compare();
    }
  }

  private Outcome compare() {
    long deadline = System.nanoTime() + DEADLINE_NANOS;
    boolean clean = false;
    long vectorBest = Long.MAX_VALUE;
    long scalarBest = Long.MAX_VALUE;
    while (System.nanoTime() < deadline) {
      // The bean itself allocates a little when it is asked; that is subtracted.
      long before = Jvm.allocatedBytes();
      long asking = Jvm.allocatedBytes() - before;
      exercise(Loop.OF_ALL_ROWS);
      exercise(Loop.OF_NO_ROW);
      exercise(Loop.AS_NEEDED);
      long vectorTime = time(vector);
      long allocated = Jvm.allocatedBytes() - before - 2 * asking;
      scalarBest = Math.min(scalarBest, time(scalar));
      if (allocated > 0) {
        clean = false;
      } else {
        vectorBest = Math.min(vectorBest, vectorTime);
        if (!clean) {
          clean = true;
          deadline = Math.min(deadline, System.nanoTime() + PATIENCE_NANOS);
        } else if (vectorBest <= scalarBest + scalarBest / 16) {
          // A tie goes to vectors: the scalar loop may depend on C2's own vectorisation.
          return Outcome.WINS;
        }
      }
    }
    return clean ? Outcome.SLOWER : Outcome.ALLOCATES;
  }

  private void exercise(int conditionalReductions) {
    vector.conditionalReductions = conditionalReductions;
    vector.shortRows.conditionalReductions = conditionalReductions;
    // One by one up to the lanes of the widest vector, so that some rows are shorter than any.
    for (int columns = 0; columns < 140; columns += columns < 16 ? 1 : 7) {
      call(vector, scratch, ROWS, columns);
    }
    // Once: C2 moves checks out of the loop that it has seen often, and they would fail for others.
    call(vector, confined, 1, COLUMNS / 16);
  }

  private long time(Loop loop) {
    long start = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      call(loop, scratch, 1, COLUMNS);
    }
    return System.nanoTime() - start;
  }

  private void call(Loop loop, Object[] scratch, int rows, int columns) {
    loop.run(
        scratch[0],
        0,
        stride(0, columns),
        scratch[1],
        0,
        stride(1, columns),
        scratch[2],
        0,
        stride(2, columns),
        scratch[3],
        0,
        stride(3, columns),
        scratch[4],
        0,
        stride(4, columns),
        scratch[5],
        0,
        stride(5, columns),
        rows,
        columns,
        1,
        1);
  }

  private long stride(int operand, int columns) {
    return Operand.stride(operands, operand, columns);
  }

  /** Operands for a program, those that are native segments from an arena. */
  private static Object[] scratch(RowProgram program, int segments, Arena arena) {
    Object[] scratch = new Object[Loop.OPERANDS];
    for (int i = 0; i < program.operands().size(); i++) {
      Operand operand = program.operands().get(i);
      Access access = Access.of(operand, program.storage());
      Object array = scratch(access, COLUMNS * operand.parts());
      boolean segment = (segments >> i & 1) != 0;
      scratch[i] = segment ? Segments.copy(array, access, arena) : array;
    }
    return scratch;
  }

  /** Values of both signs; numbers of elements are 0, which every row has. */
  private static Object scratch(Access access, int length) {
    Object array = access.array(length);
    for (int i = 0; i < length; i++) {
      float value = (i % 41 - 20) * 0.37f;
      // No switch over patterns: the first one takes the JVM ten milliseconds.
      if (array instanceof float[] floats) {
        floats[i] = value;
      } else if (array instanceof double[] doubles) {
        doubles[i] = value;
      } else if (array instanceof short[] shorts) {
        shorts[i] = Float.floatToFloat16(value);
      } else if (array instanceof boolean[] booleans) {
        booleans[i] = i % 3 != 0;
      }
    }
    return array;
  }
}
