package dev.lanewise.property.accuracy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The documentation of what has several inputs states the errors that were found, rounded up to a
 * tenth, or at most two tenths more, since a search may miss the worst.
 */
class JointDocumentationTest {
  private static final Path SOURCES = Project.root().resolve("src/main");

  @ParameterizedTest
  @CsvSource({
    "glu, 'glu|glu, dv', 1",
    "glu, 'glu, dg', 2",
    "swiglu, 'swiglu|swiglu, dv', 1",
    "swiglu, 'swiglu, dg', 2",
    "geglu, 'geglu|geglu, dv', 1",
    "geglu, 'geglu, dg', 2",
    "reglu, 'reglu|reglu, dv', 1",
    "reglu, 'reglu, dg', 2"
  })
  void tableOfGatedUnitsStatesTheErrors(String unit, String targets, int column)
      throws IOException {
    String cell = "<td>(\\d\\.\\d) and (\\d\\.\\d)</td>";
    Matcher row =
        statement(
            "twins/dev/lanewise/activation/GatedUnit.java",
            "<tr><td>\\{@link #" + unit + "}</td><td>[^<]*</td>" + cell + cell + "</tr>");
    check(targets, row.group(2 * column - 1), row.group(2 * column));
  }

  @ParameterizedTest
  @CsvSource({
    "twins/dev/lanewise/activation/Prelu.java, 'prelu|prelu, dx|prelu, da of one row',"
        + " <b>Accuracy:</b> at",
    "java/dev/lanewise/lane/Power.java, pow, into it. At"
  })
  void documentationStatesTheErrors(String file, String targets, String before) throws IOException {
    Matcher statement =
        statement(
            file, before + " most (\\d\\.\\d) ULP in float (?:and double|, (\\d\\.\\d) in double)");
    String floats = statement.group(1);
    check(targets, floats, statement.group(2) == null ? floats : statement.group(2));
  }

  private static Matcher statement(String file, String pattern) throws IOException {
    String source = Files.readString(SOURCES.resolve(file)).replaceAll("\\R *\\* *", " ");
    Matcher statement = Pattern.compile(pattern).matcher(source);
    assertTrue(statement.find(), () -> file + " does not have the words " + pattern);
    return statement;
  }

  private static void check(String targets, String floats, String doubles) {
    check(targets, "float", floats, worst(targets, true));
    check(targets, "double", doubles, worst(targets, false));
  }

  private static void check(String targets, String format, String stated, int measured) {
    int tenths = Integer.parseInt(stated.replace(".", ""));
    assertTrue(
        StatedAccuracy.isAtMostALittleMore(tenths, measured),
        () ->
            "%s: stated are %s ULP in %s, found were %.1f"
                .formatted(targets, stated, format, measured / 10.0));
  }

  /** The largest error of some kernels, in tenths. */
  private static int worst(String targets, boolean floats) {
    return Arrays.stream(targets.split("\\|"))
        .map(
            name ->
                JointTargets.all().stream()
                    .filter(target -> target.name().equals(name))
                    .findFirst()
                    .orElseThrow())
        .map(Figures.committed()::require)
        .mapToInt(figure -> (floats ? figure.floats() : figure.doubles()).tenths())
        .max()
        .orElseThrow();
  }
}
