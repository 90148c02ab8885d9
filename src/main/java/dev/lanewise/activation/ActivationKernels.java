package dev.lanewise.activation;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Storage;
import java.util.List;
import java.util.function.Predicate;

/** What is computed of an activation. */
record ActivationKernels(
    ActivationFormula formula,
    Kernels value,
    Kernels derivative,
    Kernels valueAndDerivative,
    Kernels backward,
    Kernels backwardFromOutput) {

  ActivationKernels(ActivationFormula f) {
    this(
        f,
        Pass.VALUE.kernels(f),
        Pass.DERIVATIVE.kernels(f),
        Pass.VALUE_AND_DERIVATIVE.kernels(f),
        Pass.BACKWARD.kernels(f),
        Pass.BACKWARD_FROM_OUTPUT.kernels(f));
  }

  private enum Pass {
    VALUE("", List.of("x"), List.of("y")),
    DERIVATIVE("Derivative", List.of("x"), List.of("d")),
    VALUE_AND_DERIVATIVE("ValueAndDerivative", List.of("x"), List.of("y", "d")),
    BACKWARD("Backward", List.of("x", "dy"), List.of("dx")),
    BACKWARD_FROM_OUTPUT("BackwardFromOutput", List.of("y", "dy"), List.of("dx"));

    private final String suffix;
    private final List<String> inputs;
    private final List<String> outputs;

    Pass(String suffix, List<String> inputs, List<String> outputs) {
      this.suffix = suffix;
      this.inputs = inputs;
      this.outputs = outputs;
    }

    Kernels kernels(ActivationFormula f) {
      return new Kernels(storage -> kernel(f, storage));
    }

    private Kernel kernel(ActivationFormula f, Storage storage) {
      if (this == BACKWARD_FROM_OUTPUT && f.derivativeFromOutput().isEmpty()) {
        throw new UnsupportedOperationException(
            f.name() + " has no derivative from its output; use backward with its input");
      }
      return Kernel.map(f.name() + suffix, storage, inputs, outputs, lanes -> trace(f, lanes));
    }

    private Lane[] trace(ActivationFormula f, Lane[] l) {
      return switch (this) {
        case VALUE -> new Lane[] {f.value(l[0])};
        case DERIVATIVE -> new Lane[] {f.derivative(l[0])};
        case VALUE_AND_DERIVATIVE -> new Lane[] {f.value(l[0]), f.derivative(l[0])};
        case BACKWARD -> new Lane[] {l[1].mul(f.derivative(l[0]))};
        case BACKWARD_FROM_OUTPUT ->
            new Lane[] {l[1].mul(f.derivativeFromOutput().orElseThrow().apply(l[0]))};
      };
    }
  }

  /** Warms every kernel for a storage up in the given way, and says whether vectors serve all. */
  boolean warmUp(Storage storage, Predicate<Kernel> way) {
    boolean vectors =
        way.test(value.of(storage))
            & way.test(derivative.of(storage))
            & way.test(valueAndDerivative.of(storage))
            & way.test(backward.of(storage));
    return vectors
        & (formula.derivativeFromOutput().isEmpty() || way.test(backwardFromOutput.of(storage)));
  }
}
