package dev.lanewise.jmh.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void theMedianIsTheMiddleOfAnyOrder() {
    assertEquals(3, Figure.medianOf(9, 1, 3));
    assertEquals(2.5, Figure.medianOf(4, 1, 2, 3));
    assertEquals(7, Figure.medianOf(7));
  }

  @Test
  void aFigureKnowsItsSpread() {
    assertEquals(new Figure(2, 1, 5), Figure.of(5, 1, 2));
  }

  @Test
  void nothingHasNoMedian() {
    assertThrows(IllegalArgumentException.class, Figure::medianOf);
  }
}
