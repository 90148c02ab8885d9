package dev.lanewise.property;

import java.util.List;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A formula that circulates and is wrong.
 *
 * @param formula as it is given
 * @param example what it gives at a place where anyone can do the sum
 * @param failure of a contract with that formula as its subject; null if there is none
 */
record WrongFormula(String formula, String example, Supplier<Throwable> failure) {
  static List<WrongFormula> all() {
    return Stream.concat(WrongActivations.all(), WrongSoftmaxes.all()).toList();
  }

  /**
   * A wrong value.
   *
   * @param formula as it is given
   * @param facts of the activation that it passes for
   * @param f the formula, in float arithmetic where that is what is wrong
   * @param x a place where it is wrong
   */
  static WrongFormula value(String formula, Facts facts, DoubleUnaryOperator f, double x) {
    return new WrongFormula(
        formula,
        example("f", x, facts.reference().value(), f),
        () ->
            ContractRun.failure(
                subject(formula, facts, f, facts.reference().derivative()),
                "valueAgreesWithTheReference"));
  }

  /**
   * A wrong derivative.
   *
   * @param formula as it is given
   * @param facts of the activation that it passes for the derivative of
   * @param slope the formula
   * @param x a place where it is wrong
   */
  static WrongFormula derivative(String formula, Facts facts, DoubleUnaryOperator slope, double x) {
    return new WrongFormula(
        formula,
        example("f'", x, facts.reference().derivative(), slope),
        () ->
            ContractRun.failure(
                subject(formula, facts, facts.reference().value(), slope),
                "derivativeIsTheSlopeOfTheValues"));
  }

  /**
   * A wrong softmax.
   *
   * @param formula as it is given
   * @param example what it gives
   * @param contract a contract with that formula as its subject
   * @param property the property of the contract that it fails
   */
  static WrongFormula softmax(String formula, String example, Class<?> contract, String property) {
    return new WrongFormula(
        formula, example, () -> ContractRun.failures(contract, Set.of(property)).get(property));
  }

  private static Subject subject(
      String name, Facts facts, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
    return Subject.of(name, facts, Kernels.pointwise(Format.FLOAT, value, derivative));
  }

  private static String example(
      String function, double x, DoubleUnaryOperator right, DoubleUnaryOperator wrong) {
    Format<?> format = Format.FLOAT;
    return "%s(%s) is %s, not %s"
        .formatted(
            function,
            format.text(x),
            format.text(right.applyAsDouble(x)),
            format.text(wrong.applyAsDouble(x)));
  }

  /**
   * Runs the contract and returns what the property says of the smallest input at which it fails.
   */
  String counterexample() {
    Throwable found = failure.get();
    if (found == null) {
      throw new AssertionError("the contract holds with " + formula);
    }
    return found.getMessage();
  }

  /** All of them with their counterexamples, as a table in Markdown. */
  static String table() {
    return all().stream()
        .map(
            wrong ->
                "| %s | %s | %s |".formatted(wrong.formula, wrong.example, wrong.counterexample()))
        .collect(
            Collectors.joining(
                "\n",
                "| wrong | by hand | smallest failing input that the contract finds |\n"
                    + "|---|---|---|\n",
                "\n"));
  }

  @Override
  public String toString() {
    return formula;
  }
}
