package dev.lanewise.activation;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Lengths;
import dev.lanewise.lane.Storage;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Cross-entropy of the softmax of logits with a target, over the rows of a row-major matrix, and
 * its gradient in the same call.
 *
 * <pre>
 * loss  = -Σⱼ qⱼ log pⱼ,    pⱼ = e^(xⱼ - m) / Σₖ e^(xₖ - m)
 * dxⱼ   = s · (pⱼ Σₖ qₖ - qⱼ)
 *
 * class t         qⱼ = (1 - ε) wₜ [j = t] + ε wⱼ / C
 * distribution t  qⱼ = wⱼ ((1 - ε) tⱼ + ε / C)
 * </pre>
 *
 * <p>ε is the label smoothing, w the class weights (1 where none are given), C the number of
 * columns and s a factor of the call, such as 1 / rows for the gradient of a mean.
 *
 * <p><b>Ignored rows:</b> a row whose class is the ignored index has loss 0 and a gradient of
 * zeros, whatever its logits are.
 *
 * <p><b>Shapes:</b> logits, gradients and distributions are {@code rows} × {@code cols}, classes
 * and losses have one element for each row, weights one for each column. Rows and columns may be 0,
 * with at most 2²³ columns of floats.
 *
 * <p><b>Special rows:</b> one of -∞ alone, which is masked entirely, has loss 0 and zero gradients.
 * A NaN or +∞ among the logits makes loss and gradients NaN. A class that is masked, -∞ among other
 * logits, makes the loss ∞ if its qⱼ is not 0.
 *
 * <p><b>Accuracy:</b> that of {@link Softmax}; pⱼ - qⱼ has the error of pⱼ as an absolute one, and
 * so has the loss, in units in the last place of the larger of 1, log C and the logits' distance.
 *
 * <p><b>In place:</b> the gradient may be the same range as the logits or as a distribution.
 *
 * <p><b>Errors:</b> as those of {@link Softmax}; {@link IllegalArgumentException} also for a class
 * that is neither ignored nor a column, which the message names with its row, and for a scale that
 * is not finite in the precision of the values, unless there are none. All are thrown before
 * anything is written.
 *
 * <p>Objects are immutable and safe for use by any number of threads; their kernels are compiled
 * for their ε and index, so make one and keep it. After {@linkplain #warmUp warm-up} a call
 * allocates nothing.
 *
 * <p>Source: PyTorch's {@code cross_entropy}, whose definitions these are; label smoothing, Szegedy
 * et al., "Rethinking the Inception architecture for computer vision", CVPR 2016.
 */
public final class CrossEntropy {
  /** The index of rows to ignore where none is given, PyTorch's. */
  public static final int DEFAULT_IGNORED = -100;

  private final double smoothing;
  private final int ignored;

  /** By target, weights and gradient. */
  private final Kernels[] kernels =
      IntStream.range(0, 8)
          .mapToObj(kind -> new Kernels(storage -> make(kind, storage)))
          .toArray(Kernels[]::new);

  private CrossEntropy(double smoothing, int ignored) {
    this.smoothing = smoothing;
    this.ignored = ignored;
  }

  /**
   * Cross-entropy without label smoothing that ignores rows of class {@link #DEFAULT_IGNORED}.
   *
   * @return a new object
   */
  public static CrossEntropy create() {
    return new CrossEntropy(0, DEFAULT_IGNORED);
  }

  /**
   * The same with a label smoothing.
   *
   * @param share ε, from 0 to 1
   * @return a new object
   * @throws IllegalArgumentException if it is not from 0 to 1
   */
  public CrossEntropy withLabelSmoothing(double share) {
    Parameters.requireBetween("label smoothing", share, 0, 1);
    return new CrossEntropy(share, ignored);
  }

  /**
   * The same with another class of rows to ignore, such as that of padding.
   *
   * @param index any number
   * @return a new object
   */
  public CrossEntropy withIgnoredIndex(int index) {
    return new CrossEntropy(smoothing, index);
  }

  /**
   * Compiles and exercises the vector kernels of all methods now. Takes up to some seconds.
   *
   * @return whether vectors now serve every method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public boolean warmUp() {
    return warmUp(Storage.FLOAT, Kernel::warmUp) & warmUp(Storage.DOUBLE, Kernel::warmUp);
  }

  boolean warmUp(Storage storage, Predicate<Kernel> way) {
    boolean vectors = true;
    for (Kernels kind : kernels) {
      vectors &= way.test(kind.of(storage));
    }
    return vectors;
  }

  /**
   * The same on memory segments.
   *
   * @param storage how the values are kept, {@link Storage#FLOAT} or {@link Storage#DOUBLE}
   * @return the same mathematics
   * @throws IllegalArgumentException if it has 16 bits
   */
  public StoredCrossEntropy stored(Storage storage) {
    return new StoredCrossEntropy(
        this,
        Objects.requireNonNull(storage, "storage must not be null").requireWide("cross-entropy"));
  }

  // region twin: .mvn/Twins.java writes it again for double

  /**
   * Computes the loss of each row and its gradient.
   *
   * @param logits the logits
   * @param targets the class of each row
   * @param weights the class weights, or null for none
   * @param loss receives one number for each row
   * @param gradient receives the gradients of the logits
   * @param rows how many rows
   * @param cols how many columns
   * @param scale s, by which gradients are multiplied; finite, and 0 or large enough for s / cols
   *     to be no less than 2⁻⁶² (2⁻⁵⁰⁹ in double) in magnitude, below which gradients are lost
   */
  public void lossAndGradient(
      float[] logits,
      int[] targets,
      float[] weights,
      float[] loss,
      float[] gradient,
      int rows,
      int cols,
      double scale) {
    Lengths.requireMatrix("logits", logits, rows, cols);
    Lengths.requireVector("targets", targets, "rows", rows);
    requireWeights(weights, cols);
    Lengths.requireVector("loss", loss, "rows", rows);
    Lengths.requireMatrix("gradient", gradient, rows, cols);
    lossAndGradient(
        logits, 0, cols, targets, 0, 1, weights, 0, loss, 0, 1, gradient, 0, cols, rows, cols,
        scale);
  }

  /**
   * Computes the loss of each row and its gradient, with leading dimensions.
   *
   * @param logits the logits
   * @param logitsOffset index of its first element
   * @param logitsStride its leading dimension
   * @param targets the class of each row
   * @param targetsOffset index of its first element
   * @param targetsStride distance from one to the next
   * @param weights the class weights, or null for none
   * @param weightsOffset index of its first element
   * @param loss receives one number for each row
   * @param lossOffset index of its first element
   * @param lossStride distance from one to the next
   * @param gradient receives the gradients of the logits
   * @param gradientOffset index of its first element
   * @param gradientStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   * @param scale s, by which gradients are multiplied; finite, and 0 or large enough for s / cols
   *     to be no less than 2⁻⁶² (2⁻⁵⁰⁹ in double) in magnitude, below which gradients are lost
   */
  public void lossAndGradient(
      float[] logits,
      int logitsOffset,
      int logitsStride,
      int[] targets,
      int targetsOffset,
      int targetsStride,
      float[] weights,
      int weightsOffset,
      float[] loss,
      int lossOffset,
      int lossStride,
      float[] gradient,
      int gradientOffset,
      int gradientStride,
      int rows,
      int cols,
      double scale) {
    Objects.requireNonNull(gradient, "gradient is null");
    Parameters.requireScale(scale, Storage.FLOAT, (long) rows * cols);
    requireClasses(targets, targetsOffset, targetsStride, rows, cols);
    run(
        true,
        logits,
        logitsOffset,
        logitsStride,
        targets,
        targetsOffset,
        targetsStride,
        weights,
        weightsOffset,
        loss,
        lossOffset,
        lossStride,
        gradient,
        gradientOffset,
        gradientStride,
        rows,
        cols,
        scale);
  }

  /**
   * Computes the loss of each row.
   *
   * @param logits the logits
   * @param targets the class of each row
   * @param weights the class weights, or null for none
   * @param loss receives one number for each row
   * @param rows how many rows
   * @param cols how many columns
   */
  public void loss(
      float[] logits, int[] targets, float[] weights, float[] loss, int rows, int cols) {
    Lengths.requireMatrix("logits", logits, rows, cols);
    Lengths.requireVector("targets", targets, "rows", rows);
    requireWeights(weights, cols);
    Lengths.requireVector("loss", loss, "rows", rows);
    loss(logits, 0, cols, targets, 0, 1, weights, 0, loss, 0, 1, rows, cols);
  }

  /**
   * Computes the loss of each row, with leading dimensions.
   *
   * @param logits the logits
   * @param logitsOffset index of its first element
   * @param logitsStride its leading dimension
   * @param targets the class of each row
   * @param targetsOffset index of its first element
   * @param targetsStride distance from one to the next
   * @param weights the class weights, or null for none
   * @param weightsOffset index of its first element
   * @param loss receives one number for each row
   * @param lossOffset index of its first element
   * @param lossStride distance from one to the next
   * @param rows how many rows
   * @param cols how many columns
   */
  public void loss(
      float[] logits,
      int logitsOffset,
      int logitsStride,
      int[] targets,
      int targetsOffset,
      int targetsStride,
      float[] weights,
      int weightsOffset,
      float[] loss,
      int lossOffset,
      int lossStride,
      int rows,
      int cols) {
    requireClasses(targets, targetsOffset, targetsStride, rows, cols);
    run(
        true,
        logits,
        logitsOffset,
        logitsStride,
        targets,
        targetsOffset,
        targetsStride,
        weights,
        weightsOffset,
        loss,
        lossOffset,
        lossStride,
        null,
        0,
        0,
        rows,
        cols,
        0);
  }

  private static void requireWeights(float[] weights, int cols) {
    if (weights != null) {
      Lengths.requireVector("weights", weights, "cols", cols);
    }
  }

  private void run(
      boolean index,
      float[] logits,
      int logitsOffset,
      int logitsStride,
      Object targets,
      int targetsOffset,
      int targetsStride,
      float[] weights,
      int weightsOffset,
      float[] loss,
      int lossOffset,
      int lossStride,
      float[] gradient,
      int gradientOffset,
      int gradientStride,
      int rows,
      int cols,
      double scale) {
    if (index && cols == 0) {
      // All rows are ignored: there is no logit to look up for a class, and no distribution either.
      run(
          false,
          logits,
          logitsOffset,
          logitsStride,
          logits,
          logitsOffset,
          logitsStride,
          weights,
          weightsOffset,
          loss,
          lossOffset,
          lossStride,
          gradient,
          gradientOffset,
          gradientStride,
          rows,
          cols,
          scale);
      return;
    }
    Kernel kernel = kernel(Storage.FLOAT, index, weights != null, gradient != null);
    if (weights == null) {
      kernel.run(
          logits,
          logitsOffset,
          logitsStride,
          targets,
          targetsOffset,
          targetsStride,
          loss,
          lossOffset,
          lossStride,
          gradient,
          gradientOffset,
          gradientStride,
          null,
          0,
          0,
          null,
          0,
          0,
          rows,
          cols,
          scale,
          0);
    } else {
      kernel.run(
          logits,
          logitsOffset,
          logitsStride,
          targets,
          targetsOffset,
          targetsStride,
          weights,
          weightsOffset,
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
  }

  // endregion

  // region twin: .mvn/Twins.java writes it again for double (distribution)

  /**
   * Computes the loss of each row and its gradient.
   *
   * @param logits the logits
   * @param targets the distribution of each row
   * @param weights the class weights, or null for none
   * @param loss receives one number for each row
   * @param gradient receives the gradients of the logits
   * @param rows how many rows
   * @param cols how many columns
   * @param scale s, by which gradients are multiplied; finite, and 0 or large enough for s / cols
   *     to be no less than 2⁻⁶² (2⁻⁵⁰⁹ in double) in magnitude, below which gradients are lost
   */
  public void lossAndGradient(
      float[] logits,
      float[] targets,
      float[] weights,
      float[] loss,
      float[] gradient,
      int rows,
      int cols,
      double scale) {
    Lengths.requireMatrix("logits", logits, rows, cols);
    Lengths.requireMatrix("targets", targets, rows, cols);
    requireWeights(weights, cols);
    Lengths.requireVector("loss", loss, "rows", rows);
    Lengths.requireMatrix("gradient", gradient, rows, cols);
    lossAndGradient(
        logits, 0, cols, targets, 0, cols, weights, 0, loss, 0, 1, gradient, 0, cols, rows, cols,
        scale);
  }

  /**
   * Computes the loss of each row and its gradient, with leading dimensions.
   *
   * @param logits the logits
   * @param logitsOffset index of its first element
   * @param logitsStride its leading dimension
   * @param targets the distribution of each row
   * @param targetsOffset index of its first element
   * @param targetsStride its leading dimension
   * @param weights the class weights, or null for none
   * @param weightsOffset index of its first element
   * @param loss receives one number for each row
   * @param lossOffset index of its first element
   * @param lossStride distance from one to the next
   * @param gradient receives the gradients of the logits
   * @param gradientOffset index of its first element
   * @param gradientStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   * @param scale s, by which gradients are multiplied; finite, and 0 or large enough for s / cols
   *     to be no less than 2⁻⁶² (2⁻⁵⁰⁹ in double) in magnitude, below which gradients are lost
   */
  public void lossAndGradient(
      float[] logits,
      int logitsOffset,
      int logitsStride,
      float[] targets,
      int targetsOffset,
      int targetsStride,
      float[] weights,
      int weightsOffset,
      float[] loss,
      int lossOffset,
      int lossStride,
      float[] gradient,
      int gradientOffset,
      int gradientStride,
      int rows,
      int cols,
      double scale) {
    Objects.requireNonNull(gradient, "gradient is null");
    Parameters.requireScale(scale, Storage.FLOAT, (long) rows * cols);
    run(
        false,
        logits,
        logitsOffset,
        logitsStride,
        targets,
        targetsOffset,
        targetsStride,
        weights,
        weightsOffset,
        loss,
        lossOffset,
        lossStride,
        gradient,
        gradientOffset,
        gradientStride,
        rows,
        cols,
        scale);
  }

  /**
   * Computes the loss of each row.
   *
   * @param logits the logits
   * @param targets the distribution of each row
   * @param weights the class weights, or null for none
   * @param loss receives one number for each row
   * @param rows how many rows
   * @param cols how many columns
   */
  public void loss(
      float[] logits, float[] targets, float[] weights, float[] loss, int rows, int cols) {
    Lengths.requireMatrix("logits", logits, rows, cols);
    Lengths.requireMatrix("targets", targets, rows, cols);
    requireWeights(weights, cols);
    Lengths.requireVector("loss", loss, "rows", rows);
    loss(logits, 0, cols, targets, 0, cols, weights, 0, loss, 0, 1, rows, cols);
  }

  /**
   * Computes the loss of each row, with leading dimensions.
   *
   * @param logits the logits
   * @param logitsOffset index of its first element
   * @param logitsStride its leading dimension
   * @param targets the distribution of each row
   * @param targetsOffset index of its first element
   * @param targetsStride its leading dimension
   * @param weights the class weights, or null for none
   * @param weightsOffset index of its first element
   * @param loss receives one number for each row
   * @param lossOffset index of its first element
   * @param lossStride distance from one to the next
   * @param rows how many rows
   * @param cols how many columns
   */
  public void loss(
      float[] logits,
      int logitsOffset,
      int logitsStride,
      float[] targets,
      int targetsOffset,
      int targetsStride,
      float[] weights,
      int weightsOffset,
      float[] loss,
      int lossOffset,
      int lossStride,
      int rows,
      int cols) {
    run(
        false,
        logits,
        logitsOffset,
        logitsStride,
        targets,
        targetsOffset,
        targetsStride,
        weights,
        weightsOffset,
        loss,
        lossOffset,
        lossStride,
        null,
        0,
        0,
        rows,
        cols,
        0);
  }

  // endregion

  Kernel kernel(Storage storage, boolean index, boolean weighted, boolean gradient) {
    return kernels[(index ? 4 : 0) + (weighted ? 2 : 0) + (gradient ? 1 : 0)].of(storage);
  }

  private Kernel make(int kind, Storage storage) {
    boolean weighted = (kind & 2) != 0;
    boolean gradient = (kind & 1) != 0;
    if ((kind & 4) != 0) {
      IndexCrossEntropy program = new IndexCrossEntropy(weighted, gradient, smoothing, ignored);
      return new Kernel("crossEntropy", storage, program.operandsInOrder(), program::define);
    }
    DistributionCrossEntropy program = new DistributionCrossEntropy(weighted, gradient, smoothing);
    return new Kernel("crossEntropy", storage, program.operandsInOrder(), program::define);
  }

  private void requireClasses(int[] targets, int offset, int stride, int rows, int cols) {
    IndexCrossEntropy.CLASSES.requireRows(targets, Storage.FLOAT, offset, stride, rows, cols);
    for (int row = 0; row < rows; row++) {
      requireClass(row, targets[offset + row * stride], cols);
    }
  }

  void requireClass(int row, int target, int cols) {
    if (target != ignored && (target < 0 || target >= cols)) {
      throw new IllegalArgumentException(
          "the class of row "
              + row
              + " is "
              + target
              + (cols == 0 ? "; with 0 columns it must be " : "; it must be from 0 to ")
              + (cols == 0 ? "" : (cols - 1) + ", or ")
              + ignored
              + " to be ignored");
    }
  }
}
