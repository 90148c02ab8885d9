package dev.lanewise.activation;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.lane.Storage;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** An activation whose methods are kernels compiled from its formula. */
final class KernelActivation implements Activation {
  private final ActivationFormula formula;

  /** By storage, made when first needed: most programs use few activations, in one precision. */
  private final AtomicReferenceArray<ActivationKernels> kernels =
      new AtomicReferenceArray<>(Storage.values().length);

  KernelActivation(ActivationFormula formula) {
    this.formula = Objects.requireNonNull(formula, "formula must not be null");
    if (Objects.requireNonNull(formula.name(), "the formula's name must not be null").isBlank()) {
      throw new IllegalArgumentException("the formula's name must not be blank");
    }
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
    return floats().warmUp(Kernel::warmUp) & doubles().warmUp(Kernel::warmUp);
  }

  @Override
  public boolean supportsBackwardFromOutput() {
    return formula.derivativeFromOutput().isPresent();
  }

  @Override
  public StoredActivation stored(Storage storage) {
    return new StoredActivation(name(), kernels(storage), storage);
  }

  @Override
  public String toString() {
    return formula.toString();
  }

  // region twin: .mvn/Twins.java writes it again for double

  @Override
  public void apply(float[] x, int xOffset, float[] y, int yOffset, int length) {
    floats().value().run(x, xOffset, y, yOffset, length);
  }

  @Override
  public void derivative(float[] x, int xOffset, float[] d, int dOffset, int length) {
    floats().derivative().run(x, xOffset, d, dOffset, length);
  }

  @Override
  public void valueAndDerivative(
      float[] x, int xOffset, float[] y, int yOffset, float[] d, int dOffset, int length) {
    floats().valueAndDerivative().run(x, xOffset, y, yOffset, d, dOffset, length);
  }

  @Override
  public void backward(
      float[] x, int xOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    floats().backward().run(x, xOffset, dy, dyOffset, dx, dxOffset, length);
  }

  @Override
  public void backwardFromOutput(
      float[] y, int yOffset, float[] dy, int dyOffset, float[] dx, int dxOffset, int length) {
    floats().fromOutput(name()).run(y, yOffset, dy, dyOffset, dx, dxOffset, length);
  }

  private ActivationKernels floats() {
    return kernels(Storage.FLOAT);
  }

  // endregion

  private ActivationKernels kernels(Storage storage) {
    ActivationKernels made = kernels.get(storage.ordinal());
    return made != null ? made : make(storage);
  }

  private synchronized ActivationKernels make(Storage storage) {
    if (kernels.get(storage.ordinal()) == null) {
      kernels.set(storage.ordinal(), new ActivationKernels(formula, storage));
    }
    return kernels.get(storage.ordinal());
  }
}
