package dev.lanewise.activation;

import dev.lanewise.activation.SoftmaxProgram.Logits;
import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Operand;
import dev.lanewise.kernel.RowProgram;
import dev.lanewise.lane.Storage;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The functions of the softmax family, and their kernels. */
enum SoftmaxFunction {
  SOFTMAX("softmax"),
  LOG_SOFTMAX("logSoftmax"),
  LOG_SUM_EXP("logSumExp"),
  SOFTMAX_BACKWARD("softmaxBackward"),
  LOG_SOFTMAX_BACKWARD("logSoftmaxBackward");

  private final String label;

  /** By the way in which logits are made. */
  private final Kernels[] kernels =
      Stream.of(Logits.values())
          .map(logits -> new Kernels(storage -> make(logits, storage)))
          .toArray(Kernels[]::new);

  SoftmaxFunction(String label) {
    this.label = label;
  }

  /** The kernel for logits made in a way; gradients are only plain or scaled. */
  Kernel kernel(Logits logits, Storage storage) {
    return kernels[logits.ordinal()].of(storage);
  }

  private Kernel make(Logits logits, Storage storage) {
    return new Kernel(label, storage, operands(logits), program -> define(program, logits));
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
