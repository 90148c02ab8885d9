package dev.lanewise.property;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * The property test in the README compiles beside the activation it is for, and its properties run
 * and hold.
 */
class ReadmeTest {
  private static final Pattern SAMPLE = Pattern.compile("```java\\R(.*?)```", Pattern.DOTALL);
  private static final Pattern CLASS = Pattern.compile("(?m)^(?:public )?class (\\w+)");
  private static final Pattern CONTRACT = Pattern.compile("(?m)^class (\\w+) implements");
  private static final String DERIVATIVE = "x.abs().add(1)";

  @TempDir Path folder;

  @Test
  void propertiesOfTheReadmeHold() throws Exception {
    TestExecutionSummary summary = runPropertiesOf(readme());
    assertTrue(summary.getTestsFoundCount() > 0, "no property ran");
    assertEquals("", failures(summary));
    assertEquals(summary.getTestsFoundCount(), summary.getTestsSucceededCount());
  }

  @Test
  void wrongDerivativeInTheReadmeWouldBeNoticed() throws Exception {
    String readme = readme();
    assertTrue(readme.contains(DERIVATIVE));
    String failures = failures(runPropertiesOf(readme.replace(DERIVATIVE, "x.abs().add(2)")));
    assertTrue(failures.contains("derivativeIsTheSlopeOfTheValues"), failures);
    assertTrue(failures.contains("derivativeAgreesWithTheReference"), failures);
  }

  private TestExecutionSummary runPropertiesOf(String readme) throws Exception {
    Matcher contract = CONTRACT.matcher(readme);
    assertTrue(contract.find(), "the README has no property test");
    compileSamplesOf(readme);
    URL[] classes = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, getClass().getClassLoader())) {
      return run(loader.loadClass(contract.group(1)));
    }
  }

  private void compileSamplesOf(String readme) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-proc:none", "-cp", System.getProperty("java.class.path")));
    arguments.addAll(List.of("-d", folder.toString()));
    for (MatchResult sample : SAMPLE.matcher(readme).results().toList()) {
      String source = sample.group(1);
      Matcher name = CLASS.matcher(source);
      assertTrue(name.find(), source);
      Path file = folder.resolve(name.group(1) + ".java");
      arguments.add(Files.writeString(file, source).toString());
    }
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new));
    assertEquals(0, exit, "javac has printed what does not compile");
  }

  private TestExecutionSummary run(Class<?> contract) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(contract))
            // Not the file in which the properties of this module remember what failed.
            .configurationParameter("jqwik.database", folder.resolve("jqwik-database").toString())
            // To the listener and not to the console.
            .configurationParameter("jqwik.reporting.usejunitplatform", "true")
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }

  private static String failures(TestExecutionSummary summary) {
    return summary.getFailures().stream()
        .map(
            failure -> failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
        .collect(joining("\n"));
  }

  private static String readme() throws Exception {
    return Files.readString(Path.of("..", "README.md"));
  }
}
