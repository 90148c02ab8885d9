package dev.lanewise.jmh.compare;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * Writes the page of charts: one file with its style, script, chart library and data inside, which
 * needs no network.
 */
final class Page {
  private Page() {}

  /**
   * Writes the page.
   *
   * @param file where to
   * @param results {@link Results} in JSON
   */
  static void write(Path file, ObjectNode results) throws IOException {
    ObjectNode data = results.deepCopy();
    // No chart shows them, and they are most of the results.
    data.get("speeds").forEach(speed -> ((ObjectNode) speed).remove("samples"));
    String page =
        resource("report.html")
            .replace("/*STYLE*/", resource("report.css"))
            .replace("/*LIBRARY*/", library())
            // A "</script>" in some name would end the element that holds the data.
            .replace("/*RESULTS*/", data.toString().replace("<", "\\u003c"))
            .replace("/*SCRIPT*/", resource("report.js"));
    Files.writeString(file, page);
  }

  /** The library's artifact says its version, which is part of the path. */
  private static String library() throws IOException {
    Properties artifact = new Properties();
    try (InputStream in = open("/META-INF/maven/org.webjars/echarts/pom.properties")) {
      artifact.load(in);
    }
    return resource(
        "/META-INF/resources/webjars/echarts/"
            + artifact.getProperty("version")
            + "/echarts.common.min.js");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(String name) throws FileNotFoundException {
    InputStream in = Page.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException("resource " + name);
    }
    return in;
  }
}
