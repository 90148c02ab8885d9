package dev.lanewise.lane;

/**
 * One-sided limits.
 *
 * <p>A comparison and a selection keep NaN, unlike a maximum. A minimum of bit patterns does not,
 * but takes half an instruction's place on processors whose comparisons compete with fused
 * multiply-add; it serves where another operand of the formula brings NaN to the result.
 */
final class Clamp {
  private Clamp() {}

  static Lane atLeast(double limit, Lane x) {
    return x.le(limit).select(limit, x);
  }

  static Lane atMost(double limit, Lane x) {
    return x.ge(limit).select(limit, x);
  }

  /** For a float and a limit above 0; NaN stays or becomes the limit. */
  static Lane atMostOrNaN(double limit, Lane x) {
    return x.bits().min(Float.floatToRawIntBits((float) limit)).value();
  }

  /** For a float and a limit below 0; NaN stays or becomes the limit. */
  static Lane atLeastOrNaN(double limit, Lane x) {
    return x.bits().unsignedMin(Float.floatToRawIntBits((float) limit)).value();
  }
}
