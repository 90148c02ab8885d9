package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every property of the contracts can fail: each has a subject with the mistake it is there for.
 */
class ContractsNoticeTest {
  private static final Map<String, Set<String>> NOTICED =
      Map.of(
          "nothingOutsideIsWritten",
          Set.of("everyElementHasTheBitsThatItHasAlone"),
          "unchecked",
          Set.of(
              "nullArrayIsRefused",
              "negativeLengthIsRefused",
              "rangePastTheEndIsRefused",
              "partlyOverlappingRangesAreRefused",
              "twoOutputsInOnePlaceAreRefused"));

  static Stream<Class<?>> mistakes() {
    return Stream.of(BrokenSubjects.class, BrokenSoftmaxes.class)
        .flatMap(mistakes -> Stream.of(mistakes.getDeclaredClasses()))
        .filter(mistake -> !Modifier.isAbstract(mistake.getModifiers()));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakeIsNoticed(Class<?> mistake) {
    Set<String> due = noticedBy(mistake);
    assertEquals(due, ContractRun.failures(mistake, due).keySet());
  }

  @Test
  void everyPropertyHasItsMistake() {
    Set<String> noticing =
        mistakes()
            .flatMap(mistake -> noticedBy(mistake).stream())
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> properties =
        Stream.of(
                ActivationContract.class,
                ArgumentContract.class,
                AllocationContract.class,
                SoftmaxContract.class)
            .flatMap(contract -> Stream.of(contract.getMethods()))
            .filter(ContractsNoticeTest::isProperty)
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(properties, noticing);
  }

  /** One that is smooth, one with jumps, one with a domain, one that grows, one without limits. */
  @ParameterizedTest
  @ValueSource(strings = {"tanh", "hardshrink", "log", "exp", "sin"})
  void rightSubjectFailsNothing(String activation) {
    assertEquals(Map.of(), ContractRun.failures(ContractRun.Any.class, right(activation)));
  }

  /**
   * A quarter of an ulp of 1 is many ulps of a derivative near its zero, and too much elsewhere.
   */
  @Test
  void absoluteErrorIsRightNextToAZeroOfTheDerivativeAndWrongElsewhere() {
    Reference silu = References.of("silu");
    Kernels<float[]> kernels =
        Kernels.pointwise(
            Format.FLOAT, silu.value(), x -> silu.derivative().applyAsDouble(x) + 0x1p-25);
    DerivativeContract contract = () -> Subject.of("silu", CatalogueFacts.of("silu"), kernels);
    Point<?> near = new Point<>(kernels, -1.25);
    contract.derivativeIsTheSlopeOfTheValues(near);
    contract.derivativeAgreesWithTheReference(near);
    Point<?> far = new Point<>(kernels, -5);
    assertThrows(AssertionError.class, () -> contract.derivativeIsTheSlopeOfTheValues(far));
    assertThrows(AssertionError.class, () -> contract.derivativeAgreesWithTheReference(far));
  }

  @Test
  void valueOutsideOfTheDomainIsNoticed() {
    Kernels<float[]> kernels =
        Kernels.pointwise(Format.FLOAT, x -> StrictMath.log(Math.abs(x)), x -> 1 / x);
    ActivationContract contract = () -> Subject.of("log", CatalogueFacts.of("log"), kernels);
    contract.valueAgreesWithTheReference(new Point<>(kernels, 1));
    contract.derivativeAgreesWithTheReference(new Point<>(kernels, 1));
    Point<?> outside = new Point<>(kernels, -1);
    assertThrows(AssertionError.class, () -> contract.valueAgreesWithTheReference(outside));
    assertThrows(AssertionError.class, () -> contract.derivativeAgreesWithTheReference(outside));
  }

  @Test
  void wrongSlopeNextToAnEndOfTheDomainIsNoticed() {
    Kernels<float[]> kernels =
        Kernels.pointwise(Format.FLOAT, StrictMath::log, x -> (x < 1e-30 ? 1.000001 : 1) / x);
    ActivationContract contract = () -> Subject.of("log", CatalogueFacts.of("log"), kernels);
    contract.derivativeIsTheSlopeOfTheValues(new Point<>(kernels, 1e-20f));
    Point<?> near = new Point<>(kernels, 1e-35f);
    assertThrows(AssertionError.class, () -> contract.derivativeIsTheSlopeOfTheValues(near));
  }

  /** A plain implementation of an activation. */
  private static Subject right(String activation) {
    Reference reference = References.of(activation);
    return Subject.of(
        activation,
        CatalogueFacts.of(activation),
        Kernels.pointwise(Format.FLOAT, reference.value(), reference.derivative()),
        Kernels.pointwise(Format.DOUBLE, reference.value(), reference.derivative()));
  }

  private static boolean isProperty(Method method) {
    return method.isAnnotationPresent(Property.class) || method.isAnnotationPresent(Example.class);
  }

  /** The property that a mistake is named after, or those that are named here. */
  private static Set<String> noticedBy(Class<?> mistake) {
    String name = mistake.getSimpleName();
    String property = Character.toLowerCase(name.charAt(0)) + name.substring(1);
    return NOTICED.getOrDefault(property, Set.of(property));
  }
}
