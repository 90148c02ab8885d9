package dev.lanewise.kernel;

import dev.lanewise.kernel.Settings.Simd;
import dev.lanewise.lane.Precision;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The loops of a kernel for operands in certain places, and the choice of the one that serves: a
 * walk of the formulas at first, then a scalar loop, then a vector loop.
 */
class Path {
  /** A call of so many operations, some milliseconds, waits until the scalar path is compiled. */
  private static final long WORTH_COMPILING = 1_000_000;

  /** The scalar path has done this many operations, some milliseconds, before the twin is made. */
  private static final long WORTH_WARMING = 10_000_000;

  /** A warm-up can fail on a busy machine; each later one needs so many times more work first. */
  private static final int MORE_WORK = 16;

  /** The work before the third attempt, the last one unless a caller asks for more. */
  private static final long LAST_TRY = WORTH_WARMING * MORE_WORK * MORE_WORK;

  /** No work is enough. */
  private static final long NEVER = Long.MAX_VALUE;

  private final String name;
  private final String label;
  private final Supplier<RowProgram> definition;
  private final int segments;
  private final Object settling = new Object();
  private volatile Stage stage = new Cold();
  private volatile boolean vectors;

  /**
   * A path that is prepared when it is first used.
   *
   * @param name for stack traces
   * @param label for messages, but for where the operands are
   * @param definition makes the program
   * @param segments a bit for each operand that is a native segment, others are arrays
   */
  Path(String name, String label, Supplier<RowProgram> definition, int segments) {
    this.name = name;
    this.label = label + (segments == 0 ? "" : " on segments");
    this.definition = definition;
    this.segments = segments;
  }

  /** How far the path has been prepared. */
  private abstract static class Stage {
    /** The loop that serves a call of so many rows and columns, which is about to run it. */
    abstract Loop loop(int rows, int columns);
  }

  /** Before the first call. */
  private final class Cold extends Stage {
    @Override
    Loop loop(int rows, int columns) {
      start();
      return stage.loop(rows, columns);
    }
  }

  /** Until the scalar loop is compiled. */
  private final class Starting extends Stage {
    private final RowProgram program;
    private final Loop interpreter;
    private final int cost;

    /** What a shorter row takes as long as. */
    private final int block;

    Starting(RowProgram program) {
      this.program = program;
      this.interpreter = new InterpretedLoop(program);
      this.cost = program.cost();
      this.block = LoopCompiler.partials(program.precision() == Precision.DOUBLE);
    }

    @Override
    Loop loop(int rows, int columns) {
      if ((long) rows * Math.max(columns, block) * cost < WORTH_COMPILING) {
        return interpreter;
      }
      compile(this);
      return stage.loop(rows, columns);
    }
  }

  /** While the scalar path serves and it is not decided whether vectors are worth their warm-up. */
  private final class Counting extends Stage implements Runnable {
    private final RowProgram program;
    private final Loop scalar;
    private final int cost;
    private final long enough;
    // Threads may lose each other's counts; the switch then comes a little later.
    private long work;

    Counting(RowProgram program, Loop scalar, long enough) {
      this.program = program;
      this.scalar = scalar;
      this.cost = program.cost();
      this.enough = enough;
      // Where nothing is enough there is nothing to count.
      this.work = enough == NEVER ? NEVER : 0;
    }

    /** The next attempt takes more work, or a caller who asks for it. */
    Counting afterLoss() {
      return new Counting(program, scalar, enough < LAST_TRY ? enough * MORE_WORK : NEVER);
    }

    @Override
    Loop loop(int rows, int columns) {
      if (work < enough) {
        work += (long) rows * columns * cost;
        if (work >= enough) {
          // No lambda: to link one would allocate 30 KB in the call of a user.
          Background.WARM_UP.execute(this);
        }
      }
      return scalar;
    }

    @Override
    public void run() {
      settle(this);
    }
  }

  /** From then on. */
  private static final class Settled extends Stage {
    private final Loop loop;

    Settled(Loop loop) {
      this.loop = loop;
    }

    @Override
    Loop loop(int rows, int columns) {
      return loop;
    }
  }

  /** The loop that serves a call of so many rows and columns, which is about to run it. */
  Loop loop(int rows, int columns) {
    return stage.loop(rows, columns);
  }

  /**
   * Compiles and exercises the vector twin now, and says whether it serves. What is left of three
   * attempts is made at once; after them there is one more each time.
   */
  boolean warmUp() {
    if (stage instanceof Cold) {
      start();
    }
    if (stage instanceof Starting starting) {
      compile(starting);
    }
    long deadline = System.nanoTime() + WarmUp.DEADLINE_NANOS;
    boolean again = true;
    while (again && stage instanceof Counting counting && System.nanoTime() < deadline) {
      again = counting.enough < LAST_TRY;
      settle(counting);
    }
    return vectors;
  }

  /** Whether the vector twin serves. */
  boolean servedByVectors() {
    return vectors;
  }

  private synchronized void start() {
    if (!(stage instanceof Cold)) {
      return;
    }
    Simd simd = Engine.settings().simd();
    Starting starting = new Starting(definition.get());
    if (simd == Simd.ALWAYS) {
      stage = new Settled(vectorsAtOnce(starting));
      vectors = true;
    } else {
      stage = starting;
      Engine.start(() -> compile(starting));
    }
  }

  private Loop vectorsAtOnce(Starting starting) {
    Engine.Facts facts = Engine.facts();
    if (!facts.simd()) {
      throw new IllegalStateException(
          Settings.SIMD + "=always, but vectors cannot serve: " + facts.reason());
    }
    return LoopCompiler.vector(name, starting.program, segments, facts.vectorBits())
        .orElseThrow(
            () -> new IllegalStateException(Settings.SIMD + "=always, but " + tooLongForVectors()));
  }

  /** Replaces the walk of the formulas by the scalar path. */
  private void compile(Starting starting) {
    // Not the lock of settle, which may hold it for seconds.
    synchronized (starting) {
      if (stage == starting) {
        Optional<Loop> scalar = LoopCompiler.scalar(name, starting.program, segments);
        if (scalar.isEmpty()) {
          stage = new Settled(starting.interpreter);
          if (Jvm.DEFINES_CLASSES) {
            Engine.warn(
                label
                    + " has a formula too long for HotSpot, so it stays slow: split it into"
                    + " kernels");
            Engine.lost(label, "its formula is too long for HotSpot: split it");
          }
        } else if (Engine.settings().simd() == Simd.NEVER) {
          stage = new Settled(scalar.get());
        } else {
          stage = new Counting(starting.program, scalar.get(), WORTH_WARMING);
        }
      }
    }
  }

  /** Chooses between the scalar path and its vector twin. */
  private void settle(Counting counting) {
    // Not the lock of the first call, which must not wait for a warm-up.
    synchronized (settling) {
      if (stage == counting) {
        Engine.Facts facts = Engine.facts();
        if (!facts.simd()) {
          stage = new Settled(counting.scalar);
          return;
        }
        if (!compiles(counting.program, facts.vectorBits())) {
          stage = new Settled(counting.scalar);
          Engine.lost(label, "HotSpot has no masks of two lanes, as doubles have in 128 bits");
          return;
        }
        Optional<Loop> vector =
            LoopCompiler.vector(name, counting.program, segments, facts.vectorBits());
        if (vector.isEmpty()) {
          stage = new Settled(counting.scalar);
          Engine.warn(tooLongForVectors() + ", so it stays scalar: split it");
          Engine.lost(label, "its formula is too long for vectors: split it");
          return;
        }
        WarmUp.Outcome outcome = compare(vector.get(), counting.scalar, counting.program);
        if (outcome == WarmUp.Outcome.WINS) {
          stage = new Settled(vector.get());
          vectors = true;
          Engine.won(label);
        } else {
          stage = counting.afterLoss();
          Engine.lost(label, outcome.reason());
        }
      }
    }
  }

  /** How the vector twin does. It depends on the time, so that tests decide it themselves. */
  WarmUp.Outcome compare(Loop vector, Loop scalar, RowProgram program) {
    return WarmUp.compare(vector, scalar, program, segments);
  }

  private String tooLongForVectors() {
    return label + " has a formula too long for vectors";
  }

  private static boolean compiles(RowProgram program, int bits) {
    boolean twoLanes = program.precision() == Precision.DOUBLE && bits == 128;
    return !twoLanes || Jvm.TWO_LANE_MASKS || !program.usesMasks();
  }
}
