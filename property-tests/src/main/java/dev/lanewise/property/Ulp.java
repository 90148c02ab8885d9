package dev.lanewise.property;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * The error of a result in units in the last place of its own format.
 *
 * <p>One ulp is the distance between the numbers of the format in the binade of the exact value,
 * and never less than the smallest subnormal number. So a correctly rounded result is at most 0.5
 * off, and a result that is off by a constant relative error stays at a constant number of ulps
 * down to the subnormal numbers.
 *
 * <p>NaN is right where NaN is due and infinitely wrong elsewhere. Infinity stands for the power of
 * two after the largest number, and has no error where the exact value is at or beyond it.
 */
public final class Ulp {
  private static final double FLOAT_OVERFLOW = 0x1p128;
  private static final BigDecimal DOUBLE_OVERFLOW = new BigDecimal(BigInteger.TWO.pow(1024));

  /** Enough for a result of 40 digits that is subtracted from one of the same size. */
  private static final MathContext DIGITS = new MathContext(60);

  private static final int SMALLEST_POWER = -1074;
  private static final BigDecimal[] POWERS_OF_TWO = powersOfTwo();

  private Ulp() {}

  /**
   * The ulp of the float format at a value.
   *
   * @param value any number
   * @return the distance of floats in its binade; infinite or NaN as the value is
   */
  public static double ofFloat(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Math.abs(value);
    }
    int exponent = Math.clamp(Math.getExponent(value), Float.MIN_EXPONENT, Float.MAX_EXPONENT);
    return Math.scalb(1.0, exponent - 23);
  }

  /**
   * The error of a float.
   *
   * @param actual the result
   * @param exact what it should be, good to far below a float's ulp
   * @return |actual - exact| in ulps of the float format at exact
   */
  public static double error(float actual, double exact) {
    if (Float.isNaN(actual) || Double.isNaN(exact)) {
      return Float.isNaN(actual) && Double.isNaN(exact) ? 0 : Double.POSITIVE_INFINITY;
    }
    double reached =
        Float.isInfinite(actual) ? Math.copySign(FLOAT_OVERFLOW, actual) : (double) actual;
    double due = Math.clamp(exact, -FLOAT_OVERFLOW, FLOAT_OVERFLOW);
    return Math.abs(reached - due) / ofFloat(Math.clamp(due, -Float.MAX_VALUE, Float.MAX_VALUE));
  }

  /**
   * The error of a double against another double, which is known no better than to its own
   * rounding.
   *
   * @param actual the result
   * @param expected what it should be
   * @return |actual - expected| in ulps at expected
   */
  public static double error(double actual, double expected) {
    if (Double.doubleToLongBits(actual) == Double.doubleToLongBits(expected)) {
      return 0;
    }
    if (Double.isNaN(actual) || Double.isNaN(expected)) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = Double.MAX_VALUE;
    double overflow = (Double.isInfinite(actual) ? 1 : 0) - (Double.isInfinite(expected) ? 1 : 0);
    if (overflow != 0 && Math.signum(actual) == Math.signum(expected)) {
      double finite = Double.isInfinite(actual) ? expected : actual;
      return (largest - Math.abs(finite)) / Math.ulp(largest) + 1;
    }
    return Math.abs(actual - expected) / Math.min(Math.ulp(expected), Math.ulp(largest));
  }

  /**
   * The error of a double.
   *
   * @param actual the result
   * @param exact what it should be, to at least 20 digits
   * @return |actual - exact| in ulps of the double format at exact
   */
  public static double error(double actual, BigDecimal exact) {
    if (Double.isNaN(actual)) {
      return Double.POSITIVE_INFINITY;
    }
    BigDecimal reached =
        Double.isInfinite(actual)
            ? DOUBLE_OVERFLOW.multiply(BigDecimal.valueOf(Math.signum(actual)))
            : decimal(actual);
    BigDecimal due = exact.min(DOUBLE_OVERFLOW).max(DOUBLE_OVERFLOW.negate());
    // Scaled as decimals, since the difference itself may be less than the smallest double.
    return reached
        .subtract(due, DIGITS)
        .abs()
        .multiply(powerOfTwo(-lastPlace(due)), DIGITS)
        .doubleValue();
  }

  /**
   * A double to 60 digits. The exact value has up to 770, which would make everything slow.
   *
   * @param value a finite number
   * @return the number, exact where 60 digits do
   */
  public static BigDecimal decimal(double value) {
    int exponent = Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
    // An integer; in one step the power of two could overflow, in scalb it does not.
    long significand = (long) Math.scalb(value, -exponent);
    return BigDecimal.valueOf(significand).multiply(powerOfTwo(exponent), DIGITS);
  }

  /** The exponent of the ulp of the double format at a value. */
  private static int lastPlace(BigDecimal value) {
    double nearest = Math.clamp(value.abs().doubleValue(), Double.MIN_NORMAL, Double.MAX_VALUE);
    int exponent = Math.getExponent(nearest);
    boolean roundedUpToPowerOfTwo =
        nearest == Math.scalb(1.0, exponent)
            && exponent > Double.MIN_EXPONENT
            && value.abs().compareTo(decimal(nearest)) < 0;
    return (roundedUpToPowerOfTwo ? exponent - 1 : exponent) - 52;
  }

  private static BigDecimal powerOfTwo(int exponent) {
    return POWERS_OF_TWO[exponent - SMALLEST_POWER];
  }

  private static BigDecimal[] powersOfTwo() {
    BigDecimal[] powers = new BigDecimal[1 - 2 * SMALLEST_POWER];
    for (int i = 0; i < powers.length; i++) {
      int exponent = i + SMALLEST_POWER;
      BigDecimal power = new BigDecimal(BigInteger.TWO.pow(Math.abs(exponent)));
      powers[i] = exponent < 0 ? BigDecimal.ONE.divide(power, DIGITS) : power.round(DIGITS);
    }
    return powers;
  }
}
