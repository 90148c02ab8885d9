package dev.lanewise.activation;

import static dev.lanewise.kernel.RowProgram.Fold.SUM;
import static dev.lanewise.kernel.RowProgram.operands;
import static dev.lanewise.kernel.RowProgram.scalars;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Lengths;
import dev.lanewise.kernel.Operand;
import dev.lanewise.kernel.RowProgram;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Storage;
import java.util.List;
import java.util.Objects;

/**
 * The parametric rectified linear unit, a leaky ReLU that learns its slopes, one for each channel.
 *
 * <pre>
 * y  = x for x > 0, else a · x
 * dx = dy for x > 0, else a · dy
 * da = Σ x · dy over the x ≤ 0 of the channel
 * </pre>
 *
 * <p><b>Shapes:</b> {@code rows} × {@code cols}. The channels are the columns, as in a matrix of
 * features; or the rows, as in an image whose channels follow each other. For a batch of images
 * call it for each, or with the rows of all and slopes repeated.
 *
 * <p>The gradients of the slopes are added to what is there, in ascending order of the rows.
 *
 * <p><b>Domain:</b> all x. <b>Kink:</b> at 0 the derivative is a, as in PyTorch.
 *
 * <p><b>Accuracy:</b> at most 0.5 ULP in float and double: one rounding. The gradient of a slope
 * has one for x · dy and one for the sum, in each row; by rows, those of the fixed sum that {@link
 * RowProgram#reduce} documents.
 *
 * <p><b>In place:</b> y may be the same range as x, and dx the same as x or dy.
 *
 * <p><b>Errors:</b> as those of {@link Softmax}.
 *
 * <p>Source: He, Zhang, Ren and Sun, "Delving deep into rectifiers", ICCV 2015.
 */
public final class Prelu {
  private static final Operand X = Operand.input("x");
  private static final Operand DY = Operand.input("dy");
  private static final Operand DX = Operand.output("dx");

  static final Kernels APPLY =
      new Kernels(
          "prelu",
          List.of(X, Operand.sharedInput("slope"), Operand.output("y")),
          program ->
              program.map(
                  operands(0, 1), scalars(), operands(2), l -> new Lane[] {value(l[0], l[1])}));

  static final Kernels BACKWARD =
      new Kernels(
          "preluBackward",
          List.of(
              X, Operand.sharedInput("slope"), DY, DX, Operand.accumulator("dSlope").unrounded()),
          program ->
              program.map(
                  operands(0, 1, 2, 4),
                  scalars(),
                  operands(3, 4),
                  l -> new Lane[] {gradient(l[0], l[1], l[2]), l[3].add(ofSlope(l[0], l[2]))}));

  static final Kernels APPLY_BY_ROW =
      new Kernels(
          "preluByRow",
          List.of(X, Operand.columnInput("slope"), Operand.output("y")),
          program -> {
            int slope = program.first(1);
            program.map(
                operands(0), scalars(slope), operands(2), l -> new Lane[] {value(l[0], l[1])});
          });

  static final Kernels BACKWARD_BY_ROW =
      new Kernels(
          "preluByRowBackward",
          List.of(
              X,
              Operand.columnInput("slope"),
              DY,
              DX,
              Operand.columnAccumulator("dSlope").unrounded()),
          program -> {
            int slope = program.first(1);
            int before = program.first(4);
            int sum = program.reduce(SUM, operands(0, 2), scalars(), l -> ofSlope(l[0], l[1]));
            program.map(
                operands(0, 2),
                scalars(slope),
                operands(3),
                l -> new Lane[] {gradient(l[0], l[2], l[1])});
            program.store(program.compute(scalars(before, sum), l -> l[0].add(l[1])), 4);
          });

  static final List<Kernels> FUNCTIONS = List.of(APPLY, BACKWARD, APPLY_BY_ROW, BACKWARD_BY_ROW);

  private Prelu() {}

  private static Lane value(Lane x, Lane slope) {
    return x.gt(0).select(x, x.mul(slope));
  }

  private static Lane gradient(Lane x, Lane slope, Lane dy) {
    Lane d = x.gt(0).select(dy, dy.mul(slope));
    return x.isNaN().select(x, d);
  }

  private static Lane ofSlope(Lane x, Lane dy) {
    return x.gt(0).select(0, x.mul(dy));
  }

  /**
   * Compiles and exercises the vector kernels of all methods now. Takes up to some seconds.
   *
   * @return whether vectors now serve every method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public static boolean warmUp() {
    boolean vectors = true;
    for (Kernels function : FUNCTIONS) {
      vectors &= function.warmUp();
    }
    return vectors;
  }

  /**
   * The unit on memory segments, and on values of 16 bits.
   *
   * @param storage how the values are kept
   * @return the same mathematics
   * @throws NullPointerException if the storage is null
   */
  public static StoredPrelu stored(Storage storage) {
    return new StoredPrelu(Objects.requireNonNull(storage, "storage must not be null"));
  }

  // region twin: .mvn/Twins.java writes it again for double

  /**
   * Computes the values with a slope for each column.
   *
   * @param x the inputs
   * @param slope the slopes, one for each column
   * @param y receives the values
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void apply(float[] x, float[] slope, float[] y, int rows, int cols) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireVector("slope", slope, "cols", cols);
    Lengths.requireMatrix("y", y, rows, cols);
    apply(x, 0, cols, slope, 0, y, 0, cols, rows, cols);
  }

  /**
   * Computes the values with a slope for each column, with leading dimensions.
   *
   * @param x the inputs
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param slope the slopes, one for each column
   * @param slopeOffset index of its first element
   * @param y receives the values
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void apply(
      float[] x,
      int xOffset,
      int xStride,
      float[] slope,
      int slopeOffset,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols) {
    APPLY
        .of(Storage.FLOAT)
        .run(
            x,
            xOffset,
            xStride,
            slope,
            slopeOffset,
            0,
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
            rows,
            cols,
            0,
            0);
  }

  /**
   * Computes the gradients with a slope for each column.
   *
   * @param x the inputs
   * @param slope the slopes, one for each column
   * @param dy the upstream gradients
   * @param dx receives the gradients of the inputs
   * @param dSlope the gradients of the slopes are added to it
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void backward(
      float[] x, float[] slope, float[] dy, float[] dx, float[] dSlope, int rows, int cols) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireVector("slope", slope, "cols", cols);
    Lengths.requireMatrix("dy", dy, rows, cols);
    Lengths.requireMatrix("dx", dx, rows, cols);
    Lengths.requireVector("dSlope", dSlope, "cols", cols);
    backward(x, 0, cols, slope, 0, dy, 0, cols, dx, 0, cols, dSlope, 0, rows, cols);
  }

  /**
   * Computes the gradients with a slope for each column, with leading dimensions.
   *
   * @param x the inputs
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param slope the slopes, one for each column
   * @param slopeOffset index of its first element
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dyStride its leading dimension
   * @param dx receives the gradients of the inputs
   * @param dxOffset index of its first element
   * @param dxStride its leading dimension
   * @param dSlope the gradients of the slopes are added to it
   * @param dSlopeOffset index of its first element
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void backward(
      float[] x,
      int xOffset,
      int xStride,
      float[] slope,
      int slopeOffset,
      float[] dy,
      int dyOffset,
      int dyStride,
      float[] dx,
      int dxOffset,
      int dxStride,
      float[] dSlope,
      int dSlopeOffset,
      int rows,
      int cols) {
    BACKWARD
        .of(Storage.FLOAT)
        .run(
            x,
            xOffset,
            xStride,
            slope,
            slopeOffset,
            0,
            dy,
            dyOffset,
            dyStride,
            dx,
            dxOffset,
            dxStride,
            dSlope,
            dSlopeOffset,
            0,
            null,
            0,
            0,
            rows,
            cols,
            0,
            0);
  }

  /**
   * Computes the values with a slope for each row.
   *
   * @param x the inputs
   * @param slope the slopes, one for each row
   * @param y receives the values
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void applyByRow(float[] x, float[] slope, float[] y, int rows, int cols) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireVector("slope", slope, "rows", rows);
    Lengths.requireMatrix("y", y, rows, cols);
    applyByRow(x, 0, cols, slope, 0, 1, y, 0, cols, rows, cols);
  }

  /**
   * Computes the values with a slope for each row, with leading dimensions.
   *
   * @param x the inputs
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param slope the slopes, one for each row
   * @param slopeOffset index of its first element
   * @param slopeStride distance from one to the next
   * @param y receives the values
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void applyByRow(
      float[] x,
      int xOffset,
      int xStride,
      float[] slope,
      int slopeOffset,
      int slopeStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols) {
    APPLY_BY_ROW
        .of(Storage.FLOAT)
        .run(
            x,
            xOffset,
            xStride,
            slope,
            slopeOffset,
            slopeStride,
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
            rows,
            cols,
            0,
            0);
  }

  /**
   * Computes the gradients with a slope for each row.
   *
   * @param x the inputs
   * @param slope the slopes, one for each row
   * @param dy the upstream gradients
   * @param dx receives the gradients of the inputs
   * @param dSlope the gradients of the slopes are added to it
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void backwardByRow(
      float[] x, float[] slope, float[] dy, float[] dx, float[] dSlope, int rows, int cols) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireVector("slope", slope, "rows", rows);
    Lengths.requireMatrix("dy", dy, rows, cols);
    Lengths.requireMatrix("dx", dx, rows, cols);
    Lengths.requireVector("dSlope", dSlope, "rows", rows);
    backwardByRow(x, 0, cols, slope, 0, 1, dy, 0, cols, dx, 0, cols, dSlope, 0, 1, rows, cols);
  }

  /**
   * Computes the gradients with a slope for each row, with leading dimensions.
   *
   * @param x the inputs
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param slope the slopes, one for each row
   * @param slopeOffset index of its first element
   * @param slopeStride distance from one to the next
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dyStride its leading dimension
   * @param dx receives the gradients of the inputs
   * @param dxOffset index of its first element
   * @param dxStride its leading dimension
   * @param dSlope the gradients of the slopes are added to it
   * @param dSlopeOffset index of its first element
   * @param dSlopeStride distance from one to the next
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void backwardByRow(
      float[] x,
      int xOffset,
      int xStride,
      float[] slope,
      int slopeOffset,
      int slopeStride,
      float[] dy,
      int dyOffset,
      int dyStride,
      float[] dx,
      int dxOffset,
      int dxStride,
      float[] dSlope,
      int dSlopeOffset,
      int dSlopeStride,
      int rows,
      int cols) {
    BACKWARD_BY_ROW
        .of(Storage.FLOAT)
        .run(
            x,
            xOffset,
            xStride,
            slope,
            slopeOffset,
            slopeStride,
            dy,
            dyOffset,
            dyStride,
            dx,
            dxOffset,
            dxStride,
            dSlope,
            dSlopeOffset,
            dSlopeStride,
            null,
            0,
            0,
            rows,
            cols,
            0,
            0);
  }

  // endregion
}
