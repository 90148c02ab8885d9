package dev.lanewise.property.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The page in docs is of the kernels as they are. Each activation's documentation states its
 * largest errors: for floats the measured ones rounded up to a tenth, for doubles and for other
 * parameters, of which not all are measured, at most two tenths more.
 */
class CommittedAccuracyTest {
  private static final Path PAGE = Report.file(Project.root());
  private static final Pattern CHART = Pattern.compile("!\\[.*?]\\((.*?\\.svg)\\)");

  static Stream<Target> targets() {
    return Stream.concat(Target.all().stream(), OtherParameters.all().stream());
  }

  @ParameterizedTest
  @MethodSource("targets")
  void figuresAreOfTheKernelAsItIs(Target target) {
    Figures.committed().require(target);
  }

  static List<JointTarget> jointTargets() {
    return JointTargets.all();
  }

  @ParameterizedTest
  @MethodSource("jointTargets")
  void figuresAreOfTheKernelOfSeveralInputsAsItIs(JointTarget target) {
    Figures.committed().require(target);
  }

  static List<Activation> activations() {
    return Activations.all();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void documentationStatesTheMeasuredAccuracy(Activation activation) throws IOException {
    Figures figures = Figures.committed();
    StatedAccuracy measured =
        StatedAccuracy.measured(
            figures.require(Target.value(activation)),
            figures.require(Target.derivative(activation)),
            Target.fromOutput(activation).map(figures::require));
    Optional<StatedAccuracy> stated = StatedAccuracy.of(activation.formula().getClass());
    assertTrue(
        stated.isPresent() && stated.get().agreesWith(measured),
        () ->
            "%s should state: <b>Accuracy:</b> %s. It states: %s"
                .formatted(
                    activation,
                    measured,
                    stated.map(Object::toString).orElse("nothing like that")));
  }

  static Stream<String> activationsOfParameters() {
    return OtherParameters.all().stream().map(Target::family).distinct();
  }

  @ParameterizedTest
  @MethodSource("activationsOfParameters")
  void documentationStatesTheAccuracyWithOtherParameters(String name) throws IOException {
    Figures figures = Figures.committed();
    // Of each parameter the value, then the derivative.
    List<Figure> all =
        OtherParameters.all().stream()
            .filter(target -> target.family().equals(name))
            .map(figures::require)
            .toList();
    StatedAccuracy measured =
        IntStream.range(0, all.size() / 2)
            .mapToObj(
                i -> StatedAccuracy.measured(all.get(2 * i), all.get(2 * i + 1), Optional.empty()))
            .reduce(StatedAccuracy::and)
            .orElseThrow();
    Optional<StatedAccuracy> stated =
        StatedAccuracy.ofOtherParameters(Activations.of(name).formula().getClass());
    assertTrue(
        stated.isPresent() && stated.get().agreesWithSearch(measured),
        () -> "%s should state: With another … than … %s".formatted(name, measured));
  }

  @Test
  void pageIsThatOfTheFigures() throws IOException {
    assertEquals(Report.page(Figures.committed()), Files.readString(PAGE));
  }

  @Test
  void pageShowsEveryChartOfItsFolder() throws IOException {
    Set<String> shown =
        CHART
            .matcher(Files.readString(PAGE))
            .results()
            .map(chart -> chart.group(1))
            .collect(Collectors.toSet());
    try (Stream<Path> charts = Files.list(PAGE.resolveSibling("accuracy"))) {
      assertEquals(
          shown,
          charts.map(chart -> "accuracy/" + chart.getFileName()).collect(Collectors.toSet()));
    }
  }
}
