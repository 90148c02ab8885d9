package dev.lanewise.linalg;

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
 * Layer normalisation of the rows of a row-major matrix, forward and backward, with a weight and a
 * bias for each column or without.
 *
 * <pre>
 * forward    x̂ᵢ = (xᵢ - m) / √(v + ε),   m = Σxⱼ / cols,   v = Σ(xⱼ - m)² / cols
 *            yᵢ = x̂ᵢ·weightᵢ + biasᵢ
 * backward   gᵢ = dyᵢ·weightᵢ
 *            dxᵢ = (gᵢ - Σgⱼ / cols - x̂ᵢ·Σgⱼx̂ⱼ / cols) / √(v + ε)
 *            dweightᵢ += dyᵢ·x̂ᵢ,   dbiasᵢ += dyᵢ   for every row
 * </pre>
 *
 * <p>Gradients of weight and bias are added to what is there, as those of parameters accumulate:
 * clear the arrays before the first of several calls. The backward pass computes mean and variance
 * again from x, which costs less than to keep them.
 *
 * <p><b>Shapes:</b> x, y and their gradients are {@code rows} × {@code cols}, weight, bias and
 * theirs have {@code cols} elements; whole arrays have exactly that many. The other methods take
 * the index of the first element and, for matrices, the leading dimension, the distance from one
 * row to the next, which is at least {@code cols}. Rows and columns may be 0.
 *
 * <p><b>Special rows:</b> of equal elements x̂ is 0 if ε is positive, and NaN if it is 0. A NaN or
 * an infinity makes its whole row NaN, and so does a variance that overflows: in float, if elements
 * are 10¹⁹ / √cols away from the mean. With an ε of 0, the variance loses digits to underflow where
 * they are only 10⁻¹⁹ away, and vanishes from 10⁻²³ on, which makes the row infinite or NaN.
 * Upstream, a NaN makes the whole row of dx NaN, and an infinity makes it infinite or NaN.
 *
 * <p><b>Accuracy:</b> nothing cancels, so the error does not depend on how far from 0 a row lies.
 * With u = 2⁻²⁴ and k = cols / 64 + 21, the roundings one after the other in a sum (2⁻⁵³ and cols /
 * 32 + 12 in double), and E = (k + 3)·u·(1 + |x̂₀|), x̂ᵢ is off by E + (E² + (k / 2 + 8)·u)·|x̂ᵢ|
 * at most, and mostly by some u; y by that times the weight, and u·|yᵢ|. x̂₀ is there because sums
 * are of distances from the first element. A sum of gradients is off by k + 4 times u and the sum
 * of magnitudes, and by the errors of the x̂ in it; sums over rows are in their order.
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
 * <p>Source: Ba, Kiros and Hinton, "Layer normalization", arXiv:1607.06450 (2016). The variance is
 * that of two passes in Chan, Golub and LeVeque, "Algorithms for computing the sample variance",
 * The American Statistician 37 (1983).
 */
public final class LayerNorm {
  private static final Operand X = Operand.input("x");
  private static final Operand Y = Operand.output("y");
  private static final Operand DY = Operand.input("dy");
  private static final Operand DX = Operand.output("dx");
  private static final Operand WEIGHT = Operand.sharedInput("weight");

  static final Kernels PLAIN = new Kernels("layerNorm", List.of(X, Y), LayerNorm::definePlain);
  static final Kernels AFFINE =
      new Kernels(
          "layerNormAffine",
          List.of(X, WEIGHT, Operand.sharedInput("bias"), Y),
          LayerNorm::defineAffine);
  static final Kernels PLAIN_BACKWARD =
      new Kernels("layerNormBackward", List.of(X, DY, DX), LayerNorm::definePlainBackward);
  static final Kernels AFFINE_BACKWARD =
      new Kernels(
          "layerNormAffineBackward",
          List.of(X, DY, WEIGHT, DX, Operand.accumulator("dweight"), Operand.accumulator("dbias")),
          LayerNorm::defineAffineBackward);

  private LayerNorm() {}

  /**
   * Compiles and exercises the vector kernels of all methods now. Takes up to some seconds.
   *
   * @return whether vectors now serve every method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public static boolean warmUp() {
    // So that the next call allocates nothing: this class checks its arguments by another one.
    Arguments.requireEpsilon(1, Storage.FLOAT);
    return PLAIN.warmUp() & AFFINE.warmUp() & PLAIN_BACKWARD.warmUp() & AFFINE_BACKWARD.warmUp();
  }

  /**
   * The same on memory segments.
   *
   * @param storage how the values are kept, {@link Storage#FLOAT} or {@link Storage#DOUBLE}
   * @return the same mathematics
   * @throws IllegalArgumentException if it has 16 bits
   */
  public static StoredLayerNorm stored(Storage storage) {
    return new StoredLayerNorm(
        Objects.requireNonNull(storage, "storage must not be null").requireWide("layer norm"));
  }

  // region twin: .mvn/Twins.java writes it again for double

  /**
   * Normalises each row, without weight and bias.
   *
   * @param x the input
   * @param y receives x̂
   * @param rows how many rows
   * @param cols how many columns
   * @param epsilon is added to the variance; mostly 1e-5
   */
  public static void forward(float[] x, float[] y, int rows, int cols, double epsilon) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("y", y, rows, cols);
    forward(x, 0, cols, y, 0, cols, rows, cols, epsilon);
  }

  /**
   * Normalises each row, without weight and bias, with leading dimensions.
   *
   * @param x the input
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives x̂
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   * @param epsilon is added to the variance; mostly 1e-5
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
   * Normalises each row, with weight and bias.
   *
   * @param x the input
   * @param weight the factor of each column
   * @param bias the term of each column
   * @param y receives x̂·weight + bias
   * @param rows how many rows
   * @param cols how many columns
   * @param epsilon is added to the variance; mostly 1e-5
   */
  public static void forward(
      float[] x, float[] weight, float[] bias, float[] y, int rows, int cols, double epsilon) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireVector("weight", weight, "cols", cols);
    Lengths.requireVector("bias", bias, "cols", cols);
    Lengths.requireMatrix("y", y, rows, cols);
    forward(x, 0, cols, weight, 0, bias, 0, y, 0, cols, rows, cols, epsilon);
  }

  /**
   * Normalises each row, with weight and bias, with leading dimensions.
   *
   * @param x the input
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param weight the factor of each column
   * @param weightOffset index of its first element
   * @param bias the term of each column
   * @param biasOffset index of its first element
   * @param y receives x̂·weight + bias
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   * @param epsilon is added to the variance; mostly 1e-5
   */
  public static void forward(
      float[] x,
      int xOffset,
      int xStride,
      float[] weight,
      int weightOffset,
      float[] bias,
      int biasOffset,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols,
      double epsilon) {
    Arguments.requireEpsilon(epsilon, Storage.FLOAT);
    AFFINE
        .of(Storage.FLOAT)
        .run(
            x,
            xOffset,
            xStride,
            weight,
            weightOffset,
            0,
            bias,
            biasOffset,
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
            rows,
            cols,
            epsilon,
            0);
  }

  /**
   * Computes the gradient of the input, without weight and bias.
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
   * Computes the gradient of the input, without weight and bias, with leading dimensions.
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
   * Computes the gradients of input, weight and bias.
   *
   * @param x the input of the forward pass
   * @param dy the upstream gradients
   * @param weight that of the forward pass
   * @param dx receives the gradients of x
   * @param dweight the gradients of the weight are added to it
   * @param dbias the gradients of the bias are added to it
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
      float[] dbias,
      int rows,
      int cols,
      double epsilon) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("dy", dy, rows, cols);
    Lengths.requireVector("weight", weight, "cols", cols);
    Lengths.requireMatrix("dx", dx, rows, cols);
    Lengths.requireVector("dweight", dweight, "cols", cols);
    Lengths.requireVector("dbias", dbias, "cols", cols);
    backward(
        x, 0, cols, dy, 0, cols, weight, 0, dx, 0, cols, dweight, 0, dbias, 0, rows, cols, epsilon);
  }

  /**
   * Computes the gradients of input, weight and bias, with leading dimensions.
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
   * @param dbias the gradients of the bias are added to it
   * @param dbiasOffset index of its first element
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
      float[] dbias,
      int dbiasOffset,
      int rows,
      int cols,
      double epsilon) {
    Arguments.requireEpsilon(epsilon, Storage.FLOAT);
    AFFINE_BACKWARD
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
            dbias,
            dbiasOffset,
            0,
            rows,
            cols,
            epsilon,
            0);
  }

  // endregion

  /** The scalars of a row that make x̂ of an element: x̂ = (x - mean)·scale + offset. */
  private record Row(int columns, int mean, int scale, int offset) {
    static Row of(RowProgram program) {
      Moments moments = Moments.of(program, SUM, 0);
      int epsilon = Normalisation.epsilon(program);
      int scale =
          program.compute(
              scalars(moments.squares(), moments.columns(), epsilon),
              l -> Normalisation.scale(l[0].div(l[1]).add(l[2])));
      int offset = program.compute(scalars(moments.rest(), scale), l -> l[0].mul(l[1]).neg());
      return new Row(moments.columns(), moments.mean(), scale, offset);
    }

    static Lane normalised(Lane x, Lane mean, Lane scale, Lane offset) {
      return x.sub(mean).fma(scale, offset);
    }
  }

  private static void definePlain(RowProgram program) {
    Row row = Row.of(program);
    program.map(
        operands(0),
        scalars(row.mean(), row.scale(), row.offset()),
        operands(1),
        l -> new Lane[] {Row.normalised(l[0], l[1], l[2], l[3])});
  }

  private static void defineAffine(RowProgram program) {
    Row row = Row.of(program);
    program.map(
        operands(0, 1, 2),
        scalars(row.mean(), row.scale(), row.offset()),
        operands(3),
        l -> new Lane[] {Row.normalised(l[0], l[3], l[4], l[5]).fma(l[1], l[2])});
  }

  private static void definePlainBackward(RowProgram program) {
    Row row = Row.of(program);
    int sum = program.reduce(SUM, operands(1), scalars(), l -> l[0]);
    int mean = Normalisation.minusMean(program, sum, row.columns());
    int dot =
        program.reduce(
            SUM,
            operands(0, 1),
            scalars(row.mean(), row.scale(), row.offset()),
            l -> Row.normalised(l[0], l[2], l[3], l[4]).mul(l[1]));
    int slope = Normalisation.minusMean(program, dot, row.columns());
    program.map(
        operands(0, 1),
        scalars(row.mean(), row.scale(), row.offset(), mean, slope),
        operands(2),
        l -> {
          Lane normalised = Row.normalised(l[0], l[2], l[3], l[4]);
          return new Lane[] {normalised.fma(l[6], l[1].add(l[5])).mul(l[3])};
        });
  }

  private static void defineAffineBackward(RowProgram program) {
    Row row = Row.of(program);
    int sum = program.reduce(SUM, operands(1, 2), scalars(), l -> l[0].mul(l[1]));
    int mean = Normalisation.minusMean(program, sum, row.columns());
    int dot =
        program.reduce(
            SUM,
            operands(0, 1, 2),
            scalars(row.mean(), row.scale(), row.offset()),
            l -> Row.normalised(l[0], l[3], l[4], l[5]).mul(l[1].mul(l[2])));
    int slope = Normalisation.minusMean(program, dot, row.columns());
    program.map(
        operands(0, 1, 2, 4, 5),
        scalars(row.mean(), row.scale(), row.offset(), mean, slope),
        operands(3, 4, 5),
        l -> {
          Lane normalised = Row.normalised(l[0], l[5], l[6], l[7]);
          Lane centred = l[1].fma(l[2], l[8]);
          return new Lane[] {
            normalised.fma(l[9], centred).mul(l[6]), normalised.fma(l[1], l[3]), l[1].add(l[4])
          };
        });
  }
}
