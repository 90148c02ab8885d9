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
  private static final StatedAccuracy SILU = new StatedAccuracy(20, 11, 18, 13);

  @Test
  void statementIsReadOverTheEndsOfLines() {
    String source =
        """
         * <p><b>Accuracy:</b> at most 2.0 ULP in float, 1.1 in double; derivative
         * 1.8 and 1.3, but an absolute 2⁻²⁴ (2⁻⁵³) next to its zero.
        """;
    assertEquals(Optional.of(SILU), StatedAccuracy.parse(source));
  }

  @Test
  void exactMeansNoErrorAtAll() {
    String source = " * <p><b>Accuracy:</b> exact. The derivative is a function of the output.";
    assertEquals(Optional.of(new StatedAccuracy(0, 0, 0, 0)), StatedAccuracy.parse(source));
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
    assertEquals(new StatedAccuracy(20, 11, 20, 11), StatedAccuracy.measured(value, value));
  }

  @Test
  void anyOtherFigureForFloatsIsNoticed() {
    assertTrue(SILU.agreesWith(SILU));
    assertFalse(SILU.agreesWith(new StatedAccuracy(21, 11, 18, 13)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(19, 11, 18, 13)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(20, 11, 19, 13)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(20, 11, 17, 13)));
  }

  @Test
  void twoTenthsMoreMayBeStatedForDoubles() {
    assertTrue(SILU.agreesWith(new StatedAccuracy(20, 9, 18, 11)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(20, 8, 18, 13)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(20, 12, 18, 13)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(20, 11, 18, 10)));
    assertFalse(SILU.agreesWith(new StatedAccuracy(20, 11, 18, 14)));
  }

  @Test
  void statementIsWrittenAsItIsRead() {
    String source = " * <p><b>Accuracy:</b> " + SILU + ", but";
    assertEquals(Optional.of(SILU), StatedAccuracy.parse(source));
  }
}
