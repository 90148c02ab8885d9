package dev.lanewise.property.accuracy;

import dev.lanewise.property.accuracy.State.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
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

  private static final String FLOATS = "floats";
  private static final String SAMPLE = DoubleSample.NAME;
  private static final String SEARCH = "worst " + DoubleSample.NAME;

  private final State state;
  private final List<Target> targets;

  private AccuracyRun(State state, List<Target> targets) {
    this.state = state;
    this.targets = targets;
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
    List<Target> all = Target.all();
    List<Target> targets = chosen(all, System.getProperty("accuracy.kernels", ""));
    Path file = stateFile(root, System.getProperty("accuracy.state", ""));
    System.out.println("What is found is kept in " + file + ": begun again, this goes on there.");

    AccuracyRun run = new AccuracyRun(State.open(file), targets);
    Map<Target, Finding> floats = run.sweepFloats();
    Map<Target, Errors> doubles = run.searchDoubles(floats, run.sampleDoubles());
    Map<Target, Figure> measured = new LinkedHashMap<>();
    for (Target target : targets) {
      measured.put(target, Figure.of(target, floats.get(target).errors(), doubles.get(target)));
    }

    Figures figures = Figures.read(root).updated(all, measured);
    figures.write(root);
    Path page = Report.file(root);
    Files.writeString(page, Report.page(figures));
    Charts.write(page.resolveSibling("accuracy"), floats);
    System.out.println("The tables are in " + page + ", the charts beside it.");

    List<String> broken =
        measured.entrySet().stream()
            .flatMap(entry -> entry.getValue().beyond(entry.getKey().allowed()).stream())
            .toList();
    broken.forEach(System.err::println);
    System.exit(broken.isEmpty() ? 0 : 1);
  }

  private static Path stateFile(Path root, String given) {
    return given.isBlank() ? root.resolve("property-tests/target/accuracy.jsonl") : Path.of(given);
  }

  private static List<Target> chosen(List<Target> all, String names) {
    if (names.isBlank()) {
      return all;
    }
    List<String> wanted = Arrays.stream(names.split(",")).map(String::strip).toList();
    List<String> known = all.stream().map(Target::name).distinct().toList();
    for (String name : wanted) {
      if (!known.contains(name)) {
        System.err.printf(
            "-Daccuracy.kernels: no kernel is called \"%s\"; there are %s%n",
            name, String.join(", ", known));
        System.exit(2);
      }
    }
    return all.stream().filter(target -> wanted.contains(target.name())).toList();
  }

  private Map<Target, Finding> sweepFloats() {
    Map<Target, Finding> findings = new LinkedHashMap<>();
    try (ProgressBar bar = bar("floats", FLOATS, FloatSweep.CHUNKS)) {
      for (Target target : targets) {
        findings.put(
            target,
            FloatSweep.sweep(
                chunk -> get(bar, target, FLOATS, chunk, () -> FloatSweep.chunk(target, chunk))));
      }
    }
    return findings;
  }

  /** Chunk by chunk for all kernels, since these share the costly part of an exact result. */
  private Map<Target, Errors> sampleDoubles() {
    Map<Target, Errors> errors = new LinkedHashMap<>();
    try (ProgressBar bar = bar("doubles", SAMPLE, DoubleSample.CHUNKS)) {
      for (int i = 0; i < DoubleSample.CHUNKS; i++) {
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
    Map<Target, Errors> errors = new LinkedHashMap<>();
    try (ProgressBar bar = bar("worst doubles", SEARCH, 1)) {
      for (Target target : targets) {
        double[] starts = {floats.get(target).errors().x(), sample.get(target).x()};
        Finding finding =
            get(bar, target, SEARCH, 0, () -> Finding.of(DoubleSearch.search(target, starts)));
        errors.put(target, sample.get(target).andWorst(finding.errors()));
      }
    }
    return errors;
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
  private ProgressBar bar(String title, String inputs, int chunks) {
    List<Key> keys =
        targets.stream()
            .flatMap(
                target ->
                    IntStream.range(0, chunks)
                        .mapToObj(chunk -> new Key(target.fingerprint(), inputs, chunk)))
            .distinct()
            .toList();
    return new ProgressBarBuilder()
        .setTaskName(title)
        .setInitialMax(keys.size())
        .startsFrom(keys.stream().filter(state::has).count(), Duration.ZERO)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(500)
        .build();
  }
}
