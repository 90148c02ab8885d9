import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Writes the twins of code that is the same for two types but for their names.
 *
 * <p>What stands between the lines {@code // region twin…} and {@code // endregion} is copied, and
 * then copied once more with the other type in its place. So one file has both, as overloads need.
 * The region's first line says which type that is: {@code double}, for code written for {@code
 * float}, also within names, comments and in other cases of letters; or {@code MemorySegment}, for
 * code written for {@code short[]}, with its sizes and offsets, its sums in {@code float[]}s and
 * the calls of kernels.
 *
 * <p>Arguments: the folder of the sources and the folder for the results.
 */
public final class Twins {
  private static final String BEGIN = "// region twin: .mvn/Twins.java writes it again for ";
  private static final String END = "// endregion";

  private static final Map<String, UnaryOperator<String>> TWINS =
      Map.of(
          "double",
          line ->
              line.replace("float", "double").replace("Float", "Double").replace("FLOAT", "DOUBLE"),
          "MemorySegment",
          line ->
              line.replace("short[]", "MemorySegment")
                  .replace("float[]", "MemorySegment")
                  .replace(".run(", ".runSegments(")
                  .replace("int ", "long ")
                  .replace("long rows", "int rows")
                  .replace("long cols", "int cols")
                  .replace("an array", "a segment")
                  .replace("index of its", "number of its"));

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
    UnaryOperator<String> twin = null;
    for (String line : Files.readAllLines(source)) {
      String text = line.strip();
      boolean begins = text.startsWith(BEGIN);
      if (begins && region == null) {
        region = new ArrayList<>();
        twin = TWINS.get(text.substring(BEGIN.length()));
      } else if (text.equals(END) && region != null) {
        result.addAll(region);
        result.add("");
        region.stream().map(twin).forEach(result::add);
        region = null;
      } else if (begins || text.equals(END)) {
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

  /** A file that is right already keeps its time, so that the compiler has nothing to do. */
  private static void write(Path file, List<String> lines) throws IOException {
    if (!Files.exists(file) || !Files.readAllLines(file).equals(lines)) {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    }
  }
}
