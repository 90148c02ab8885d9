package dev.lanewise.jmh.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Direction;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BarsTest {
  @Test
  void aBarIsMetAtItsLimit() {
    assertTrue(new Bar("", "", 1.4, 1.4, true, "x").met());
    assertTrue(new Bar("", "", 0, 0, false, " bytes").met());
    assertFalse(new Bar("", "", 1.39, 1.4, true, "x").met());
    assertFalse(new Bar("", "", 16, 0, false, " bytes").met());
  }

  @Test
  void aBarSaysWhatWasMeasured() {
    assertEquals(
        "tanh forward 65536 1.52x (bar >= 1.40x)",
        new Bar("", "tanh forward 65536", 1.52, 1.4, true, "x").toString());
  }

  @Test
  void theMarginFindsTheWorst() {
    assertTrue(new Bar("", "", 16, 0, false, "").margin() < 1);
    assertEquals(1, new Bar("", "", 0, 0, false, "").margin());
    assertEquals(2, new Bar("", "", 1, 2, false, "").margin());
    assertEquals(0.5, new Bar("", "", 1, 2, true, "").margin());
  }

  @Test
  void elementwiseKernelsOweTheirRatioAtTheMiddleSize() {
    assertEquals(1.4, limit(Bars.NAIVE, speed("tanh", Direction.FORWARD, "65536", 65536)));
    assertEquals(1.2, limit(Bars.NAIVE, speed("tanh", Direction.BACKWARD, "65536", 65536)));
    assertEquals(1.2, limit(Bars.NAIVE, speed("relu6", Direction.BACKWARD, "65536", 65536)));
    assertEquals(20, limit(Bars.PLAIN, speed("tanh", Direction.FORWARD, "65536", 65536)));
    assertTrue(
        groups(speed("tanh", Direction.FORWARD, "1024", 1024)).noneMatch(Bars.NAIVE::equals));
    assertTrue(
        groups(speed("relu", Direction.FORWARD, "65536", 65536)).noneMatch(Bars.PLAIN::equals));
  }

  @Test
  void softmaxOwesItsRatioOnEveryShape() {
    assertEquals(1.9, limit(Bars.NAIVE, speed("softmax", Direction.FORWARD, "4096x128", 524288)));
  }

  @Test
  void largeArraysOweTheSpeedOfMemory() {
    int large = Plan.LARGE;
    assertEquals(1.1, limit(Bars.MEMORY, speed("silu", Direction.FORWARD, "" + large, large)));
  }

  @Test
  void softmaxOwesNothingWhereMemoryIsTheLimit() {
    Speed large = speed("softmax", Direction.FORWARD, "128x32000", 4_096_000);
    assertTrue(groups(large).noneMatch(Bars.NAIVE::equals));
    assertTrue(groups(large).noneMatch(Bars.SEGMENTS::equals));
  }

  @Test
  void layerNormOwesItsRatioForward() {
    assertEquals(1.1, limit(Bars.NAIVE, speed("layer_norm", Direction.FORWARD, "512x768", 393216)));
    assertTrue(
        groups(speed("layer_norm", Direction.BACKWARD, "512x768", 393216))
            .noneMatch(Bars.NAIVE::equals));
  }

  @Test
  void segmentsOweTheSpeedOfArraysWithinTheCaches() {
    assertEquals(1.05, limit(Bars.SEGMENTS, speed("silu", Direction.BACKWARD, "65536", 65536)));
    assertEquals(1.05, limit(Bars.SEGMENTS, speed("softmax", Direction.FORWARD, "512x512", 1)));
    assertTrue(
        groups(speed("silu", Direction.FORWARD, "1024", 1024)).noneMatch(Bars.SEGMENTS::equals));
  }

  @Test
  void halfTheBytesOweMoreThanHalfTheTimeOnLargeArrays() {
    int large = Plan.LARGE;
    Bar bar = bar(Bars.BFLOAT16, speed("relu", Direction.FORWARD, "" + large, large));
    assertEquals(1.6, bar.limit());
    assertTrue(bar.met());
    assertTrue(
        groups(speed("relu", Direction.FORWARD, "65536", 65536)).noneMatch(Bars.BFLOAT16::equals));
  }

  @Test
  void everyStorageOwesNoAllocation() {
    Map<Column, Long> bytes = Map.of(Column.SIMD, 0L, Column.SEGMENT, 8L, Column.SCALAR, 16L);
    Speed speed = speed("relu", Direction.FORWARD, "1024", 1024, bytes);
    List<Bar> bars = Bars.of(List.of(speed), List.of(), List.of());
    assertEquals(
        List.of("relu forward 1024", "relu forward 1024 on segments"),
        bars.stream().map(Bar::what).toList());
    assertFalse(bars.getLast().met());
  }

  @Test
  void aFreshJvmOwesTwicePlainAndSixtyMilliseconds() {
    List<Bar> bars =
        Bars.of(
            List.of(),
            List.of(),
            List.of(coldStart(Contender.PLAIN, 1_000_000), coldStart(Contender.LANEWISE, 9)));
    assertEquals(62, bars.getFirst().limit(), 1e-9);
    assertEquals(9e-6, bars.getFirst().measured(), 1e-12);
  }

  private static ColdStart coldStart(Contender contender, long first) {
    return new ColdStart(
        "silu",
        Direction.FORWARD,
        contender,
        new ColdStart.Curve(new long[] {first, 1}, new double[] {1}, new double[] {1}));
  }

  private static Stream<String> groups(Speed speed) {
    return Bars.of(List.of(speed), List.of(), List.of()).stream().map(Bar::group);
  }

  private static double limit(String group, Speed speed) {
    return bar(group, speed).limit();
  }

  private static Bar bar(String group, Speed speed) {
    return Bars.of(List.of(speed), List.of(), List.of()).stream()
        .filter(bar -> bar.group().equals(group))
        .findFirst()
        .orElseThrow();
  }

  private static Speed speed(String kernel, Direction direction, String shape, int size) {
    return speed(kernel, direction, shape, size, Map.of(Column.SIMD, 0L));
  }

  private static Speed speed(
      String kernel, Direction direction, String shape, int size, Map<Column, Long> bytes) {
    Figure two = Figure.of(2);
    return new Speed(
        kernel, direction, shape, size, Map.of(), bytes, two, two, two, two, two, two, Map.of());
  }
}
