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

      The error of activations, lane functions, gated units and learned slopes, in units in the last place (ULP): |result − exact| / ulp(exact),
      where ulp is the distance of the format's numbers around the exact, unrounded value, in the subnormal
      range too. A correctly rounded result is at most 0.5 off. f′ is the derivative. NaN gives NaN
      everywhere.

      f′ from y is the derivative as a function of the output y = f(x), held against the exact function of that very y,
      for all y that f can have. That y itself is a rounded number is not in these errors.

      Next to a zero of a derivative, other than at infinity, the result is a difference of terms that
      are not small, and an error relative to it says nothing. Within 0.5 of the zero an absolute error
      of 2⁻²⁴ (2⁻⁵³ in double), half an ULP of 1, is allowed instead. (So it is for selu′ from y next to y = −λα, where
      λα, rounded, is all that is left.) Such inputs count in the last
      column alone: it has their largest absolute error, and how many of them are beyond what is
      promised elsewhere.

      This page and its charts are written by

      ```
      mvn -P accuracy
      ```

      The classes' documentation states the largest errors; a test holds it to these tables, and the
      tables to the formulas.
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

  private static final String OTHERS =
      """

      ## Other parameters: some floats, some doubles

      The tables above are of the preset parameters. Other parameters are kernels of their own, measured on every %dst float
      and, in double, on 50,000 points and in the same search: these are searched for the worst, not enumerated.
      The α and b are floats: one that is not is rounded to the precision first, and the errors are those against that function.

      """
          .formatted(OtherParameters.STRIDE);

  private static final String JOINT =
      """

      ## Several inputs: searched, not enumerated

      Nobody can try all pairs of floats. These are the worst errors that were found over finite inputs: in float among
      %,d points, a fourth of them each of random bits, of every pair of exponents and signs, of places where
      formulas change over and around, and of inputs whose results are of use (of gated units, half of these next to powers
      of two, where roundings count for most); in double, with random bits in the place of the exponents, among %,d
      points. From the worst of each of 64 parts a search went on to what is worse nearby, for gated units also from products
      that were constructed to be bad. The true maxima may be some tenths larger.

      Of a gated unit y = v · f(g), dv = dy · f(g) and dg = dy · v · f′(g), where f is σ in `glu`, silu in `swiglu`, gelu in
      `geglu` and relu in `reglu`.

      At most 4 ULP are promised.

      """
          .formatted(JointSearch.FLOAT_POINTS, JointSearch.DOUBLE_POINTS);

  private static final String EXEMPT =
      """

      Not everywhere are the errors that small. A gated unit is a product with a rounded number: a large factor magnifies
      the rounding of a subnormal f(g) or f′(g), and dy · v may overflow, where an f′(g) of 0 makes it NaN. Next to a zero of f′ the error is absolute, as above. The figures above do not count these points; these do.
      The last column has the largest error in the unit that makes sense there, of which at most 4 (next to a zero 1) are
      allowed.

      """;

  private static final String CHARTS =
      """

      ## Error over x

      The largest (blue) and the mean (orange) error of the floats around each x, or y for f′ from y, in ULP. The axis is
      linear around 0 and logarithmic farther out; its ends hold all that is beyond ±1000. There is a
      gap where the absolute rule holds, the function is no number, or f is never y.

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
        + OTHERS
        + others(figures)
        + JOINT
        + joint("float", figures, JointFigure::floats, FLOAT)
        + "\n"
        + joint("double", figures, JointFigure::doubles, DOUBLE)
        + EXEMPT
        + exempt("float", figures, JointFigure::floats, FLOAT)
        + "\n"
        + exempt("double", figures, JointFigure::doubles, DOUBLE)
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
    return Double.isInfinite(error)
        ? "∞"
        : String.format(Locale.ROOT, error < 1e6 ? "%.4f" : "%.2e", error);
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String others(Figures figures) {
    return """
    | activation | in float | worst input | next to a zero | in double | worst input | next to a zero |
    |---|--:|--:|---|--:|--:|---|
    """
        + figures.all().stream()
            .filter(figure -> !figure.isOfAllFloats())
            .map(
                figure ->
                    "| %s |%s%s\n"
                        .formatted(
                            figure, cells(figure.floats(), FLOAT), cells(figure.doubles(), DOUBLE)))
            .collect(Collectors.joining());
  }

  private static String cells(Errors errors, Look look) {
    return " %s | %s | %s |"
        .formatted(
            ulps(errors.largest()),
            errors.areNone() ? NONE : look.decimal.apply(errors.x()),
            nearZero(errors, look));
  }

  private static String joint(
      String format, Figures figures, Function<JointFigure, JointErrors> errors, Look look) {
    return """
    | in %s | of | largest | worst inputs | result | correctly rounded |
    |---|---|--:|---|---|---|
    """
            .formatted(format)
        + figures.joint().stream()
            .map(
                figure ->
                    "| %s | %s | %s\n"
                        .formatted(
                            figure.name(),
                            String.join(", ", target(figure).operands()),
                            cells(errors.apply(figure).worst(), look)))
            .collect(Collectors.joining());
  }

  private static String cells(Worst worst, Look look) {
    return "%s | %s | %s | %s |"
        .formatted(
            ulps(worst.ulps()),
            worst.at().stream().map(look.decimal).collect(Collectors.joining(", ")),
            look.decimal.apply(worst.result()),
            look.decimal.apply(worst.exact()));
  }

  private static String exempt(
      String format, Figures figures, Function<JointFigure, JointErrors> errors, Look look) {
    StringBuilder rows =
        new StringBuilder(
            """
            | in %s | where | points beyond 4 ULP | largest | worst inputs | result | correctly rounded | at most |
            |---|---|--:|--:|---|---|---|---|
            """
                .formatted(format));
    for (JointFigure figure : figures.joint()) {
      List<JointTarget.Exemption> exemptions = target(figure).exemptions();
      for (int i = 0; i < exemptions.size(); i++) {
        JointErrors.Exempt exempt = errors.apply(figure).exempt().get(i);
        if (exempt.beyond() > 0) {
          rows.append(
              String.format(
                  Locale.ROOT,
                  "| %s | %s | %,d | %s %s |\n",
                  figure.name(),
                  cell(exemptions.get(i).condition()),
                  exempt.beyond(),
                  cells(exempt.worst(), look),
                  units(exempt, exemptions.get(i), look)));
        }
      }
    }
    return rows.toString();
  }

  private static String units(
      JointErrors.Exempt exempt, JointTarget.Exemption exemption, Look look) {
    return exempt.units() == 0
        ? NONE
        : String.format(
            Locale.ROOT,
            "%.3f · %s",
            exempt.units(),
            cell(look == FLOAT ? exemption.unit().ofFloat() : exemption.unit().ofDouble()));
  }

  /** A bar would end the cell. */
  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static JointTarget target(JointFigure figure) {
    return JointTargets.all().stream()
        .filter(target -> target.name().equals(figure.name()))
        .findFirst()
        .orElseThrow();
  }

  private static String charts(Figures figures) {
    return figures.all().stream()
        .filter(Figure::isOfAllFloats)
        .map(Charts::name)
        .distinct()
        .map(name -> "![%s](accuracy/%s.svg)\n".formatted(name, name))
        .collect(Collectors.joining());
  }

  private static List<Figure> activations(Figures figures) {
    return figures.all().stream()
        .filter(figure -> figure.part() != Target.Part.LANE_FUNCTION && figure.isOfAllFloats())
        .toList();
  }

  private static List<Figure> laneFunctions(Figures figures) {
    return figures.all().stream()
        .filter(figure -> figure.part() == Target.Part.LANE_FUNCTION)
        .toList();
  }
}
