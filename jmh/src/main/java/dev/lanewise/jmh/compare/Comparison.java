package dev.lanewise.jmh.compare;

import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Direction;
import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.Shape;
import dev.lanewise.jmh.loops.StoredLoops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Carries out a plan, step by step, mostly in child JVMs. */
final class Comparison {
  /** Told before each step; weights are in proportion to time. */
  interface Progress {
    /** A step begins. */
    void begin(String step);

    /** A step of this weight has ended. */
    void end(double weight);
  }

  @FunctionalInterface
  private interface Action {
    void run(Duration time) throws IOException, InterruptedException;
  }

  /** An optional step is left out when time runs short, as on a machine with other work to do. */
  private record Step(String name, double weight, boolean optional, Action action) {}

  /** With less than this part of its usual time, an optional step is not worth beginning. */
  private static final double WORTH_BEGINNING = 0.5;

  private static final List<Integer> WIDTHS = List.of(128, 256, 512);

  // Seconds that the steps take on two cores of 2 GHz.
  private static final double SIMD_SECONDS = 4;
  private static final double SCALAR_SECONDS = 1.8;
  private static final double STORED_SECONDS = 1.5;
  private static final double WIDTH_SECONDS = 1.2;
  private static final double ACCURACY_SECONDS = 0.5;

  /** Start and end of a JVM, with the module and the library. */
  private static final double JVM_SECONDS = 0.35;

  private static final String SCALAR_ONLY = "lanewise.simd=never";
  private static final String VECTORS_ONLY = "lanewise.simd=always";

  private record Key(Operation operation, Shape shape) {}

  private final Plan plan;
  private final Path scratch;
  private final Path input;
  private final Speeds speeds = new Speeds();
  private final List<Accuracy> accuracies = new ArrayList<>();
  private final List<ColdStart> coldStarts = new ArrayList<>();
  private final List<Width> widths = new ArrayList<>();
  private final Map<Key, Long> checksums = new HashMap<>();
  private String facts = "";

  private Comparison(Plan plan, Path scratch) {
    this.plan = plan;
    this.scratch = scratch;
    this.input = scratch.resolve("input");
  }

  /** The sum of the weights that {@link Progress#end} will be told. */
  static double totalWeight(Plan plan) {
    return new Comparison(plan, plan.out()).steps().stream().mapToDouble(Step::weight).sum();
  }

  /**
   * Measures.
   *
   * @throws CompareException if a result is wrong or a child JVM fails
   */
  static Results run(Plan plan, Progress progress) throws IOException, InterruptedException {
    Path scratch = Files.createTempDirectory("lanewise-compare");
    try {
      return new Comparison(plan, scratch).run(progress);
    } finally {
      try (var files = Files.list(scratch)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(scratch);
    }
  }

  private Results run(Progress progress) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Floats.write(input, plan.sample());
    List<Step> steps = steps();
    TimeBudget budget =
        new TimeBudget(
            plan.time(), steps.stream().mapToDouble(Step::weight).sum(), System::nanoTime);
    for (Step step : steps) {
      progress.begin(step.name);
      Duration time = budget.next(step.weight);
      if (!step.optional || time.toMillis() > WORTH_BEGINNING * step.weight * 1e3) {
        step.action.run(time);
      }
      progress.end(step.weight);
    }
    List<Speed> summary = speeds.summarise();
    return new Results(
        Machine.here(facts),
        new Results.Settings(
            plan.input(),
            plan.kernels(),
            plan.forks(),
            plan.sweepStride(),
            Duration.ofNanos(System.nanoTime() - start).toSeconds()),
        summary,
        accuracies,
        coldStarts,
        widths,
        Bars.of(summary, accuracies, coldStarts),
        Aims.of(summary));
  }

  /** Results are checked first, so that nothing wrong is timed; what may be left out is last. */
  private List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (String kernel : plan.kernels()) {
      steps.add(
          new Step("accuracy of " + kernel, ACCURACY_SECONDS, false, time -> accuracy(kernel)));
    }
    addSpeeds(steps, 1);
    addColdStarts(steps);
    for (int bits : WIDTHS) {
      double weight = WIDTH_SECONDS * plan.kernels().size() + JVM_SECONDS;
      steps.add(new Step(bits + "-bit lanes", weight, false, time -> width(bits, time)));
    }
    for (int fork = 2; fork <= plan.forks(); fork++) {
      addSpeeds(steps, fork);
    }
    return steps;
  }

  /** Two JVMs are the least from which a figure is taken. */
  private void addSpeeds(List<Step> steps, int fork) {
    boolean optional = fork > 2;
    for (String kernel : plan.kernels()) {
      String name = "speed of " + kernel + ", JVM " + fork + "/" + plan.forks();
      double stored = StoredLoops.kernels().contains(kernel) ? STORED_SECONDS : 0;
      steps.add(new Step(name, SIMD_SECONDS + stored, optional, time -> simd(kernel, time)));
      steps.add(new Step("scalar " + name, SCALAR_SECONDS, optional, time -> scalar(kernel, time)));
    }
  }

  private void addColdStarts(List<Step> steps) {
    for (String kernel : plan.kernels()) {
      for (Direction direction : Direction.values()) {
        Operation operation = new Operation(kernel, direction);
        // The backward pass behaves alike, and half the time shows its first hundred calls.
        Duration window = plan.coldWindow().dividedBy(direction == Direction.FORWARD ? 1 : 2);
        double weight = window.toMillis() / 1e3 + JVM_SECONDS;
        for (Contender contender : Contender.values()) {
          steps.add(
              new Step(
                  "first calls of " + operation,
                  weight,
                  false,
                  time -> coldStart(operation, contender, window)));
        }
      }
    }
  }

  private void accuracy(String kernel) {
    for (Direction direction : Direction.values()) {
      Operation operation = new Operation(kernel, direction);
      accuracies.add(Accuracy.measure(operation, plan));
      for (Shape shape : plan.shapes(kernel)) {
        checksums.put(
            new Key(operation, shape), Accuracy.checksum(operation, shape, plan.sample()));
      }
    }
  }

  private void simd(String kernel, Duration time) throws IOException, InterruptedException {
    SpeedReport report =
        speed(
            List.of(),
            time,
            List.of(
                Column.MEMORY,
                Column.PLAIN,
                Column.NAIVE,
                Column.SIMD,
                Column.SEGMENT,
                Column.BFLOAT16),
            Map.of(kernel, plan.shapes(kernel)));
    facts = report.facts();
    speeds.add(report);
  }

  private void scalar(String kernel, Duration time) throws IOException, InterruptedException {
    speeds.add(
        speed(
            List.of(SCALAR_ONLY),
            time,
            List.of(Column.PLAIN, Column.SCALAR),
            Map.of(kernel, plan.shapes(kernel))));
  }

  /** A width that the machine does not have is left out. */
  private void width(int bits, Duration time) throws IOException, InterruptedException {
    Map<String, List<Shape>> shapes = new LinkedHashMap<>();
    plan.kernels().forEach(kernel -> shapes.put(kernel, List.of(plan.middle(kernel))));
    SpeedReport report =
        speed(
            List.of(VECTORS_ONLY, "lanewise.maxVectorBits=" + bits),
            time,
            List.of(Column.SIMD),
            shapes);
    if (report.facts().startsWith(bits + "-bit")) {
      report
          .entries()
          .forEach(
              entry ->
                  widths.add(
                      new Width(
                          entry.operation().name(),
                          entry.operation().direction(),
                          entry.shape().toString(),
                          bits,
                          Figure.medianOf(entry.nanos()))));
    }
  }

  private SpeedReport speed(
      List<String> properties, Duration time, List<Column> columns, Map<String, List<Shape>> shapes)
      throws IOException, InterruptedException {
    Path report = scratch.resolve("speed");
    long millis = Math.max(0, time.toMillis() - (long) (JVM_SECONDS * 1e3));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(report.toString(), input.toString(), Long.toString(millis), commas(columns)));
    shapes.forEach((kernel, on) -> arguments.add(kernel + "," + commas(on)));
    ChildJvm.run(SpeedFork.class, properties, scratch, arguments);
    SpeedReport read = SpeedReport.read(report);
    read.entries().forEach(entry -> check(entry, properties));
    return read;
  }

  private static String commas(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private void check(SpeedReport.Entry entry, List<String> properties) {
    if (entry.column().isLanewise()
        && entry.checksum() != checksums.get(new Key(entry.operation(), entry.shape()))) {
      throw new CompareException(
          "wrong result: "
              + entry.operation()
              + " on "
              + entry.shape()
              + " gives other bits in a JVM with properties "
              + properties
              + " than in this one");
    }
  }

  private void coldStart(Operation operation, Contender contender, Duration window)
      throws IOException, InterruptedException {
    Path report = scratch.resolve("cold");
    ChildJvm.run(
        ColdFork.class,
        List.of(),
        scratch,
        List.of(
            report.toString(),
            input.toString(),
            Long.toString(window.toMillis()),
            operation.name(),
            operation.direction().toString(),
            contender.toString()));
    coldStarts.add(
        new ColdStart(
            operation.name(),
            operation.direction(),
            contender,
            ColdStart.Curve.parse(Files.readAllLines(report))));
  }
}
