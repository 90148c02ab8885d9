package dev.lanewise.activation;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Operand;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Storage;
import java.util.List;
import java.util.function.Predicate;

/** What is computed of a gated unit whose values are stored in one way. */
record GatedKernels(Kernel apply, Kernel backward, Kernel applySplit, Kernel backwardSplit) {
  GatedKernels(ActivationFormula f, Storage storage) {
    this(
        Kernel.map(
            f.name() + "Gated",
            storage,
            List.of(Operand.input("value"), Operand.input("gate"), Operand.output("y")),
            l -> value(f, l[0], l[1])),
        Kernel.map(
            f.name() + "GatedBackward",
            storage,
            List.of(
                Operand.input("value"),
                Operand.input("gate"),
                Operand.input("dy"),
                Operand.output("dValue"),
                Operand.output("dGate")),
            l -> gradients(f, l[0], l[1], l[2])),
        Kernel.map(
            f.name() + "GatedSplit",
            storage,
            List.of(Operand.input("x").ofParts(2), Operand.output("y")),
            l -> value(f, l[0], l[1])),
        Kernel.map(
            f.name() + "GatedSplitBackward",
            storage,
            List.of(
                Operand.input("x").ofParts(2),
                Operand.input("dy"),
                Operand.output("dx").ofParts(2)),
            l -> gradients(f, l[0], l[1], l[2])));
  }

  private static Lane[] value(ActivationFormula f, Lane value, Lane gate) {
    return new Lane[] {value.mul(f.value(gate))};
  }

  private static Lane[] gradients(ActivationFormula f, Lane value, Lane gate, Lane dy) {
    return new Lane[] {dy.mul(f.value(gate)), dy.mul(value).mul(f.derivative(gate))};
  }

  /** Warms every kernel up in the given way, and says whether vectors now serve all. */
  boolean warmUp(Predicate<Kernel> way) {
    return way.test(apply) & way.test(backward) & way.test(applySplit) & way.test(backwardSplit);
  }
}
