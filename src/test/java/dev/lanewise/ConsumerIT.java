package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  private static final Path JAR = Path.of(System.getProperty("test.jar"));

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

  @TempDir Path folder;
  private Path classes;

  @BeforeEach
  void compileConsumer() throws Exception {
    classes = folder.resolve("classes");
    new JdkTool(folder, "javac")
        .run(
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
    String[] onModulePath = {"--module-path", path, "--module", "consumer/consumer.Main"};
    String[] onClassPath = {"--class-path", path, "consumer.Main"};
    // Vectors from the first call: a program this short would end on the scalar path.
    String[] vector = {"--add-modules=jdk.incubator.vector", "-Dlanewise.simd=always"};

    List<String> bits = java(onModulePath);

    assertEquals(1003, bits.size());
    assertEquals(bits, java(vector, onModulePath));
    assertEquals(bits, java(onClassPath));
    assertEquals(bits, java(vector, onClassPath));
  }

  private List<String> java(String[]... arguments) throws Exception {
    return new JdkTool(folder, "java").run(Stream.of(arguments).flatMap(Stream::of).toArray());
  }
}
