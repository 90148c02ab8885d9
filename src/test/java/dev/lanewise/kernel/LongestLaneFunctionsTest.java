package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lanewise.lane.LaneFunction;
import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Trigonometric;
import dev.lanewise.testing.Elements;
import dev.lanewise.testing.Inputs;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The lane functions that take the most operations give the same bits on every path. */
class LongestLaneFunctionsTest {
  private static final int LENGTH = 2048;

  private static final Map<String, LaneFunction> FUNCTIONS =
      Map.of("sin", Trigonometric::sin, "cos", Trigonometric::cos);

  @TestFactory
  Stream<DynamicTest> everyPathGivesTheSameBits() {
    return Arrays.stream(Precision.values())
        .flatMap(
            precision ->
                FUNCTIONS.entrySet().stream()
                    .map(
                        function ->
                            dynamicTest(
                                function.getKey() + " " + precision,
                                () -> check(precision, function.getValue()))));
  }

  private static void check(Precision precision, LaneFunction function) {
    Object x = Inputs.mixed(precision, LENGTH, 3);
    Object expected = null;
    for (Map.Entry<String, Loop> path :
        Paths.of(precision, 1, Paths.map(1, lanes -> function.apply(lanes[0]))).entrySet()) {
      Object y = Elements.allocate(precision, LENGTH);
      Paths.run(path.getValue(), x, y, null, LENGTH);
      if (expected == null) {
        expected = y;
      }
      assertEquals(-1, Elements.mismatch(expected, y), path.getKey());
    }
  }
}
