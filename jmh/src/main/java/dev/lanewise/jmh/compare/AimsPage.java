package dev.lanewise.jmh.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Writes what was measured against what was aimed at as a table in Markdown. */
final class AimsPage {
  private AimsPage() {}

  static void write(Path file, Machine machine, List<Aim> aims) throws IOException {
    StringBuilder page = new StringBuilder();
    page.append(
        "Measured %s on %s, %s.\n\n".formatted(machine.date(), machine.cpu(), machine.jvm()));
    page.append("| kernel | pass | shape | operations | ns per element | vs naive | aim | |\n");
    page.append("|---|---|---|--:|--:|--:|--:|---|\n");
    for (Aim aim : aims) {
      page.append(
          String.format(
              Locale.ROOT,
              "| %s | %s | %s | %s | %.3f | %.2fx | %.2fx | %s |\n",
              aim.kernel(),
              aim.direction(),
              aim.shape(),
              Objects.toString(aim.operations(), "-"),
              aim.nanos(),
              aim.overNaive(),
              aim.aimed(),
              aim.verdict()));
    }
    page.append("\n").append(Aims.summary(aims)).append(".\n");
    Files.writeString(file, page);
  }
}
