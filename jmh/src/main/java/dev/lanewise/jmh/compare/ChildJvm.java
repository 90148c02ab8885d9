package dev.lanewise.jmh.compare;

import dev.lanewise.jmh.loops.JvmFlags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a class of this program in a JVM of its own, which is this same JVM on the same classes. */
final class ChildJvm {
  /** The options of every child, which the results name. */
  static final List<String> FLAGS =
      List.of(JvmFlags.MODULE, JvmFlags.HEAP, JvmFlags.MOST_HEAP, JvmFlags.NO_COUNTERS);

  /** Far more than any child is given, so only a child that hangs is stopped. */
  private static final Duration LIMIT = Duration.ofMinutes(3);

  private static final int LINES_SHOWN = 12;

  private ChildJvm() {}

  /**
   * Runs a main class and waits for its end.
   *
   * @param main the class
   * @param properties system properties, as "name=value"
   * @param directory where its output may be kept
   * @param arguments of the class
   * @throws CompareException if it fails; the message ends with what it wrote
   */
  static void run(Class<?> main, List<String> properties, Path directory, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    properties.forEach(property -> command.add("-D" + property));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(arguments);
    Path log = directory.resolve("child.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new CompareException(
            describe(main, arguments) + " did not end within " + LIMIT.toMinutes() + " minutes");
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      List<String> lines = Files.readAllLines(log);
      List<String> last = lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
      throw new CompareException(
          describe(main, arguments)
              + " failed with exit code "
              + process.exitValue()
              + ":\n"
              + String.join("\n", last));
    }
  }

  private static String describe(Class<?> main, List<String> arguments) {
    return "child JVM " + main.getSimpleName() + " " + String.join(" ", arguments);
  }
}
