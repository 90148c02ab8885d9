package dev.lanewise.jmh.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.jmh.loops.Direction;
import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AimsTest {
  @Test
  void anAimIsARatioToTheNaiveLoop() {
    Aim aim = aim("gelu", Direction.BACKWARD, Shape.flat(65536), 3, 1);
    assertEquals(2.19 / 1.1, aim.aimed(), 1e-12);
    assertEquals(3, aim.overNaive());
    assertEquals(1, aim.nanos());
    assertTrue(aim.reached());
    assertEquals(0, aim.missedBy());
  }

  @Test
  void aMissedAimSaysHowMuchLongerItTakes() {
    Aim aim = aim("exp", Direction.FORWARD, Shape.flat(65536), 0.45, 0.35);
    assertFalse(aim.reached());
    assertEquals(0.25, aim.missedBy(), 1e-12);
  }

  @Test
  void operationsWithoutAimAreLeftOut() {
    assertEquals(List.of(), aims("exp", Direction.FORWARD, Shape.flat(1024), 1, 1));
    assertEquals(List.of(), aims("log_softmax", Direction.BACKWARD, new Shape(512, 512), 1, 1));
  }

  @Test
  void withoutTheNaiveLoopThereIsNothingToCompareWith() {
    Speeds speeds = new Speeds();
    Operation operation = new Operation("exp", Direction.FORWARD);
    speeds.add(
        new SpeedReport(
            "",
            List.of(
                new SpeedReport.Entry(
                    operation, Shape.flat(65536), Column.SIMD, 0, 0, new double[] {1}))));
    assertEquals(List.of(), Aims.of(speeds.summarise()));
  }

  @Test
  void theSummaryCountsWhatIsFarAway() {
    List<Aim> aims =
        Stream.of(1.0, 1.5, 2.2)
            .map(nanos -> aim("relu", Direction.BACKWARD, Shape.flat(65536), 1, nanos))
            .toList();
    assertEquals("1 of 3 aims reached, 2 missed by more than 40 %", Aims.summary(aims));
    assertEquals(
        "1 of 2 aims reached, 0 missed by more than 40 %",
        Aims.summary(
            List.of(aims.getFirst(), aim("relu", Direction.BACKWARD, Shape.flat(65536), 1, 1.3))));
  }

  @Test
  void anAimOfAnActivationSaysHowManyOperationsThatIs() {
    Shape shape = Shape.flat(65536);
    // A comparison and a selection; the derivative is multiplied with the upstream gradient.
    assertEquals(2, aim("relu", Direction.FORWARD, shape, 1, 1).operations());
    assertEquals(
        1 + aim("sigmoid", Direction.FORWARD, shape, 1, 1).operations(),
        aim("softplus", Direction.BACKWARD, shape, 1, 1).operations());
    assertNull(aim("softmax", Direction.FORWARD, new Shape(512, 512), 1, 1).operations());
  }

  @Test
  void thePageHasALineForEachAim(@TempDir Path directory) throws IOException {
    Path page = directory.resolve("aims.md");
    Machine machine = new Machine("today", "a processor", 2, "an OS", "a JVM", List.of(), "");
    AimsPage.write(
        page,
        machine,
        List.of(
            aim("exp", Direction.FORWARD, Shape.flat(65536), 0.45, 0.35),
            aim("softmax", Direction.BACKWARD, new Shape(512, 512), 1.14, 0.5)));
    assertEquals(
        """
        Measured today on a processor, a JVM.

        | kernel | pass | shape | operations | ns per element | vs naive | aim |  |
        | --- | --- | --: | --: | --: | --: | --: | --- |
        | exp | forward | 65536 | 19 | 0.350 | 1.29x | 1.61x | MISSED by 25 % |
        | softmax | backward | 512x512 | - | 0.500 | 2.28x | 1.14x | reached |

        1 of 2 aims reached, 0 missed by more than 40 %.
        """,
        Files.readString(page));
  }

  /** A name or a shape with a typing error would not be measured. */
  @Test
  void allAimsAreOfOperationsThatAFullRunMeasures() {
    Plan plan = Plan.full(Operation.kernels(), Plan.SIZES, "", new float[1], null);
    Speeds speeds = new Speeds();
    for (String kernel : plan.kernels()) {
      for (Direction direction : Direction.values()) {
        for (Shape shape : plan.shapes(kernel)) {
          speeds.add(report(new Operation(kernel, direction), shape, 1, 1));
        }
      }
    }
    List<Aim> aims = Aims.of(speeds.summarise());
    assertEquals(Aims.RATIOS.size(), aims.size());
    assertEquals(
        Stream.of(Direction.values()).collect(Collectors.toSet()),
        aims.stream().map(Aim::direction).collect(Collectors.toSet()));
  }

  private static Aim aim(
      String kernel, Direction direction, Shape shape, double naive, double simd) {
    return aims(kernel, direction, shape, naive, simd).getFirst();
  }

  private static List<Aim> aims(
      String kernel, Direction direction, Shape shape, double naive, double simd) {
    Speeds speeds = new Speeds();
    speeds.add(report(new Operation(kernel, direction), shape, naive, simd));
    return Aims.of(speeds.summarise());
  }

  private static SpeedReport report(Operation operation, Shape shape, double naive, double simd) {
    return new SpeedReport(
        "",
        List.of(
            new SpeedReport.Entry(operation, shape, Column.NAIVE, 0, 0, new double[] {naive}),
            new SpeedReport.Entry(operation, shape, Column.SIMD, 0, 0, new double[] {simd})));
  }
}
