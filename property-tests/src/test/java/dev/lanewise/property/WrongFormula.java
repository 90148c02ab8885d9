package dev.lanewise.property;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A formula that circulates and is wrong.
 *
 * @param formula as it is given
 * @param example what it gives at a place where anyone can do the sum
 * @param contract a contract with that formula as its subject
 * @param property the property of the contract that it fails
 */
record WrongFormula(String formula, String example, Class<?> contract, String property) {
  static List<WrongFormula> all() {
    return List.of(
        value("ReLU = 1 for x > 0", new WrongSubjects.ReluAsStep(), 2),
        slope("ReLU6' = 1/6 for x > 6", new WrongSubjects.Relu6SlopeAbove(), 7),
        slope("ReLU6' = 1 for x < 0", new WrongSubjects.Relu6SlopeBelow(), -1),
        value("SELU = λ(e^(αx) - 1) for x < 0", new WrongSubjects.SeluAlphaInTheExponent(), -1),
        slope("SELU' = λαe^(αx)(1 + e^(αx)) for x < 0", new WrongSubjects.SeluSlope(), -1),
        value("ELU = max(0, α(x - β)), α = 1, β = 0", new WrongSubjects.EluAsRelu(), -1),
        slope("ELU' = α(1 + α), α = 1", new WrongSubjects.EluSlope(), 1),
        slope("softplus' = 1 + e^-x", new WrongSubjects.SoftplusSlope(), 0),
        softmaxSlope("softmax' = s(1 - s)", new WrongSubjects.SoftmaxDiagonal()),
        softmax("softmax = e^x / Σe^x as it stands", new WrongSubjects.SoftmaxOverflow()));
  }

  private static WrongFormula value(String formula, Contract contract, double x) {
    Point<?> point = new Point<>(contract.subject().kernels().getFirst(), x);
    double right = contract.subject().facts().reference().value().applyAsDouble(x);
    return new WrongFormula(
        formula,
        "f(%s) is %s, not %s"
            .formatted(point.text(x), point.text(right), point.text(point.value())),
        contract.getClass(),
        "valueAgreesWithTheReference");
  }

  private static WrongFormula slope(String formula, Contract contract, double x) {
    Point<?> point = new Point<>(contract.subject().kernels().getFirst(), x);
    double right = contract.subject().facts().reference().derivative().applyAsDouble(x);
    return new WrongFormula(
        formula,
        "f'(%s) is %s, not %s"
            .formatted(point.text(x), point.text(right), point.text(point.derivative())),
        contract.getClass(),
        "derivativeIsTheSlopeOfTheValues");
  }

  private static WrongFormula softmax(String formula, SoftmaxContract contract) {
    double[] x = {1000, 1000};
    RowKernels<?> kernels = contract.subject().kernels().getFirst();
    return new WrongFormula(
        formula,
        "s(%s) is %s, not %s"
            .formatted(
                kernels.format().texts(x),
                kernels.format().texts(contract.subject().reference(x)),
                kernels.format().texts(kernels.forward(x))),
        contract.getClass(),
        "rowSumsToOne");
  }

  private static WrongFormula softmaxSlope(String formula, SoftmaxContract contract) {
    RowKernels<?> kernels = contract.subject().kernels().getFirst();
    double[] probabilities = {0.5, 0.5};
    double[] upstream = {0, 1};
    return new WrongFormula(
        formula,
        "at s = %s with dy = %s, dx is [-0.25, 0.25], not %s"
            .formatted(
                kernels.format().texts(probabilities),
                kernels.format().texts(upstream),
                kernels.format().texts(kernels.backward(probabilities, upstream))),
        contract.getClass(),
        "backwardIsTheWholeJacobian");
  }

  /**
   * Runs the contract and returns what the property says of the smallest input at which it fails.
   */
  String counterexample() {
    String counterexample = ContractRun.failures(contract, Set.of(property)).get(property);
    if (counterexample == null) {
      throw new AssertionError(property + " holds with " + formula);
    }
    return counterexample;
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
