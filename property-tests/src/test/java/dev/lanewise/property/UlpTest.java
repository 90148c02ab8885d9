package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** The error measure sees every error, and none where there is none. */
class UlpTest {
  @Test
  void exactResultHasNoError() {
    assertEquals(0, Ulp.error(1.5f, 1.5));
    assertEquals(0, Ulp.error(1.5, 1.5));
    assertEquals(0, Ulp.error(1.5, new BigDecimal("1.5")));
  }

  @Test
  void neighbourOfTheExactResultIsOneUlpOff() {
    assertEquals(1, Ulp.error(Math.nextUp(1.5f), 1.5));
    assertEquals(1, Ulp.error(Math.nextDown(1.5f), 1.5));
    assertEquals(1, Ulp.error(Math.nextUp(1.5), 1.5));
    assertEquals(1, Ulp.error(Math.nextDown(1.5), new BigDecimal("1.5")));
    assertEquals(1, Ulp.error(Math.nextUp(-1e300), new BigDecimal(-1e300)));
  }

  @Test
  void errorIsThatOfTheResultAndNotOfItsRounding() {
    assertEquals(0.25, Ulp.error(1, 1 + 0x1p-25));
    assertEquals(0.25, Ulp.error(1.0, BigDecimal.ONE.add(new BigDecimal(0x1p-54))));
    assertEquals(10, Ulp.error(1 + 10 * 0x1p-23f, 1));
  }

  @Test
  void belowAPowerOfTwoTheUlpIsThatOfTheLowerBinade() {
    assertEquals(2, Ulp.error(1, 1 - 0x1p-23), 1e-6);
    assertEquals(1e-6, Ulp.error(1.0, new BigDecimal(1).subtract(ulps("1e-6", -53))), 1e-12);
  }

  @Test
  void subnormalNumbersAreOneSmallestNumberApart() {
    assertEquals(1, Ulp.error(0, Float.MIN_VALUE));
    assertEquals(0.5, Ulp.error(0, Float.MIN_VALUE / 2.0));
    assertEquals(1, Ulp.error(0.0, new BigDecimal(Double.MIN_VALUE)));
    assertEquals(0.5, Ulp.error(0.0, ulps("0.5", -1074)));
    assertEquals(3, Ulp.error(4 * Double.MIN_VALUE, new BigDecimal(Double.MIN_VALUE)), 1e-12);
  }

  @Test
  void flushingASubnormalToZeroIsAnError() {
    assertTrue(Ulp.error(0, Float.MIN_NORMAL / 2.0) > 1e6);
    assertTrue(Ulp.error(0.0, new BigDecimal(Double.MIN_NORMAL / 2)) > 1e15);
  }

  @Test
  void nanIsRightOnlyWhereItIsDue() {
    assertEquals(0, Ulp.error(Float.NaN, Double.NaN));
    assertEquals(Double.POSITIVE_INFINITY, Ulp.error(Float.NaN, 1));
    assertEquals(Double.POSITIVE_INFINITY, Ulp.error(1f, Double.NaN));
    assertEquals(Double.POSITIVE_INFINITY, Ulp.error(Double.NaN, 1));
    assertEquals(Double.POSITIVE_INFINITY, Ulp.error(Double.NaN, BigDecimal.ONE));
  }

  @Test
  void infinityStandsForThePowerOfTwoAfterTheLargestNumber() {
    assertEquals(0, Ulp.error(Float.POSITIVE_INFINITY, 1e300));
    assertEquals(1, Ulp.error(Float.POSITIVE_INFINITY, Float.MAX_VALUE));
    assertEquals(1, Ulp.error(Float.MAX_VALUE, 1e300));
    assertEquals(1, Ulp.error(Double.MAX_VALUE, Double.POSITIVE_INFINITY));
    assertEquals(1, Ulp.error(Double.POSITIVE_INFINITY, new BigDecimal(Double.MAX_VALUE)), 1e-9);
    assertEquals(0, Ulp.error(Double.POSITIVE_INFINITY, new BigDecimal("1e400")));
  }

  @Test
  void wrongSignIsAnErrorOfTwiceTheValue() {
    assertEquals(0x1p24, Ulp.error(-1f, 1));
    assertEquals(0x1p25, Ulp.error(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY));
    assertTrue(Ulp.error(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY) > 1e15);
    assertEquals(0x1p53, Ulp.error(-1.0, BigDecimal.ONE));
  }

  @Test
  void decimalOfADoubleIsThatDouble() {
    for (double x :
        new double[] {0, 1, -1.5, Math.PI, 1e300, Double.MIN_VALUE, -Double.MAX_VALUE}) {
      assertEquals(x, Ulp.decimal(x).doubleValue());
    }
  }

  private static BigDecimal ulps(String count, int exponent) {
    return new BigDecimal(count).multiply(new BigDecimal(Math.scalb(1.0, exponent)));
  }
}
