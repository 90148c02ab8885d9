package dev.lanewise.property;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs a contract with jqwik, as a user would, and collects what fails. */
final class ContractRun {
  private ContractRun() {}

  /**
   * The properties that fail, each with its message.
   *
   * @param contract a class that implements one
   */
  static Map<String, String> failures(Class<?> contract) {
    return failures(selectClass(contract));
  }

  /**
   * Those of some properties that fail, each with its message.
   *
   * @param contract a class that implements one
   * @param properties which properties to run
   */
  static Map<String, String> failures(Class<?> contract, Set<String> properties) {
    return failures(
        Stream.of(contract.getMethods())
            .filter(method -> properties.contains(method.getName()) && !method.isBridge())
            .map(method -> selectMethod(contract, method))
            .toArray(DiscoverySelector[]::new));
  }

  private static Map<String, String> failures(DiscoverySelector... selectors) {
    Map<String, String> failures = new TreeMap<>();
    EngineTestKit.engine("jqwik")
        .selectors(selectors)
        // Not the file in which the real properties remember what failed.
        .configurationParameter("jqwik.database", "target/jqwik-database-of-controls")
        // To this listener and not to the console.
        .configurationParameter("jqwik.reporting.usejunitplatform", "true")
        .execute()
        .testEvents()
        .failed()
        .stream()
        .forEach(event -> failures.put(name(event), message(event)));
    return failures;
  }

  private static String name(Event event) {
    return event.getTestDescriptor().getDisplayName();
  }

  private static String message(Event event) {
    return event
        .getRequiredPayload(TestExecutionResult.class)
        .getThrowable()
        .map(Throwable::getMessage)
        .orElseThrow();
  }
}
