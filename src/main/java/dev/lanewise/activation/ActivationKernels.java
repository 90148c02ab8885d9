package dev.lanewise.activation;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Storage;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is computed of an activation whose values are stored in one way.
 *
 * @param backwardFromOutput null where there is none
 */
record ActivationKernels(
    Kernel value,
    Kernel derivative,
    Kernel valueAndDerivative,
    Kernel backward,
    Kernel backwardFromOutput) {

  ActivationKernels(ActivationFormula f, Storage storage) {
    this(
        Pass.VALUE.kernel(f, storage),
        Pass.DERIVATIVE.kernel(f, storage),
        Pass.VALUE_AND_DERIVATIVE.kernel(f, storage),
        Pass.BACKWARD.kernel(f, storage),
        f.derivativeFromOutput().isPresent() ? Pass.BACKWARD_FROM_OUTPUT.kernel(f, storage) : null);
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

    Kernel kernel(ActivationFormula f, Storage storage) {
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

  /** Warms every kernel up in the given way, and says whether vectors now serve all. */
  boolean warmUp(Predicate<Kernel> way) {
    boolean vectors =
        way.test(value) & way.test(derivative) & way.test(valueAndDerivative) & way.test(backward);
    return vectors & (backwardFromOutput == null || way.test(backwardFromOutput));
  }

  /**
   * The kernel of the backward pass from the output.
   *
   * @throws UnsupportedOperationException if there is none
   */
  Kernel fromOutput(String name) {
    if (backwardFromOutput == null) {
      throw new UnsupportedOperationException(
          name + " has no derivative from its output; use backward with its input");
    }
    return backwardFromOutput;
  }
}
