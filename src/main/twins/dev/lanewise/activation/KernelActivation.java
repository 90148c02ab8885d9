package dev.lanewise.activation;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.lane.Storage;
import java.util.Objects;

/** An activation whose methods are kernels compiled from its formula. */
final class KernelActivation implements Activation {
  private final ActivationFormula formula;
  private final ActivationKernels kernels;

  KernelActivation(ActivationFormula formula) {
    this.formula = Objects.requireNonNull(formula, "formula must not be null");
    if (Objects.requireNonNull(formula.name(), "the formula's name must not be null").isBlank()) {
      throw new IllegalArgumentException("the formula's name must not be blank");
    }
    this.kernels = new ActivationKernels(formula);
  }

  @Override
  public String name() {
    return formula.name();
  }

  @Override
  public ActivationFormula formula() {
    return formula;
  }

  @Override
  public boolean warmUp() {
    return kernels.warmUp(Storage.FLOAT, Kernel::warmUp)
        & kernels.warmUp(Storage.DOUBLE, Kernel::warmUp);
  }

  @Override
  public boolean supportsBackwardFromOutput() {
    return formula.derivativeFromOutput().isPresent();
  }

  @Override
  public StoredActivation stored(Storage storage) {
    return new StoredActivation(
        kernels, Objects.requireNonNull(storage, "storage must not be null"));
  }

  @Override
  public String toString() {
    return formula.toString();
  }

  // region twin: .mvn/Twins.java writes it again for double

  @Override
  public void apply(float[] x, int xOffset, float[] y, int yOffset, int length) {
    kernels.value().of(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  @Override
  public void derivative(float[] x, int xOffset, float[] d, int dOffset, int length) {
    kernels.derivative().of(Storage.FLOAT).run(x, xOffset, d, dOffset, length);
  }

  @Override
  public void valueAndDerivative(
      float[] x, int xOffset, float[] y, int yOffset, float[] d, int dOffset, int length) {
    kernels.valueAndDerivative().of(Storage.FLOAT).run(x, xOffset, y, yOffset, d, dOffset, length);
  }

  @Override
  public void backward(
      float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    kernels.backward().of(Storage.FLOAT).run(x, xOffset, dy, dyOffset, dx, dxOffset, length);
  }

  @Override
  public void backwardFromOutput(
      float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    kernels
        .backwardFromOutput()
        .of(Storage.FLOAT)
        .run(y, yOffset, dy, dyOffset, dx, dxOffset, length);
  }

  // endregion
}
