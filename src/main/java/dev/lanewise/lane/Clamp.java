package dev.lanewise.lane;

/** One-sided limits that keep NaN, unlike a maximum, and cost two instructions. */
final class Clamp {
  private Clamp() {}

  static Lane atLeast(double limit, Lane x) {
    return x.le(limit).select(limit, x);
  }

  static Lane atMost(double limit, Lane x) {
    return x.ge(limit).select(limit, x);
  }
}
