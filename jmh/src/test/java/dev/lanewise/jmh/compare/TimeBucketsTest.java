package dev.lanewise.jmh.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TimeBucketsTest {
  private final TimeBuckets buckets = new TimeBuckets();

  @Test
  void callsOfOneIntervalAreAveraged() {
    buckets.add(1_000_000, 10);
    buckets.add(1_000_001, 30);
    assertArrayEquals(new double[] {20}, buckets.means());
  }

  @Test
  void intervalsWithoutCallsAreLeftOut() {
    buckets.add(20_000, 5);
    buckets.add(900_000_000, 1);
    assertArrayEquals(new double[] {5, 1}, buckets.means());
    assertTrue(buckets.times()[0] >= 20_000 && buckets.times()[0] < 23_000);
  }

  @Test
  void callsBeyondAllIntervalsCountInTheOuterOnes() {
    buckets.add(1, 1);
    buckets.add(Long.MAX_VALUE, 2);
    assertEquals(2, buckets.means().length);
  }
}
