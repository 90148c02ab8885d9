package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs in the README compile against the packaged jar, run, and print what they say. */
class ReadmeIT {
  private static final Path JAR = Path.of(System.getProperty("test.jar"));
  private static final Pattern PROGRAM =
      Pattern.compile(
          "```java\\R((?:(?!```).)*?public class (\\w+)(?:(?!```).)*?void main.*?)```",
          Pattern.DOTALL);
  private static final Pattern PRINTS = Pattern.compile("println\\(.*\\); // (.*)");

  @TempDir Path folder;

  @Test
  void everyProgramOfTheReadmePrintsWhatItSays() throws Exception {
    String readme = Files.readString(Path.of("..", "README.md"));
    List<MatchResult> programs = PROGRAM.matcher(readme).results().toList();
    assertTrue(programs.size() >= 2, () -> programs.size() + " programs in the README");
    for (MatchResult program : programs) {
      String name = program.group(2);
      Path source = Files.writeString(folder.resolve(name + ".java"), program.group(1));
      new JdkTool(folder, "javac").run("-cp", JAR, "-d", folder, source);
      List<String> printed =
          new JdkTool(folder, "java").run("-cp", JAR + File.pathSeparator + folder, name);
      List<String> promised =
          PRINTS.matcher(program.group(1)).results().map(line -> line.group(1)).toList();
      assertEquals(promised, printed, name);
    }
  }
}
