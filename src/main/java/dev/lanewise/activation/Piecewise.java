package dev.lanewise.activation;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Mask;

/** What functions of straight pieces have in common. NaN stays NaN. */
final class Piecewise {
  private Piecewise() {}

  /** lowest for x ≤ lowest, highest for x ≥ highest, else x. */
  static Lane clip(Lane x, double lowest, double highest) {
    Lane capped = x.ge(highest).select(highest, x);
    return capped.le(lowest).select(lowest, capped);
  }

  /** A slope where the mask holds, else 0; NaN where x is. */
  static Lane slope(Mask where, double slope, Lane x) {
    return where.select(slope, x.isNaN().select(x, 0));
  }
}
