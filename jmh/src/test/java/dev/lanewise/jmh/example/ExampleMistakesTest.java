package dev.lanewise.jmh.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The test of the example notices a mistake in it, and nothing else where there is none. */
class ExampleMistakesTest {
  @Test
  void wrongDerivativeIsNoticed() {
    assertEquals(
        Set.of(
            "derivativeIsTheSlopeOfTheValues",
            "derivativeAgreesWithTheReference",
            // Its x σ'(x) is ∞ · 0.
            "onlyNanGivesNan",
            "infinitiesGiveTheLimits"),
        failuresOf(MistakenLogish.class));
  }

  @Test
  void rightDerivativeIsNot() {
    assertEquals(Set.of(), failuresOf(LogishTest.class));
  }

  private static Set<String> failuresOf(Class<?> test) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(test))
            // Not the file in which the real properties remember what failed.
            .configurationParameter("jqwik.database", "target/jqwik-database-of-mistakes")
            // To the listener and not to the console.
            .configurationParameter("jqwik.reporting.usejunitplatform", "true")
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary().getFailures().stream()
        .map(failure -> failure.getTestIdentifier().getDisplayName())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
