package dev.lanewise.property.accuracy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/**
 * Draws errors over x, by ECharts without a browser: it estimates the width of a text by a table of
 * its own, so that every machine draws the same.
 */
final class Charts {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Charts() {}

  /**
   * What is drawn of a kernel.
   *
   * @param title the kernel
   * @param largest the largest error at each place, NaN where there is none
   * @param mean likewise
   */
  record Panel(String title, double[] largest, double[] mean) {
    static Panel of(Target target, List<Finding.Place> profile) {
      double[] largest = new double[Axis.PLACES];
      double[] mean = new double[Axis.PLACES];
      Arrays.fill(largest, Double.NaN);
      Arrays.fill(mean, Double.NaN);
      for (Finding.Place place : profile) {
        largest[place.at()] = rounded(place.largest());
        mean[place.at()] = rounded(place.sum() / place.count());
      }
      return new Panel(target.toString(), largest, mean);
    }

    /** To as many digits as can be seen. */
    private static double rounded(double error) {
      return Math.rint(error * 1000) / 1000;
    }
  }

  private record Chart(String[] labels, List<Panel> panels) {}

  /** The name of the chart that a figure is in: of an activation, value and derivative share it. */
  static String name(Figure figure) {
    return name(figure.name(), figure.part());
  }

  private static String name(String name, Target.Part part) {
    return part == Target.Part.LANE_FUNCTION ? "lane-" + name : name;
  }

  /** Writes the charts of some kernels. */
  static void write(Path directory, Map<Target, Finding> findings) throws IOException {
    Map<String, List<Panel>> charts = new LinkedHashMap<>();
    findings.forEach(
        (target, finding) ->
            charts
                .computeIfAbsent(name(target.name(), target.part()), name -> new ArrayList<>())
                .add(Panel.of(target, finding.profile())));
    Files.createDirectories(directory);
    try (Context script = Context.enter()) {
      // What Rhino would compile is more than a Java method may hold.
      script.setInterpretedMode(true);
      Scriptable scope = script.initStandardObjects();
      script.evaluateString(scope, library(), "echarts", 1, null);
      script.evaluateString(scope, resource("chart.js"), "chart.js", 1, null);
      Function draw = (Function) ScriptableObject.getProperty(scope, "draw");
      for (Map.Entry<String, List<Panel>> chart : charts.entrySet()) {
        String json = JSON.writeValueAsString(new Chart(Axis.labels(), chart.getValue()));
        Object svg = draw.call(script, scope, scope, new Object[] {json});
        Files.writeString(directory.resolve(chart.getKey() + ".svg"), Context.toString(svg));
      }
    }
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
    InputStream in = Charts.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException("resource " + name);
    }
    return in;
  }
}
