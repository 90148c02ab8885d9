package dev.lanewise.jmh.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README shows of the examples is what is compiled and run here. */
class ReadmeTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern SECTION =
      Pattern.compile("### Your own kernels\\R(.*?)\\R##", Pattern.DOTALL);
  private static final Pattern SAMPLE = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:)([^)#]+)");

  @Test
  void everySampleOfTheSectionIsAPartOfAnExample() throws IOException {
    List<String> files = new ArrayList<>();
    for (String folder : List.of("src/main/java", "src/test/java")) {
      try (Stream<Path> paths = Files.list(Path.of(folder, "dev/lanewise/jmh/example"))) {
        for (Path path : paths.toList()) {
          files.add(lines(Files.readString(path)));
        }
      }
    }
    List<String> samples = all(SAMPLE, section());
    assertEquals(6, samples.size());
    for (String sample : samples) {
      assertTrue(files.stream().anyMatch(file -> file.contains(lines(sample))), sample);
    }
  }

  @Test
  void everyLinkOfTheReadmeLeadsToAFile() throws IOException {
    List<String> links = all(LINK, Files.readString(ROOT.resolve("README.md")));
    assertTrue(links.size() > 4, links::toString);
    for (String link : links) {
      assertTrue(Files.exists(ROOT.resolve(link)), link);
    }
  }

  private static String section() throws IOException {
    return all(SECTION, Files.readString(ROOT.resolve("README.md"))).getFirst();
  }

  private static List<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult found) -> found.group(1)).toList();
  }

  /** The text without indentation, which depends on what stands around it. */
  private static String lines(String text) {
    return text.lines().map(String::strip).collect(Collectors.joining("\n"));
  }
}
