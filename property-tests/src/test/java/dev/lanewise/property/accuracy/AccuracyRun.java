package dev.lanewise.property.accuracy;

import dev.lanewise.property.Format;
import dev.lanewise.property.accuracy.State.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * The program behind {@code mvn -P accuracy}: measures every kernel and writes {@code
 * docs/accuracy.md}.
 *
 * <p>It is a test, if a long one, and stands on the exact formulas of the other tests. So it lives
 * among them, where the libraries that it needs reach nobody who uses this module.
 */
public final class AccuracyRun {
  /** The library's INFO line would break the progress bar. */
  private static final Logger LIBRARY = Logger.getLogger("dev.lanewise");

  private static final String FLOATS = Target.ALL_FLOATS;
  private static final String SOME_FLOATS = OtherParameters.SOME_FLOATS;
  private static final String SAMPLE = DoubleSample.NAME;
  private static final String SEARCH = "worst " + DoubleSample.NAME;

  /** Of the sample, for a kernel of which not all floats are measured either. */
  private static final int SOME_CHUNKS = 1;

  private final State state;

  private AccuracyRun(State state) {
    this.state = state;
  }

  /**
   * Runs the program. The property {@code accuracy.kernels} limits it to some names, and the
   * figures of the others stay; {@code accuracy.state} is the file in which it keeps what it has
   * found so far.
   *
   * @param args none
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    LIBRARY.setLevel(Level.WARNING);
    Path root = Project.root();
    Predicate<String> chosen = chosen(System.getProperty("accuracy.kernels", ""));
    List<Target> targets = chosen(Target.all(), Target::family, chosen);
    List<Target> others = chosen(OtherParameters.all(), Target::family, chosen);
    List<JointTarget> joint = chosen(JointTargets.all(), JointTarget::family, chosen);
    Path file = stateFile(root, System.getProperty("accuracy.state", ""));
    System.out.println("What is found is kept in " + file + ": begun again, this goes on there.");

    AccuracyRun run = new AccuracyRun(State.open(file));
    Map<Target, Finding> floats = run.sweepFloats(targets);
    Map<Target, Finding> someFloats = run.sweepSomeFloats(others);
    Map<Target, Figure> measured = run.withDoubles(floats, DoubleSample.CHUNKS);
    measured.putAll(run.withDoubles(someFloats, SOME_CHUNKS));
    Map<JointTarget, JointFigure> measuredJoint = run.search(joint);

    Figures figures =
        Figures.read(root)
            .updated(
                Stream.concat(Target.all().stream(), OtherParameters.all().stream()).toList(),
                measured)
            .updatedJoint(JointTargets.all(), measuredJoint);
    figures.write(root);
    Path page = Report.file(root);
    Files.writeString(page, Report.page(figures));
    Charts.write(page.resolveSibling("accuracy"), floats);
    System.out.println("The tables are in " + page + ", the charts beside it.");

    List<String> broken =
        Stream.concat(
                measured.entrySet().stream()
                    .flatMap(
                        entry -> entry.getValue().beyond(entry.getKey().due().allowed()).stream()),
                measuredJoint.values().stream().flatMap(figure -> figure.beyondAllowed().stream()))
            .toList();
    broken.forEach(System.err::println);
    System.exit(broken.isEmpty() ? 0 : 1);
  }

  private static Path stateFile(Path root, String given) {
    return given.isBlank() ? root.resolve("property-tests/target/accuracy.jsonl") : Path.of(given);
  }

  private static Predicate<String> chosen(String names) {
    if (names.isBlank()) {
      return family -> true;
    }
    List<String> wanted = Arrays.stream(names.split(",")).map(String::strip).toList();
    List<String> known =
        Stream.concat(
                Target.all().stream().map(Target::family),
                JointTargets.all().stream().map(JointTarget::family))
            .distinct()
            .toList();
    for (String name : wanted) {
      if (!known.contains(name)) {
        System.err.printf(
            "-Daccuracy.kernels: no kernel is called \"%s\"; there are %s%n",
            name, String.join(", ", known));
        System.exit(2);
      }
    }
    return wanted::contains;
  }

  private static <T> List<T> chosen(
      List<T> all, Function<T, String> family, Predicate<String> chosen) {
    return all.stream().filter(target -> chosen.test(family.apply(target))).toList();
  }

  private Map<Target, Finding> sweepFloats(List<Target> targets) {
    Map<Target, Finding> findings = new LinkedHashMap<>();
    try (ProgressBar bar = bar("floats", targets, FLOATS, FloatSweep.CHUNKS)) {
      for (Target target : targets) {
        findings.put(
            target,
            FloatSweep.sweep(
                chunk -> get(bar, target, FLOATS, chunk, () -> FloatSweep.chunk(target, chunk))));
      }
    }
    return findings;
  }

  private Map<Target, Finding> sweepSomeFloats(List<Target> targets) {
    Map<Target, Finding> findings = new LinkedHashMap<>();
    try (ProgressBar bar = bar("some floats", targets, SOME_FLOATS, 1)) {
      for (Target target : targets) {
        findings.put(
            target,
            get(
                bar,
                target,
                SOME_FLOATS,
                0,
                () -> Finding.of(FloatSweep.every(OtherParameters.STRIDE, target).errors())));
      }
    }
    return findings;
  }

  /** The figures of kernels whose errors in float are known. */
  private Map<Target, Figure> withDoubles(Map<Target, Finding> floats, int chunks) {
    List<Target> targets = List.copyOf(floats.keySet());
    Map<Target, Errors> doubles = searchDoubles(floats, sampleDoubles(targets, chunks));
    Map<Target, Figure> figures = new LinkedHashMap<>();
    for (Target target : targets) {
      figures.put(target, Figure.of(target, floats.get(target).errors(), doubles.get(target)));
    }
    return figures;
  }

  /** Chunk by chunk for all kernels, since these share the costly part of an exact result. */
  private Map<Target, Errors> sampleDoubles(List<Target> targets, int chunks) {
    Map<Target, Errors> errors = new LinkedHashMap<>();
    try (ProgressBar bar = bar("doubles", targets, SAMPLE, chunks)) {
      for (int i = 0; i < chunks; i++) {
        DoubleSample sample = DoubleSample.chunk(i);
        for (Target target : targets) {
          Finding finding = get(bar, target, SAMPLE, i, () -> Finding.of(sample.measure(target)));
          errors.merge(target, finding.errors(), Errors::and);
        }
      }
    }
    return errors;
  }

  /** Begins at the worst of the sample, and where the kernel for floats is worst. */
  private Map<Target, Errors> searchDoubles(
      Map<Target, Finding> floats, Map<Target, Errors> sample) {
    List<Target> targets = List.copyOf(floats.keySet());
    Map<Target, Errors> errors = new LinkedHashMap<>();
    try (ProgressBar bar = bar("worst doubles", targets, SEARCH, 1)) {
      for (Target target : targets) {
        double[] starts = {floats.get(target).errors().x(), sample.get(target).x()};
        Finding finding =
            get(bar, target, SEARCH, 0, () -> Finding.of(DoubleSearch.search(target, starts)));
        errors.put(target, sample.get(target).andWorst(finding.errors()));
      }
    }
    return errors;
  }

  private Map<JointTarget, JointFigure> search(List<JointTarget> targets) {
    Map<JointTarget, JointFigure> figures = new LinkedHashMap<>();
    try (ProgressBar bar = bar("several inputs", 2L * targets.size(), 0)) {
      for (JointTarget target : targets) {
        bar.setExtraMessage(target.toString());
        JointErrors floats = search(target, Format.FLOAT, JointTargets.start(target));
        bar.step();
        JointErrors doubles = search(target, Format.DOUBLE, floats.worst());
        bar.step();
        figures.put(target, JointFigure.of(target, floats, doubles));
      }
    }
    return figures;
  }

  /** All points, and from the worst of each part on; from one more, if it has inputs. */
  private JointErrors search(JointTarget target, Format<?> format, Worst start) {
    String inputs = JointSearch.points(format) + " points of " + format;
    // All are kept and then joined in order, so that of equal errors it is always the first.
    List<JointErrors> parts =
        IntStream.range(0, JointSearch.CHUNKS)
            .parallel()
            .mapToObj(
                chunk ->
                    state.get(
                        new Key(target.fingerprint(), inputs, chunk),
                        JointErrors.class,
                        () -> JointSearch.chunk(target, format, chunk)))
            .toList();
    List<Worst> starts =
        Stream.concat(Stream.of(start), parts.stream().map(JointErrors::worst)).toList();
    JointErrors climbed =
        state.get(
            new Key(target.fingerprint(), "worst of " + inputs, 0),
            JointErrors.class,
            () -> JointSearch.climb(target, format, starts));
    return Stream.concat(parts.stream(), Stream.of(climbed))
        .reduce(JointErrors.none(target), JointErrors::and);
  }

  private Finding get(
      ProgressBar bar, Target target, String inputs, int chunk, Supplier<Finding> measurement) {
    bar.setExtraMessage(target.toString());
    return state.get(
        new Key(target.fingerprint(), inputs, chunk),
        () -> {
          Finding finding = measurement.get();
          bar.step();
          return finding;
        });
  }

  /** A bar over the chunks of all kernels, of which some may be known. */
  private ProgressBar bar(String title, List<Target> targets, String inputs, int chunks) {
    List<Key> keys =
        targets.stream()
            .flatMap(
                target ->
                    IntStream.range(0, chunks)
                        .mapToObj(chunk -> new Key(target.fingerprint(), inputs, chunk)))
            .distinct()
            .toList();
    return bar(title, keys.size(), keys.stream().filter(state::has).count());
  }

  private static ProgressBar bar(String title, long steps, long done) {
    return new ProgressBarBuilder()
        .setTaskName(title)
        .setInitialMax(steps)
        .startsFrom(done, Duration.ZERO)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(500)
        .build();
  }
}
