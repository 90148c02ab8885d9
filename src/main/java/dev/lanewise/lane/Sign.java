package dev.lanewise.lane;

/** Signs, for odd functions that are computed from |x|. */
final class Sign {
  private Sign() {}

  /** y, whose sign bit is clear or that of x, with the sign of x: -0 and NaN keep theirs too. */
  static Lane copy(Lane x, Lane y) {
    return y.bits().or(x.bits().and(signBit(x))).value();
  }

  private static long signBit(Lane x) {
    return x.precision() == Precision.FLOAT ? Integer.MIN_VALUE : Long.MIN_VALUE;
  }
}
