package dev.lanewise.testing;

import dev.lanewise.kernel.Engine;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, for what flags and properties decide at the start. */
public final class ChildJvm {
  /** The JVM compiles when a method is due rather than beside it: sooner done, the same code. */
  public static final String PROMPTLY = "-Xbatch";

  private static final long DEADLINE_MINUTES = 4;
  private static final String HEAP = "512m";

  private final List<String> command = new ArrayList<>();

  private ChildJvm(boolean module, String heap, List<String> flags) {
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (module) {
      command.add("--add-modules=jdk.incubator.vector");
    }
    command.addAll(List.of("-Xmx" + heap, "-Duser.language=en"));
    command.addAll(flags);
    command.addAll(
        List.of("-cp", location(Engine.class) + File.pathSeparator + location(ChildJvm.class)));
  }

  /** With the vector module and these flags. */
  public static ChildJvm with(String... flags) {
    return with(List.of(flags));
  }

  /** With the vector module and these flags. */
  public static ChildJvm with(List<String> flags) {
    return new ChildJvm(true, HEAP, flags);
  }

  /** With the vector module and a heap of this size. */
  public static ChildJvm withHeap(String heap) {
    return new ChildJvm(true, heap, List.of());
  }

  /** With these flags only. */
  public static ChildJvm withoutModule(String... flags) {
    return new ChildJvm(false, HEAP, List.of(flags));
  }

  /** What a child printed. */
  public record Result(List<String> output, List<String> errors) {
    /** The rest of each line that starts with the word {@code key}, in order. */
    public List<String> values(String key) {
      return output.stream()
          .filter(line -> line.startsWith(key + " "))
          .map(line -> line.substring(key.length() + 1))
          .toList();
    }

    /** The rest of the only line that starts with the word {@code key}. */
    public String value(String key) {
      List<String> values = values(key);
      if (values.size() != 1) {
        throw new AssertionError(values.size() + " lines start with " + key + " in " + output);
      }
      return values.getFirst();
    }
  }

  /** Runs a main class to its end, which must be a success. */
  public Result run(Class<?> main, String... arguments) {
    List<String> all = new ArrayList<>(command);
    all.add(main.getName());
    all.addAll(List.of(arguments));
    try {
      // Files, because a pipe that nobody empties would stop the child.
      Path output = Files.createTempFile("lanewise", ".out");
      Path errors = Files.createTempFile("lanewise", ".err");
      try {
        ProcessBuilder builder =
            new ProcessBuilder(all).redirectOutput(output.toFile()).redirectError(errors.toFile());
        builder.environment().keySet().removeAll(Set.of("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS"));
        int exit = await(builder.start(), all);
        Result result = new Result(Files.readAllLines(output), Files.readAllLines(errors));
        if (exit != 0) {
          throw new AssertionError(all + " ended with " + exit + ": " + result);
        }
        return result;
      } finally {
        Files.delete(output);
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new AssertionError(all + " could not run", e);
    }
  }

  private static int await(Process process, List<String> command) {
    try {
      if (!process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError(command + " did not end");
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new AssertionError(command + " was interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** Not java.class.path, which a test runner fills with its own. */
  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (java.net.URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
