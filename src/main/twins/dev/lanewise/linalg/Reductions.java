package dev.lanewise.linalg;

import static dev.lanewise.kernel.RowProgram.Fold.COMPENSATED_SUM;
import static dev.lanewise.kernel.RowProgram.Fold.MAX;
import static dev.lanewise.kernel.RowProgram.Fold.MIN;
import static dev.lanewise.kernel.RowProgram.Fold.SUM;
import static dev.lanewise.kernel.RowProgram.operands;
import static dev.lanewise.kernel.RowProgram.scalars;
import static dev.lanewise.linalg.Largest.place;
import static dev.lanewise.linalg.Largest.putPlace;
import static dev.lanewise.linalg.Largest.select;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Lengths;
import dev.lanewise.kernel.Operand;
import dev.lanewise.kernel.RowProgram;
import dev.lanewise.kernel.RowProgram.Argument;
import dev.lanewise.lane.Storage;
import java.util.List;
import java.util.Objects;

/**
 * Numbers made of rows: sum, mean, variance, Euclidean norm, dot product, maximum, its place, and
 * the k largest elements; of each row of a row-major matrix, or of one range of an array.
 *
 * <p><b>Shapes:</b> a matrix is {@code rows} × {@code cols} with a result for each row; whole
 * arrays have exactly as many elements. The other methods take the index of the first element and,
 * for matrices, the leading dimension, the distance from one row to the next, which is at least
 * {@code cols} (or 0, for a row that is taken again and again, such as the vector of a product of
 * matrix and vector). Results follow each other. Rows and columns may be 0: of nothing the sum,
 * norm and dot product are 0, mean and variance NaN, the maximum is -∞ and its place -1.
 *
 * <p><b>Special values:</b> a NaN makes sum, mean, variance, norm and dot product NaN. It counts as
 * the largest of all values, as in PyTorch: the maximum is then NaN, and its place that of the
 * first NaN. Of equal values the first is the largest; 0 and -0 are equal. Infinities have the sum,
 * norm and dot product that IEEE 754 gives them, and a variance of NaN.
 *
 * <p><b>Accuracy:</b> with u = 2⁻²⁴ and k = cols / 64 + 21, the longest chain of additions (2⁻⁵³
 * and cols / 32 + 12 in double), results are off by at most
 *
 * <ul>
 *   <li>sum: u·|Σx| + 2k²u²·Σ|x|;
 *   <li>mean m: 2u·|m| + 2k²u²·Σ|x| / cols;
 *   <li>variance v: (9u + 2k²u²)·v, however far from 0 the row lies;
 *   <li>norm: 3u + 2k²u² of it;
 *   <li>dot product: (k + 1)·u·Σ|ab|, mostly some u: a plain sum, for its speed;
 * </ul>
 *
 * <p>where no square in a variance and no product in a dot product overflows or is subnormal; those
 * of a norm do not. In float, 2k²u² is less than u up to 180 000 columns. Sum and mean overflow if
 * the sum of a part of the row does.
 *
 * <p><b>In place:</b> results must be apart from the matrices.
 *
 * <p><b>Errors:</b> {@link NullPointerException} if an array is null; {@link
 * IndexOutOfBoundsException} if an offset or size is negative or a row ends past its array; {@link
 * IllegalArgumentException} if a whole array's length is not that of its shape, a leading dimension
 * is too small, a correction is negative, k is more than there are columns, or ranges overlap. All
 * are thrown before anything is written.
 *
 * <p>Source: compensated sums, Ogita, Rump and Oishi, "Accurate sum and dot product", SIAM J. Sci.
 * Comput. 26 (2005); the variance of two passes, Chan, Golub and LeVeque, "Algorithms for computing
 * the sample variance", The American Statistician 37 (1983).
 */
public final class Reductions {
  /** In float, the numbers of columns are exact up to here. */
  static final int COUNTABLE = 1 << 23;

  static final Operand X = Operand.input("x");
  static final Operand PLACE = Operand.columnOutput("y").ofInts();
  static final Operand VALUES = Operand.output("values");
  static final Operand INDICES = Operand.output("indices").ofInts();

  private static final List<Operand> ROWS = List.of(X, Operand.columnOutput("y"));

  static final Kernels SUMS = new Kernels("sum", ROWS, Reductions::defineSum);
  static final Kernels MEANS = new Kernels("mean", ROWS, Reductions::defineMean);
  static final Kernels VARIANCES = new Kernels("variance", ROWS, Reductions::defineVariance);
  static final Kernels NORMS = new Kernels("norm", ROWS, Reductions::defineNorm);
  static final Kernels MAXIMA = new Kernels("max", ROWS, Reductions::defineMax);
  static final Kernels PLACES = new Kernels("argmax", List.of(X, PLACE), Reductions::defineArgmax);
  static final Kernels DOTS =
      new Kernels(
          "dot",
          List.of(Operand.input("a"), Operand.input("b"), Operand.columnOutput("y")),
          Reductions::defineDot);

  private Reductions() {}

  /**
   * Compiles and exercises the vector kernels of all methods but {@code topK}, which has none, now.
   * Takes up to some seconds.
   *
   * @return whether vectors now serve every such method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public static boolean warmUp() {
    // So that this thread's next call allocates nothing: other classes check arguments, keep a
    // single result and select.
    Arguments.requireCorrection(0);
    Single.load();
    topK(new float[2], new float[2], new int[2]);
    return SUMS.warmUp()
        & MEANS.warmUp()
        & VARIANCES.warmUp()
        & NORMS.warmUp()
        & MAXIMA.warmUp()
        & PLACES.warmUp()
        & DOTS.warmUp();
  }

  /**
   * The same on memory segments.
   *
   * @param storage how the values are kept, {@link Storage#FLOAT} or {@link Storage#DOUBLE}
   * @return the same mathematics
   * @throws IllegalArgumentException if it has 16 bits
   */
  public static StoredReductions stored(Storage storage) {
    return new StoredReductions(
        Objects.requireNonNull(storage, "storage must not be null").requireWide("a reduction"));
  }

  // region twin: .mvn/Twins.java writes it again for double

  /**
   * Computes the sum of all elements.
   *
   * @param x the elements
   * @return the sum
   */
  public static float sum(float[] x) {
    return sum(x, 0, Lengths.of("x", x));
  }

  /**
   * Computes the sum of a range.
   *
   * @param x the elements
   * @param offset index of the first
   * @param length how many
   * @return the sum
   */
  public static float sum(float[] x, int offset, int length) {
    return ofOne(SUMS.of(Storage.FLOAT), x, offset, length, 0);
  }

  /**
   * Computes the sum of each row.
   *
   * @param x the matrix
   * @param y receives the sums
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void sum(float[] x, float[] y, int rows, int cols) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireVector("y", y, "rows", rows);
    sum(x, 0, cols, y, 0, rows, cols);
  }

  /**
   * Computes the sum of each row, with a leading dimension.
   *
   * @param x the matrix
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives the sums
   * @param yOffset index of the first
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void sum(
      float[] x, int xOffset, int xStride, float[] y, int yOffset, int rows, int cols) {
    run(SUMS.of(Storage.FLOAT), x, xOffset, xStride, y, yOffset, rows, cols, 0);
  }

  /**
   * Computes the mean of all elements.
   *
   * @param x the elements
   * @return the mean
   */
  public static float mean(float[] x) {
    return mean(x, 0, Lengths.of("x", x));
  }

  /**
   * Computes the mean of a range.
   *
   * @param x the elements
   * @param offset index of the first
   * @param length how many
   * @return the mean
   */
  public static float mean(float[] x, int offset, int length) {
    return ofOne(MEANS.of(Storage.FLOAT), x, offset, length, 0);
  }

  /**
   * Computes the mean of each row.
   *
   * @param x the matrix
   * @param y receives the means
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void mean(float[] x, float[] y, int rows, int cols) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireVector("y", y, "rows", rows);
    mean(x, 0, cols, y, 0, rows, cols);
  }

  /**
   * Computes the mean of each row, with a leading dimension.
   *
   * @param x the matrix
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives the means
   * @param yOffset index of the first
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void mean(
      float[] x, int xOffset, int xStride, float[] y, int yOffset, int rows, int cols) {
    run(MEANS.of(Storage.FLOAT), x, xOffset, xStride, y, yOffset, rows, cols, 0);
  }

  /**
   * Computes the variance of all elements.
   *
   * @param x the elements
   * @param correction is taken from the number of elements, by which the sum of squares is divided:
   *     0 for the variance of these elements, 1 for an unbiased estimate from a sample
   * @return the variance
   */
  public static float variance(float[] x, int correction) {
    return variance(x, 0, Lengths.of("x", x), correction);
  }

  /**
   * Computes the variance of a range.
   *
   * @param x the elements
   * @param offset index of the first
   * @param length how many
   * @param correction is taken from the number of elements, by which the sum of squares is divided:
   *     0 for the variance of these elements, 1 for an unbiased estimate from a sample
   * @return the variance
   */
  public static float variance(float[] x, int offset, int length, int correction) {
    double divisor = divisor(length, correction);
    return ofOne(variances(length).of(Storage.FLOAT), x, offset, length, divisor);
  }

  /**
   * Computes the variance of each row.
   *
   * @param x the matrix
   * @param y receives the variances
   * @param rows how many rows
   * @param cols how many columns
   * @param correction is taken from the number of elements, by which the sum of squares is divided:
   *     0 for the variance of these elements, 1 for an unbiased estimate from a sample
   */
  public static void variance(float[] x, float[] y, int rows, int cols, int correction) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireVector("y", y, "rows", rows);
    variance(x, 0, cols, y, 0, rows, cols, correction);
  }

  /**
   * Computes the variance of each row, with a leading dimension.
   *
   * @param x the matrix
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives the variances
   * @param yOffset index of the first
   * @param rows how many rows
   * @param cols how many columns
   * @param correction is taken from the number of elements, by which the sum of squares is divided:
   *     0 for the variance of these elements, 1 for an unbiased estimate from a sample
   */
  public static void variance(
      float[] x,
      int xOffset,
      int xStride,
      float[] y,
      int yOffset,
      int rows,
      int cols,
      int correction) {
    double divisor = divisor(cols, correction);
    run(variances(cols).of(Storage.FLOAT), x, xOffset, xStride, y, yOffset, rows, cols, divisor);
  }

  /**
   * Computes the Euclidean norm of all elements.
   *
   * @param x the elements
   * @return the norm
   */
  public static float norm(float[] x) {
    return norm(x, 0, Lengths.of("x", x));
  }

  /**
   * Computes the Euclidean norm of a range.
   *
   * @param x the elements
   * @param offset index of the first
   * @param length how many
   * @return the norm
   */
  public static float norm(float[] x, int offset, int length) {
    return ofOne(NORMS.of(Storage.FLOAT), x, offset, length, 0);
  }

  /**
   * Computes the Euclidean norm of each row.
   *
   * @param x the matrix
   * @param y receives the norms
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void norm(float[] x, float[] y, int rows, int cols) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireVector("y", y, "rows", rows);
    norm(x, 0, cols, y, 0, rows, cols);
  }

  /**
   * Computes the Euclidean norm of each row, with a leading dimension.
   *
   * @param x the matrix
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives the norms
   * @param yOffset index of the first
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void norm(
      float[] x, int xOffset, int xStride, float[] y, int yOffset, int rows, int cols) {
    run(NORMS.of(Storage.FLOAT), x, xOffset, xStride, y, yOffset, rows, cols, 0);
  }

  /**
   * Finds the maximum of all elements.
   *
   * @param x the elements
   * @return the maximum
   */
  public static float max(float[] x) {
    return max(x, 0, Lengths.of("x", x));
  }

  /**
   * Finds the maximum of a range.
   *
   * @param x the elements
   * @param offset index of the first
   * @param length how many
   * @return the maximum
   */
  public static float max(float[] x, int offset, int length) {
    return ofOne(MAXIMA.of(Storage.FLOAT), x, offset, length, 0);
  }

  /**
   * Finds the maximum of each row.
   *
   * @param x the matrix
   * @param y receives the maxima
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void max(float[] x, float[] y, int rows, int cols) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireVector("y", y, "rows", rows);
    max(x, 0, cols, y, 0, rows, cols);
  }

  /**
   * Finds the maximum of each row, with a leading dimension.
   *
   * @param x the matrix
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives the maxima
   * @param yOffset index of the first
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void max(
      float[] x, int xOffset, int xStride, float[] y, int yOffset, int rows, int cols) {
    run(MAXIMA.of(Storage.FLOAT), x, xOffset, xStride, y, yOffset, rows, cols, 0);
  }

  /**
   * Finds the place of the maximum of all elements.
   *
   * @param x the elements
   * @return the index of the maximum
   */
  public static int argmax(float[] x) {
    return argmax(x, 0, Lengths.of("x", x));
  }

  /**
   * Finds the place of the maximum of a range.
   *
   * @param x the elements
   * @param offset index of the first
   * @param length how many
   * @return the number of the maximum in the range, from 0
   */
  public static int argmax(float[] x, int offset, int length) {
    return placeInOne(x, offset, length);
  }

  /**
   * Finds the place of the maximum of each row.
   *
   * @param x the matrix
   * @param y receives the columns of the maxima, from 0
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void argmax(float[] x, int[] y, int rows, int cols) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireVector("y", y, "rows", rows);
    argmax(x, 0, cols, y, 0, rows, cols);
  }

  /**
   * Finds the place of the maximum of each row, with a leading dimension.
   *
   * @param x the matrix
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives the columns of the maxima, from 0
   * @param yOffset index of the first
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void argmax(
      float[] x, int xOffset, int xStride, int[] y, int yOffset, int rows, int cols) {
    if (cols <= COUNTABLE) {
      run(PLACES.of(Storage.FLOAT), x, xOffset, xStride, y, yOffset, rows, cols, 0);
      return;
    }
    X.requireRows(x, Storage.FLOAT, xOffset, xStride, rows, cols);
    PLACE.requireRows(y, Storage.FLOAT, yOffset, 1, rows, cols);
    Arguments.requireApart(
        "y",
        y,
        yOffset,
        Arguments.end(yOffset, 1, rows, 1),
        Integer.BYTES,
        "x",
        x,
        xOffset,
        Arguments.end(xOffset, xStride, rows, cols),
        Storage.FLOAT.bytes());
    for (int row = 0; row < rows; row++) {
      putPlace(y, yOffset + row, place(x, xOffset + row * xStride, cols));
    }
  }

  /**
   * Computes the dot product of all elements of two arrays.
   *
   * @param a the one vector
   * @param b the other one, equally long
   * @return Σab
   */
  public static float dot(float[] a, float[] b) {
    Lengths.requireVector("b", b, "the length of a", Lengths.of("a", a));
    return dot(a, 0, b, 0, a.length);
  }

  /**
   * Computes the dot product of two ranges.
   *
   * @param a the one vector
   * @param aOffset index of its first element
   * @param b the other one
   * @param bOffset index of its first element
   * @param length how many elements
   * @return Σab
   */
  public static float dot(float[] a, int aOffset, float[] b, int bOffset, int length) {
    return dotOfOne(a, aOffset, b, bOffset, length);
  }

  /**
   * Computes the dot products of each row of two matrices.
   *
   * @param a the one matrix
   * @param b the other one
   * @param y receives Σab of each row
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void dot(float[] a, float[] b, float[] y, int rows, int cols) {
    Lengths.requireMatrix("a", a, rows, cols);
    Lengths.requireMatrix("b", b, rows, cols);
    Lengths.requireVector("y", y, "rows", rows);
    dot(a, 0, cols, b, 0, cols, y, 0, rows, cols);
  }

  /**
   * Computes the dot products of each row of two matrices, with leading dimensions.
   *
   * @param a the one matrix
   * @param aOffset index of its first element
   * @param aStride its leading dimension
   * @param b the other one
   * @param bOffset index of its first element
   * @param bStride its leading dimension
   * @param y receives Σab of each row
   * @param yOffset index of the first
   * @param rows how many rows
   * @param cols how many columns
   */
  public static void dot(
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bOffset,
      int bStride,
      float[] y,
      int yOffset,
      int rows,
      int cols) {
    DOTS.of(Storage.FLOAT)
        .run(
            a, aOffset, aStride, b, bOffset, bStride, y, yOffset, 1, null, 0, 0, null, 0, 0, null,
            0, 0, rows, cols, 0, 0);
  }

  /**
   * Finds the largest elements, as many as the results have room for, in descending order; of equal
   * ones the first comes first.
   *
   * @param x the elements
   * @param values receives the largest
   * @param indices receives their indices; as long as {@code values}
   */
  public static void topK(float[] x, float[] values, int[] indices) {
    Lengths.requireVector("indices", indices, "the length of values", Lengths.of("values", values));
    topK(x, 0, Lengths.of("x", x), values, 0, indices, 0, Lengths.ofRow(values.length));
  }

  /**
   * Finds the k largest elements of a range, in descending order; of equal ones the first comes
   * first.
   *
   * @param x the elements
   * @param offset index of the first
   * @param length how many
   * @param values receives the largest
   * @param valuesOffset index of the first of them
   * @param indices receives their numbers in the range, from 0
   * @param indicesOffset index of the first of them
   * @param k how many
   */
  public static void topK(
      float[] x,
      int offset,
      int length,
      float[] values,
      int valuesOffset,
      int[] indices,
      int indicesOffset,
      int k) {
    int cols = Lengths.ofRow(length);
    topK(x, offset, 0, values, valuesOffset, 0, indices, indicesOffset, 0, 1, cols, k);
  }

  /**
   * Finds the k largest elements of each row, in descending order; of equal ones the first comes
   * first.
   *
   * @param x the matrix
   * @param values receives the largest, {@code rows} × {@code k}
   * @param indices receives their columns, {@code rows} × {@code k}
   * @param rows how many rows
   * @param cols how many columns
   * @param k how many of each row
   */
  public static void topK(float[] x, float[] values, int[] indices, int rows, int cols, int k) {
    Lengths.requireMatrix("x", x, rows, cols);
    Lengths.requireMatrix("values", values, rows, "k", k);
    Lengths.requireMatrix("indices", indices, rows, "k", k);
    topK(x, 0, cols, values, 0, k, indices, 0, k, rows, cols, k);
  }

  /**
   * Finds the k largest elements of each row, in descending order, with leading dimensions; of
   * equal ones the first comes first. Takes a time of cols · log k at most.
   *
   * @param x the matrix
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param values receives the largest, {@code rows} × {@code k}
   * @param valuesOffset index of its first element
   * @param valuesStride its leading dimension
   * @param indices receives their columns, {@code rows} × {@code k}
   * @param indicesOffset index of its first element
   * @param indicesStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   * @param k how many of each row
   */
  public static void topK(
      float[] x,
      int xOffset,
      int xStride,
      float[] values,
      int valuesOffset,
      int valuesStride,
      int[] indices,
      int indicesOffset,
      int indicesStride,
      int rows,
      int cols,
      int k) {
    X.requireRows(x, Storage.FLOAT, xOffset, xStride, rows, cols);
    Arguments.requireSelection(k, cols);
    VALUES.requireRows(values, Storage.FLOAT, valuesOffset, valuesStride, rows, k);
    INDICES.requireRows(indices, Storage.FLOAT, indicesOffset, indicesStride, rows, k);
    if (rows == 0 || k == 0) {
      return;
    }
    int bytes = Storage.FLOAT.bytes();
    long xEnd = Arguments.end(xOffset, xStride, rows, cols);
    long valuesEnd = Arguments.end(valuesOffset, valuesStride, rows, k);
    long indicesEnd = Arguments.end(indicesOffset, indicesStride, rows, k);
    Arguments.requireApart(
        "values", values, valuesOffset, valuesEnd, bytes, "x", x, xOffset, xEnd, bytes);
    Arguments.requireApart(
        "indices", indices, indicesOffset, indicesEnd, Integer.BYTES, "x", x, xOffset, xEnd, bytes);
    Arguments.requireApart(
        "indices",
        indices,
        indicesOffset,
        indicesEnd,
        Integer.BYTES,
        "values",
        values,
        valuesOffset,
        valuesEnd,
        bytes);
    for (int row = 0; row < rows; row++) {
      select(
          x,
          xOffset + row * xStride,
          cols,
          values,
          valuesOffset + row * valuesStride,
          indices,
          indicesOffset + row * indicesStride,
          k);
    }
  }

  // endregion

  // region twin: .mvn/Twins.java writes it again for double (arrays)

  private static float ofOne(Kernel kernel, float[] x, int offset, int length, double divisor) {
    float[] result = Single.floats();
    run(kernel, x, offset, 0, result, 0, 1, length, divisor);
    return result[0];
  }

  private static float dotOfOne(float[] a, int aOffset, float[] b, int bOffset, int length) {
    float[] result = Single.floats();
    dot(a, aOffset, 0, b, bOffset, 0, result, 0, 1, length);
    return result[0];
  }

  private static int placeInOne(float[] x, int offset, int length) {
    int[] result = Single.ints();
    argmax(x, offset, 0, result, 0, 1, length);
    return result[0];
  }

  // endregion

  /** Of nothing the mean is NaN too, and needs no first element. */
  static Kernels variances(long cols) {
    return cols == 0 ? MEANS : VARIANCES;
  }

  /** By which a sum of squares is divided. */
  static double divisor(long cols, int correction) {
    Arguments.requireCorrection(correction);
    return Math.max((double) cols - correction, 0);
  }

  private static void run(
      Kernel kernel,
      Object x,
      int xOffset,
      int xStride,
      Object y,
      int yOffset,
      int rows,
      int cols,
      double divisor) {
    kernel.run(
        x, xOffset, xStride, y, yOffset, 1, null, 0, 0, null, 0, 0, null, 0, 0, null, 0, 0, rows,
        cols, divisor, 0);
  }

  private static void defineSum(RowProgram program) {
    program.store(sum(program), 1);
  }

  private static void defineMean(RowProgram program) {
    int sum = sum(program);
    int columns = program.argument(Argument.COLUMNS);
    program.store(program.compute(scalars(sum, columns), l -> l[0].div(l[1])), 1);
  }

  private static int sum(RowProgram program) {
    return program.reduce(COMPENSATED_SUM, operands(0), scalars(), l -> l[0]);
  }

  private static void defineVariance(RowProgram program) {
    int squares = Moments.of(program, COMPENSATED_SUM, 0).squares();
    int divisor = program.argument(Argument.FIRST);
    program.store(program.compute(scalars(squares, divisor), l -> l[0].div(l[1])), 1);
  }

  private static void defineNorm(RowProgram program) {
    SquareSum squares = SquareSum.of(program, COMPENSATED_SUM, 0, sum -> sum);
    int norm = program.compute(scalars(squares.sum(), squares.scale()), l -> l[0].sqrt().div(l[1]));
    program.store(norm, 1);
  }

  private static void defineMax(RowProgram program) {
    program.store(max(program), 1);
  }

  private static void defineArgmax(RowProgram program) {
    int max = max(program);
    int place =
        program.reduce(
            MIN,
            operands(0),
            scalars(max),
            l -> l[0].eq(l[1]).or(l[0].isNaN()).select(l[0].column(), Double.POSITIVE_INFINITY));
    int found =
        program.compute(scalars(place), l -> l[0].lt(Double.POSITIVE_INFINITY).select(l[0], -1));
    program.store(found, 1);
  }

  /** The maximum, or NaN. That is looked for only where the maximum, with ∞ for it, is ∞. */
  private static int max(RowProgram program) {
    int[] x = operands(0);
    int max =
        program.reduce(MAX, x, scalars(), l -> l[0].isNaN().select(Double.POSITIVE_INFINITY, l[0]));
    int perhaps =
        program.compute(scalars(max), l -> l[0].eq(Double.POSITIVE_INFINITY).select(1, 0.0));
    int nans = program.reduceWhere(perhaps, SUM, x, scalars(), l -> l[0].isNaN().select(1, 0.0));
    return program.compute(scalars(max, nans), l -> l[1].eq(0).select(l[0], Double.NaN));
  }

  private static void defineDot(RowProgram program) {
    int dot = program.reduce(SUM, operands(0, 1), scalars(), l -> l[0].mul(l[1]));
    program.store(dot, 2);
  }
}
