package dev.lanewise.activation;

import dev.lanewise.activation.SoftmaxProgram.Logits;
import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Lengths;
import dev.lanewise.lane.Storage;

/**
 * {@link Softmax}, its logarithm and log-sum-exp of logits of which some are masked.
 *
 * <pre>
 * additive  zᵢ = xᵢ / T + maskᵢ
 * boolean   zᵢ = xᵢ / T where maskᵢ is true, else -∞
 * causal    zᵢ = xᵢ / T for i ≤ row + diagonal, else -∞
 * </pre>
 *
 * <p><b>Backward:</b> the methods of {@link Softmax} with that temperature serve. They do not know
 * the mask and follow their formulas, so upstream gradients of masked elements count. Softmax has
 * them times a probability of 0: where all are finite, a masked element gets the gradient 0 and
 * changes no other, but an infinite or NaN one makes the row NaN. Log_softmax passes them on and
 * has them in its sum, so they must be 0. A row that is masked entirely gets zeros in any case.
 *
 * <p><b>Special values:</b> what a boolean or causal mask leaves out does not count, not even if it
 * is NaN; to an additive mask NaN is NaN, and +∞ - ∞ too. A row that is masked entirely gives
 * zeros, or -∞.
 *
 * <p><b>Shapes:</b> a mask has the shape of the logits, or the leading dimension 0, which makes one
 * row of it serve all rows. For shapes, accuracy, in-place rule and errors otherwise see {@link
 * Softmax}. A causal row has at most 2²³ columns.
 *
 * <p><b>Accuracy:</b> with an additive mask, logits are rounded before the maximum is subtracted,
 * to which 1/T adds: the relative error of a probability then grows by |zᵢ - m| ULP and by |xᵢ / T|
 * + |zᵢ|, of the element and of the largest one.
 *
 * <p>Source: the masks of Vaswani et al., "Attention is all you need", NIPS 2017.
 */
public final class MaskedSoftmax {
  private MaskedSoftmax() {}

  /**
   * Compiles and exercises the vector kernels of all methods now. Takes up to some seconds.
   *
   * @return whether vectors now serve every method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public static boolean warmUp() {
    return SoftmaxFunction.warmUp(Logits.ADDITIVE)
        & SoftmaxFunction.warmUp(Logits.BOOLEAN)
        & SoftmaxFunction.warmUp(Logits.CAUSAL);
  }

  /**
   * The same on memory segments, and on values of 16 bits.
   *
   * @param storage how the values are kept
   * @return the same mathematics
   * @throws NullPointerException if the storage is null
   */
  public static StoredMaskedSoftmax stored(Storage storage) {
    return new StoredMaskedSoftmax(storage);
  }

  // region twin: .mvn/Twins.java writes it again for double

  /**
   * Computes the softmax of each row, with a mask that is added.
   *
   * @param x the logits
   * @param mask is added to the logits after the division, -∞ to mask
   * @param y receives the probabilities
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void softmax(
      float[] x, float[] mask, float[] y, int rows, int cols, double temperature) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("mask", mask, rows, cols);
    Lengths.requireMatrix("y", y, rows, cols);
    softmax(x, 0, cols, mask, 0, cols, y, 0, cols, rows, cols, temperature);
  }

  /**
   * Computes the softmax of each row, with a mask that is added, with leading dimensions.
   *
   * @param x the logits
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param mask is added to the logits after the division, -∞ to mask
   * @param maskOffset index of its first element
   * @param maskStride its leading dimension; 0 for the same mask in every row
   * @param y receives the probabilities
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void softmax(
      float[] x,
      int xOffset,
      int xStride,
      float[] mask,
      int maskOffset,
      int maskStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols,
      double temperature) {
    run(
        SoftmaxFunction.SOFTMAX.kernel(Logits.ADDITIVE, Storage.FLOAT),
        x,
        xOffset,
        xStride,
        mask,
        maskOffset,
        maskStride,
        y,
        yOffset,
        yStride,
        rows,
        cols,
        Softmax.scale(temperature, Storage.FLOAT),
        0);
  }

  /**
   * Computes the logarithm of the softmax of each row, with a mask that is added.
   *
   * @param x the logits
   * @param mask is added to the logits after the division, -∞ to mask
   * @param y receives the log-probabilities
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void logSoftmax(
      float[] x, float[] mask, float[] y, int rows, int cols, double temperature) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("mask", mask, rows, cols);
    Lengths.requireMatrix("y", y, rows, cols);
    logSoftmax(x, 0, cols, mask, 0, cols, y, 0, cols, rows, cols, temperature);
  }

  /**
   * Computes the logarithm of the softmax of each row, with a mask that is added, with leading
   * dimensions.
   *
   * @param x the logits
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param mask is added to the logits after the division, -∞ to mask
   * @param maskOffset index of its first element
   * @param maskStride its leading dimension; 0 for the same mask in every row
   * @param y receives the log-probabilities
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void logSoftmax(
      float[] x,
      int xOffset,
      int xStride,
      float[] mask,
      int maskOffset,
      int maskStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols,
      double temperature) {
    run(
        SoftmaxFunction.LOG_SOFTMAX.kernel(Logits.ADDITIVE, Storage.FLOAT),
        x,
        xOffset,
        xStride,
        mask,
        maskOffset,
        maskStride,
        y,
        yOffset,
        yStride,
        rows,
        cols,
        Softmax.scale(temperature, Storage.FLOAT),
        0);
  }

  /**
   * Computes the logarithm of the sum of exponentials of each row, with a mask that is added.
   *
   * @param x the logits
   * @param mask is added to the logits after the division, -∞ to mask
   * @param y receives one number for each row
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void logSumExp(
      float[] x, float[] mask, float[] y, int rows, int cols, double temperature) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("mask", mask, rows, cols);
    Lengths.requireVector("y", y, "rows", rows);
    logSumExp(x, 0, cols, mask, 0, cols, y, 0, 1, rows, cols, temperature);
  }

  /**
   * Computes the logarithm of the sum of exponentials of each row, with a mask that is added, with
   * leading dimensions.
   *
   * @param x the logits
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param mask is added to the logits after the division, -∞ to mask
   * @param maskOffset index of its first element
   * @param maskStride its leading dimension; 0 for the same mask in every row
   * @param y receives one number for each row
   * @param yOffset index of its first element
   * @param yStride distance from one to the next
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void logSumExp(
      float[] x,
      int xOffset,
      int xStride,
      float[] mask,
      int maskOffset,
      int maskStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols,
      double temperature) {
    run(
        SoftmaxFunction.LOG_SUM_EXP.kernel(Logits.ADDITIVE, Storage.FLOAT),
        x,
        xOffset,
        xStride,
        mask,
        maskOffset,
        maskStride,
        y,
        yOffset,
        yStride,
        rows,
        cols,
        Softmax.scale(temperature, Storage.FLOAT),
        0);
  }

  // endregion

  // region twin: .mvn/Twins.java writes it again for double (boolean)

  /**
   * Computes the softmax of each row, of the logits that a mask lets through.
   *
   * @param x the logits
   * @param mask true where a logit counts
   * @param y receives the probabilities
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void softmax(
      float[] x, boolean[] mask, float[] y, int rows, int cols, double temperature) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("mask", mask, rows, cols);
    Lengths.requireMatrix("y", y, rows, cols);
    softmax(x, 0, cols, mask, 0, cols, y, 0, cols, rows, cols, temperature);
  }

  /**
   * Computes the softmax of each row, of the logits that a mask lets through, with leading
   * dimensions.
   *
   * @param x the logits
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param mask true where a logit counts
   * @param maskOffset index of its first element
   * @param maskStride its leading dimension; 0 for the same mask in every row
   * @param y receives the probabilities
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void softmax(
      float[] x,
      int xOffset,
      int xStride,
      boolean[] mask,
      int maskOffset,
      int maskStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols,
      double temperature) {
    run(
        SoftmaxFunction.SOFTMAX.kernel(Logits.BOOLEAN, Storage.FLOAT),
        x,
        xOffset,
        xStride,
        mask,
        maskOffset,
        maskStride,
        y,
        yOffset,
        yStride,
        rows,
        cols,
        Softmax.scale(temperature, Storage.FLOAT),
        0);
  }

  /**
   * Computes the logarithm of the softmax of each row, of the logits that a mask lets through.
   *
   * @param x the logits
   * @param mask true where a logit counts
   * @param y receives the log-probabilities
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void logSoftmax(
      float[] x, boolean[] mask, float[] y, int rows, int cols, double temperature) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("mask", mask, rows, cols);
    Lengths.requireMatrix("y", y, rows, cols);
    logSoftmax(x, 0, cols, mask, 0, cols, y, 0, cols, rows, cols, temperature);
  }

  /**
   * Computes the logarithm of the softmax of each row, of the logits that a mask lets through, with
   * leading dimensions.
   *
   * @param x the logits
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param mask true where a logit counts
   * @param maskOffset index of its first element
   * @param maskStride its leading dimension; 0 for the same mask in every row
   * @param y receives the log-probabilities
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void logSoftmax(
      float[] x,
      int xOffset,
      int xStride,
      boolean[] mask,
      int maskOffset,
      int maskStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols,
      double temperature) {
    run(
        SoftmaxFunction.LOG_SOFTMAX.kernel(Logits.BOOLEAN, Storage.FLOAT),
        x,
        xOffset,
        xStride,
        mask,
        maskOffset,
        maskStride,
        y,
        yOffset,
        yStride,
        rows,
        cols,
        Softmax.scale(temperature, Storage.FLOAT),
        0);
  }

  /**
   * Computes the logarithm of the sum of exponentials of each row, of the logits that a mask lets
   * through.
   *
   * @param x the logits
   * @param mask true where a logit counts
   * @param y receives one number for each row
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void logSumExp(
      float[] x, boolean[] mask, float[] y, int rows, int cols, double temperature) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("mask", mask, rows, cols);
    Lengths.requireVector("y", y, "rows", rows);
    logSumExp(x, 0, cols, mask, 0, cols, y, 0, 1, rows, cols, temperature);
  }

  /**
   * Computes the logarithm of the sum of exponentials of each row, of the logits that a mask lets
   * through, with leading dimensions.
   *
   * @param x the logits
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param mask true where a logit counts
   * @param maskOffset index of its first element
   * @param maskStride its leading dimension; 0 for the same mask in every row
   * @param y receives one number for each row
   * @param yOffset index of its first element
   * @param yStride distance from one to the next
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void logSumExp(
      float[] x,
      int xOffset,
      int xStride,
      boolean[] mask,
      int maskOffset,
      int maskStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols,
      double temperature) {
    run(
        SoftmaxFunction.LOG_SUM_EXP.kernel(Logits.BOOLEAN, Storage.FLOAT),
        x,
        xOffset,
        xStride,
        mask,
        maskOffset,
        maskStride,
        y,
        yOffset,
        yStride,
        rows,
        cols,
        Softmax.scale(temperature, Storage.FLOAT),
        0);
  }

  // endregion

  // region twin: .mvn/Twins.java writes it again for double

  /**
   * Computes the softmax of each row, of the logits up to the diagonal.
   *
   * @param x the logits
   * @param y receives the probabilities
   * @param rows how many rows
   * @param cols how many columns
   * @param diagonal how many columns after its own number a row still sees; cols - rows if the last
   *     row is to see all
   * @param temperature T
   */
  public static void causalSoftmax(
      float[] x, float[] y, int rows, int cols, int diagonal, double temperature) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("y", y, rows, cols);
    causalSoftmax(x, 0, cols, y, 0, cols, rows, cols, diagonal, temperature);
  }

  /**
   * Computes the softmax of each row, of the logits up to the diagonal, with leading dimensions.
   *
   * @param x the logits
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives the probabilities
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   * @param diagonal how many columns after its own number a row still sees; cols - rows if the last
   *     row is to see all
   * @param temperature T
   */
  public static void causalSoftmax(
      float[] x,
      int xOffset,
      int xStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols,
      int diagonal,
      double temperature) {
    run(
        SoftmaxFunction.SOFTMAX.kernel(Logits.CAUSAL, Storage.FLOAT),
        x,
        xOffset,
        xStride,
        y,
        yOffset,
        yStride,
        null,
        0,
        0,
        rows,
        cols,
        Softmax.scale(temperature, Storage.FLOAT),
        diagonal);
  }

  /**
   * Computes the logarithm of the softmax of each row, of the logits up to the diagonal.
   *
   * @param x the logits
   * @param y receives the log-probabilities
   * @param rows how many rows
   * @param cols how many columns
   * @param diagonal how many columns after its own number a row still sees; cols - rows if the last
   *     row is to see all
   * @param temperature T
   */
  public static void causalLogSoftmax(
      float[] x, float[] y, int rows, int cols, int diagonal, double temperature) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("y", y, rows, cols);
    causalLogSoftmax(x, 0, cols, y, 0, cols, rows, cols, diagonal, temperature);
  }

  /**
   * Computes the logarithm of the softmax of each row, of the logits up to the diagonal, with
   * leading dimensions.
   *
   * @param x the logits
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives the log-probabilities
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   * @param diagonal how many columns after its own number a row still sees; cols - rows if the last
   *     row is to see all
   * @param temperature T
   */
  public static void causalLogSoftmax(
      float[] x,
      int xOffset,
      int xStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols,
      int diagonal,
      double temperature) {
    run(
        SoftmaxFunction.LOG_SOFTMAX.kernel(Logits.CAUSAL, Storage.FLOAT),
        x,
        xOffset,
        xStride,
        y,
        yOffset,
        yStride,
        null,
        0,
        0,
        rows,
        cols,
        Softmax.scale(temperature, Storage.FLOAT),
        diagonal);
  }

  /**
   * Computes the logarithm of the sum of exponentials of each row, of the logits up to the
   * diagonal.
   *
   * @param x the logits
   * @param y receives one number for each row
   * @param rows how many rows
   * @param cols how many columns
   * @param diagonal how many columns after its own number a row still sees; cols - rows if the last
   *     row is to see all
   * @param temperature T
   */
  public static void causalLogSumExp(
      float[] x, float[] y, int rows, int cols, int diagonal, double temperature) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireVector("y", y, "rows", rows);
    causalLogSumExp(x, 0, cols, y, 0, 1, rows, cols, diagonal, temperature);
  }

  /**
   * Computes the logarithm of the sum of exponentials of each row, of the logits up to the
   * diagonal, with leading dimensions.
   *
   * @param x the logits
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives one number for each row
   * @param yOffset index of its first element
   * @param yStride distance from one to the next
   * @param rows how many rows
   * @param cols how many columns
   * @param diagonal how many columns after its own number a row still sees; cols - rows if the last
   *     row is to see all
   * @param temperature T
   */
  public static void causalLogSumExp(
      float[] x,
      int xOffset,
      int xStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols,
      int diagonal,
      double temperature) {
    run(
        SoftmaxFunction.LOG_SUM_EXP.kernel(Logits.CAUSAL, Storage.FLOAT),
        x,
        xOffset,
        xStride,
        y,
        yOffset,
        yStride,
        null,
        0,
        0,
        rows,
        cols,
        Softmax.scale(temperature, Storage.FLOAT),
        diagonal);
  }

  private static void run(
      Kernel kernel,
      float[] a,
      int aOffset,
      int aStride,
      Object b,
      int bOffset,
      int bStride,
      float[] c,
      int cOffset,
      int cStride,
      int rows,
      int cols,
      double scale,
      int diagonal) {
    kernel.run(
        a, aOffset, aStride, b, bOffset, bStride, c, cOffset, cStride, null, 0, 0, null, 0, 0, null,
        0, 0, rows, cols, scale, diagonal);
  }

  // endregion
}
