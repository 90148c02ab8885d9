package dev.lanewise.jmh.compare;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.ColumnData;
import com.github.freva.asciitable.HorizontalAlign;
import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Direction;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Prints results as tables of at most 110 columns. */
final class Terminal {
  private static final Character[] BORDERS = AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final String NONE = "-";

  private Terminal() {}

  static void print(Results results, PrintWriter out) {
    Machine machine = results.machine();
    out.println();
    out.printf("%s, %d cores, %s%n", machine.cpu(), machine.cores(), machine.jvm());
    out.printf("Lanewise: %s%n", machine.lanewise());
    out.printf(
        "Input: %s; JVMs for each speed: %s; the run took %d s%n",
        results.settings().input(), forks(results), results.settings().seconds());
    speeds(results, out);
    accuracies(results.accuracies(), out);
    coldStarts(results.coldStarts(), out);
    widths(results.widths(), out);
    storages(results.speeds(), out);
    if (forks(results).equals("1")) {
      out.printf("%nOne JVM measured each speed, which is too few for a verdict:%n");
    }
    bars(results.bars(), out);
    aims(results.aims(), out);
  }

  /** How many JVMs measured each speed; fewer than planned where time ran short. */
  private static String forks(Results results) {
    IntSummaryStatistics forks =
        results.speeds().stream()
            .flatMap(speed -> speed.samples().values().stream())
            .mapToInt(List::size)
            .summaryStatistics();
    return forks.getMin() == forks.getMax()
        ? Integer.toString(forks.getMax())
        : forks.getMin() + " to " + forks.getMax();
  }

  private static void speeds(Results results, PrintWriter out) {
    Comparator<Speed> order =
        Comparator.comparing(Speed::isRowwise)
            .thenComparing(Speed::direction)
            .thenComparing(Speed::size);
    Map<String, List<Speed>> groups =
        results.speeds().stream()
            .sorted(order)
            .collect(
                Collectors.groupingBy(
                    speed -> capital(speed.direction()) + ", " + speed.shape() + " floats",
                    LinkedHashMap::new,
                    Collectors.toList()));
    groups.forEach(
        (title, speeds) -> {
          out.printf("%n%s: nanoseconds per element, and how many times faster%n", title);
          out.println(
              table(
                  speeds,
                  left("kernel", Speed::kernel),
                  right("plain", nanos(Column.PLAIN)),
                  right("naive", nanos(Column.NAIVE)),
                  right("scalar", nanos(Column.SCALAR)),
                  right("SIMD", nanos(Column.SIMD)),
                  right("y = a*x", nanos(Column.MEMORY)),
                  right("vs plain", speed -> times(speed.overPlain())),
                  right("(scalar)", speed -> times(speed.scalarOverPlain())),
                  right("vs naive", speed -> times(speed.overNaive())),
                  right("(spread)", speed -> spread(speed.overNaive())),
                  left("bar", Terminal::overNaiveBar),
                  right("B/call", speed -> bytes(speed.bytes().get(Column.SIMD)))));
        });
    out.println(
        "plain: loops over Math. naive: the Vector API's own EXP, TANH... scalar, SIMD: Lanewise.\n"
            + "Medians over the JVMs; (scalar) is the scalar path vs plain, spread and bar are"
            + " those of vs naive.");
  }

  /** What a speed owes against the naive loop, and whether it gives it. */
  private static String overNaiveBar(Speed speed) {
    double bar = Bars.overNaive(speed);
    if (bar == 0 || speed.overNaive() == null) {
      return "";
    }
    return format("%.1fx %s", bar, speed.overNaive().median() >= bar ? "met" : "MISSED");
  }

  private static void accuracies(List<Accuracy> accuracies, PrintWriter out) {
    out.printf(
        "%nErrors of Lanewise in float ulps (a sample of all floats; for rows, the input)%n");
    out.println(
        table(
            accuracies,
            left("kernel", Accuracy::kernel),
            left("pass", a -> a.direction() == Direction.FORWARD ? "value" : "derivative"),
            right("largest", a -> format("%.3f", a.sweep().largest())),
            right("at x", a -> format("%.6g", a.sweep().at())),
            right("mean", a -> format("%.3f", a.sweep().mean())),
            right("largest on input", a -> format("%.3f", a.input().largest())),
            right("mean on input", a -> format("%.3f", a.input().mean()))));
  }

  /** The three contenders' fresh JVMs for one operation. */
  private record ColdRow(String operation, Map<Contender, ColdStart> by) {
    String millis(Contender contender, Function<ColdStart, Number> time) {
      ColdStart start = by.get(contender);
      return start == null
          ? NONE
          : format("%.2f", time.apply(start).doubleValue() / NANOS_PER_MILLI);
    }
  }

  private static void coldStarts(List<ColdStart> starts, PrintWriter out) {
    Map<String, Map<Contender, ColdStart>> rows = new LinkedHashMap<>();
    for (ColdStart start : starts) {
      rows.computeIfAbsent(start.kernel() + " " + start.direction(), row -> new LinkedHashMap<>())
          .put(start.contender(), start);
    }
    out.printf(
        "%nA fresh JVM, 1000 elements a call: milliseconds (P plain, N naive, L Lanewise)%n");
    out.println(
        table(
            rows.entrySet().stream().map(row -> new ColdRow(row.getKey(), row.getValue())).toList(),
            left("kernel", ColdRow::operation),
            right("first: P", row -> row.millis(Contender.PLAIN, ColdStart::first)),
            right("N", row -> row.millis(Contender.NAIVE, ColdStart::first)),
            right("L", row -> row.millis(Contender.LANEWISE, ColdStart::first)),
            right("first 100: P", row -> row.millis(Contender.PLAIN, ColdStart::hundred)),
            right("N", row -> row.millis(Contender.NAIVE, ColdStart::hundred)),
            right("L", row -> row.millis(Contender.LANEWISE, ColdStart::hundred)),
            right("full speed: P", row -> row.millis(Contender.PLAIN, ColdStart::fullSpeed)),
            right("N", row -> row.millis(Contender.NAIVE, ColdStart::fullSpeed)),
            right("L", row -> row.millis(Contender.LANEWISE, ColdStart::fullSpeed))));
  }

  private static void widths(List<Width> widths, PrintWriter out) {
    if (widths.isEmpty()) {
      return;
    }
    Map<String, Map<Integer, Double>> rows = new LinkedHashMap<>();
    for (Width width : widths) {
      rows.computeIfAbsent(
              width.kernel() + " " + width.direction() + " " + width.shape(),
              row -> new LinkedHashMap<>())
          .put(width.bits(), width.nanos());
    }
    out.printf("%nWidth of the lanes: nanoseconds per element%n");
    out.println(
        table(
            rows.entrySet(),
            left("kernel", Map.Entry::getKey),
            right("128 bits", row -> number(row.getValue().get(128))),
            right("256 bits", row -> number(row.getValue().get(256))),
            right("512 bits", row -> number(row.getValue().get(512)))));
  }

  private static void storages(List<Speed> speeds, PrintWriter out) {
    List<Speed> compared = speeds.stream().filter(speed -> speed.overArrays() != null).toList();
    if (compared.isEmpty()) {
      return;
    }
    out.printf(
        "%nLanewise on arrays, native segments and bfloat16: nanoseconds per element, time on"
            + " segments%nas times that on arrays, and how many times faster bfloat16 is%n");
    out.println(
        table(
            compared,
            left("kernel", Speed::kernel),
            left("pass", speed -> speed.direction().toString()),
            right("shape", Speed::shape),
            right("arrays", nanos(Column.SIMD)),
            right("segments", nanos(Column.SEGMENT)),
            right("bfloat16", nanos(Column.BFLOAT16)),
            right("segments/arrays", speed -> times(speed.overArrays())),
            right("(spread)", speed -> spread(speed.overArrays())),
            right("bfloat16 vs float", speed -> times(speed.bfloat16OverFloat())),
            right("(spread)", speed -> spread(speed.bfloat16OverFloat()))));
  }

  private static void aims(List<Aim> aims, PrintWriter out) {
    if (aims.isEmpty()) {
      return;
    }
    out.println("Measured against aim: how many times faster than the naive Vector API loop");
    out.println(
        table(
            aims,
            AimsPage.COLUMNS.stream()
                .map(
                    column ->
                        column.right()
                            ? right(column.title(), column.of())
                            : left(column.title(), column.of()))
                .toList()));
    out.printf("%s; one missed by 10 %% takes 1.1 times as long as aimed.%n%n", Aims.summary(aims));
  }

  private static void bars(List<Bar> bars, PrintWriter out) {
    out.printf("%nBars (a first call may take twice the plain loop's time and 60 ms)%n");
    Map<String, List<Bar>> groups =
        bars.stream()
            .collect(Collectors.groupingBy(Bar::group, LinkedHashMap::new, Collectors.toList()));
    out.println(
        table(
            groups.entrySet(),
            left("", group -> group.getValue().stream().allMatch(Bar::met) ? "met" : "MISSED"),
            left("bar", Map.Entry::getKey),
            right(
                "met",
                group ->
                    group.getValue().stream().filter(Bar::met).count()
                        + " of "
                        + group.getValue().size()),
            left(
                "worst",
                group ->
                    group.getValue().stream()
                        .min(Comparator.comparingDouble(Bar::margin))
                        .map(Bar::toString)
                        .orElse(NONE))));
    bars.stream()
        .filter(bar -> !bar.met())
        .forEach(bar -> out.println("  missed " + bar.group() + ": " + bar));
    out.println();
  }

  private static Function<Speed, String> nanos(Column column) {
    return speed -> {
      Figure figure = speed.nanos().get(column);
      return number(figure == null ? null : figure.median());
    };
  }

  private static String number(Double nanos) {
    return nanos == null ? NONE : format(nanos < 10 ? "%.3f" : "%.1f", nanos);
  }

  private static String times(Figure ratio) {
    return ratio == null ? NONE : format(ratio.median() < 10 ? "%.2fx" : "%.0fx", ratio.median());
  }

  private static String spread(Figure ratio) {
    // One JVM has no spread.
    return ratio == null || ratio.low() == ratio.high()
        ? NONE
        : format("%.2f-%.2f", ratio.low(), ratio.high());
  }

  private static String bytes(Long bytes) {
    return Objects.toString(bytes, NONE);
  }

  private static String capital(Direction direction) {
    return direction == Direction.FORWARD ? "Forward" : "Backward";
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static <T> ColumnData<T> left(String title, Function<T, String> cell) {
    return column(title, HorizontalAlign.LEFT, cell);
  }

  private static <T> ColumnData<T> right(String title, Function<T, String> cell) {
    return column(title, HorizontalAlign.RIGHT, cell);
  }

  private static <T> ColumnData<T> column(
      String title, HorizontalAlign align, Function<T, String> cell) {
    return new com.github.freva.asciitable.Column().header(title).dataAlign(align).with(cell);
  }

  @SafeVarargs
  @SuppressWarnings("varargs") // The columns are only read.
  private static <T> String table(Collection<T> rows, ColumnData<T>... columns) {
    return table(rows, Arrays.asList(columns));
  }

  private static <T> String table(Collection<T> rows, List<ColumnData<T>> columns) {
    return AsciiTable.getTable(BORDERS, rows, columns);
  }
}
