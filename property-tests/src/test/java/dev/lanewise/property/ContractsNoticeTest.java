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
        Stream.of(ActivationContract.class, ArgumentContract.class, SoftmaxContract.class)
            .flatMap(contract -> Stream.of(contract.getMethods()))
            .filter(ContractsNoticeTest::isProperty)
            .map(Method::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(properties, noticing);
  }

  @Test
  void rightSubjectFailsNothing() {
    assertEquals(Map.of(), ContractRun.failures(Right.class));
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

  /** A plain implementation of tanh. */
  static class Right implements ActivationContract {
    @Override
    public Subject subject() {
      Reference tanh = References.of("tanh");
      return Subject.of(
          "tanh",
          CatalogueFacts.of("tanh"),
          Kernels.pointwise(Format.FLOAT, tanh.value(), tanh.derivative()),
          Kernels.pointwise(Format.DOUBLE, tanh.value(), tanh.derivative()));
    }
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
