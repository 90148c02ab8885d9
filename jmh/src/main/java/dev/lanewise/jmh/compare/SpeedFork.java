package dev.lanewise.jmh.compare;

import com.sun.management.ThreadMXBean;
import dev.lanewise.jmh.loops.Direction;
import dev.lanewise.jmh.loops.Loop;
import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.Shape;
import dev.lanewise.jmh.loops.Workload;
import dev.lanewise.kernel.Engine;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A JVM that measures warm loops.
 *
 * <p>All columns of one operation take turns, round by round, so that whatever slows the machine
 * for a while slows them alike and leaves their ratios. The order rotates, so that no column always
 * follows the same one.
 */
final class SpeedFork {
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();

  /** A column's turn in a round: long beside the clock's resolution, short beside disturbances. */
  private static final long TURN_NANOS = 1_000_000;

  /** A loop over Math that takes this long is run once; its own length averages disturbances. */
  private static final long LONG_CALL_NANOS = 100_000_000;

  private static final int LEAST_ROUNDS = 9;
  private static final int LEAST_ROUNDS_IF_LARGE = 3;
  private static final int MOST_ROUNDS = 41;

  /** Loops over Math allocate nothing from the start, but C2 needs some time for them too. */
  private static final long LEAST_WARM_UP_NANOS = 500_000_000;

  /** Longer than C2 needs for one loop, which shows only when it is done. */
  private static final long QUIET_NANOS = 200_000_000;

  /** By now a vector loop that still allocates always will; the library is waited for longer. */
  private static final long MOST_WARM_UP_NANOS = 5_000_000_000L;

  private static final Set<Thread.State> WAITING =
      Set.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

  /** A shape whose arrays exceed the caches needs more time for as many rounds. */
  private static final int LARGE = 1 << 21;

  private final float[] sample;
  private final List<Column> columns;
  private final List<SpeedReport.Entry> entries = new ArrayList<>();
  private final Map<Shape, Workload> flat = new HashMap<>();

  private SpeedFork(float[] sample, List<Column> columns) {
    this.sample = sample;
    this.columns = columns;
  }

  /**
   * Measures and writes a report.
   *
   * @param args report file, input file, milliseconds, columns with commas between them, and then
   *     for each kernel its name and its shapes, with commas too
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    Path report = Path.of(args[0]);
    float[] sample = Floats.read(Path.of(args[1]));
    Duration time = Duration.ofMillis(Long.parseLong(args[2]));
    SpeedFork fork = new SpeedFork(sample, list(args[3]).map(Column::parse).toList());
    List<String> kernels = List.of(args).subList(4, args.length);
    TimeBudget budget = new TimeBudget(time, kernels.size(), System::nanoTime);
    for (String kernel : kernels) {
      List<Shape> shapes = list(kernel).skip(1).map(Shape::parse).toList();
      fork.measure(list(kernel).findFirst().orElseThrow(), shapes, budget.next(1));
    }
    new SpeedReport(Engine.facts().toString(), fork.entries).write(report);
  }

  private static Stream<String> list(String argument) {
    return Stream.of(argument.split(","));
  }

  /** All passes of a kernel, warmed up together and then measured one after the other. */
  private void measure(String kernel, List<Shape> shapes, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    List<Operation> passes =
        Stream.of(Direction.values()).map(direction -> new Operation(kernel, direction)).toList();
    List<Runnable> calls = new ArrayList<>();
    for (Operation pass : passes) {
      Workload workload = workload(pass, shapes.getFirst());
      for (Column column : columnsOf(pass)) {
        Loop loop = column.loop(pass, workload);
        calls.add(() -> workload.run(loop));
      }
    }
    warmUp(calls);
    TimeBudget budget =
        new TimeBudget(
            Duration.ofNanos(Math.max(0, end - System.nanoTime())),
            passes.size() * shapes.stream().mapToDouble(SpeedFork::weight).sum(),
            System::nanoTime);
    for (Operation pass : passes) {
      for (Shape shape : shapes) {
        measure(pass, workload(pass, shape), budget.next(weight(shape)));
      }
    }
  }

  private List<Column> columnsOf(Operation operation) {
    return columns.stream().filter(column -> column.has(operation)).toList();
  }

  private static double weight(Shape shape) {
    return shape.size() >= LARGE ? 4 : 1;
  }

  /** Elementwise operations share their arrays, which may be large. */
  private Workload workload(Operation operation, Shape shape) {
    return operation.isRowwise()
        ? Workload.of(operation, shape, sample)
        : flat.computeIfAbsent(shape, absent -> Workload.of(operation, absent, sample));
  }

  /**
   * Runs loops in turns until C2 has compiled them: nothing has been compiled for a while, nothing
   * is allocated, and the library has made up its mind. They run together because the compiler
   * works beside them.
   */
  private static void warmUp(List<Runnable> calls) {
    long start = System.nanoTime();
    long lastCompiled = start;
    long compileTime = COMPILER.getTotalCompilationTime();
    boolean compiled;
    do {
      boolean allocates = false;
      for (Runnable call : calls) {
        long turn = System.nanoTime();
        while (System.nanoTime() - turn < TURN_NANOS) {
          call.run();
        }
        allocates |= allocated(call) > 0;
      }
      long now = System.nanoTime();
      if (COMPILER.getTotalCompilationTime() != compileTime) {
        compileTime = COMPILER.getTotalCompilationTime();
        lastCompiled = now;
      }
      compiled =
          now - start > LEAST_WARM_UP_NANOS
              && now - lastCompiled > QUIET_NANOS
              && !allocates
              && !libraryIsWarmingUp();
    } while (!compiled && (System.nanoTime() - start < MOST_WARM_UP_NANOS || libraryIsWarmingUp()));
  }

  /**
   * Whether the library's daemon thread is still warming up one of the kernels that were called.
   * {@code Activation.warmUp} would wait for it too, but for all the other kernels as well.
   */
  private static boolean libraryIsWarmingUp() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("lanewise-warm-up"))
        .anyMatch(thread -> !WAITING.contains(thread.getState()));
  }

  /** The bytes that a call allocates. Asking allocates a little itself, which is subtracted. */
  private static long allocated(Runnable call) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    long asking = THREADS.getCurrentThreadAllocatedBytes() - before;
    call.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before - 2 * asking;
  }

  /** A column while its rounds are run. */
  private static final class Turn {
    final Column column;
    final Loop loop;
    final Workload workload;
    final List<Double> nanos = new ArrayList<>();
    final int calls;
    final boolean once;
    long bytes;

    Turn(Column column, Operation operation, Workload workload) {
      this.column = column;
      this.loop = column.loop(operation, workload);
      this.workload = workload;
      long[] first = new long[1];
      bytes = allocated(() -> first[0] = time(1));
      once = column == Column.PLAIN && first[0] >= LONG_CALL_NANOS;
      if (once) {
        add(first[0], 1);
      }
      long call = once ? first[0] : Math.min(first[0], time(1));
      calls = Math.clamp(TURN_NANOS / Math.max(call, 1), 1, 100_000);
    }

    void take() {
      if (!once) {
        add(time(calls), calls);
      }
    }

    private void add(long time, int calls) {
      nanos.add((double) time / calls / workload.shape().size());
    }

    private long time(int calls) {
      long start = System.nanoTime();
      for (int i = 0; i < calls; i++) {
        workload.run(loop);
      }
      return System.nanoTime() - start;
    }

    SpeedReport.Entry entry(Operation operation, int period) {
      if (!once) {
        bytes = allocated(() -> workload.run(loop));
      }
      double[] rounds = nanos.stream().mapToDouble(Double::doubleValue).toArray();
      long checksum = column.isLanewise() ? checksum(operation, period) : 0;
      return new SpeedReport.Entry(operation, workload.shape(), column, bytes, checksum, rounds);
    }

    private long checksum(Operation operation, int period) {
      workload.run(loop);
      float[] out = workload.out();
      int length = Math.min(period, out.length);
      if (!Checksum.repeats(out, length)) {
        throw new CompareException(
            operation + " on " + workload.shape() + " gives the same input different results");
      }
      return Checksum.of(out, length);
    }
  }

  private void measure(Operation operation, Workload workload, Duration time) {
    long end = System.nanoTime() + time.toNanos();
    List<Turn> turns =
        columnsOf(operation).stream().map(column -> new Turn(column, operation, workload)).toList();
    int least = workload.shape().size() >= LARGE ? LEAST_ROUNDS_IF_LARGE : LEAST_ROUNDS;
    for (int round = 0; round < least || round < MOST_ROUNDS && System.nanoTime() < end; round++) {
      for (int i = 0; i < turns.size(); i++) {
        turns.get((round + i) % turns.size()).take();
      }
    }
    int period = operation.isRowwise() ? workload.shape().size() : sample.length;
    for (Turn turn : turns) {
      entries.add(turn.entry(operation, period));
    }
  }
}
