import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the twins of code that is the same for two types but for their names.
 *
 * <p>What stands between the lines {@code // region twin…} and {@code // endregion} is copied, and
 * then copied once more with the other type in its place. So one file has both, as overloads need.
 * The region's first line says which type that is: {@code double}, for code written for {@code
 * float}, also within names, comments and in other cases of letters; or {@code MemorySegment}, for
 * code written for {@code short[]}, with its sizes and offsets and the calls of kernels.
 *
 * <p>A line {@code // twins of…} stands for the regions of another class of the same package, with
 * its imports and access to its static members. There static methods for {@code float[]} become
 * methods of an object that knows its {@code storage}, for {@code short[]} or {@code
 * MemorySegment}; a single value is a {@code double} there, which every float is. A name in that
 * line, {@code …, dSlope unrounded}, is that of arrays which stay {@code float[]}s beside {@code
 * short[]}s. A region may have a name at the end of its first line. One that is named {@code
 * arrays} has no such twins. Any other name tells methods apart that differ in a type which is a
 * segment too: it goes before the names of methods for segments.
 *
 * <p>Arguments: the folder of the sources and the folder for the results.
 */
public final class Twins {
  private static final Pattern BEGIN =
      Pattern.compile(
          "// region twin: \\.mvn/Twins\\.java writes it again for (\\S+)(?: \\((\\w+)\\))?");
  private static final String END = "// endregion";
  private static final Pattern TWINS =
      Pattern.compile(
          "// twins of (\\w+): \\.mvn/Twins\\.java writes them for ([^,]+)(?:, (\\w+) unrounded)?");
  private static final String ARRAYS = "arrays";
  private static final String SEGMENT = "MemorySegment";

  private static final Pattern DECLARED = Pattern.compile("\\b(float|int|boolean)\\[] (\\w+)");

  /** Where the length of an array is meant: a name and the array of that name are so in checks. */
  private static final Pattern LENGTH =
      Pattern.compile(
          "\\b(\\w+)\\.length\\b|Lengths\\.of\\(\"(\\w+)\", \\2\\)|(\"(\\w+)\", )\\4\\b");

  private static final Pattern METHOD = Pattern.compile("public (?:static )?\\w+ (\\w+)\\(");

  private static final Map<String, UnaryOperator<String>> IN_PLACE =
      Map.of(
          "double",
          line ->
              line.replace("float", "double").replace("Float", "Double").replace("FLOAT", "DOUBLE"),
          SEGMENT,
          line ->
              segments(
                  lengths(
                      line.replace("short[]", SEGMENT),
                      array -> "Lengths.of(\"" + array + "\", " + array + ", storage)")));

  private Twins() {}

  /** What is between two marks. */
  private record Region(String type, String name, List<String> lines) {}

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
    Set<String> imports = new LinkedHashSet<>();
    Region region = null;
    for (String line : Files.readAllLines(source)) {
      String text = line.strip();
      Matcher begin = BEGIN.matcher(text);
      Matcher twins = TWINS.matcher(text);
      if (begin.matches() && region == null) {
        region = new Region(begin.group(1), begin.group(2), new ArrayList<>());
      } else if (text.equals(END) && region != null) {
        result.addAll(region.lines());
        result.add("");
        region.lines().stream().map(IN_PLACE.get(region.type())).forEach(result::add);
        region = null;
      } else if (text.startsWith("// region") || text.equals(END)) {
        throw new IllegalArgumentException(source + ": \"" + text + "\" without its other end");
      } else if (twins.matches()) {
        Path other = source.resolveSibling(twins.group(1) + ".java");
        importsFor(other, imports);
        for (Region copied : regions(other)) {
          if (!ARRAYS.equals(copied.name())) {
            result.addAll(stored(copied, twins.group(2), twins.group(3)));
            result.add("");
          }
        }
      } else {
        (region == null ? result : region.lines()).add(line);
      }
    }
    if (region != null) {
      throw new IllegalArgumentException(source + ": a region without its end");
    }
    imports.removeAll(result);
    result.addAll(1, imports);
    return result;
  }

  private static List<Region> regions(Path source) throws IOException {
    List<Region> all = new ArrayList<>();
    boolean within = false;
    for (String line : Files.readAllLines(source)) {
      Matcher begin = BEGIN.matcher(line.strip());
      if (begin.matches()) {
        all.add(new Region(begin.group(1), begin.group(2), new ArrayList<>()));
        within = true;
      } else if (line.strip().equals(END)) {
        within = false;
      } else if (within) {
        all.get(all.size() - 1).lines().add(line);
      }
    }
    return all;
  }

  private static void importsFor(Path other, Set<String> imports) throws IOException {
    String name = other.getFileName().toString().replace(".java", "");
    for (String line : Files.readAllLines(other)) {
      if (line.startsWith("package ")) {
        imports.add(line.replace("package ", "import static ").replace(";", "." + name + ".*;"));
      } else if (line.startsWith("import ")) {
        imports.add(line);
      }
    }
  }

  /**
   * Static methods for {@code float[]} as methods of an object with a storage.
   *
   * @param unrounded the name of the arrays that are not of 16 bits, or null
   */
  private static List<String> stored(Region region, String type, String unrounded) {
    boolean segments = type.equals(SEGMENT);
    List<String> result = new ArrayList<>();
    Map<String, String> declared = new HashMap<>();
    for (String line : region.lines()) {
      Matcher declaration = DECLARED.matcher(line);
      while (declaration.find()) {
        declared.put(declaration.group(2), declaration.group(1));
      }
      String twin =
          line.replace("static ", "")
              .replace("Storage.FLOAT", "storage")
              .replaceAll("float\\[](?! " + unrounded + "\\b)", type)
              .replace("float ", "double ");
      if (segments) {
        twin = lengths(twin, array -> size(array, declared, unrounded));
        twin = twin.replaceAll("\\b(float|int|boolean)\\[]", type).replace("Object ", type + " ");
        twin = segments(twin);
      }
      result.add(twin);
    }
    return segments && region.name() != null ? named(region.name(), result) : result;
  }

  /**
   * With the lengths of segments where those of arrays are meant.
   *
   * @param length gives the length of an array, or null for what is none
   */
  private static String lengths(String line, UnaryOperator<String> length) {
    boolean checks = line.contains("Lengths.require");
    return LENGTH
        .matcher(line)
        .replaceAll(
            found -> {
              boolean checked = found.group(3) != null;
              if (checked && !checks) {
                return found.group();
              }
              String array = checked ? found.group(4) : found.group(found.group(1) != null ? 1 : 2);
              String twin = length.apply(array);
              return twin == null ? found.group() : (checked ? found.group(3) : "") + twin;
            });
  }

  private static String size(String array, Map<String, String> declared, String unrounded) {
    String start = "dev.lanewise.kernel.Lengths.of";
    String named = "(\"" + array + "\", " + array;
    if (array.equals(unrounded)) {
      return start + named + ", Storage.of(storage.precision()))";
    }
    return switch (declared.getOrDefault(array, "")) {
      case "" -> null;
      case "int" -> start + "Ints" + named + ")";
      case "boolean" -> start + "Booleans" + named + ")";
      default -> start + named + ", storage)";
    };
  }

  /** Places and lengths in segments are long; other numbers, as those of rows, are not. */
  private static String segments(String line) {
    return line.replaceAll("\\bint (?=\\w*([oO]ffset|Stride|length)\\b)", "long ")
        .replace(".run(", ".runSegments(")
        .replace("an array", "a segment")
        .replace("index of its", "number of its")
        .replace("index of the first", "number of the first");
  }

  /** With a word before the names of all public methods. */
  private static List<String> named(String name, List<String> lines) {
    String text = String.join("\n", lines);
    Set<String> methods = new LinkedHashSet<>();
    METHOD.matcher(text).results().forEach(found -> methods.add(found.group(1)));
    for (String method : methods) {
      String longer = name + Character.toUpperCase(method.charAt(0)) + method.substring(1);
      text = text.replaceAll("(?<![.\\w])" + method + "\\(", longer + "(");
    }
    return text.lines().toList();
  }

  /** A file that is right already keeps its time, so that the compiler has nothing to do. */
  private static void write(Path file, List<String> lines) throws IOException {
    if (!Files.exists(file) || !Files.readAllLines(file).equals(lines)) {
      Files.createDirectories(file.getParent());
      Files.write(file, lines);
    }
  }
}
