package dev.lanewise.property;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.numbers.core.DD;

/**
 * Parts that the formulas of references share.
 *
 * <p>Half an ulp that rounding takes from an argument of 700 is as much as 500 ulps of its
 * exponential. So an argument that is a product is a {@link DD}, two doubles whose sum it is.
 */
final class Terms {
  /** An exponential beyond this, and what it is multiplied with, overflows or is 0 in double. */
  static final double FAR = 3000;

  private Terms() {}

  static double square(double x) {
    return x * x;
  }

  /** e^-|x|, never more than 1. */
  static double decay(double x) {
    return StrictMath.exp(-Math.abs(x));
  }

  /** An argument of an exponential, cut off where that is over or 0 anyway. */
  static double limited(double x) {
    return Math.clamp(x, -FAR, FAR);
  }

  /** factor · x as the argument of an exponential, for a factor above 0. */
  static DD argument(double factor, double x) {
    return DD.ofProduct(factor, Math.clamp(x, -FAR / factor, FAR / factor));
  }

  /** e^-|z|. */
  static double decay(DD z) {
    return decay(1, z);
  }

  /**
   * factor · e^-|z|. The signs are chosen of numbers: where a {@link DD} was chosen from two, C2
   * was once seen to lose it, and the caller found null.
   */
  static double decay(double factor, DD z) {
    double sign = z.hi() < 0 ? 1 : -1;
    return exp(factor, sign * z.hi(), sign * z.lo());
  }

  /** factor · e^z for z ≤ 0, rounded into the subnormal numbers but once. */
  static double exp(double factor, DD z) {
    return exp(factor, z.hi(), z.lo());
  }

  private static double exp(double factor, double hi, double lo) {
    double scaled = factor + factor * lo;
    double e = StrictMath.exp(hi);
    if (e >= Double.MIN_NORMAL) {
      return scaled * e;
    }
    double half = StrictMath.exp(hi / 2);
    return half == 0 ? Math.copySign(0, factor) : scaled * half * half;
  }

  /** A function of non-negative numbers alone; at -0 it is what it is at 0. */
  static DoubleUnaryOperator nonNegative(DoubleUnaryOperator function) {
    return x -> function.applyAsDouble(x < 0 ? Double.NaN : Math.abs(x));
  }

  /** A constant, but NaN for NaN. */
  static DoubleUnaryOperator constant(double value) {
    return x -> Double.isNaN(x) ? x : value;
  }
}
