package dev.lanewise.activation;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Operand;
import dev.lanewise.kernel.RowProgram;
import dev.lanewise.lane.Storage;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/** A function of rows, and its kernels by storage, which are made when first needed. */
final class RowFunction {
  private final String name;
  private final List<Operand> operands;
  private final Consumer<RowProgram> definition;
  private final AtomicReferenceArray<Kernel> kernels =
      new AtomicReferenceArray<>(Storage.values().length);

  RowFunction(String name, List<Operand> operands, Consumer<RowProgram> definition) {
    this.name = name;
    this.operands = operands;
    this.definition = definition;
  }

  Kernel kernel(Storage storage) {
    Kernel kernel = kernels.get(storage.ordinal());
    if (kernel == null) {
      kernels.compareAndSet(
          storage.ordinal(), null, new Kernel(name, storage, operands, definition));
      kernel = kernels.get(storage.ordinal());
    }
    return kernel;
  }

  /** Warms up in both precisions. */
  boolean warmUp() {
    return kernel(Storage.FLOAT).warmUp() & kernel(Storage.DOUBLE).warmUp();
  }
}
