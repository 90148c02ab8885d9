package dev.lanewise.jmh.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The table of what was measured against what was aimed at, and the page with it in Markdown. */
final class AimsPage {
  /** The columns of the table, on the terminal too. */
  static final List<Cells> COLUMNS =
      List.of(
          new Cells("kernel", false, Aim::kernel),
          new Cells("pass", false, aim -> aim.direction().toString()),
          new Cells("shape", true, Aim::shape),
          new Cells("operations", true, aim -> Objects.toString(aim.operations(), "-")),
          new Cells("ns per element", true, aim -> format("%.3f", aim.nanos())),
          new Cells("vs naive", true, aim -> format("%.2fx", aim.overNaive())),
          new Cells("aim", true, aim -> format("%.2fx", aim.aimed())),
          new Cells("", false, Aim::verdict));

  /** A column: its title, whether it is aligned right, and what it says of an aim. */
  record Cells(String title, boolean right, Function<Aim, String> of) {}

  private AimsPage() {}

  static void write(Path file, Machine machine, List<Aim> aims) throws IOException {
    StringBuilder page = new StringBuilder();
    page.append(
        "Measured %s on %s, %s.\n\n".formatted(machine.date(), machine.cpu(), machine.jvm()));
    page.append(line(Cells::title));
    page.append(line(column -> column.right() ? "--:" : "---"));
    for (Aim aim : aims) {
      page.append(line(column -> column.of().apply(aim)));
    }
    page.append("\n").append(Aims.summary(aims)).append(".\n");
    Files.writeString(file, page);
  }

  private static String line(Function<Cells, String> cell) {
    return COLUMNS.stream().map(cell).collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String format(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
