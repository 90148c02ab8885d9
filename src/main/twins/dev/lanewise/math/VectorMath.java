package dev.lanewise.math;

import dev.lanewise.kernel.Lengths;
import dev.lanewise.lane.Exp;
import dev.lanewise.lane.Gaussian;
import dev.lanewise.lane.Hyperbolic;
import dev.lanewise.lane.Log;
import dev.lanewise.lane.Logistic;
import dev.lanewise.lane.Power;
import dev.lanewise.lane.Storage;
import dev.lanewise.lane.Trigonometric;
import java.util.Objects;

/**
 * Elementary functions of whole arrays.
 *
 * <p>Every method exists for {@code float[]} and {@code double[]}, for whole arrays, which must be
 * of equal length, and for ranges. The functions are those of {@code dev.lanewise.lane}, whose
 * documentation has domains, special values and accuracy. Results have the same bits, sign and
 * payload of a NaN aside, at every offset and length, on every lane width and on the scalar path.
 *
 * <p><b>In place:</b> an output may be the same array as an input, with the same offset; other
 * overlaps are refused.
 *
 * <p><b>Errors:</b> all arguments are checked before anything is written. {@link
 * NullPointerException} if an array is null; {@link IndexOutOfBoundsException} if an offset or
 * length is negative or a range ends past its array; {@link IllegalArgumentException} if whole
 * arrays differ in length or ranges overlap in part. Each message holds the numbers that clash.
 *
 * <p>All methods are safe for use by any number of threads. After {@linkplain #warmUp warm-up} a
 * call allocates nothing.
 */
public final class VectorMath {
  private VectorMath() {}

  /**
   * Compiles and exercises the vector kernels of all functions now, rather than in the background
   * once they have done some work. Takes up to a minute.
   *
   * @return whether vectors now serve every function; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public static boolean warmUp() {
    boolean vectors = true;
    for (ElementaryFunction function : ElementaryFunction.values()) {
      vectors &= function.kernel(Storage.FLOAT).warmUp() & function.kernel(Storage.DOUBLE).warmUp();
    }
    return vectors;
  }

  /**
   * The functions on memory segments, and on values of 16 bits.
   *
   * @param storage how the values are kept
   * @return the same functions
   * @throws NullPointerException if the storage is null
   */
  public static StoredVectorMath stored(Storage storage) {
    return new StoredVectorMath(Objects.requireNonNull(storage, "storage must not be null"));
  }

  // region twin: .mvn/Twins.java writes it again for double

  /**
   * Computes y = e^x; see {@link Exp#exp}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void exp(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    exp(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = e^x, over a range; see {@link Exp#exp}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void exp(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.EXP.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = 2^x; see {@link Exp#exp2}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void exp2(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    exp2(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = 2^x, over a range; see {@link Exp#exp2}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void exp2(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.EXP2.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = e^x - 1; see {@link Exp#expm1}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void expm1(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    expm1(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = e^x - 1, over a range; see {@link Exp#expm1}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void expm1(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.EXPM1.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = log x; see {@link Log#log}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void log(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    log(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = log x, over a range; see {@link Log#log}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void log(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.LOG.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = log₂ x; see {@link Log#log2}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void log2(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    log2(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = log₂ x, over a range; see {@link Log#log2}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void log2(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.LOG2.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = log₁₀ x; see {@link Log#log10}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void log10(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    log10(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = log₁₀ x, over a range; see {@link Log#log10}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void log10(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.LOG10.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = log(1 + x); see {@link Log#log1p}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void log1p(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    log1p(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = log(1 + x), over a range; see {@link Log#log1p}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void log1p(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.LOG1P.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = tanh x; see {@link Hyperbolic#tanh}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void tanh(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    tanh(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = tanh x, over a range; see {@link Hyperbolic#tanh}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void tanh(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.TANH.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = sinh x; see {@link Hyperbolic#sinh}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void sinh(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    sinh(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = sinh x, over a range; see {@link Hyperbolic#sinh}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void sinh(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.SINH.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = cosh x; see {@link Hyperbolic#cosh}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void cosh(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    cosh(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = cosh x, over a range; see {@link Hyperbolic#cosh}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void cosh(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.COSH.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = erf x; see {@link Gaussian#erf}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void erf(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    erf(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = erf x, over a range; see {@link Gaussian#erf}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void erf(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.ERF.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = erfc x; see {@link Gaussian#erfc}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void erfc(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    erfc(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = erfc x, over a range; see {@link Gaussian#erfc}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void erfc(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.ERFC.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = sin x; see {@link Trigonometric#sin}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void sin(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    sin(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = sin x, over a range; see {@link Trigonometric#sin}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void sin(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.SIN.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = cos x; see {@link Trigonometric#cos}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void cos(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    cos(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = cos x, over a range; see {@link Trigonometric#cos}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void cos(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.COS.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = 1 / (1 + e^-x); see {@link Logistic#sigmoid}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void sigmoid(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    sigmoid(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = 1 / (1 + e^-x), over a range; see {@link Logistic#sigmoid}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.SIGMOID.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = log(x / (1 - x)); see {@link Logistic#logit}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void logit(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    logit(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = log(x / (1 - x)), over a range; see {@link Logistic#logit}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void logit(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.LOGIT.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = ∛x; see {@link Power#cbrt}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void cbrt(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    cbrt(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = ∛x, over a range; see {@link Power#cbrt}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void cbrt(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.CBRT.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = 1 / √x; see {@link Power#rsqrt}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public static void rsqrt(float[] x, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    rsqrt(x, 0, y, 0, x.length);
  }

  /**
   * Computes y = 1 / √x, over a range; see {@link Power#rsqrt}.
   *
   * @param x the arguments
   * @param xOffset index of its first element
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void rsqrt(float[] x, int xOffset, float[] y, int yOffset, int length) {
    ElementaryFunction.RSQRT.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes z = x^y; see {@link Power#pow}.
   *
   * @param x the bases
   * @param y the exponents
   * @param z receives the results
   */
  public static void pow(float[] x, float[] y, float[] z) {
    Lengths.requireEqual("x", x, "y", y);
    Lengths.requireEqual("x", x, "z", z);
    pow(x, 0, y, 0, z, 0, x.length);
  }

  /**
   * Computes z = x^y, over a range; see {@link Power#pow}.
   *
   * @param x the bases
   * @param xOffset index of its first element
   * @param y the exponents
   * @param yOffset index of its first element
   * @param z receives the results
   * @param zOffset index of its first element
   * @param length how many elements
   */
  public static void pow(
      float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int length) {
    ElementaryFunction.POW.kernel(Storage.FLOAT).run(x, xOffset, y, yOffset, z, zOffset, length);
  }

  /**
   * Computes y = x^exponent; see {@link Power#pow}.
   *
   * @param x the bases
   * @param exponent of all of them; it is rounded to the precision of the computation
   * @param y receives the results
   */
  public static void pow(float[] x, double exponent, float[] y) {
    Lengths.requireEqual("x", x, "y", y);
    pow(x, 0, exponent, y, 0, x.length);
  }

  /**
   * Computes y = x^exponent, over a range; see {@link Power#pow}.
   *
   * @param x the bases
   * @param xOffset index of its first element
   * @param exponent of all of them; it is rounded to the precision of the computation
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public static void pow(
      float[] x, int xOffset, double exponent, float[] y, int yOffset, int length) {
    ElementaryFunction.POW_OF_NUMBER
        .kernel(Storage.FLOAT)
        .run(x, xOffset, y, yOffset, null, 0, null, 0, null, 0, null, 0, length, exponent, 0);
  }

  // endregion
}
