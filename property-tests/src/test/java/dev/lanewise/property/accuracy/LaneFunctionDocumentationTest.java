package dev.lanewise.property.accuracy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The documentation of a lane function states its largest errors, which {@code docs/accuracy.md}
 * has under its own name or under that of an activation.
 */
class LaneFunctionDocumentationTest {
  private static final Path SOURCES = Project.root().resolve("src/main/java/dev/lanewise/lane");

  private static final Pattern STATEMENT =
      Pattern.compile(
          "[Aa]t most (?<float>\\d\\.\\d+) ULP in float"
              + "(?: and double|, (?<double>\\d\\.\\d+) in double)");

  /** How much more than the measured error may be stated: figures are rounded up. */
  private static final double ROUNDING = 0.1;

  /** Of doubles not all are measured, so that a little more may be. */
  private static final double MISSED = 0.2;

  @ParameterizedTest
  @CsvSource({
    "Exp, exp, exp",
    "Exp, exp2, exp2",
    "Exp, expm1, expm1",
    "Log, log, log",
    "Log, log2, log2",
    "Log, log10, log10",
    "Log, log1p, log1p",
    "Hyperbolic, sinh, sinh",
    "Hyperbolic, cosh, cosh",
    "Hyperbolic, tanh, tanh",
    "Hyperbolic, tanhDerivative, tanh′",
    "Hyperbolic, tanhshrink, tanhshrink",
    "Hyperbolic, tanhSquared, tanhshrink′",
    "Logistic, sigmoid, sigmoid",
    "Logistic, sigmoidDerivative, sigmoid′",
    "Logistic, logit, logit",
    "Logistic, silu, silu",
    "Logistic, siluDerivative, silu′",
    "Logistic, softplus, softplus",
    "Logistic, geluTanh, gelu_tanh",
    "Logistic, geluTanhDerivative, gelu_tanh′",
    "Logistic, mish, mish",
    "Logistic, mishDerivative, mish′",
    "Gaussian, erf, erf",
    "Gaussian, erfc, erfc",
    "Gaussian, gelu, gelu",
    "Gaussian, geluDerivative, gelu′",
    "Trigonometric, sin, sin",
    "Trigonometric, cos, cos",
    "Power, cbrt, cbrt",
    "Power, rsqrt, rsqrt"
  })
  void statesTheMeasuredErrors(String file, String function, String target) throws IOException {
    Figure figure =
        Target.all().stream()
            .filter(each -> each.toString().equals(target))
            .findFirst()
            .map(Figures.committed()::require)
            .orElseThrow();
    String documentation = documentation(SOURCES.resolve(file + ".java"), function);
    Matcher statement = STATEMENT.matcher(documentation);
    assertTrue(statement.find(), () -> function + " states no errors: " + documentation);
    double floats = Double.parseDouble(statement.group("float"));
    String other = statement.group("double");
    double doubles = other == null ? floats : Double.parseDouble(other);
    // One figure for both has to be enough for the worse.
    double least = other == null ? worse(figure) : figure.floats().largest();
    assertTrue(
        least <= floats && floats < least + ROUNDING,
        () -> "%s states %s in float, measured is %.4f".formatted(function, floats, least));
    double measured = figure.doubles().largest();
    assertTrue(
        measured <= doubles && (other == null || doubles < measured + ROUNDING + MISSED),
        () -> "%s states %s in double, measured is %.4f".formatted(function, doubles, measured));
  }

  private static double worse(Figure figure) {
    return Math.max(figure.floats().largest(), figure.doubles().largest());
  }

  /** The comment before the function of one lane, as one line. */
  private static String documentation(Path file, String function) throws IOException {
    String source = Files.readString(file);
    Matcher declaration =
        Pattern.compile("public static Lane " + function + "\\(Lane \\w+\\) \\{").matcher(source);
    assertTrue(declaration.find(), () -> file + " has no " + function);
    String before = source.substring(0, declaration.start());
    return before.substring(before.lastIndexOf("/**")).replaceAll("\\R *\\* *", " ");
  }
}
