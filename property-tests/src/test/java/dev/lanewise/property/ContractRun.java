package dev.lanewise.property;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs a contract with jqwik, as a user would, and collects what fails. */
final class ContractRun {
  /** Of {@link Any} and its kin, which jqwik makes objects of by itself. */
  private static volatile Subject subject;

  private ContractRun() {}

  /** What mathematics and arrays demand of whatever subject is under test. */
  static class Any implements ActivationContract {
    @Override
    public Subject subject() {
      return subject;
    }
  }

  /** All contracts. */
  static class AnyOfLanewise extends Any implements ArgumentContract {}

  /** Properties with seeds, so that the counterexample that is found is always the same. */
  static class Seeded extends Any {
    private static final String SEED = "1";

    @Override
    @Property(seed = SEED)
    public void valueAgreesWithTheReference(@ForAll("points") Point<?> point) {
      super.valueAgreesWithTheReference(point);
    }

    @Override
    @Property(seed = SEED)
    public void derivativeIsTheSlopeOfTheValues(@ForAll("finitePoints") Point<?> point) {
      super.derivativeIsTheSlopeOfTheValues(point);
    }
  }

  /**
   * The properties that fail, each with its failure.
   *
   * @param contract one of the classes here
   * @param underTest what it is about
   */
  static Map<String, Throwable> failures(Class<? extends Any> contract, Subject underTest) {
    subject = underTest;
    return failures(contract);
  }

  /**
   * The properties that fail, each with its failure.
   *
   * @param contract a class that implements one
   */
  static Map<String, Throwable> failures(Class<?> contract) {
    return failures(selectClass(contract));
  }

  /**
   * Those of some properties that fail, each with its failure.
   *
   * @param contract a class that implements one
   * @param properties which properties to run
   */
  static Map<String, Throwable> failures(Class<?> contract, Set<String> properties) {
    return failures(
        Stream.of(contract.getMethods())
            .filter(method -> properties.contains(method.getName()) && !method.isBridge())
            .map(method -> selectMethod(contract, method))
            .toArray(DiscoverySelector[]::new));
  }

  /**
   * The failure of a property with a seed.
   *
   * @param underTest what it is about
   * @param property one of {@link Seeded}
   */
  static Throwable failure(Subject underTest, String property) {
    subject = underTest;
    return failures(Seeded.class, Set.of(property)).get(property);
  }

  private static Map<String, Throwable> failures(DiscoverySelector... selectors) {
    Map<String, Throwable> failures = new TreeMap<>();
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
        .forEach(event -> failures.put(name(event), failure(event)));
    return failures;
  }

  private static String name(Event event) {
    return event.getTestDescriptor().getDisplayName();
  }

  private static Throwable failure(Event event) {
    return event.getRequiredPayload(TestExecutionResult.class).getThrowable().orElseThrow();
  }
}
