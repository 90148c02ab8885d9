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
import java.lang.foreign.MemorySegment;

/**
 * {@link VectorMath} on {@link MemorySegment}s, and on {@code short[]}s of 16-bit values: {@link
 * VectorMath#stored} gives it.
 *
 * <p>Results on segments are those of the arrays, to the bit. Values of 16 bits are widened to
 * {@code float}, and the float result is rounded to nearest, ties to even. Offsets and lengths
 * count elements.
 *
 * <p>For the in-place rule see {@link VectorMath}, for the kinds of segments and errors {@link
 * dev.lanewise.activation.StoredActivation}.
 *
 * <p>Objects are immutable and safe for use by any number of threads. After {@linkplain #warmUp
 * warm-up} a call on native segments, or on arrays of 16 bits, allocates nothing; what mixes native
 * segments and arrays warms up when it is first called.
 */
public final class StoredVectorMath {
  private final Storage storage;

  StoredVectorMath(Storage storage) {
    this.storage = storage;
  }

  /**
   * Compiles and exercises the vector kernels of all functions now, for native segments and, where
   * values have 16 bits, arrays. Takes up to a minute.
   *
   * @return whether vectors now serve every function; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public boolean warmUp() {
    boolean vectors = true;
    for (ElementaryFunction function : ElementaryFunction.values()) {
      vectors &= function.kernel(storage).warmUpSegments();
      vectors &= !storage.isNarrow() || function.kernel(storage).warmUp();
    }
    return vectors;
  }

  // region twin: .mvn/Twins.java writes it again for MemorySegment

  /**
   * Computes y = e^x; see {@link Exp#exp}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void exp(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    exp(x, 0, y, 0, length);
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
  public void exp(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.EXP.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = 2^x; see {@link Exp#exp2}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void exp2(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    exp2(x, 0, y, 0, length);
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
  public void exp2(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.EXP2.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = e^x - 1; see {@link Exp#expm1}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void expm1(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    expm1(x, 0, y, 0, length);
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
  public void expm1(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.EXPM1.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = log x; see {@link Log#log}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void log(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    log(x, 0, y, 0, length);
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
  public void log(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.LOG.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = log₂ x; see {@link Log#log2}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void log2(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    log2(x, 0, y, 0, length);
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
  public void log2(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.LOG2.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = log₁₀ x; see {@link Log#log10}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void log10(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    log10(x, 0, y, 0, length);
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
  public void log10(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.LOG10.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = log(1 + x); see {@link Log#log1p}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void log1p(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    log1p(x, 0, y, 0, length);
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
  public void log1p(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.LOG1P.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = tanh x; see {@link Hyperbolic#tanh}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void tanh(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    tanh(x, 0, y, 0, length);
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
  public void tanh(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.TANH.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = sinh x; see {@link Hyperbolic#sinh}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void sinh(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    sinh(x, 0, y, 0, length);
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
  public void sinh(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.SINH.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = cosh x; see {@link Hyperbolic#cosh}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void cosh(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    cosh(x, 0, y, 0, length);
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
  public void cosh(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.COSH.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = erf x; see {@link Gaussian#erf}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void erf(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    erf(x, 0, y, 0, length);
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
  public void erf(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.ERF.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = erfc x; see {@link Gaussian#erfc}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void erfc(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    erfc(x, 0, y, 0, length);
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
  public void erfc(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.ERFC.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = sin x; see {@link Trigonometric#sin}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void sin(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    sin(x, 0, y, 0, length);
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
  public void sin(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.SIN.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = cos x; see {@link Trigonometric#cos}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void cos(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    cos(x, 0, y, 0, length);
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
  public void cos(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.COS.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = 1 / (1 + e^-x); see {@link Logistic#sigmoid}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void sigmoid(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    sigmoid(x, 0, y, 0, length);
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
  public void sigmoid(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.SIGMOID.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = log(x / (1 - x)); see {@link Logistic#logit}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void logit(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    logit(x, 0, y, 0, length);
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
  public void logit(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.LOGIT.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = ∛x; see {@link Power#cbrt}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void cbrt(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    cbrt(x, 0, y, 0, length);
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
  public void cbrt(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.CBRT.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes y = 1 / √x; see {@link Power#rsqrt}.
   *
   * @param x the arguments
   * @param y receives the results
   */
  public void rsqrt(short[] x, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    rsqrt(x, 0, y, 0, length);
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
  public void rsqrt(short[] x, int xOffset, short[] y, int yOffset, int length) {
    ElementaryFunction.RSQRT.kernel(storage).run(x, xOffset, y, yOffset, length);
  }

  /**
   * Computes z = x^y; see {@link Power#pow}.
   *
   * @param x the bases
   * @param y the exponents
   * @param z receives the results
   */
  public void pow(short[] x, short[] y, short[] z) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    Lengths.requireEqual("x", length, "z", Lengths.of(z, storage));
    pow(x, 0, y, 0, z, 0, length);
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
  public void pow(
      short[] x, int xOffset, short[] y, int yOffset, short[] z, int zOffset, int length) {
    ElementaryFunction.POW.kernel(storage).run(x, xOffset, y, yOffset, z, zOffset, length);
  }

  /**
   * Computes y = x^exponent; see {@link Power#pow}.
   *
   * @param x the bases
   * @param exponent of all of them; it is rounded to the precision of the storage
   * @param y receives the results
   */
  public void pow(short[] x, double exponent, short[] y) {
    int length = Lengths.of(x, storage);
    Lengths.requireEqual("x", length, "y", Lengths.of(y, storage));
    pow(x, 0, exponent, y, 0, length);
  }

  /**
   * Computes y = x^exponent, over a range; see {@link Power#pow}.
   *
   * @param x the bases
   * @param xOffset index of its first element
   * @param exponent of all of them; it is rounded to the precision of the storage
   * @param y receives the results
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public void pow(short[] x, int xOffset, double exponent, short[] y, int yOffset, int length) {
    ElementaryFunction.POW_OF_NUMBER
        .kernel(storage)
        .run(x, xOffset, y, yOffset, null, 0, null, 0, null, 0, null, 0, length, exponent, 0);
  }

  // endregion
}
