package dev.lanewise.lane;

/** Signs, for functions that are computed from |x|. */
public final class Sign {
  private Sign() {}

  /**
   * y with the sign of x: -0 and NaN keep theirs too.
   *
   * @param x whose sign is taken
   * @param y a value whose sign bit is clear or that of x; NaN where x is
   * @return -|y| if the sign bit of x is set, else |y|
   */
  public static Lane copy(Lane x, Lane y) {
    return y.bits().or(x.bits().and(signBit(x))).value();
  }

  /** y or -y: the latter where the sign bit of {@code by} is set. */
  static Lane flip(Lane y, Bits by) {
    return y.bits().xor(by.and(signBit(y))).value();
  }

  private static long signBit(Lane x) {
    return x.precision() == Precision.FLOAT ? Integer.MIN_VALUE : Long.MIN_VALUE;
  }
}
