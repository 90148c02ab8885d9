package dev.lanewise.property.accuracy;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes {@code docs/accuracy.md}: the same figures always give the same text. */
final class Report {
  private static final String NONE = "–";

  private static final String INTRODUCTION =
      """
      # Accuracy

      The error of every kernel of one input in units in the last place (ULP): |result − exact| / ulp(exact), where
      ulp is the distance of the format's numbers around the exact, unrounded value, in the subnormal
      range too. A correctly rounded result is at most 0.5 off. f′ is the derivative. NaN gives NaN
      everywhere.

      Next to a zero of a derivative, other than at infinity, the result is a difference of terms that
      are not small, and an error relative to it says nothing. Within 0.5 of the zero an absolute error
      of 2⁻²⁴ (2⁻⁵³ in double), half an ULP of 1, is allowed instead. Such inputs count in the last
      column alone: it has their largest absolute error, and how many of them are beyond what is
      promised elsewhere.

      This page and its charts are written by

      ```
      mvn -P accuracy
      ```

      Each activation's documentation states the largest errors, with its preset parameters; a test
      holds it to these tables, and the tables to the formulas.
      """;

  private static final String FLOATS =
      """

      ## Float: all 2³² inputs

      Every float is held against the result of the same formula in double, whose own error, below, is
      nothing to a float. The mean is over the inputs for which the function is a number.

      """;

  private static final String DOUBLES =
      """

      ## Double: 10⁶ inputs and a search

      These are held against results of at least 40 digits: where formulas change over, at random, and
      wherever a search finds worse. The mean is over the 10⁶ inputs; the largest may be missed by some
      hundredths.

      """;

  private static final String CHARTS =
      """

      ## Error over x

      The largest (blue) and the mean (orange) error of the floats around each x, in ULP. The axis is
      linear around 0 and logarithmic farther out; its ends hold all that is beyond ±1000. There is a
      gap where the absolute rule holds, or the function is no number.

      """;

  private Report() {}

  static Path file(Path root) {
    return root.resolve("docs").resolve("accuracy.md");
  }

  static String page(Figures figures) {
    return INTRODUCTION
        + FLOATS
        + tables(figures, Figure::floats, FLOAT)
        + DOUBLES
        + tables(figures, Figure::doubles, DOUBLE)
        + CHARTS
        + charts(figures);
  }

  /** How numbers of a format look. */
  private record Look(
      String roundoff, Function<Double, String> decimal, Function<Double, String> bits) {}

  private static final Look FLOAT =
      new Look(
          "2⁻²⁴",
          x -> Float.toString(x.floatValue()),
          x -> "%08x".formatted(Float.floatToIntBits(x.floatValue())));

  private static final Look DOUBLE =
      new Look("2⁻⁵³", x -> Double.toString(x), x -> "%016x".formatted(Double.doubleToLongBits(x)));

  private static String tables(Figures figures, Function<Figure, Errors> errors, Look look) {
    return table("activation", activations(figures), errors, look)
        + "\n"
        + table("lane function", laneFunctions(figures), errors, look);
  }

  private static String table(
      String title, List<Figure> figures, Function<Figure, Errors> errors, Look look) {
    return """
    | %s | largest | mean | worst input | its bits | result | correctly rounded | next to a zero |
    |---|--:|--:|--:|---|---|---|---|
    """
            .formatted(title)
        + figures.stream()
            .map(figure -> row(figure.toString(), errors.apply(figure), look))
            .collect(Collectors.joining());
  }

  private static String row(String name, Errors errors, Look look) {
    boolean exact = errors.areNone();
    return "| %s | %s | %s | %s | %s | %s | %s | %s |\n"
        .formatted(
            name,
            ulps(errors.largest()),
            ulps(errors.mean()),
            exact ? NONE : look.decimal.apply(errors.x()),
            exact ? NONE : code(look.bits.apply(errors.x())),
            exact ? NONE : code(look.bits.apply(errors.result())),
            exact ? NONE : code(look.bits.apply(errors.exact())),
            nearZero(errors, look));
  }

  private static String nearZero(Errors errors, Look look) {
    return errors.absolute() == 0
        ? NONE
        : String.format(
            Locale.ROOT,
            "%.3f · %s, %,d inputs",
            errors.absolute(),
            look.roundoff,
            errors.excused());
  }

  private static String ulps(double error) {
    return Double.isInfinite(error) ? "∞" : String.format(Locale.ROOT, "%.4f", error);
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String charts(Figures figures) {
    return figures.all().stream()
        .map(Charts::name)
        .distinct()
        .map(name -> "![%s](accuracy/%s.svg)\n".formatted(name, name))
        .collect(Collectors.joining());
  }

  private static List<Figure> activations(Figures figures) {
    return figures.all().stream()
        .filter(figure -> figure.part() != Target.Part.LANE_FUNCTION)
        .toList();
  }

  private static List<Figure> laneFunctions(Figures figures) {
    return figures.all().stream()
        .filter(figure -> figure.part() == Target.Part.LANE_FUNCTION)
        .toList();
  }
}
