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
 * "exact" or with all four figures, and may go on as it likes:
 *
 * <pre>
 * {@literal <b>}Accuracy:{@literal </b>} at most 2.0 ULP in float, 1.1 in double; derivative 1.8 and 1.3
 * </pre>
 *
 * @param value in float
 * @param doubleValue in double
 * @param derivative in float
 * @param doubleDerivative in double
 */
record StatedAccuracy(int value, int doubleValue, int derivative, int doubleDerivative) {
  private static final Pattern STATEMENT =
      Pattern.compile(
          "<b>Accuracy:</b> (?:exact[.,;]"
              + "|at most (\\d\\.\\d) ULP in float, (\\d\\.\\d) in double;"
              + " derivative (\\d\\.\\d) and (\\d\\.\\d)\\b)");

  private static final String LINE_OF_COMMENT = "\\R *\\* *";

  /** Of doubles not all are measured; more tenths than the measured ones may be stated by this. */
  private static final int MISSED = 2;

  /** What the class of a formula says, if it has the words. */
  static Optional<StatedAccuracy> of(Class<?> formula) throws IOException {
    String name = formula.getName().replace('.', '/') + ".java";
    return parse(Files.readString(Project.root().resolve(Path.of("src/main/java", name))));
  }

  static Optional<StatedAccuracy> parse(String source) {
    Matcher statement = STATEMENT.matcher(source.replaceAll(LINE_OF_COMMENT, " "));
    return statement.find()
        ? Optional.of(
            new StatedAccuracy(
                tenths(statement.group(1)),
                tenths(statement.group(2)),
                tenths(statement.group(3)),
                tenths(statement.group(4))))
        : Optional.empty();
  }

  private static int tenths(String figure) {
    return figure == null ? 0 : Integer.parseInt(figure.replace(".", ""));
  }

  /** What it should say. */
  static StatedAccuracy measured(Figure value, Figure derivative) {
    return new StatedAccuracy(
        value.floats().tenths(),
        value.doubles().tenths(),
        derivative.floats().tenths(),
        derivative.doubles().tenths());
  }

  /** Whether it may be said where something was measured. */
  boolean agreesWith(StatedAccuracy measured) {
    return value == measured.value
        && derivative == measured.derivative
        && isAtMostALittleMore(doubleValue, measured.doubleValue)
        && isAtMostALittleMore(doubleDerivative, measured.doubleDerivative);
  }

  private static boolean isAtMostALittleMore(int stated, int measured) {
    return measured <= stated && stated <= measured + MISSED;
  }

  @Override
  public String toString() {
    return value + doubleValue + derivative + doubleDerivative == 0
        ? "exact"
        : String.format(
            Locale.ROOT,
            "at most %.1f ULP in float, %.1f in double; derivative %.1f and %.1f",
            value / 10.0,
            doubleValue / 10.0,
            derivative / 10.0,
            doubleDerivative / 10.0);
  }
}
