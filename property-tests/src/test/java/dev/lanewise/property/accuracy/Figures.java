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

/**
 * The figures behind {@code docs/accuracy.md}, one in a line of two files that tests read too: of
 * kernels of one input, and of several.
 */
public final class Figures {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FOLDER =
      "property-tests/src/test/resources/dev/lanewise/property/accuracy";
  private static final String FILE = "figures.jsonl";
  private static final String JOINT_FILE = "joint-figures.jsonl";

  private final List<Figure> figures;
  private final List<JointFigure> joint;

  Figures(List<Figure> figures) {
    this(figures, List.of());
  }

  Figures(List<Figure> figures, List<JointFigure> joint) {
    this.figures = List.copyOf(figures);
    this.joint = List.copyOf(joint);
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
    Path folder = root.resolve(FOLDER);
    return new Figures(
        read(folder.resolve(FILE), Figure.class),
        read(folder.resolve(JOINT_FILE), JointFigure.class));
  }

  private static <T> List<T> read(Path file, Class<T> type) {
    List<T> figures = new ArrayList<>();
    try {
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file)) {
          figures.add(JSON.readValue(line, type));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return figures;
  }

  void write(Path root) throws IOException {
    Path folder = root.resolve(FOLDER);
    Files.createDirectories(folder);
    write(folder.resolve(FILE), figures);
    write(folder.resolve(JOINT_FILE), joint);
  }

  private static void write(Path file, List<?> figures) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Object figure : figures) {
      lines.append(JSON.writeValueAsString(figure)).append('\n');
    }
    Files.writeString(file, lines);
  }

  List<Figure> all() {
    return figures;
  }

  List<JointFigure> joint() {
    return joint;
  }

  Optional<Figure> of(Target target) {
    return figures.stream().filter(figure -> figure.isOf(target)).findFirst();
  }

  Optional<JointFigure> of(JointTarget target) {
    return joint.stream().filter(figure -> figure.name().equals(target.name())).findFirst();
  }

  /** The figures of all kernels that there are: new ones, or else these. */
  Figures updated(List<Target> all, Map<Target, Figure> measured) {
    return new Figures(
        all.stream()
            .flatMap(
                target -> Optional.ofNullable(measured.get(target)).or(() -> of(target)).stream())
            .toList(),
        joint);
  }

  /** The same of kernels of several inputs. */
  Figures updatedJoint(List<JointTarget> all, Map<JointTarget, JointFigure> measured) {
    return new Figures(
        figures,
        all.stream()
            .flatMap(
                target -> Optional.ofNullable(measured.get(target)).or(() -> of(target)).stream())
            .toList());
  }

  /** The figure of a kernel as it is now, not of one that it was before. */
  Figure require(Target target) {
    return of(target)
        .filter(figure -> figure.fingerprint().equals(target.fingerprint()))
        .orElseThrow(() -> missing(target, target.family()));
  }

  /** The same of a kernel of several inputs. */
  JointFigure require(JointTarget target) {
    return of(target)
        .filter(figure -> figure.fingerprint().equals(target.fingerprint()))
        .orElseThrow(() -> missing(target, target.family()));
  }

  private static AssertionError missing(Object target, String family) {
    return new AssertionError(
        "docs/accuracy.md does not have %s as it is now; this measures it: mvn -P accuracy -Daccuracy.kernels=%s"
            .formatted(target, family));
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
