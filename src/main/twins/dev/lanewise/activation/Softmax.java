package dev.lanewise.activation;

import static dev.lanewise.kernel.RowProgram.Fold.MAX;
import static dev.lanewise.kernel.RowProgram.Fold.SUM;
import static dev.lanewise.kernel.RowProgram.operands;
import static dev.lanewise.kernel.RowProgram.scalars;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.RowProgram;
import dev.lanewise.lane.Exp;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Log;
import dev.lanewise.lane.Mask;
import dev.lanewise.lane.Precision;
import java.util.List;
import java.util.function.Consumer;

/**
 * Softmax and its logarithm over the rows of a row-major matrix, forward and backward.
 *
 * <pre>
 * softmax      yᵢ  = e^(xᵢ - m) / Σⱼ e^(xⱼ - m),       m = maxⱼ xⱼ
 * backward     dxᵢ = yᵢ · (dyᵢ - Σⱼ yⱼ·dyⱼ)
 * log_softmax  yᵢ  = (xᵢ - m) - log Σⱼ e^(xⱼ - m)
 * backward     dxᵢ = dyᵢ - e^yᵢ · Σⱼ dyⱼ
 * </pre>
 *
 * <p>Subtracting the maximum makes every finite input safe: the largest term of the sum is 1.
 *
 * <p><b>Shapes:</b> {@code rows} × {@code cols}; whole arrays have exactly that many elements. The
 * other methods take the index of the first element and the leading dimension, the distance from
 * one row to the next, which is at least {@code cols}. Rows and columns may be 0.
 *
 * <p><b>Special rows:</b> a row of -∞ alone, which is masked entirely, gives zeros (log_softmax:
 * -∞) and zero gradients, whatever the upstream gradients are. A NaN or +∞ among the logits makes
 * its whole row NaN, and backward so does a NaN among the upstream gradients or the probabilities
 * of softmax.
 *
 * <p><b>Accuracy:</b> the sum has the fixed shape that {@link RowProgram#reduce} documents, the
 * same for every lane width, so results are the same bits everywhere. The rounding of xᵢ - m makes
 * the relative error of a probability grow with that distance, by |xᵢ - m| ULP at most. The other
 * roundings, of which a sum of {@code cols} terms has up to cols / 64 + 21 one after the other
 * (cols / 32 + 12 in double), add at most as many ULP and 5 more; mostly a few, but all of them
 * where thousands of small terms are added to large ones. A log-probability near 0 has that error
 * of the sum as an absolute one, in units in the last place of 1.
 *
 * <p><b>In place:</b> an output may be the same array as an input, with the same offset and leading
 * dimension; other overlaps are refused.
 *
 * <p><b>Errors:</b> {@link NullPointerException} if an array is null; {@link
 * IndexOutOfBoundsException} if an offset or size is negative or a row ends past its array; {@link
 * IllegalArgumentException} if a whole array's length is not rows · cols, a leading dimension is
 * too small, or ranges overlap in part. All are thrown before anything is written.
 *
 * <p>Source: the log-sum-exp identity, Blanchard, Higham and Higham, "Accurately computing the
 * log-sum-exp and softmax functions", IMA J. Numer. Anal. 41 (2021).
 */
public final class Softmax {
  private static final int FIRST = 0;
  private static final int SECOND = 1;
  private static final int THIRD = 2;

  private static final Operation SOFTMAX =
      new Operation("softmax", List.of("x"), "y", Softmax::defineSoftmax);
  private static final Operation SOFTMAX_BACKWARD =
      new Operation("softmaxBackward", List.of("y", "dy"), "dx", Softmax::defineSoftmaxBackward);
  private static final Operation LOG_SOFTMAX =
      new Operation("logSoftmax", List.of("x"), "y", Softmax::defineLogSoftmax);
  private static final Operation LOG_SOFTMAX_BACKWARD =
      new Operation(
          "logSoftmaxBackward", List.of("y", "dy"), "dx", Softmax::defineLogSoftmaxBackward);

  private Softmax() {}

  /**
   * Compiles and exercises the vector kernels of all methods now. Takes up to some seconds.
   *
   * @return whether vectors now serve every method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public static boolean warmUp() {
    return SOFTMAX.warmUp()
        & SOFTMAX_BACKWARD.warmUp()
        & LOG_SOFTMAX.warmUp()
        & LOG_SOFTMAX_BACKWARD.warmUp();
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
    requireSize("x", x.length, rows, cols);
    requireSize("y", y.length, rows, cols);
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
    SOFTMAX.floats.run(x, xOffset, xStride, y, yOffset, yStride, null, 0, 0, rows, cols);
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
    requireSize("y", y.length, rows, cols);
    requireSize("dy", dy.length, rows, cols);
    requireSize("dx", dx.length, rows, cols);
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
    SOFTMAX_BACKWARD.floats.run(
        y, yOffset, yStride, dy, dyOffset, dyStride, dx, dxOffset, dxStride, rows, cols);
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
    requireSize("x", x.length, rows, cols);
    requireSize("y", y.length, rows, cols);
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
    LOG_SOFTMAX.floats.run(x, xOffset, xStride, y, yOffset, yStride, null, 0, 0, rows, cols);
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
    requireSize("y", y.length, rows, cols);
    requireSize("dy", dy.length, rows, cols);
    requireSize("dx", dx.length, rows, cols);
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
    LOG_SOFTMAX_BACKWARD.floats.run(
        y, yOffset, yStride, dy, dyOffset, dyStride, dx, dxOffset, dxStride, rows, cols);
  }

  // endregion

  private static void defineSoftmax(RowProgram program) {
    int shift = shift(program);
    program.map(
        operands(FIRST),
        scalars(shift),
        operands(SECOND),
        l -> new Lane[] {Exp.upscaledExpNonPositive(l[0].sub(l[1]))});
    int sum = program.reduce(SUM, operands(SECOND), scalars(), l -> l[0]);
    int scale =
        program.compute(scalars(sum), l -> isMasked(l[0]).select(0, l[0].constant(1).div(l[0])));
    program.map(
        operands(SECOND), scalars(scale), operands(SECOND), l -> new Lane[] {l[0].mul(l[1])});
  }

  private static void defineSoftmaxBackward(RowProgram program) {
    int masked = masked(program, 0);
    int dot = program.reduce(SUM, operands(FIRST, SECOND), scalars(), l -> l[0].mul(l[1]));
    program.map(
        operands(FIRST, SECOND),
        scalars(masked, dot),
        operands(THIRD),
        l -> new Lane[] {l[0].eq(l[2]).select(0, l[0].mul(l[1].sub(l[3])))});
  }

  private static void defineLogSoftmax(RowProgram program) {
    int shift = shift(program);
    int sum =
        program.reduce(
            SUM, operands(FIRST), scalars(shift), l -> Exp.upscaledExpNonPositive(l[0].sub(l[1])));
    int log =
        program.compute(
            scalars(sum),
            l -> isMasked(l[0]).select(0, Log.log(l[0].mul(1 / Exp.upscale(l[0].precision())))));
    program.map(
        operands(FIRST),
        scalars(shift, log),
        operands(SECOND),
        l -> new Lane[] {l[0].sub(l[1]).sub(l[2])});
  }

  /** The maximum's own term is the upscale; a row of -∞ has none, and its sum stays far below. */
  private static Mask isMasked(Lane sum) {
    return sum.lt(Exp.upscale(sum.precision()) / 2);
  }

  private static void defineLogSoftmaxBackward(RowProgram program) {
    int masked = masked(program, Double.NEGATIVE_INFINITY);
    int sum = program.reduce(SUM, operands(SECOND), scalars(), l -> l[0]);
    program.map(
        operands(FIRST, SECOND),
        scalars(masked, sum),
        operands(THIRD),
        l -> {
          Lane gradient = Exp.exp(l[0]).neg().fma(l[3], l[1]);
          return new Lane[] {l[0].eq(l[2]).select(0, gradient)};
        });
  }

  /**
   * Reduces a row of outputs to the value that marks a masked element: the least one if all are
   * that, so that the whole row is masked; else NaN, which nothing equals. Only a row that begins
   * with the least value is looked through.
   */
  private static int masked(RowProgram program, double least) {
    int first = program.first(FIRST);
    int perhaps = program.compute(scalars(first), l -> l[0].eq(least).select(1, 0.0));
    int others =
        program.reduceWhere(
            perhaps, SUM, operands(FIRST), scalars(), l -> l[0].ne(least).select(1, 0.0));
    return program.compute(
        scalars(perhaps, others), l -> l[0].ne(0).and(l[1].eq(0)).select(least, Double.NaN));
  }

  /** The row's maximum; 0 where that is -∞, so that no term becomes -∞ - -∞. */
  private static int shift(RowProgram program) {
    int max = program.reduce(MAX, operands(FIRST), scalars(), l -> l[0]);
    return program.compute(scalars(max), l -> l[0].eq(Double.NEGATIVE_INFINITY).select(0, l[0]));
  }

  private static void requireSize(String name, int length, int rows, int cols) {
    // A negative size is refused by the kernel.
    if (rows >= 0 && cols >= 0 && length != (long) rows * cols) {
      throw new IllegalArgumentException(
          name + " has length " + length + ", not rows · cols = " + rows + " · " + cols);
    }
  }

  /** One of the four, in both precisions. */
  private record Operation(Kernel floats, Kernel doubles) {
    Operation(String name, List<String> inputs, String output, Consumer<RowProgram> definition) {
      this(
          new Kernel(name, Precision.FLOAT, inputs, List.of(output), definition),
          new Kernel(name, Precision.DOUBLE, inputs, List.of(output), definition));
    }

    boolean warmUp() {
      return floats.warmUp() & doubles.warmUp();
    }
  }
}
