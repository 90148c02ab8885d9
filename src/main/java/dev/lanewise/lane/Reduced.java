package dev.lanewise.lane;

import static dev.lanewise.lane.DoubleLog.MANTISSA;
import static dev.lanewise.lane.DoubleLog.ONE;
import static dev.lanewise.lane.DoubleLog.SQRT_HALF;
import static dev.lanewise.lane.DoubleLog.TWO_52;
import static dev.lanewise.lane.FloatExp.ROUNDER;
import static dev.lanewise.lane.FloatLog.ROUNDER_BITS;
import static dev.lanewise.lane.FloatLog.SQRT_HALF_BITS;

/**
 * A positive finite number as 2^k (1 + f) with 1 + f in [√½, √2).
 *
 * @param k an integer
 * @param f exact
 */
record Reduced(Lane k, Lane f) {
  /** Reduces x; of a subnormal one it takes a multiple. Another x gives numbers of no meaning. */
  static Reduced of(Lane x) {
    return x.precision() == Precision.FLOAT ? ofFloat(x) : ofDouble(x);
  }

  private static Reduced ofFloat(Lane x) {
    Mask subnormal = x.lt(0x1p-126);
    Bits i = subnormal.select(x.mul(0x1p24), x).bits().minus(SQRT_HALF_BITS);
    Lane f = i.and(0x7fffffL).plus(SQRT_HALF_BITS).value().sub(1.0);
    Lane k = i.shr(23).plus(ROUNDER_BITS).value().sub(subnormal.select(ROUNDER + 24, ROUNDER));
    return new Reduced(k, f);
  }

  private static Reduced ofDouble(Lane x) {
    Mask subnormal = x.lt(0x1p-1022);
    Bits b = subnormal.select(x.mul(0x1p54), x).bits().plus(ONE - SQRT_HALF);
    Lane f = b.and(MANTISSA).plus(SQRT_HALF).value().sub(1.0);
    Lane k = b.ushr(52).or(TWO_52).value().sub(subnormal.select(0x1p52 + 1077, 0x1p52 + 1023));
    return new Reduced(k, f);
  }
}
