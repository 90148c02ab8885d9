package dev.lanewise.activation;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Operand;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Storage;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is computed of a gated unit. */
record GatedKernels(Kernels apply, Kernels backward, Kernels applySplit, Kernels backwardSplit) {
  GatedKernels(ActivationFormula f) {
    this(
        kernels(
            f.name() + "Gated",
            List.of(Operand.input("value"), Operand.input("gate"), Operand.output("y")),
            l -> value(f, l[0], l[1])),
        kernels(
            f.name() + "GatedBackward",
            List.of(
                Operand.input("value"),
                Operand.input("gate"),
                Operand.input("dy"),
                Operand.output("dValue"),
                Operand.output("dGate")),
            l -> gradients(f, l[0], l[1], l[2])),
        kernels(
            f.name() + "GatedSplit",
            List.of(Operand.input("x").ofParts(2), Operand.output("y")),
            l -> value(f, l[0], l[1])),
        kernels(
            f.name() + "GatedSplitBackward",
            List.of(
                Operand.input("x").ofParts(2),
                Operand.input("dy"),
                Operand.output("dx").ofParts(2)),
            l -> gradients(f, l[0], l[1], l[2])));
  }

  private static Kernels kernels(
      String name, List<Operand> operands, Function<Lane[], Lane[]> formula) {
    return new Kernels(storage -> Kernel.map(name, storage, operands, formula));
  }

  private static Lane[] value(ActivationFormula f, Lane value, Lane gate) {
    return new Lane[] {value.mul(f.value(gate))};
  }

  private static Lane[] gradients(ActivationFormula f, Lane value, Lane gate, Lane dy) {
    return new Lane[] {dy.mul(f.value(gate)), product(dy, value, f.derivative(gate))};
  }

  /**
   * a · b · c, without the rounding of a · b: with that of f' before it, the result of silu would
   * be 4.3 ULP off. What it lost is left out where it is no number, as beside an infinite a · b.
   */
  private static Lane product(Lane a, Lane b, Lane c) {
    Lane high = a.mul(b);
    Lane rest = a.fma(b, high.neg()).mul(c);
    return high.fma(c, rest.abs().lt(Double.POSITIVE_INFINITY).select(rest, 0));
  }

  /**
   * Warms every kernel for a storage up in the given way, and says whether vectors now serve all.
   */
  boolean warmUp(Storage storage, Predicate<Kernel> way) {
    return way.test(apply.of(storage))
        & way.test(backward.of(storage))
        & way.test(applySplit.of(storage))
        & way.test(backwardSplit.of(storage));
  }
}
