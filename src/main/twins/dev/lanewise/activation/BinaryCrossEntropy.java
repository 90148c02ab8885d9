package dev.lanewise.activation;

import static dev.lanewise.kernel.RowProgram.operands;
import static dev.lanewise.kernel.RowProgram.scalars;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Lengths;
import dev.lanewise.kernel.Operand;
import dev.lanewise.kernel.RowProgram.Argument;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Logistic;
import dev.lanewise.lane.Storage;
import java.util.List;
import java.util.Objects;

/**
 * Binary cross-entropy of the sigmoid of logits, and its gradient in the same call.
 *
 * <pre>
 * loss = -w t log σ(x) - (1 - t) log σ(-x)    = w t softplus(-x) + (1 - t) softplus(x)
 * dx   = s · ((1 - t) σ(x) - w t σ(-x))
 * </pre>
 *
 * <p>t is the probability of the positive class, w its weight (1 where none is given) and s a
 * factor of the call, such as 1 / length for the gradient of a mean. In this form nothing cancels
 * where t is 0 or 1: loss and gradient of a confident prediction keep their relative accuracy.
 *
 * <p><b>Domain:</b> all logits; t from 0 to 1, other values give what the formula says. NaN gives
 * NaN. The loss of an infinite logit is 0 or ∞ where t is 0 or 1.
 *
 * <p><b>Accuracy:</b> for t of 0 or 1 that of {@link Softplus} and {@link Sigmoid} and two
 * roundings; else a gradient near its zero has an absolute error of some units in the last place of
 * 1.
 *
 * <p><b>In place:</b> loss and gradient may each be the same range as logits or targets, and must
 * be apart from each other.
 *
 * <p><b>Errors:</b> as those of {@link Activation} and, with weights, of {@link Softmax}; {@link
 * IllegalArgumentException} also for a scale that is not finite in the precision of the values,
 * unless there are none.
 *
 * <p>Source: PyTorch's {@code binary_cross_entropy_with_logits}, whose definition this is.
 */
public final class BinaryCrossEntropy {
  private static final Operand LOGITS = Operand.input("logits");
  private static final Operand TARGETS = Operand.input("targets");
  private static final Operand LOSSES = Operand.output("loss").unrounded();
  private static final Operand GRADIENT = Operand.output("gradient");

  static final Kernels LOSS =
      new Kernels(
          "binaryCrossEntropy",
          List.of(LOGITS, TARGETS, LOSSES),
          program ->
              program.map(
                  operands(0, 1),
                  scalars(),
                  operands(2),
                  l -> new Lane[] {loss(l[0], l[1], l[1])}));

  static final Kernels LOSS_AND_GRADIENT =
      new Kernels(
          "binaryCrossEntropyAndGradient",
          List.of(LOGITS, TARGETS, LOSSES, GRADIENT),
          program ->
              program.map(
                  operands(0, 1),
                  scalars(program.argument(Argument.FIRST)),
                  operands(2, 3),
                  l -> both(l[0], l[1], l[1], l[2])));

  static final Kernels WEIGHTED =
      new Kernels(
          "weightedBinaryCrossEntropyAndGradient",
          List.of(LOGITS, TARGETS, Operand.sharedInput("positiveWeights"), LOSSES, GRADIENT),
          program ->
              program.map(
                  operands(0, 1, 2),
                  scalars(program.argument(Argument.FIRST)),
                  operands(3, 4),
                  l -> both(l[0], l[1], l[1].mul(l[2]), l[3])));

  private BinaryCrossEntropy() {}

  private static Lane[] both(Lane x, Lane t, Lane positive, Lane scale) {
    return new Lane[] {loss(x, t, positive), gradient(x, t, positive).mul(scale)};
  }

  /** A term whose factor is 0 is left out, as its softplus may be infinite. */
  private static Lane loss(Lane x, Lane t, Lane positive) {
    Lane decay = Logistic.softplus(x.abs().neg());
    Lane ofNegative = x.gt(0).select(decay.add(x), decay);
    Lane ofPositive = x.gt(0).select(decay, decay.sub(x));
    Lane negative = t.neg().add(1);
    Lane first = positive.eq(0).select(0, positive.mul(ofPositive));
    Lane second = negative.eq(0).select(0, negative.mul(ofNegative));
    return x.isNaN().select(x, first.add(second));
  }

  private static Lane gradient(Lane x, Lane t, Lane positive) {
    Lane negative = t.neg().add(1);
    return negative.mul(Logistic.sigmoid(x)).sub(positive.mul(Logistic.sigmoid(x.neg())));
  }

  /**
   * Compiles and exercises the vector kernels of all methods now. Takes up to some seconds.
   *
   * @return whether vectors now serve every method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public static boolean warmUp() {
    return LOSS.warmUp() & LOSS_AND_GRADIENT.warmUp() & WEIGHTED.warmUp();
  }

  /**
   * The same on memory segments, and on values of 16 bits.
   *
   * @param storage how the values are kept
   * @return the same mathematics
   * @throws NullPointerException if the storage is null
   */
  public static StoredBinaryCrossEntropy stored(Storage storage) {
    return new StoredBinaryCrossEntropy(
        Objects.requireNonNull(storage, "storage must not be null"));
  }

  // region twin: .mvn/Twins.java writes it again for double

  /**
   * Computes the loss of each element.
   *
   * @param logits the logits
   * @param targets the probabilities of the positive class, from 0 to 1
   * @param loss receives the loss of each element
   */
  public static void loss(float[] logits, float[] targets, float[] loss) {
    Lengths.requireEqual("logits", logits, "targets", targets);
    Lengths.requireEqual("logits", logits, "loss", loss);
    loss(logits, 0, targets, 0, loss, 0, logits.length);
  }

  /**
   * Computes the loss of each element, over a range.
   *
   * @param logits the logits
   * @param logitsOffset index of its first element
   * @param targets the probabilities of the positive class, from 0 to 1
   * @param targetsOffset index of its first element
   * @param loss receives the loss of each element
   * @param lossOffset index of its first element
   * @param length how many elements
   */
  public static void loss(
      float[] logits,
      int logitsOffset,
      float[] targets,
      int targetsOffset,
      float[] loss,
      int lossOffset,
      int length) {
    LOSS.of(Storage.FLOAT)
        .run(logits, logitsOffset, targets, targetsOffset, loss, lossOffset, length);
  }

  /**
   * Computes the loss of each element and its gradient.
   *
   * @param logits the logits
   * @param targets the probabilities of the positive class, from 0 to 1
   * @param loss receives the loss of each element
   * @param gradient receives the gradients of the logits
   * @param scale s, by which gradients are multiplied; finite
   */
  public static void lossAndGradient(
      float[] logits, float[] targets, float[] loss, float[] gradient, double scale) {
    Lengths.requireEqual("logits", logits, "targets", targets);
    Lengths.requireEqual("logits", logits, "loss", loss);
    Lengths.requireEqual("logits", logits, "gradient", gradient);
    lossAndGradient(logits, 0, targets, 0, loss, 0, gradient, 0, logits.length, scale);
  }

  /**
   * Computes the loss of each element and its gradient, over a range.
   *
   * @param logits the logits
   * @param logitsOffset index of its first element
   * @param targets the probabilities of the positive class, from 0 to 1
   * @param targetsOffset index of its first element
   * @param loss receives the loss of each element
   * @param lossOffset index of its first element
   * @param gradient receives the gradients of the logits
   * @param gradientOffset index of its first element
   * @param length how many elements
   * @param scale s, by which gradients are multiplied; finite
   */
  public static void lossAndGradient(
      float[] logits,
      int logitsOffset,
      float[] targets,
      int targetsOffset,
      float[] loss,
      int lossOffset,
      float[] gradient,
      int gradientOffset,
      int length,
      double scale) {
    Parameters.requireScale(scale, Storage.FLOAT, length);
    LOSS_AND_GRADIENT
        .of(Storage.FLOAT)
        .run(
            logits,
            logitsOffset,
            targets,
            targetsOffset,
            loss,
            lossOffset,
            gradient,
            gradientOffset,
            null,
            0,
            null,
            0,
            length,
            scale,
            0);
  }

  /**
   * Computes the weighted loss of each element and its gradient.
   *
   * @param logits the logits
   * @param targets the probabilities of the positive class, from 0 to 1
   * @param positiveWeights the weights of the positive class, one for each column
   * @param loss receives the loss of each element
   * @param gradient receives the gradients of the logits
   * @param rows how many rows
   * @param cols how many columns
   * @param scale s, by which gradients are multiplied; finite
   */
  public static void weightedLossAndGradient(
      float[] logits,
      float[] targets,
      float[] positiveWeights,
      float[] loss,
      float[] gradient,
      int rows,
      int cols,
      double scale) {
    Lengths.requireMatrix("logits", logits, rows, cols);
    Lengths.requireMatrix("targets", targets, rows, cols);
    Lengths.requireVector("positiveWeights", positiveWeights, "cols", cols);
    Lengths.requireMatrix("loss", loss, rows, cols);
    Lengths.requireMatrix("gradient", gradient, rows, cols);
    weightedLossAndGradient(
        logits,
        0,
        cols,
        targets,
        0,
        cols,
        positiveWeights,
        0,
        loss,
        0,
        cols,
        gradient,
        0,
        cols,
        rows,
        cols,
        scale);
  }

  /**
   * Computes the weighted loss of each element and its gradient, with leading dimensions.
   *
   * @param logits the logits
   * @param logitsOffset index of its first element
   * @param logitsStride its leading dimension
   * @param targets the probabilities of the positive class, from 0 to 1
   * @param targetsOffset index of its first element
   * @param targetsStride its leading dimension
   * @param positiveWeights the weights of the positive class, one for each column
   * @param positiveWeightsOffset index of its first element
   * @param loss receives the loss of each element
   * @param lossOffset index of its first element
   * @param lossStride its leading dimension
   * @param gradient receives the gradients of the logits
   * @param gradientOffset index of its first element
   * @param gradientStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   * @param scale s, by which gradients are multiplied; finite
   */
  public static void weightedLossAndGradient(
      float[] logits,
      int logitsOffset,
      int logitsStride,
      float[] targets,
      int targetsOffset,
      int targetsStride,
      float[] positiveWeights,
      int positiveWeightsOffset,
      float[] loss,
      int lossOffset,
      int lossStride,
      float[] gradient,
      int gradientOffset,
      int gradientStride,
      int rows,
      int cols,
      double scale) {
    Parameters.requireScale(scale, Storage.FLOAT, (long) rows * cols);
    WEIGHTED
        .of(Storage.FLOAT)
        .run(
            logits,
            logitsOffset,
            logitsStride,
            targets,
            targetsOffset,
            targetsStride,
            positiveWeights,
            positiveWeightsOffset,
            0,
            loss,
            lossOffset,
            lossStride,
            gradient,
            gradientOffset,
            gradientStride,
            null,
            0,
            0,
            rows,
            cols,
            scale,
            0);
  }

  // endregion
}
