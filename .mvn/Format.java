import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks that every Java file below some folders is laid out as google-java-format does it, or lays
 * it out so.
 *
 * <p>The build starts it on the JDK that compiles the project. A formatter inside Maven would read
 * the sources with the parser of Maven's own JDK, and an older one does not know the language they
 * are written in.
 *
 * <p>Arguments: {@code check} or {@code apply}, the file that is to list what is not formatted, and
 * the folders. Where nothing is amiss there is no such file; the build looks for it, because a
 * program that fails hides what it printed under the stack trace of the plugin that started it.
 */
public final class Format {
  private Format() {}

  public static void main(String[] args) throws IOException {
    boolean apply = args[0].equals("apply");
    Path report = Path.of(args[1]);
    List<Path> sources;
    try (Stream<Path> folders = Stream.of(args).skip(2).map(Path::of).filter(Files::isDirectory)) {
      sources = folders.flatMap(Format::javaFiles).toList();
    }
    List<String> complaints =
        sources.parallelStream().flatMap(file -> complaint(file, apply)).sorted().toList();
    Files.deleteIfExists(report);
    if (!complaints.isEmpty()) {
      complaints.forEach(System.err::println);
      Files.write(report, complaints);
    }
  }

  private static Stream<Path> javaFiles(Path folder) {
    try {
      return Files.walk(folder).filter(file -> file.toString().endsWith(".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with the file, if anything; in apply mode only what cannot be mended. */
  private static Stream<String> complaint(Path file, boolean apply) {
    try {
      String source = Files.readString(file);
      String formatted = new Formatter().formatSourceAndFixImports(source);
      if (source.equals(formatted)) {
        return Stream.empty();
      }
      if (apply) {
        Files.writeString(file, formatted);
        return Stream.empty();
      }
      return Stream.of(file.toString());
    } catch (FormatterException e) {
      return Stream.of(file + ":" + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
