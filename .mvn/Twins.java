import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the double twins of code that is the same for both precisions but for the type.
 *
 * <p>What stands between the lines {@code // region twin…} and {@code // endregion} is written for
 * {@code float}. It is copied, and then copied once more with {@code double} in its place, also
 * within names, comments and in other cases of letters. So one file has both, as overloads need.
 *
 * <p>Arguments: the folder of the sources and the folder for the results.
 */
public final class Twins {
  private static final String BEGIN = "// region twin: .mvn/Twins.java writes it again for double";
  private static final String END = "// endregion";

  private Twins() {}

  public static void main(String[] args) throws IOException {
    Path from = Path.of(args[0]);
    Path to = Path.of(args[1]);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path source : files.filter(file -> file.toString().endsWith(".java")).toList()) {
        write(to.resolve(from.relativize(source)), withTwins(source));
      }
    }
  }

  private static List<String> withTwins(Path source) throws IOException {
    List<String> result = new ArrayList<>();
    List<String> region = null;
    for (String line : Files.readAllLines(source)) {
      String text = line.strip();
      if (text.equals(BEGIN) && region == null) {
        region = new ArrayList<>();
      } else if (text.equals(END) && region != null) {
        result.addAll(region);
        result.add("");
        region.stream().map(Twins::twin).forEach(result::add);
        region = null;
      } else if (text.equals(BEGIN) || text.equals(END)) {
        throw new IllegalArgumentException(source + ": \"" + text + "\" without its other end");
      } else {
        (region == null ? result : region).add(line);
      }
    }
    if (region != null) {
      throw new IllegalArgumentException(source + ": \"" + BEGIN + "\" without its other end");
    }
    return result;
  }

  private static String twin(String line) {
    return line.replace("float", "double").replace("Float", "Double").replace("FLOAT", "DOUBLE");
  }

  /** A file that is right already keeps its time, so that the compiler has nothing to do. */
  private static void write(Path file, List<String> lines) throws IOException {
    if (!Files.exists(file) || !Files.readAllLines(file).equals(lines)) {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    }
  }
}
