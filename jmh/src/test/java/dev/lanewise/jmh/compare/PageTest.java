package dev.lanewise.jmh.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;

/** A small real run, and its page in a real browser. */
class PageTest {
  /** For each chart, the number of its pixels with a colour. */
  private static final String PAINTED_PIXELS =
      """
      return [...document.querySelectorAll(".chart")].map((chart) => {
        const canvas = chart.querySelector("canvas");
        const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
        let painted = 0;
        for (let i = 3; i < data.length; i += 4) {
          painted += data[i] > 0;
        }
        return painted;
      });\
      """;

  private static final String CHARTS_THAT_SPILL =
      """
      return [...document.querySelectorAll(".chart")]
          .filter((chart) => chart.querySelector("canvas").clientWidth !== chart.clientWidth)
          .map((chart) => chart.parentElement.id + chart.id);\
      """;

  /** Names and ticks of an empty chart's axes have fewer pixels than this. */
  private static final long LEAST_PIXELS = 1500;

  @TempDir static Path directory;

  private static ChromeDriver browser;

  @BeforeAll
  static void runAndOpen() {
    browser = Browser.start();
    int code =
        Compare.commandLine()
            .execute(
                "--quick", "--kernels=silu,softmax", "--sizes=1000,65536", "--out=" + directory);
    assertEquals(0, code);
    browser.get(directory.resolve("index.html").toUri().toString());
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.quit();
    }
  }

  @ParameterizedTest
  @CsvSource({"1280, forward", "1280, backward", "500, forward"})
  void everyChartIsDrawn(int width, String direction) {
    browser.manage().window().setSize(new Dimension(width, 900));
    browser.findElement(By.cssSelector("input[value=" + direction + "]")).click();
    @SuppressWarnings("unchecked") // The script returns an array of integers.
    List<Long> painted = (List<Long>) browser.executeScript(PAINTED_PIXELS);
    // Three charts, one activation in sizes, errors and shapes, and two kernels in first calls.
    assertEquals(8, painted.size());
    assertTrue(painted.stream().allMatch(pixels -> pixels > LEAST_PIXELS), painted.toString());
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 500})
  void everyChartKeepsToItsPlace(int width) {
    browser.manage().window().setSize(new Dimension(width, 900));
    browser.navigate().refresh();
    assertEquals(List.of(), browser.executeScript(CHARTS_THAT_SPILL));
  }

  @ParameterizedTest
  @CsvSource({"forward, 3", "backward, 3"})
  void aimsAndStoragesOfThePassAreTables(String direction, int aims) {
    browser.findElement(By.cssSelector("input[value=" + direction + "]")).click();
    assertEquals(aims, browser.findElements(By.cssSelector("#aims td:last-child")).size());
    assertEquals(4, browser.findElements(By.cssSelector("#storages td:last-child")).size());
  }

  @Test
  void theConsoleIsQuiet() {
    String logged =
        browser.manage().logs().get(LogType.BROWSER).getAll().stream()
            .map(Object::toString)
            .collect(Collectors.joining("\n"));
    assertEquals("", logged);
  }

  @Test
  void aNarrowWindowNeedsNoSidewaysScrolling() {
    browser.manage().window().setSize(new Dimension(500, 900));
    assertEquals(
        true,
        browser.executeScript(
            "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
  }

  @Test
  void thePageNeedsNoNetwork() throws IOException {
    assertFalse(Files.readString(directory.resolve("index.html")).contains("<script src"));
    assertEquals(
        List.of(),
        browser.executeScript(
            "return performance.getEntriesByType('resource').map((r) => r.name)"
                + ".filter((name) => !name.startsWith('data:'))"));
  }

  @Test
  void resultsHoldRawSamples() throws IOException {
    JsonNode results = new ObjectMapper().readTree(directory.resolve("results.json").toFile());
    for (String part :
        List.of("machine", "settings", "accuracies", "coldStarts", "widths", "bars", "aims")) {
      assertFalse(results.path(part).isEmpty(), part);
    }
    JsonNode samples = results.at("/speeds/0/samples");
    for (Column column : Column.values()) {
      assertTrue(samples.at("/" + column + "/0/0").asDouble() > 0, column + " in " + samples);
    }
  }
}
