package dev.lanewise.property.accuracy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** The figures behind {@code docs/accuracy.md}, one in a line of a file that tests read too. */
public final class Figures {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE =
      "property-tests/src/test/resources/dev/lanewise/property/accuracy/figures.jsonl";

  private final List<Figure> figures;

  Figures(List<Figure> figures) {
    this.figures = List.copyOf(figures);
  }

  /**
   * Those of the source tree.
   *
   * @return the figures; none if nothing was measured yet
   */
  public static Figures committed() {
    return read(Project.root());
  }

  static Figures read(Path root) {
    Path file = root.resolve(FILE);
    List<Figure> figures = new ArrayList<>();
    try {
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          figures.add(JSON.readValue(line, Figure.class));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return new Figures(figures);
  }

  void write(Path root) throws IOException {
    Path file = root.resolve(FILE);
    Files.createDirectories(file.getParent());
    StringBuilder lines = new StringBuilder();
    for (Figure figure : figures) {
      lines.append(JSON.writeValueAsString(figure)).append('\n');
    }
    Files.writeString(file, lines);
  }

  List<Figure> all() {
    return figures;
  }

  Optional<Figure> of(Target target) {
    return figures.stream().filter(figure -> figure.isOf(target)).findFirst();
  }

  /** The figures of all kernels that there are: new ones, or else these. */
  Figures updated(List<Target> all, Map<Target, Figure> measured) {
    return new Figures(
        all.stream()
            .flatMap(
                target -> Optional.ofNullable(measured.get(target)).or(() -> of(target)).stream())
            .toList());
  }

  /** The figure of a kernel as it is now, not of one that it was before. */
  Figure require(Target target) {
    return of(target)
        .filter(figure -> figure.fingerprint().equals(target.fingerprint()))
        .orElseThrow(
            () ->
                new AssertionError(
                    "docs/accuracy.md does not have %s as it is now; this measures it: mvn -P accuracy -Daccuracy.kernels=%s"
                        .formatted(target, target.name())));
  }

  /**
   * Where some kernel was worst.
   *
   * @return inputs of kernels for floats and for doubles
   */
  public DoubleStream worstInputs() {
    return figures.stream()
        .flatMapToDouble(figure -> DoubleStream.of(figure.floats().x(), figure.doubles().x()))
        .filter(Double::isFinite)
        .distinct();
  }
}
