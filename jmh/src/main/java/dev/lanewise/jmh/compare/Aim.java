package dev.lanewise.jmh.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lanewise.jmh.loops.Direction;
import java.util.Locale;

/**
 * How much faster than the naive Vector API loop an operation was meant to be, and what was
 * measured.
 *
 * @param kernel which
 * @param direction which pass
 * @param shape on which arrays
 * @param nanos nanoseconds per element of Lanewise on SIMD
 * @param overNaive how many times faster than the naive loop that is
 * @param aimed how many times faster it was meant to be
 * @param operations how many the formula of an elementwise pass has, each an instruction for a
 *     vector of elements; null for rows
 */
record Aim(
    String kernel,
    Direction direction,
    String shape,
    double nanos,
    double overNaive,
    double aimed,
    Integer operations) {

  @JsonProperty
  boolean reached() {
    return overNaive >= aimed;
  }

  /** How much longer than aimed it takes, as a part of the aimed time; 0 if reached. */
  @JsonProperty
  double missedBy() {
    return reached() ? 0 : aimed / overNaive - 1;
  }

  /** In words. */
  String verdict() {
    return reached()
        ? "reached"
        : String.format(Locale.ROOT, "MISSED by %.0f %%", 100 * missedBy());
  }
}
