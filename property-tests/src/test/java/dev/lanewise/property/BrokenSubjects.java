package dev.lanewise.property;

import java.time.Duration;
import java.util.function.DoubleUnaryOperator;

/**
 * Contracts whose subjects are right but for one mistake, named after the property that must
 * notice.
 */
final class BrokenSubjects {
  private BrokenSubjects() {}

  /** All contracts of an activation. */
  abstract static class Broken implements ActivationContract, ArgumentContract, AllocationContract {
    private final Subject subject;

    Broken(String activation, Kernels<?> kernels) {
      subject = Subject.of(activation, CatalogueFacts.of(activation), kernels);
    }

    Broken(String activation, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
      this(activation, Kernels.pointwise(Format.FLOAT, value, derivative));
    }

    @Override
    public Subject subject() {
      return subject;
    }
  }

  private static DoubleUnaryOperator value(String activation) {
    return References.value(activation);
  }

  private static DoubleUnaryOperator derivative(String activation) {
    return References.derivative(activation);
  }

  private static Kernels<float[]> right(String activation) {
    return Kernels.pointwise(Format.FLOAT, value(activation), derivative(activation));
  }

  static class ValueAgreesWithTheReference extends Broken {
    ValueAgreesWithTheReference() {
      // Right in every digit around 0, and in none of the left tail.
      super("sigmoid", x -> 0.5 + 0.5 * (float) Math.tanh(x / 2), derivative("sigmoid"));
    }
  }

  static class MonotoneActivationNeverFalls extends Broken {
    MonotoneActivationNeverFalls() {
      super("sigmoid", x -> x > 1e10 ? 0.75 : value("sigmoid").applyAsDouble(x), x -> 0);
    }
  }

  static class MonotoneActivationDoesNotFallToTheNextNumber extends Broken {
    MonotoneActivationDoesNotFallToTheNextNumber() {
      // Every other float is a little low, which no two numbers that are far apart would show.
      super(
          "identity",
          x -> (Float.floatToIntBits((float) x) & 1) == 1 ? x * (1 - Math.signum(x) * 1e-5) : x,
          x -> 1);
    }
  }

  static class ValueStaysWithinItsBounds extends Broken {
    ValueStaysWithinItsBounds() {
      super("tanh", x -> Math.tanh(x) * (1 + 1e-6), derivative("tanh"));
    }
  }

  static class OddActivationIsOddToTheBit extends Broken {
    OddActivationIsOddToTheBit() {
      super("tanh", x -> x > 0.5 ? Math.nextUp((float) Math.tanh(x)) : Math.tanh(x), x -> 0);
    }
  }

  static class DerivativeIsTheSlopeOfTheValues extends Broken {
    DerivativeIsTheSlopeOfTheValues() {
      super("silu", value("silu"), derivative("sigmoid"));
    }
  }

  static class DerivativeAgreesWithTheReference extends Broken {
    DerivativeAgreesWithTheReference() {
      // As good as right to a finite difference, and wrong in every digit of the tail.
      super("tanh", value("tanh"), x -> 1 - (float) (Math.tanh(x) * Math.tanh(x)));
    }
  }

  static class DerivativeAtAKinkIsTheOneOfConvention extends Broken {
    DerivativeAtAKinkIsTheOneOfConvention() {
      super("relu", value("relu"), x -> x >= 0 ? 1 : 0);
    }
  }

  static class DerivativeOfAMonotoneActivationIsNotNegative extends Broken {
    DerivativeOfAMonotoneActivationIsNotNegative() {
      super("sigmoid", value("sigmoid"), x -> derivative("sigmoid").applyAsDouble(x) - 1e-7);
    }
  }

  static class BackwardIsTheUpstreamGradientTimesTheDerivative extends Broken {
    BackwardIsTheUpstreamGradientTimesTheDerivative() {
      super(
          "sigmoid",
          right("sigmoid")
              .withBackward(
                  (x, xOffset, dy, dyOffset, dx, dxOffset, length) -> {
                    for (int i = 0; i < length; i++) {
                      // The derivative should be rounded before it is multiplied.
                      dx[dxOffset + i] =
                          (float)
                              (dy[dyOffset + i]
                                  * derivative("sigmoid").applyAsDouble(x[xOffset + i]));
                    }
                  }));
    }
  }

  static class OnePassGivesTheBitsOfValueAndDerivative extends Broken {
    OnePassGivesTheBitsOfValueAndDerivative() {
      super(
          "sigmoid",
          right("sigmoid")
              .withValueAndDerivative(
                  (x, xOffset, y, yOffset, d, dOffset, length) -> {
                    for (int i = 0; i < length; i++) {
                      float s = (float) value("sigmoid").applyAsDouble(x[xOffset + i]);
                      d[dOffset + i] = s * (1 - s);
                      y[yOffset + i] = s;
                    }
                  }));
    }
  }

  static class BackwardFromOutputIsTheDerivativeAsAFunctionOfTheOutput extends Broken {
    BackwardFromOutputIsTheDerivativeAsAFunctionOfTheOutput() {
      super(
          "tanh",
          right("tanh")
              .withBackwardFromOutput(
                  (y, yOffset, dy, dyOffset, dx, dxOffset, length) -> {
                    for (int i = 0; i < length; i++) {
                      float yi = y[yOffset + i];
                      // The rounding of the square counts when it is subtracted from 1.
                      dx[dxOffset + i] = dy[dyOffset + i] * (1 - yi * yi * 1.000001f);
                    }
                  }));
    }
  }

  static class NanGivesNan extends Broken {
    NanGivesNan() {
      super("relu", x -> x > 0 ? x : 0, x -> x > 0 ? 1 : 0);
    }
  }

  static class OnlyNanGivesNan extends Broken {
    OnlyNanGivesNan() {
      super("silu", x -> x * (1 / (1 + Math.exp(-x))), derivative("silu"));
    }
  }

  static class InfinitiesGiveTheLimits extends Broken {
    InfinitiesGiveTheLimits() {
      super("sigmoid", x -> value("sigmoid").applyAsDouble(Math.clamp(x, -50, 50)), x -> 0);
    }
  }

  static class BothZerosGiveTheSame extends Broken {
    BothZerosGiveTheSame() {
      super("relu", value("relu"), x -> 1 / x > 0 ? 1 : 0);
    }
  }

  static class EndsOfTheFormatAreRight extends Broken {
    EndsOfTheFormatAreRight() {
      // Flushes subnormal numbers to zero.
      super("identity", x -> Math.abs(x) < Float.MIN_NORMAL ? 0 * x : x, derivative("identity"));
    }
  }

  static class EveryElementHasTheBitsThatItHasAlone extends Broken {
    EveryElementHasTheBitsThatItHasAlone() {
      super(
          "identity",
          Kernels.floats(
              (x, xOffset, y, yOffset, length) -> {
                for (int i = 0; i < length; i++) {
                  // A tail that is computed in another way than the body.
                  y[yOffset + i] =
                      i >= 16 && i >= length / 16 * 16
                          ? Math.nextUp(x[xOffset + i])
                          : x[xOffset + i];
                }
              },
              right("identity").derivative()));
    }
  }

  static class NothingOutsideIsWritten extends Broken {
    NothingOutsideIsWritten() {
      super(
          "identity",
          Kernels.floats(
              (x, xOffset, y, yOffset, length) -> {
                System.arraycopy(x, xOffset, y, yOffset, length);
                // A whole vector where there is only a part of one.
                if (length % 8 != 0 && yOffset + length < y.length) {
                  y[yOffset + length] = 0;
                }
              },
              right("identity").derivative()));
    }
  }

  static class InPlaceGivesTheSameBits extends Broken {
    InPlaceGivesTheSameBits() {
      super(
          "relu",
          Kernels.floats(
              (x, xOffset, y, yOffset, length) -> {
                for (int i = 0; i < length; i++) {
                  y[yOffset + i] = 0;
                  y[yOffset + i] = (float) value("relu").applyAsDouble(x[xOffset + i]);
                }
              },
              right("relu").derivative()));
    }
  }

  static class WarmCallsAllocateNothing extends Broken {
    /** Where copies go, so that C2 cannot leave them out. */
    private static volatile float[] escaped;

    WarmCallsAllocateNothing() {
      super(
          "identity",
          Kernels.floats(
              (x, xOffset, y, yOffset, length) -> {
                escaped = x.clone();
                System.arraycopy(escaped, xOffset, y, yOffset, length);
              },
              right("identity").derivative()));
    }

    @Override
    public Duration patience() {
      return Duration.ofMillis(300);
    }
  }

  static class NegativeOffsetIsRefused extends Broken {
    NegativeOffsetIsRefused() {
      super(
          "identity",
          Kernels.floats(
              (x, xOffset, y, yOffset, length) ->
                  System.arraycopy(x, Math.max(0, xOffset), y, Math.max(0, yOffset), length),
              right("identity").derivative()));
    }
  }

  /** Bare loops, which refuse nothing in time. */
  static class Unchecked extends Broken {
    Unchecked() {
      super(
          "identity",
          Kernels.floats(
                  (x, xOffset, y, yOffset, length) -> {
                    for (int i = 0; i < length; i++) {
                      y[yOffset + i] = x == null ? 0 : x[xOffset + i];
                    }
                  },
                  right("identity").derivative())
              .withValueAndDerivative(
                  (x, xOffset, y, yOffset, d, dOffset, length) -> {
                    for (int i = 0; i < length; i++) {
                      y[yOffset + i] = x[xOffset + i];
                      d[dOffset + i] = 1;
                    }
                  }));
    }
  }
}
