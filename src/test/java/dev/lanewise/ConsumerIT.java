package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project of its own is compiled against the packaged jar and run from the module path and from
 * the class path, each with and without the vector module: the four ways in which a user may start
 * a program that stands on the library.
 */
class ConsumerIT {
  private static final Path JAR = Path.of(System.getProperty("lanewise.jar"));

  private static final String DESCRIPTOR =
      """
      module consumer {
        requires dev.lanewise;
      }
      """;

  /**
   * Covers both tails, both zeros and what is not finite, in an array that is no multiple of a
   * vector.
   */
  private static final String PROGRAM =
      """
      package consumer;

      import dev.lanewise.activation.Activations;

      public final class Main {
        public static void main(String[] args) {
          float[] x = new float[1003];
          for (int i = 0; i < 998; i++) {
            x[i] = (i - 499) * 0.25f;
          }
          x[998] = -0f;
          x[999] = Float.MIN_VALUE;
          x[1000] = Float.POSITIVE_INFINITY;
          x[1001] = Float.NEGATIVE_INFINITY;
          x[1002] = Float.NaN;
          float[] y = new float[x.length];
          Activations.of("silu").apply(x, y);
          for (float value : y) {
            System.out.println(Integer.toHexString(Float.floatToIntBits(value)));
          }
        }
      }
      """;

  private static final Pattern STACK_TRACE = Pattern.compile("(?m)^\\s+at \\S+\\(");

  @TempDir Path folder;
  private Path classes;

  @BeforeEach
  void compileConsumer() throws Exception {
    classes = folder.resolve("classes");
    run(
        "javac",
        "--module-path",
        JAR,
        "-d",
        classes,
        Files.writeString(folder.resolve("module-info.java"), DESCRIPTOR),
        Files.writeString(folder.resolve("Main.java"), PROGRAM));
  }

  @Test
  void aProgramPrintsTheSameBitsHoweverItIsStarted() throws Exception {
    String path = JAR + File.pathSeparator + classes;
    String vector = "--add-modules=jdk.incubator.vector";

    List<String> bits = run("java", "--module-path", path, "--module", "consumer/consumer.Main");

    assertEquals(1003, bits.size());
    assertEquals(
        bits, run("java", vector, "--module-path", path, "--module", "consumer/consumer.Main"));
    assertEquals(bits, run("java", "--class-path", path, "consumer.Main"));
    assertEquals(bits, run("java", vector, "--class-path", path, "consumer.Main"));
  }

  /**
   * Runs a tool of the JDK that runs the tests and returns the lines it printed.
   *
   * @throws AssertionError if it fails or reports an exception
   */
  private List<String> run(String tool, Object... arguments) throws Exception {
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
