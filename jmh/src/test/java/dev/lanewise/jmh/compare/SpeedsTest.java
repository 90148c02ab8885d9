package dev.lanewise.jmh.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.lanewise.jmh.loops.Direction;
import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedsTest {
  private static final Operation TANH = new Operation("tanh", Direction.FORWARD);

  private final Speeds speeds = new Speeds();

  @Test
  void ratiosAreTakenWithinAForkAndThenSummarised() {
    // The machine ran at half speed during the second fork, which no ratio may notice.
    speeds.add(report(entry(Column.NAIVE, 3, 2, 100), entry(Column.SIMD, 1, 1, 1)));
    speeds.add(report(entry(Column.NAIVE, 6), entry(Column.SIMD, 2)));
    speeds.add(report(entry(Column.NAIVE, 4), entry(Column.SIMD, 2)));

    Speed speed = speeds.summarise().getFirst();

    assertEquals(new Figure(3, 2, 3), speed.overNaive());
    assertEquals(new Figure(4, 3, 6), speed.nanos().get(Column.NAIVE));
  }

  @Test
  void theScalarPathIsComparedWithThePlainLoopBesideIt() {
    speeds.add(report(entry(Column.PLAIN, 10), entry(Column.SIMD, 1)));
    speeds.add(report(entry(Column.PLAIN, 30), entry(Column.SCALAR, 10)));

    Speed speed = speeds.summarise().getFirst();

    assertEquals(10, speed.overPlain().median());
    assertEquals(3, speed.scalarOverPlain().median());
    assertEquals(10, speed.nanos().get(Column.PLAIN).median());
  }

  @Test
  void storagesAreComparedWithArraysInTheSameFork() {
    speeds.add(
        report(entry(Column.SIMD, 2), entry(Column.SEGMENT, 3), entry(Column.BFLOAT16, 0.5)));
    Speed speed = speeds.summarise().getFirst();
    assertEquals(1.5, speed.overArrays().median());
    assertEquals(4, speed.bfloat16OverFloat().median());
  }

  @Test
  void whatWasNotMeasuredHasNoRatio() {
    speeds.add(report(entry(Column.SIMD, 1)));
    assertNull(speeds.summarise().getFirst().overPlain());
  }

  private static SpeedReport report(SpeedReport.Entry... entries) {
    return new SpeedReport("", List.of(entries));
  }

  private static SpeedReport.Entry entry(Column column, double... nanos) {
    return new SpeedReport.Entry(TANH, Shape.flat(65536), column, 0, 0, nanos);
  }
}
