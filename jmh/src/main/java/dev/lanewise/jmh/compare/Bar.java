package dev.lanewise.jmh.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/**
 * A figure that the project has promised to reach, and what was measured.
 *
 * @param group bars of the same kind
 * @param what such as "tanh forward"
 * @param measured the figure
 * @param limit what it must reach, or must not exceed
 * @param atLeast whether larger is better
 * @param unit of both figures, such as "x"
 */
record Bar(String group, String what, double measured, double limit, boolean atLeast, String unit) {
  /** Whether the figure is good enough. */
  @JsonProperty
  boolean met() {
    return atLeast ? measured >= limit : measured <= limit;
  }

  /** How far from the limit, above 1 if met, to find the worst of a group. */
  double margin() {
    if (measured == limit) {
      return 1;
    }
    return atLeast ? measured / limit : limit / measured;
  }

  @Override
  public String toString() {
    return "%s %s%s (bar %s %s%s)"
        .formatted(what, number(measured), unit, atLeast ? ">=" : "<=", number(limit), unit);
  }

  private static String number(double value) {
    return value >= 100 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
