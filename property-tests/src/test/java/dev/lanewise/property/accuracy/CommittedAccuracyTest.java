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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The page in docs is of the kernels as they are. Each activation's documentation states its
 * largest errors: for floats the measured ones rounded up to a tenth, for doubles, of which not all
 * are measured, at most two tenths more.
 */
class CommittedAccuracyTest {
  private static final Path PAGE = Report.file(Project.root());
  private static final Pattern CHART = Pattern.compile("!\\[.*?]\\((.*?\\.svg)\\)");

  static List<Target> targets() {
    return Target.all();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void figuresAreOfTheKernelAsItIs(Target target) {
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
            figures.require(Target.derivative(activation)));
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
