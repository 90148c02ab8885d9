package dev.lanewise.linalg;

import static dev.lanewise.kernel.RowProgram.Fold.SUM;
import static dev.lanewise.kernel.RowProgram.operands;
import static dev.lanewise.kernel.RowProgram.scalars;

import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Lengths;
import dev.lanewise.kernel.Operand;
import dev.lanewise.kernel.RowProgram;
import dev.lanewise.kernel.RowProgram.Argument;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Storage;
import java.util.List;
import java.util.Objects;

/**
 * Root mean square normalisation of the rows of a row-major matrix, forward and backward, with a
 * weight for each column or without.
 *
 * <pre>
 * forward    x̂ᵢ = xᵢ / √(Σxⱼ² / cols + ε),   yᵢ = x̂ᵢ·weightᵢ
 * backward   gᵢ = dyᵢ·weightᵢ
 *            dxᵢ = (gᵢ - x̂ᵢ·Σgⱼx̂ⱼ / cols) / √(Σxⱼ² / cols + ε)
 *            dweightᵢ += dyᵢ·x̂ᵢ   for every row
 * </pre>
 *
 * <p>Gradients of the weight are added to what is there, as those of parameters accumulate: clear
 * the array before the first of several calls. The backward pass computes the mean square again
 * from x, which costs less than to keep it.
 *
 * <p><b>Shapes:</b> x, y and their gradients are {@code rows} × {@code cols}, weight and its
 * gradients have {@code cols} elements; whole arrays have exactly that many. The other methods take
 * the index of the first element and, for matrices, the leading dimension, the distance from one
 * row to the next, which is at least {@code cols}. Rows and columns may be 0.
 *
 * <p><b>Special rows:</b> of zeros x̂ is 0 if ε is positive, and NaN if it is 0. Squares neither
 * overflow nor vanish: the mean is taken in other units where they would, in a pass of its own.
 * (But of gradients, which are divided by it: where the root is less than 2⁻¹²⁸, or 2⁻¹⁰²⁴ in
 * double, they are infinite or NaN.) A NaN or an infinity makes its whole row NaN. Upstream, a NaN
 * makes the whole row of dx NaN, and an infinity makes it infinite or NaN.
 *
 * <p><b>Accuracy:</b> with u = 2⁻²⁴ and k = cols / 64 + 21, the roundings one after the other in a
 * sum (2⁻⁵³, cols / 32 + 12 in double), x̂ᵢ is off by (k / 2 + 6)·u·|x̂ᵢ| at most, and mostly by
 * some u; y by that and another rounding. A sum of gradients is off by 3k / 2 + 9, times u and the
 * sum of magnitudes; sums over rows are in their order.
 *
 * <p><b>In place:</b> y may be the same array as x, and dx as x or dy, with the same offset and
 * leading dimension; other overlaps are refused.
 *
 * <p><b>Errors:</b> {@link NullPointerException} if an array is null; {@link
 * IndexOutOfBoundsException} if an offset or size is negative or a row ends past its array; {@link
 * IllegalArgumentException} if ε is negative, infinite or NaN, or positive but 0 when rounded to
 * float, a whole array's length is not that of its shape, a leading dimension is too small, or
 * ranges overlap. All are thrown before anything is written.
 *
 * <p>Source: Zhang and Sennrich, "Root mean square layer normalization", arXiv:1910.07467 (2019).
 */
public final class RmsNorm {
  private static final Operand X = Operand.input("x");
  private static final Operand Y = Operand.output("y");
  private static final Operand DY = Operand.input("dy");
  private static final Operand DX = Operand.output("dx");
  private static final Operand WEIGHT = Operand.sharedInput("weight");

  static final Kernels PLAIN = new Kernels("rmsNorm", List.of(X, Y), RmsNorm::definePlain);
  static final Kernels WEIGHTED =
      new Kernels("rmsNormWeighted", List.of(X, WEIGHT, Y), RmsNorm::defineWeighted);
  static final Kernels PLAIN_BACKWARD =
      new Kernels("rmsNormBackward", List.of(X, DY, DX), RmsNorm::definePlainBackward);
  static final Kernels WEIGHTED_BACKWARD =
      new Kernels(
          "rmsNormWeightedBackward",
          List.of(X, DY, WEIGHT, DX, Operand.accumulator("dweight")),
          RmsNorm::defineWeightedBackward);

  private RmsNorm() {}

  /**
   * Compiles and exercises the vector kernels of all methods now. Takes up to some seconds.
   *
   * @return whether vectors now serve every method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public static boolean warmUp() {
    // So that the next call allocates nothing: this class checks its arguments by another one.
    Arguments.requireEpsilon(1, Storage.FLOAT);
    return PLAIN.warmUp()
        & WEIGHTED.warmUp()
        & PLAIN_BACKWARD.warmUp()
        & WEIGHTED_BACKWARD.warmUp();
  }

  /**
   * The same on memory segments.
   *
   * @param storage how the values are kept, {@link Storage#FLOAT} or {@link Storage#DOUBLE}
   * @return the same mathematics
   * @throws IllegalArgumentException if it has 16 bits
   */
  public static StoredRmsNorm stored(Storage storage) {
    return new StoredRmsNorm(
        Objects.requireNonNull(storage, "storage must not be null").requireWide("RMS norm"));
  }

  // region twin: .mvn/Twins.java writes it again for double

  /**
   * Normalises each row, without a weight.
   *
   * @param x the input
   * @param y receives x̂
   * @param rows how many rows
   * @param cols how many columns
   * @param epsilon is added to the mean square; mostly 1e-5 or 1e-6
   */
  public static void forward(float[] x, float[] y, int rows, int cols, double epsilon) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("y", y, rows, cols);
    forward(x, 0, cols, y, 0, cols, rows, cols, epsilon);
  }

  /**
   * Normalises each row, without a weight, with leading dimensions.
   *
   * @param x the input
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives x̂
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   * @param epsilon is added to the mean square; mostly 1e-5 or 1e-6
   */
  public static void forward(
      float[] x,
      int xOffset,
      int xStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols,
      double epsilon) {
    Arguments.requireEpsilon(epsilon, Storage.FLOAT);
    PLAIN
        .of(Storage.FLOAT)
        .run(
            x, xOffset, xStride, y, yOffset, yStride, null, 0, 0, null, 0, 0, null, 0, 0, null, 0,
            0, rows, cols, epsilon, 0);
  }

  /**
   * Normalises each row, with a weight.
   *
   * @param x the input
   * @param weight the factor of each column
   * @param y receives x̂·weight
   * @param rows how many rows
   * @param cols how many columns
   * @param epsilon is added to the mean square; mostly 1e-5 or 1e-6
   */
  public static void forward(
      float[] x, float[] weight, float[] y, int rows, int cols, double epsilon) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireVector("weight", weight, "cols", cols);
    Lengths.requireMatrix("y", y, rows, cols);
    forward(x, 0, cols, weight, 0, y, 0, cols, rows, cols, epsilon);
  }

  /**
   * Normalises each row, with a weight, with leading dimensions.
   *
   * @param x the input
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param weight the factor of each column
   * @param weightOffset index of its first element
   * @param y receives x̂·weight
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   * @param epsilon is added to the mean square; mostly 1e-5 or 1e-6
   */
  public static void forward(
      float[] x,
      int xOffset,
      int xStride,
      float[] weight,
      int weightOffset,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols,
      double epsilon) {
    Arguments.requireEpsilon(epsilon, Storage.FLOAT);
    WEIGHTED
        .of(Storage.FLOAT)
        .run(
            x,
            xOffset,
            xStride,
            weight,
            weightOffset,
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
            epsilon,
            0);
  }

  /**
   * Computes the gradient of the input, without a weight.
   *
   * @param x the input of the forward pass
   * @param dy the upstream gradients
   * @param dx receives the gradients of x
   * @param rows how many rows
   * @param cols how many columns
   * @param epsilon that of the forward pass
   */
  public static void backward(
      float[] x, float[] dy, float[] dx, int rows, int cols, double epsilon) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("dy", dy, rows, cols);
    Lengths.requireMatrix("dx", dx, rows, cols);
    backward(x, 0, cols, dy, 0, cols, dx, 0, cols, rows, cols, epsilon);
  }

  /**
   * Computes the gradient of the input, without a weight, with leading dimensions.
   *
   * @param x the input of the forward pass
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dyStride its leading dimension
   * @param dx receives the gradients of x
   * @param dxOffset index of its first element
   * @param dxStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   * @param epsilon that of the forward pass
   */
  public static void backward(
      float[] x,
      int xOffset,
      int xStride,
      float[] dy,
      int dyOffset,
      int dyStride,
      float[] dx,
      int dxOffset,
      int dxStride,
      int rows,
      int cols,
      double epsilon) {
    Arguments.requireEpsilon(epsilon, Storage.FLOAT);
    PLAIN_BACKWARD
        .of(Storage.FLOAT)
        .run(
            x, xOffset, xStride, dy, dyOffset, dyStride, dx, dxOffset, dxStride, null, 0, 0, null,
            0, 0, null, 0, 0, rows, cols, epsilon, 0);
  }

  /**
   * Computes the gradients of input and weight.
   *
   * @param x the input of the forward pass
   * @param dy the upstream gradients
   * @param weight that of the forward pass
   * @param dx receives the gradients of x
   * @param dweight the gradients of the weight are added to it
   * @param rows how many rows
   * @param cols how many columns
   * @param epsilon that of the forward pass
   */
  public static void backward(
      float[] x,
      float[] dy,
      float[] weight,
      float[] dx,
      float[] dweight,
      int rows,
      int cols,
      double epsilon) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("dy", dy, rows, cols);
    Lengths.requireVector("weight", weight, "cols", cols);
    Lengths.requireMatrix("dx", dx, rows, cols);
    Lengths.requireVector("dweight", dweight, "cols", cols);
    backward(x, 0, cols, dy, 0, cols, weight, 0, dx, 0, cols, dweight, 0, rows, cols, epsilon);
  }

  /**
   * Computes the gradients of input and weight, with leading dimensions.
   *
   * @param x the input of the forward pass
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dyStride its leading dimension
   * @param weight that of the forward pass
   * @param weightOffset index of its first element
   * @param dx receives the gradients of x
   * @param dxOffset index of its first element
   * @param dxStride its leading dimension
   * @param dweight the gradients of the weight are added to it
   * @param dweightOffset index of its first element
   * @param rows how many rows
   * @param cols how many columns
   * @param epsilon that of the forward pass
   */
  public static void backward(
      float[] x,
      int xOffset,
      int xStride,
      float[] dy,
      int dyOffset,
      int dyStride,
      float[] weight,
      int weightOffset,
      float[] dx,
      int dxOffset,
      int dxStride,
      float[] dweight,
      int dweightOffset,
      int rows,
      int cols,
      double epsilon) {
    Arguments.requireEpsilon(epsilon, Storage.FLOAT);
    WEIGHTED_BACKWARD
        .of(Storage.FLOAT)
        .run(
            x,
            xOffset,
            xStride,
            dy,
            dyOffset,
            dyStride,
            weight,
            weightOffset,
            0,
            dx,
            dxOffset,
            dxStride,
            dweight,
            dweightOffset,
            0,
            null,
            0,
            0,
            rows,
            cols,
            epsilon,
            0);
  }

  // endregion

  /**
   * The scalars of a row that make x̂ of an element: x̂ = x·unit·scale. The unit is a power of two,
   * so that the scale is no subnormal number and no infinity.
   */
  private record Row(int columns, int unit, int scale) {
    static Row of(RowProgram program) {
      int columns = program.argument(Argument.COLUMNS);
      int epsilon = Normalisation.epsilon(program);
      SquareSum squares =
          SquareSum.of(
              program,
              SUM,
              0,
              sum ->
                  program.compute(scalars(sum, columns, epsilon), l -> l[0].div(l[1]).add(l[2])));
      int scale =
          program.compute(
              scalars(squares.sum(), columns, epsilon, squares.scale()),
              l -> Normalisation.scale(l[0].div(l[1]).add(l[2].mul(l[3]).mul(l[3]))));
      return new Row(columns, squares.scale(), scale);
    }

    /** The factor of gradients. */
    int factor(RowProgram program) {
      return program.compute(scalars(unit, scale), l -> l[0].mul(l[1]));
    }

    static Lane normalised(Lane x, Lane unit, Lane scale) {
      return x.mul(unit).mul(scale);
    }
  }

  private static void definePlain(RowProgram program) {
    Row row = Row.of(program);
    program.map(
        operands(0),
        scalars(row.unit(), row.scale()),
        operands(1),
        l -> new Lane[] {Row.normalised(l[0], l[1], l[2])});
  }

  private static void defineWeighted(RowProgram program) {
    Row row = Row.of(program);
    program.map(
        operands(0, 1),
        scalars(row.unit(), row.scale()),
        operands(2),
        l -> new Lane[] {Row.normalised(l[0], l[2], l[3]).mul(l[1])});
  }

  private static void definePlainBackward(RowProgram program) {
    Row row = Row.of(program);
    int dot =
        program.reduce(
            SUM,
            operands(0, 1),
            scalars(row.unit(), row.scale()),
            l -> Row.normalised(l[0], l[2], l[3]).mul(l[1]));
    int slope = Normalisation.minusMean(program, dot, row.columns());
    program.map(
        operands(0, 1),
        scalars(row.unit(), row.scale(), slope, row.factor(program)),
        operands(2),
        l -> {
          Lane normalised = Row.normalised(l[0], l[2], l[3]);
          return new Lane[] {normalised.fma(l[4], l[1]).mul(l[5])};
        });
  }

  private static void defineWeightedBackward(RowProgram program) {
    Row row = Row.of(program);
    int dot =
        program.reduce(
            SUM,
            operands(0, 1, 2),
            scalars(row.unit(), row.scale()),
            l -> Row.normalised(l[0], l[3], l[4]).mul(l[1].mul(l[2])));
    int slope = Normalisation.minusMean(program, dot, row.columns());
    program.map(
        operands(0, 1, 2, 4),
        scalars(row.unit(), row.scale(), slope, row.factor(program)),
        operands(3, 4),
        l -> {
          Lane normalised = Row.normalised(l[0], l[4], l[5]);
          Lane gradient = l[1].mul(l[2]);
          return new Lane[] {normalised.fma(l[6], gradient).mul(l[7]), normalised.fma(l[1], l[3])};
        });
  }
}
