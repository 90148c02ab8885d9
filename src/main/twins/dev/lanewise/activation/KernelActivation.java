package dev.lanewise.activation;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import java.util.List;
import java.util.Objects;

/** An activation whose methods are kernels compiled from its formula. */
final class KernelActivation implements Activation {
  private final ActivationFormula formula;

  KernelActivation(ActivationFormula formula) {
    this.formula = Objects.requireNonNull(formula, "formula must not be null");
    if (Objects.requireNonNull(formula.name(), "the formula's name must not be null").isBlank()) {
      throw new IllegalArgumentException("the formula's name must not be blank");
    }
  }

  /** What is computed of an activation. */
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

    Kernel kernel(ActivationFormula f, Precision precision) {
      return Kernel.map(
          f.name() + suffix, Storage.of(precision), inputs, outputs, lanes -> trace(f, lanes));
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

  /** The kernels of one precision; {@code backwardFromOutput} is null where there is none. */
  private record Kernels(
      Kernel value,
      Kernel derivative,
      Kernel valueAndDerivative,
      Kernel backward,
      Kernel backwardFromOutput) {

    Kernels(ActivationFormula f, Precision precision) {
      this(
          Pass.VALUE.kernel(f, precision),
          Pass.DERIVATIVE.kernel(f, precision),
          Pass.VALUE_AND_DERIVATIVE.kernel(f, precision),
          Pass.BACKWARD.kernel(f, precision),
          f.derivativeFromOutput().isPresent()
              ? Pass.BACKWARD_FROM_OUTPUT.kernel(f, precision)
              : null);
    }

    boolean warmUp() {
      boolean vectors =
          value.warmUp() & derivative.warmUp() & valueAndDerivative.warmUp() & backward.warmUp();
      return vectors & (backwardFromOutput == null || backwardFromOutput.warmUp());
    }
  }

  @Override
  public String name() {
    return formula.name();
  }

  @Override
  public boolean warmUp() {
    // So that the next call allocates nothing: this class checks whole arrays by another one.
    apply(new float[0], new float[0]);
    return floats().warmUp() & doubles().warmUp();
  }

  @Override
  public boolean supportsBackwardFromOutput() {
    return formula.derivativeFromOutput().isPresent();
  }

  @Override
  public String toString() {
    return formula.toString();
  }

  // region twin: .mvn/Twins.java writes it again for double

  @Override
  public void apply(float[] x, int xOffset, float[] y, int yOffset, int length) {
    floats().value.run(x, xOffset, y, yOffset, length);
  }

  @Override
  public void derivative(float[] x, int xOffset, float[] d, int dOffset, int length) {
    floats().derivative.run(x, xOffset, d, dOffset, length);
  }

  @Override
  public void valueAndDerivative(
      float[] x, int xOffset, float[] y, int yOffset, float[] d, int dOffset, int length) {
    floats().valueAndDerivative.run(x, xOffset, y, yOffset, d, dOffset, length);
  }

  @Override
  public void backward(
      float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    floats().backward.run(x, xOffset, dy, dyOffset, dx, dxOffset, length);
  }

  @Override
  public void backwardFromOutput(
      float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    fromOutput(floats()).run(y, yOffset, dy, dyOffset, dx, dxOffset, length);
  }

  // Made when first needed: most programs use few activations, in one precision.
  private volatile Kernels floats;

  private Kernels floats() {
    Kernels kernels = floats;
    return kernels != null ? kernels : makeFloats();
  }

  private synchronized Kernels makeFloats() {
    return floats = floats != null ? floats : new Kernels(formula, Precision.FLOAT);
  }

  // endregion

  private Kernel fromOutput(Kernels kernels) {
    if (kernels.backwardFromOutput == null) {
      throw new UnsupportedOperationException(
          name() + " has no derivative from its output; use backward with its input");
    }
    return kernels.backwardFromOutput;
  }
}
