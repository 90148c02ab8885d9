package dev.lanewise.activation;

import dev.lanewise.activation.SoftmaxProgram.Logits;
import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Operand;
import dev.lanewise.kernel.RowProgram;
import dev.lanewise.lane.Storage;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;

/** The functions of the softmax family, and their kernels. */
enum SoftmaxFunction {
  SOFTMAX("softmax"),
  LOG_SOFTMAX("logSoftmax"),
  LOG_SUM_EXP("logSumExp"),
  SOFTMAX_BACKWARD("softmaxBackward"),
  LOG_SOFTMAX_BACKWARD("logSoftmaxBackward");

  private static final int LOGITS = Logits.values().length;

  private final String label;

  /** Made when first needed: most programs use few. */
  private final AtomicReferenceArray<Kernel> kernels =
      new AtomicReferenceArray<>(Logits.values().length * Storage.values().length);

  SoftmaxFunction(String label) {
    this.label = label;
  }

  /** The kernel for logits made in a way; gradients are only plain or scaled. */
  Kernel kernel(Logits logits, Storage storage) {
    int index = storage.ordinal() * LOGITS + logits.ordinal();
    Kernel kernel = kernels.get(index);
    if (kernel == null) {
      kernels.compareAndSet(
          index,
          null,
          new Kernel(label, storage, operands(logits), program -> define(program, logits)));
      kernel = kernels.get(index);
    }
    return kernel;
  }

  private List<Operand> operands(Logits logits) {
    return switch (this) {
      case SOFTMAX, LOG_SOFTMAX -> logits.operands(Operand.output("y"));
      case LOG_SUM_EXP -> logits.operands(Operand.columnOutput("y"));
      case SOFTMAX_BACKWARD, LOG_SOFTMAX_BACKWARD -> SoftmaxGradient.OPERANDS;
    };
  }

  private void define(RowProgram program, Logits logits) {
    boolean scaled = logits != Logits.PLAIN;
    switch (this) {
      case SOFTMAX -> SoftmaxProgram.softmax(program, logits);
      case LOG_SOFTMAX -> SoftmaxProgram.logSoftmax(program, logits);
      case LOG_SUM_EXP -> SoftmaxProgram.logSumExp(program, logits);
      case SOFTMAX_BACKWARD -> SoftmaxGradient.softmax(program, scaled);
      case LOG_SOFTMAX_BACKWARD -> SoftmaxGradient.logSoftmax(program, scaled);
    }
  }

  /** Warms up the kernels of all functions for logits made in a way, for arrays of both types. */
  static boolean warmUp(Logits logits) {
    return warmUp(logits, Storage.FLOAT, Kernel::warmUp)
        & warmUp(logits, Storage.DOUBLE, Kernel::warmUp);
  }

  /** Those for native segments and, where values have 16 bits, arrays. */
  static boolean warmUp(Logits logits, Storage storage) {
    return warmUp(logits, storage, Kernel::warmUpStored);
  }

  private static boolean warmUp(Logits logits, Storage storage, Predicate<Kernel> way) {
    boolean vectors = true;
    for (SoftmaxFunction function : values()) {
      vectors &= !function.takes(logits) || way.test(function.kernel(logits, storage));
    }
    return vectors;
  }

  private boolean takes(Logits logits) {
    return switch (this) {
      case SOFTMAX, LOG_SOFTMAX, LOG_SUM_EXP -> true;
      case SOFTMAX_BACKWARD, LOG_SOFTMAX_BACKWARD ->
          logits == Logits.PLAIN || logits == Logits.SCALED;
    };
  }
}
