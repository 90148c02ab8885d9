package dev.lanewise.activation;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Lengths;
import dev.lanewise.kernel.RowProgram;
import dev.lanewise.lane.Storage;

/**
 * Sparsemax over the rows of a row-major matrix, forward and backward: the point of the probability
 * simplex that is nearest to the logits. Other than those of softmax, its probabilities are mostly
 * zeros.
 *
 * <pre>
 * sparsemax  yᵢ  = max(xᵢ - τ, 0)       with the τ for which Σⱼ yⱼ = 1
 * backward   dxᵢ = dyᵢ - m for yᵢ > 0, else 0       with the mean m of the dyⱼ for which yⱼ > 0
 * </pre>
 *
 * <p><b>Shapes:</b> {@code rows} × {@code cols}; whole arrays have exactly that many elements. The
 * other methods take the index of the first element and the leading dimension, the distance from
 * one row to the next, which is at least {@code cols}. Rows and columns may be 0.
 *
 * <p><b>Kinks:</b> where a logit is just τ. As in Keras, it does not belong to the support.
 *
 * <p><b>Special rows:</b> a row of -∞ alone, which is masked entirely, gives zeros and zero
 * gradients, whatever the upstream gradients are; a -∞ among others gives 0. A NaN or +∞ among the
 * logits makes its whole row NaN, and backward so does a NaN among the upstream gradients, outside
 * of the support too, or the probabilities.
 *
 * <p><b>Accuracy:</b> any finite logits are safe, and τ has two parts, so that nothing cancels.
 * Sums have the fixed shape that {@link RowProgram#reduce} documents, so results are the same bits
 * everywhere. With k = cols / 64 + 21 (cols / 32 + 12 in double), the most roundings of a sum one
 * after the other, and u = 2⁻²⁴ (2⁻⁵³), τ is off by (k + 3)·u / s at most, where s is the number of
 * elements of the support: (k + 3)·u of its mean probability, mostly a few u of it. A probability
 * has that error and 3u of its own. Gradients are off by (k + 4)·u·maxⱼ|dyⱼ| at most.
 *
 * <p><b>Speed:</b> two passes over the row and two more for each round of Newton's method, of which
 * rows of normally distributed logits take two to sixteen, and no row needs more than 64.
 *
 * <p><b>In place:</b> an output may be the same array as an input, with the same offset and leading
 * dimension; other overlaps are refused.
 *
 * <p><b>Errors:</b> {@link NullPointerException} if an array is null; {@link
 * IndexOutOfBoundsException} if an offset or size is negative or a row ends past its array; {@link
 * IllegalArgumentException} if a whole array's length is not rows · cols, a leading dimension is
 * too small, or ranges overlap in part. All are thrown before anything is written.
 *
 * <p>Source: Martins and Astudillo, "From softmax to sparsemax: a sparse model of attention and
 * multi-label classification", ICML 2016; the method without sorting, Michelot, "A finite algorithm
 * for finding the projection of a point onto the canonical simplex of Rⁿ", J. Optim. Theory Appl.
 * 50 (1986).
 */
public final class Sparsemax {
  static final Kernels FORWARD =
      new Kernels("sparsemax", SparsemaxProgram.FORWARD, SparsemaxProgram::forward);

  static final Kernels BACKWARD =
      new Kernels("sparsemaxBackward", SparsemaxProgram.BACKWARD, SparsemaxProgram::backward);

  private Sparsemax() {}

  /**
   * Compiles and exercises the vector kernels of all methods now. Takes up to some seconds.
   *
   * @return whether vectors now serve every method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public static boolean warmUp() {
    return FORWARD.warmUp() & BACKWARD.warmUp();
  }

  /**
   * The same on memory segments, and on values of 16 bits.
   *
   * @param storage how the values are kept
   * @return the same mathematics
   * @throws NullPointerException if the storage is null
   */
  public static StoredSparsemax stored(Storage storage) {
    return new StoredSparsemax(storage);
  }

  // region twin: .mvn/Twins.java writes it again for double

  /**
   * Computes the sparsemax of each row.
   *
   * @param x the logits
   * @param y receives the probabilities
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void sparsemax(float[] x, float[] y, int rows, int cols) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("y", y, rows, cols);
    sparsemax(x, 0, cols, y, 0, cols, rows, cols);
  }

  /**
   * Computes the sparsemax of each row, with leading dimensions.
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
  public static void sparsemax(
      float[] x,
      int xOffset,
      int xStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols) {
    FORWARD
        .of(Storage.FLOAT)
        .run(
            x, xOffset, xStride, y, yOffset, yStride, null, 0, 0, null, 0, 0, null, 0, 0, null, 0,
            0, rows, cols, 0, 0);
  }

  /**
   * Computes the gradient of sparsemax from its output.
   *
   * @param y the probabilities
   * @param dy the upstream gradients
   * @param dx receives the gradients of the logits
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void sparsemaxBackward(float[] y, float[] dy, float[] dx, int rows, int cols) {
    Lengths.requireMatrix("y", y, rows, cols);
    Lengths.requireMatrix("dy", dy, rows, cols);
    Lengths.requireMatrix("dx", dx, rows, cols);
    sparsemaxBackward(y, 0, cols, dy, 0, cols, dx, 0, cols, rows, cols);
  }

  /**
   * Computes the gradient of sparsemax from its output, with leading dimensions.
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
  public static void sparsemaxBackward(
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
    BACKWARD
        .of(Storage.FLOAT)
        .run(
            y, yOffset, yStride, dy, dyOffset, dyStride, dx, dxOffset, dxStride, null, 0, 0, null,
            0, 0, null, 0, 0, rows, cols, 0, 0);
  }

  // endregion
}
