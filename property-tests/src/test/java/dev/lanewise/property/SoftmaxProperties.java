package dev.lanewise.property;

import dev.lanewise.activation.Softmax;
import net.jqwik.api.Group;

/** The contract of a softmax holds for softmax and log_softmax. */
class SoftmaxProperties {
  static {
    // On vectors where the machine has them.
    Softmax.warmUp();
  }

  @Group
  class Plain implements SoftmaxContract {
    @Override
    public SoftmaxSubject subject() {
      return SoftmaxSubject.softmax(
          "softmax",
          RowKernels.floats(Softmax::softmax, Softmax::softmaxBackward),
          RowKernels.doubles(Softmax::softmax, Softmax::softmaxBackward));
    }
  }

  @Group
  class Logarithm implements SoftmaxContract {
    @Override
    public SoftmaxSubject subject() {
      return SoftmaxSubject.logSoftmax(
          "log_softmax",
          RowKernels.floats(Softmax::logSoftmax, Softmax::logSoftmaxBackward),
          RowKernels.doubles(Softmax::logSoftmax, Softmax::logSoftmaxBackward));
    }
  }
}
