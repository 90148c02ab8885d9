package dev.lanewise.property.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.activation.Activations;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What documentation says of accuracy is read, and held to what was measured. */
class StatedAccuracyTest {
  private static final StatedAccuracy SILU = new StatedAccuracy(20, 11, 18, 13, 5, 6);

  @Test
  void statementIsReadOverTheEndsOfLines() {
    String source =
        """
         * <p><b>Accuracy:</b> at most 2.0 ULP in float, 1.1 in double; derivative
         * 1.8 and 1.3, from y 0.5 and 0.6, but an absolute 2⁻²⁴ (2⁻⁵³) next to its zero.
        """;
    assertEquals(Optional.of(SILU), StatedAccuracy.parse(source));
  }

  @Test
  void exactMeansNoErrorAtAll() {
    String source = " * <p><b>Accuracy:</b> exact. The derivative is a function of the output.";
    assertEquals(Optional.of(new StatedAccuracy(0, 0, 0, 0, 0, 0)), StatedAccuracy.parse(source));
  }

  @ParameterizedTest
  @ValueSource(strings = {"at most 2.0 ULP in float, 1.1 in double.", "exact for x > 0", "good."})
  void statementThatLeavesFiguresOpenIsNone(String text) {
    assertEquals(
        Optional.empty(), StatedAccuracy.parse(" * <p><b>Accuracy:</b> " + text + " More."));
  }

  @Test
  void figuresAreRoundedUp() {
    Figure value =
        Figure.of(
            Target.value(Activations.silu()), Errors.of(1.9001, 1, 1, 1), Errors.of(1.1, 1, 1, 1));
    assertEquals(
        new StatedAccuracy(20, 11, 20, 11, 0, 0),
        StatedAccuracy.measured(value, value, Optional.empty()));
    assertEquals(
        new StatedAccuracy(20, 11, 20, 11, 20, 11),
        StatedAccuracy.measured(value, value, Optional.of(value)));
  }

  @Test
  void anyOtherFigureForFloatsIsNoticed() {
    assertTrue(SILU.agreesWith(SILU));
    assertFalse(SILU.agreesWith(new StatedAccuracy(21, 11, 18, 13, 5, 6)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(19, 11, 18, 13, 5, 6)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(20, 11, 19, 13, 5, 6)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(20, 11, 17, 13, 5, 6)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(20, 11, 18, 13, 4, 6)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(20, 11, 18, 13, 6, 6)));
  }

  @Test
  void twoTenthsMoreMayBeStatedForDoubles() {
    assertTrue(SILU.agreesWith(new StatedAccuracy(20, 9, 18, 11, 5, 6)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(20, 8, 18, 13, 5, 6)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(20, 12, 18, 13, 5, 6)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(20, 11, 18, 10, 5, 6)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(20, 11, 18, 14, 5, 6)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(20, 11, 18, 13, 5, 3)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(20, 11, 18, 13, 5, 7)));
  }

  @Test
  void twoTenthsMoreMayBeStatedForFloatsThatWereSearched() {
    assertTrue(SILU.agreesWithSearch(new StatedAccuracy(18, 11, 16, 13, 3, 6)));
    assertFalse(SILU.agreesWithSearch(new StatedAccuracy(17, 11, 18, 13, 5, 6)));
    assertFalse(SILU.agreesWithSearch(new StatedAccuracy(20, 11, 19, 13, 5, 6)));
  }

  @Test
  void statementIsWrittenAsItIsRead() {
    String source = " * <p><b>Accuracy:</b> " + SILU + ", but";
    assertEquals(Optional.of(SILU), StatedAccuracy.parse(source));
  }
}
