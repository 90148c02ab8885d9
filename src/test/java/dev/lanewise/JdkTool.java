package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A tool of the JDK that runs the tests, such as javac.
 *
 * @param folder for its output
 * @param tool its name
 */
record JdkTool(Path folder, String tool) {
  private static final Pattern STACK_TRACE = Pattern.compile("(?m)^\\s+at \\S+\\(");

  /**
   * Runs it and returns the lines it printed.
   *
   * @throws AssertionError if it fails or reports an exception
   */
  List<String> run(Object... arguments) throws Exception {
    List<String> command =
        Stream.concat(
                Stream.of(Path.of(System.getProperty("java.home"), "bin", tool)),
                Stream.of(arguments))
            .map(Object::toString)
            .toList();
    // Files, because a pipe that nobody empties would stop the child.
    Path output = folder.resolve("output.txt");
    Path errors = folder.resolve("errors.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    // Options of the environment would reach every child and make the four ways alike.
    builder.environment().keySet().removeAll(Set.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(2, TimeUnit.MINUTES), () -> command + " does not end");
    } finally {
      process.destroyForcibly();
    }
    String complaints = Files.readString(errors);
    assertEquals(0, process.exitValue(), () -> command + " failed: " + complaints);
    assertFalse(STACK_TRACE.matcher(complaints).find(), () -> command + " printed " + complaints);
    return Files.readAllLines(output);
  }
}
