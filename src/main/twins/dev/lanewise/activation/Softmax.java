package dev.lanewise.activation;

import dev.lanewise.activation.SoftmaxProgram.Logits;
import dev.lanewise.kernel.Lengths;
import dev.lanewise.kernel.RowProgram;
import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;

/**
 * Softmax, softmin, the logarithm of softmax and log-sum-exp over the rows of a row-major matrix,
 * forward and backward.
 *
 * <pre>
 * softmax      yᵢ  = e^(zᵢ - m) / Σⱼ e^(zⱼ - m),       m = maxⱼ zⱼ,  z = x / T
 * backward     dxᵢ = yᵢ · (dyᵢ - Σⱼ yⱼ·dyⱼ) / T
 * log_softmax  yᵢ  = (zᵢ - m) - log Σⱼ e^(zⱼ - m)
 * backward     dxᵢ = (dyᵢ - e^yᵢ · Σⱼ dyⱼ) / T
 * log_sum_exp  y   = m + log Σⱼ e^(zⱼ - m)
 * softmin      yᵢ  is the softmax of -x
 * </pre>
 *
 * <p>Subtracting the maximum makes every finite input safe: the largest term of the sum is 1. What
 * a temperature would make infinite is subtracted before; log-sum-exp is infinite where m is.
 *
 * <p><b>Temperature:</b> T is 1 where none is given. It is a number of the call, from 2⁻¹⁰⁰ to 2¹⁰⁰
 * in magnitude (2⁻¹⁰⁰⁰ to 2¹⁰⁰⁰ in double), and applied as a product with 1/T, rounded to the
 * precision; a negative one turns the order round, so softmin is the softmax of temperature -1,
 * backward too. The gradient of log-sum-exp is the softmax.
 *
 * <p><b>Shapes:</b> {@code rows} × {@code cols}; whole arrays have exactly that many elements. The
 * other methods take the index of the first element and the leading dimension, the distance from
 * one row to the next, which is at least {@code cols}. Rows and columns may be 0.
 *
 * <p><b>Special rows:</b> a row of -∞ alone, which is masked entirely, gives zeros (log_softmax:
 * -∞, as log-sum-exp) and zero gradients, whatever the upstream gradients are. A NaN or +∞ among
 * the logits makes its whole row NaN, and backward so does a NaN among the upstream gradients or
 * the probabilities of softmax, where a probability is not 0; log-sum-exp of a row with +∞ and no
 * NaN is +∞.
 *
 * <p><b>Accuracy:</b> the sum has the fixed shape that {@link RowProgram#reduce} documents, the
 * same for every lane width, so results are the same bits everywhere. The rounding of xᵢ - m makes
 * the relative error of a probability grow with that distance, by |xᵢ - m| ULP at most; with a
 * temperature by 3·|zᵢ - m|, as 1/T and the product are rounded too. The other roundings, of which
 * a sum of {@code cols} terms has up to cols / 64 + 21 one after the other (cols / 32 + 12 in
 * double), add at most as many ULP and 5 more; mostly a few, but all of them where thousands of
 * small terms are added to large ones. A log-probability near 0 has that error of the sum as an
 * absolute one, in units in the last place of 1, as has log-sum-exp; a temperature adds one ULP of
 * m to that.
 *
 * <p><b>In place:</b> an output may be the same array as an input, with the same offset and leading
 * dimension; other overlaps are refused.
 *
 * <p><b>Errors:</b> {@link NullPointerException} if an array is null; {@link
 * IndexOutOfBoundsException} if an offset or size is negative or a row ends past its array; {@link
 * IllegalArgumentException} if a whole array's length is not rows · cols, a leading dimension is
 * too small, a temperature is out of its range, or ranges overlap in part. All are thrown before
 * anything is written.
 *
 * <p>Source: the log-sum-exp identity, Blanchard, Higham and Higham, "Accurately computing the
 * log-sum-exp and softmax functions", IMA J. Numer. Anal. 41 (2021).
 */
public final class Softmax {
  private Softmax() {}

  /**
   * Compiles and exercises the vector kernels of all methods now. Takes up to some seconds.
   *
   * @return whether vectors now serve every method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public static boolean warmUp() {
    return SoftmaxFunction.warmUp(Logits.PLAIN) & SoftmaxFunction.warmUp(Logits.SCALED);
  }

  /**
   * The same on memory segments, and on values of 16 bits.
   *
   * @param storage how the values are kept
   * @return the same mathematics
   * @throws NullPointerException if the storage is null
   */
  public static StoredSoftmax stored(Storage storage) {
    return new StoredSoftmax(storage);
  }

  // region twin: .mvn/Twins.java writes it again for double

  /**
   * Computes the softmax of each row.
   *
   * @param x the logits
   * @param y receives the probabilities
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void softmax(float[] x, float[] y, int rows, int cols) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("y", y, rows, cols);
    softmax(x, 0, cols, y, 0, cols, rows, cols);
  }

  /**
   * Computes the softmax of each row, with leading dimensions.
   *
   * @param x the logits
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives the probabilities
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void softmax(
      float[] x,
      int xOffset,
      int xStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols) {
    SoftmaxFunction.SOFTMAX
        .kernel(Logits.PLAIN, Storage.FLOAT)
        .run(
            x, xOffset, xStride, y, yOffset, yStride, null, 0, 0, null, 0, 0, null, 0, 0, null, 0,
            0, rows, cols, 0, 0);
  }

  /**
   * Computes the gradient of softmax from its output.
   *
   * @param y the probabilities
   * @param dy the upstream gradients
   * @param dx receives the gradients of the logits
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void softmaxBackward(float[] y, float[] dy, float[] dx, int rows, int cols) {
    Lengths.requireMatrix("y", y, rows, cols);
    Lengths.requireMatrix("dy", dy, rows, cols);
    Lengths.requireMatrix("dx", dx, rows, cols);
    softmaxBackward(y, 0, cols, dy, 0, cols, dx, 0, cols, rows, cols);
  }

  /**
   * Computes the gradient of softmax from its output, with leading dimensions.
   *
   * @param y the probabilities
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dyStride its leading dimension
   * @param dx receives the gradients of the logits
   * @param dxOffset index of its first element
   * @param dxStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void softmaxBackward(
      float[] y,
      int yOffset,
      int yStride,
      float[] dy,
      int dyOffset,
      int dyStride,
      float[] dx,
      int dxOffset,
      int dxStride,
      int rows,
      int cols) {
    SoftmaxFunction.SOFTMAX_BACKWARD
        .kernel(Logits.PLAIN, Storage.FLOAT)
        .run(
            y, yOffset, yStride, dy, dyOffset, dyStride, dx, dxOffset, dxStride, null, 0, 0, null,
            0, 0, null, 0, 0, rows, cols, 0, 0);
  }

  /**
   * Computes the logarithm of the softmax of each row.
   *
   * @param x the logits
   * @param y receives the log-probabilities
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void logSoftmax(float[] x, float[] y, int rows, int cols) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("y", y, rows, cols);
    logSoftmax(x, 0, cols, y, 0, cols, rows, cols);
  }

  /**
   * Computes the logarithm of the softmax of each row, with leading dimensions.
   *
   * @param x the logits
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives the log-probabilities
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void logSoftmax(
      float[] x,
      int xOffset,
      int xStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols) {
    SoftmaxFunction.LOG_SOFTMAX
        .kernel(Logits.PLAIN, Storage.FLOAT)
        .run(
            x, xOffset, xStride, y, yOffset, yStride, null, 0, 0, null, 0, 0, null, 0, 0, null, 0,
            0, rows, cols, 0, 0);
  }

  /**
   * Computes the gradient of log_softmax from its output.
   *
   * @param y the log-probabilities
   * @param dy the upstream gradients
   * @param dx receives the gradients of the logits
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void logSoftmaxBackward(float[] y, float[] dy, float[] dx, int rows, int cols) {
    Lengths.requireMatrix("y", y, rows, cols);
    Lengths.requireMatrix("dy", dy, rows, cols);
    Lengths.requireMatrix("dx", dx, rows, cols);
    logSoftmaxBackward(y, 0, cols, dy, 0, cols, dx, 0, cols, rows, cols);
  }

  /**
   * Computes the gradient of log_softmax from its output, with leading dimensions.
   *
   * @param y the log-probabilities
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dyStride its leading dimension
   * @param dx receives the gradients of the logits
   * @param dxOffset index of its first element
   * @param dxStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void logSoftmaxBackward(
      float[] y,
      int yOffset,
      int yStride,
      float[] dy,
      int dyOffset,
      int dyStride,
      float[] dx,
      int dxOffset,
      int dxStride,
      int rows,
      int cols) {
    SoftmaxFunction.LOG_SOFTMAX_BACKWARD
        .kernel(Logits.PLAIN, Storage.FLOAT)
        .run(
            y, yOffset, yStride, dy, dyOffset, dyStride, dx, dxOffset, dxStride, null, 0, 0, null,
            0, 0, null, 0, 0, rows, cols, 0, 0);
  }

  /**
   * Computes the softmax of each row, divided by a temperature before.
   *
   * @param x the logits
   * @param y receives the probabilities
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void softmax(float[] x, float[] y, int rows, int cols, double temperature) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("y", y, rows, cols);
    softmax(x, 0, cols, y, 0, cols, rows, cols, temperature);
  }

  /**
   * Computes the softmax of each row, divided by a temperature before, with leading dimensions.
   *
   * @param x the logits
   * @param xOffset index of its first element
   * @param xStride its leading dimension
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
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols,
      double temperature) {
    SoftmaxFunction.SOFTMAX
        .kernel(Logits.SCALED, Storage.FLOAT)
        .run(
            x,
            xOffset,
            xStride,
            y,
            yOffset,
            yStride,
            null,
            0,
            0,
            null,
            0,
            0,
            null,
            0,
            0,
            null,
            0,
            0,
            rows,
            cols,
            scale(temperature, Storage.FLOAT),
            0);
  }

  /**
   * Computes the gradient of softmax of a temperature from its output.
   *
   * @param y the probabilities
   * @param dy the upstream gradients
   * @param dx receives the gradients of the logits
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void softmaxBackward(
      float[] y, float[] dy, float[] dx, int rows, int cols, double temperature) {
    Lengths.requireMatrix("y", y, rows, cols);
    Lengths.requireMatrix("dy", dy, rows, cols);
    Lengths.requireMatrix("dx", dx, rows, cols);
    softmaxBackward(y, 0, cols, dy, 0, cols, dx, 0, cols, rows, cols, temperature);
  }

  /**
   * Computes the gradient of softmax of a temperature from its output, with leading dimensions.
   *
   * @param y the probabilities
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dyStride its leading dimension
   * @param dx receives the gradients of the logits
   * @param dxOffset index of its first element
   * @param dxStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void softmaxBackward(
      float[] y,
      int yOffset,
      int yStride,
      float[] dy,
      int dyOffset,
      int dyStride,
      float[] dx,
      int dxOffset,
      int dxStride,
      int rows,
      int cols,
      double temperature) {
    SoftmaxFunction.SOFTMAX_BACKWARD
        .kernel(Logits.SCALED, Storage.FLOAT)
        .run(
            y,
            yOffset,
            yStride,
            dy,
            dyOffset,
            dyStride,
            dx,
            dxOffset,
            dxStride,
            null,
            0,
            0,
            null,
            0,
            0,
            null,
            0,
            0,
            rows,
            cols,
            scale(temperature, Storage.FLOAT),
            0);
  }

  /**
   * Computes the softmin of each row.
   *
   * @param x the logits
   * @param y receives the probabilities
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void softmin(float[] x, float[] y, int rows, int cols) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("y", y, rows, cols);
    softmin(x, 0, cols, y, 0, cols, rows, cols);
  }

  /**
   * Computes the softmin of each row, with leading dimensions.
   *
   * @param x the logits
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives the probabilities
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void softmin(
      float[] x,
      int xOffset,
      int xStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols) {
    SoftmaxFunction.SOFTMAX
        .kernel(Logits.SCALED, Storage.FLOAT)
        .run(
            x, xOffset, xStride, y, yOffset, yStride, null, 0, 0, null, 0, 0, null, 0, 0, null, 0,
            0, rows, cols, -1, 0);
  }

  /**
   * Computes the logarithm of the softmax of each row, divided by a temperature before.
   *
   * @param x the logits
   * @param y receives the log-probabilities
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void logSoftmax(float[] x, float[] y, int rows, int cols, double temperature) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("y", y, rows, cols);
    logSoftmax(x, 0, cols, y, 0, cols, rows, cols, temperature);
  }

  /**
   * Computes the logarithm of the softmax of each row, divided by a temperature before, with
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
   * @param temperature T
   */
  public static void logSoftmax(
      float[] x,
      int xOffset,
      int xStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols,
      double temperature) {
    SoftmaxFunction.LOG_SOFTMAX
        .kernel(Logits.SCALED, Storage.FLOAT)
        .run(
            x,
            xOffset,
            xStride,
            y,
            yOffset,
            yStride,
            null,
            0,
            0,
            null,
            0,
            0,
            null,
            0,
            0,
            null,
            0,
            0,
            rows,
            cols,
            scale(temperature, Storage.FLOAT),
            0);
  }

  /**
   * Computes the gradient of log_softmax of a temperature from its output.
   *
   * @param y the log-probabilities
   * @param dy the upstream gradients
   * @param dx receives the gradients of the logits
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void logSoftmaxBackward(
      float[] y, float[] dy, float[] dx, int rows, int cols, double temperature) {
    Lengths.requireMatrix("y", y, rows, cols);
    Lengths.requireMatrix("dy", dy, rows, cols);
    Lengths.requireMatrix("dx", dx, rows, cols);
    logSoftmaxBackward(y, 0, cols, dy, 0, cols, dx, 0, cols, rows, cols, temperature);
  }

  /**
   * Computes the gradient of log_softmax of a temperature from its output, with leading dimensions.
   *
   * @param y the log-probabilities
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dyStride its leading dimension
   * @param dx receives the gradients of the logits
   * @param dxOffset index of its first element
   * @param dxStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void logSoftmaxBackward(
      float[] y,
      int yOffset,
      int yStride,
      float[] dy,
      int dyOffset,
      int dyStride,
      float[] dx,
      int dxOffset,
      int dxStride,
      int rows,
      int cols,
      double temperature) {
    SoftmaxFunction.LOG_SOFTMAX_BACKWARD
        .kernel(Logits.SCALED, Storage.FLOAT)
        .run(
            y,
            yOffset,
            yStride,
            dy,
            dyOffset,
            dyStride,
            dx,
            dxOffset,
            dxStride,
            null,
            0,
            0,
            null,
            0,
            0,
            null,
            0,
            0,
            rows,
            cols,
            scale(temperature, Storage.FLOAT),
            0);
  }

  /**
   * Computes the logarithm of the sum of exponentials of each row.
   *
   * @param x the logits
   * @param y receives one number for each row
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void logSumExp(float[] x, float[] y, int rows, int cols) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireVector("y", y, "rows", rows);
    logSumExp(x, 0, cols, y, 0, 1, rows, cols);
  }

  /**
   * Computes the logarithm of the sum of exponentials of each row, with leading dimensions.
   *
   * @param x the logits
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives one number for each row
   * @param yOffset index of its first element
   * @param yStride distance from one to the next
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void logSumExp(
      float[] x,
      int xOffset,
      int xStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols) {
    SoftmaxFunction.LOG_SUM_EXP
        .kernel(Logits.PLAIN, Storage.FLOAT)
        .run(
            x, xOffset, xStride, y, yOffset, yStride, null, 0, 0, null, 0, 0, null, 0, 0, null, 0,
            0, rows, cols, 0, 0);
  }

  /**
   * Computes the logarithm of the sum of exponentials of each row, divided by a temperature before.
   *
   * @param x the logits
   * @param y receives one number for each row
   * @param rows how many rows
   * @param cols how many columns
   * @param temperature T
   */
  public static void logSumExp(float[] x, float[] y, int rows, int cols, double temperature) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireVector("y", y, "rows", rows);
    logSumExp(x, 0, cols, y, 0, 1, rows, cols, temperature);
  }

  /**
   * Computes the logarithm of the sum of exponentials of each row, divided by a temperature before,
   * with leading dimensions.
   *
   * @param x the logits
   * @param xOffset index of its first element
   * @param xStride its leading dimension
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
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols,
      double temperature) {
    SoftmaxFunction.LOG_SUM_EXP
        .kernel(Logits.SCALED, Storage.FLOAT)
        .run(
            x,
            xOffset,
            xStride,
            y,
            yOffset,
            yStride,
            null,
            0,
            0,
            null,
            0,
            0,
            null,
            0,
            0,
            null,
            0,
            0,
            rows,
            cols,
            scale(temperature, Storage.FLOAT),
            0);
  }

  // endregion

  /** 1/T, by which logits and gradients are multiplied. */
  static double scale(double temperature, Storage storage) {
    boolean wide = storage.precision() == Precision.DOUBLE;
    double largest = wide ? 0x1p1000 : 0x1p100;
    double magnitude = Math.abs(temperature);
    if (!(magnitude >= 1 / largest && magnitude <= largest)) {
      throw new IllegalArgumentException(
          "temperature is "
              + temperature
              + "; its magnitude must be from "
              + 1 / largest
              + " to "
              + largest
              + (wide ? " in double" : " in float"));
    }
    return 1 / temperature;
  }
}
