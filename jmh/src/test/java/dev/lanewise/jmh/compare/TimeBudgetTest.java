package dev.lanewise.jmh.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimeBudgetTest {
  private long now;
  private final TimeBudget budget = new TimeBudget(Duration.ofSeconds(10), 4, () -> now);

  @Test
  void stepsInTimeGetTheirShare() {
    assertEquals(Duration.ofMillis(2500), step(1, 2500));
    assertEquals(Duration.ofMillis(5000), step(2, 5000));
    assertEquals(Duration.ofMillis(2500), step(1, 2500));
  }

  @Test
  void anOverrunShortensTheRest() {
    step(1, 7000);
    assertEquals(Duration.ofMillis(1000), step(1, 1000));
    assertEquals(Duration.ofMillis(2000), step(2, 2000));
  }

  @Test
  void whatAStepLeavesGoesToTheRest() {
    step(2, 1000);
    assertEquals(Duration.ofMillis(4500), step(1, 0));
  }

  @Test
  void whenTimeIsUpNothingIsLeft() {
    step(3, 11_000);
    assertEquals(Duration.ZERO, step(1, 0));
  }

  @Test
  void moreStepsThanPlannedAreAMistake() {
    step(4, 0);
    assertThrows(IllegalStateException.class, () -> budget.next(1));
  }

  /** Begins a step and lets it take a time. */
  private Duration step(double weight, long millis) {
    Duration share = budget.next(weight);
    now += Duration.ofMillis(millis).toNanos();
    return share;
  }
}
