package dev.lanewise.property.accuracy;

import java.nio.file.Files;
import java.nio.file.Path;

/** The source tree. */
final class Project {
  private Project() {}

  /** Its root, from there or from a module's folder. */
  static Path root() {
    Path here = Path.of("");
    return Files.exists(here.resolve("property-tests")) ? here : Path.of("..");
  }
}
