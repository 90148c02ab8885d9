package dev.lanewise.property.accuracy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an activation's documentation says about its accuracy, in tenths of an ULP. It begins with
 * "exact" or with the figures of value and derivative, and may go on as it likes. The figures of
 * the derivative from the output follow, unless it is exact or there is none; those with other
 * parameters stand elsewhere:
 *
 * <pre>
 * {@literal <b>}Accuracy:{@literal </b>} at most 2.0 ULP in float, 1.1 in double; derivative 1.8 and 1.3, from y 0.5 and 0.6
 * With another β than 1 at most 2.1 ULP in float, 1.2 in double; derivative 1.9 and 1.4
 * </pre>
 *
 * @param value in float
 * @param doubleValue in double
 * @param derivative in float
 * @param doubleDerivative in double
 * @param fromOutput the derivative from the output, in float
 * @param doubleFromOutput in double
 */
record StatedAccuracy(
    int value,
    int doubleValue,
    int derivative,
    int doubleDerivative,
    int fromOutput,
    int doubleFromOutput) {

  private static final String FIGURES =
      "at most (\\d\\.\\d) ULP in float, (\\d\\.\\d) in double; derivative (\\d\\.\\d) and"
          + " (\\d\\.\\d)\\b(?:, from y (\\d\\.\\d) and (\\d\\.\\d)\\b)?";

  private static final Pattern STATEMENT =
      Pattern.compile("<b>Accuracy:</b> (?:exact[.,;]|" + FIGURES + ")");

  private static final Pattern STATEMENT_OF_OTHERS =
      Pattern.compile("With another \\S+ than \\S+ " + FIGURES);

  private static final String LINE_OF_COMMENT = "\\R *\\* *";

  /** Of doubles not all are measured; more tenths than the measured ones may be stated by this. */
  private static final int MISSED = 2;

  /** What the class of a formula says, if it has the words. */
  static Optional<StatedAccuracy> of(Class<?> formula) throws IOException {
    return parse(source(formula));
  }

  /** What it says of parameters that are not preset. */
  static Optional<StatedAccuracy> ofOtherParameters(Class<?> formula) throws IOException {
    return parse(STATEMENT_OF_OTHERS, source(formula));
  }

  private static String source(Class<?> formula) throws IOException {
    String name = formula.getName().replace('.', '/') + ".java";
    return Files.readString(Project.root().resolve(Path.of("src/main/java", name)));
  }

  static Optional<StatedAccuracy> parse(String source) {
    return parse(STATEMENT, source);
  }

  private static Optional<StatedAccuracy> parse(Pattern pattern, String source) {
    Matcher statement = pattern.matcher(source.replaceAll(LINE_OF_COMMENT, " "));
    return statement.find()
        ? Optional.of(
            new StatedAccuracy(
                tenths(statement.group(1)),
                tenths(statement.group(2)),
                tenths(statement.group(3)),
                tenths(statement.group(4)),
                tenths(statement.group(5)),
                tenths(statement.group(6))))
        : Optional.empty();
  }

  private static int tenths(String figure) {
    return figure == null ? 0 : Integer.parseInt(figure.replace(".", ""));
  }

  /** What it should say. */
  static StatedAccuracy measured(
      Figure value, Figure derivative, Optional<Figure> derivativeFromOutput) {
    return new StatedAccuracy(
        value.floats().tenths(),
        value.doubles().tenths(),
        derivative.floats().tenths(),
        derivative.doubles().tenths(),
        derivativeFromOutput.map(figure -> figure.floats().tenths()).orElse(0),
        derivativeFromOutput.map(figure -> figure.doubles().tenths()).orElse(0));
  }

  /** The larger of each two figures. */
  StatedAccuracy and(StatedAccuracy other) {
    return new StatedAccuracy(
        Math.max(value, other.value),
        Math.max(doubleValue, other.doubleValue),
        Math.max(derivative, other.derivative),
        Math.max(doubleDerivative, other.doubleDerivative),
        Math.max(fromOutput, other.fromOutput),
        Math.max(doubleFromOutput, other.doubleFromOutput));
  }

  /** Whether it may be said where all floats were measured, and doubles searched. */
  boolean agreesWith(StatedAccuracy measured) {
    return value == measured.value
        && derivative == measured.derivative
        && fromOutput == measured.fromOutput
        && agreesWithSearch(measured);
  }

  /** Whether it may be said where the worst was searched, of floats too. */
  boolean agreesWithSearch(StatedAccuracy measured) {
    return isAtMostALittleMore(value, measured.value)
        && isAtMostALittleMore(doubleValue, measured.doubleValue)
        && isAtMostALittleMore(derivative, measured.derivative)
        && isAtMostALittleMore(doubleDerivative, measured.doubleDerivative)
        && isAtMostALittleMore(fromOutput, measured.fromOutput)
        && isAtMostALittleMore(doubleFromOutput, measured.doubleFromOutput);
  }

  static boolean isAtMostALittleMore(int stated, int measured) {
    return measured <= stated && stated <= measured + MISSED;
  }

  @Override
  public String toString() {
    if (value + doubleValue + derivative + doubleDerivative + fromOutput + doubleFromOutput == 0) {
      return "exact";
    }
    String text =
        String.format(
            Locale.ROOT,
            "at most %.1f ULP in float, %.1f in double; derivative %.1f and %.1f",
            value / 10.0,
            doubleValue / 10.0,
            derivative / 10.0,
            doubleDerivative / 10.0);
    return fromOutput + doubleFromOutput == 0
        ? text
        : text
            + String.format(
                Locale.ROOT, ", from y %.1f and %.1f", fromOutput / 10.0, doubleFromOutput / 10.0);
  }
}
