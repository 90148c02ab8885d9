package dev.lanewise.jmh.compare;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Shares out a fixed time among steps of known weights.
 *
 * <p>Each step gets its part of the time that is left when it begins. So a step that overruns makes
 * all later ones a little shorter, and the whole still ends in time.
 */
final class TimeBudget {
  private final LongSupplier nanoClock;
  private final long end;
  private double weightLeft;

  /**
   * Starts the clock.
   *
   * @param total the time for all steps
   * @param weight the sum of the weights of all steps
   * @param nanoClock such as {@link System#nanoTime}
   */
  TimeBudget(Duration total, double weight, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.end = nanoClock.getAsLong() + total.toNanos();
    this.weightLeft = weight;
  }

  /**
   * Begins a step.
   *
   * @param weight its weight
   * @return the time it may take, zero if none is left
   */
  Duration next(double weight) {
    if (weight > weightLeft * (1 + 1e-9)) {
      throw new IllegalStateException(
          "a step of weight " + weight + ", but " + weightLeft + " is left of all weights");
    }
    long left = Math.max(0, end - nanoClock.getAsLong());
    double share = weight / weightLeft;
    weightLeft -= weight;
    return Duration.ofNanos((long) (left * share));
  }
}
