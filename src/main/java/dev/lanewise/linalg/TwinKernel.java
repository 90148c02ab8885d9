package dev.lanewise.linalg;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Operand;
import dev.lanewise.kernel.RowProgram;
import dev.lanewise.lane.Storage;
import java.util.List;
import java.util.function.Consumer;

/** A kernel in both precisions. */
record TwinKernel(Kernel floats, Kernel doubles) {
  TwinKernel(String name, List<Operand> operands, Consumer<RowProgram> definition) {
    this(
        new Kernel(name, Storage.FLOAT, operands, definition),
        new Kernel(name, Storage.DOUBLE, operands, definition));
  }

  /** The kernel for a storage that is not narrow. */
  Kernel of(Storage storage) {
    return storage == Storage.FLOAT ? floats : doubles;
  }

  boolean warmUp() {
    return floats.warmUp() & doubles.warmUp();
  }
}
