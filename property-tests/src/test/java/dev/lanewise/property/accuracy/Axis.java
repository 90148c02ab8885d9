package dev.lanewise.property.accuracy;

import java.util.Arrays;

/**
 * The places of inputs in a chart, numbered from left to right: in proportion to asinh x, which is
 * linear around 0 and logarithmic farther out. The first and the last hold all that is beyond.
 */
final class Axis {
  private static final int MIDDLE = 120;
  private static final double SCALE = MIDDLE / asinh(1000);

  static final int PLACES = 2 * MIDDLE + 1;

  private Axis() {}

  static int place(double x) {
    return MIDDLE + (int) Math.clamp(Math.rint(SCALE * asinh(x)), -MIDDLE, MIDDLE);
  }

  /** What to write below each place, mostly nothing. */
  static String[] labels() {
    String[] labels = new String[PLACES];
    Arrays.fill(labels, "");
    for (int x : new int[] {-1000, -100, -10, -1, 0, 1, 10, 100, 1000}) {
      labels[place(x)] = Integer.toString(x).replace('-', '−');
    }
    return labels;
  }

  /** Where a place begins, were the ends no longer than the others. */
  static double edge(int place) {
    return StrictMath.sinh((place - MIDDLE - 0.5) / SCALE);
  }

  private static double asinh(double x) {
    double magnitude = Math.min(Math.abs(x), Float.MAX_VALUE);
    return Math.copySign(StrictMath.log(magnitude + Math.sqrt(magnitude * magnitude + 1)), x);
  }
}
