package dev.lanewise.jmh.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Direction;
import org.junit.jupiter.api.Test;

class ColdStartTest {
  private final ColdStart.Curve curve =
      new ColdStart.Curve(
          new long[] {40, 5, 5}, new double[] {10, 20, 30, 40}, new double[] {40, 5, 1.2, 1});

  @Test
  void knowsTheFirstCallAndTheFirstHundred() {
    assertEquals(40, start().first());
    assertEquals(50, start().hundred());
  }

  @Test
  void fullSpeedIsReachedWhenCallsAreAboutAsFastAsTheLast() {
    assertEquals(30, start().fullSpeed());
  }

  @Test
  void curvesAreReadAsTheyWereWritten() {
    ColdStart.Curve again = ColdStart.Curve.parse(curve.format().lines().toList());
    assertArrayEquals(curve.early(), again.early());
    assertArrayEquals(curve.times(), again.times());
    assertArrayEquals(curve.means(), again.means());
  }

  private ColdStart start() {
    return new ColdStart("tanh", Direction.FORWARD, Contender.LANEWISE, curve);
  }
}
