package dev.lanewise.jmh.loops;

import java.util.List;

/**
 * How many elements an array has, and how they divide into rows.
 *
 * @param rows number of rows, 1 for elementwise operations
 * @param columns elements in a row
 */
public record Shape(int rows, int columns) {
  /** The rows on which softmax is compared; those of the last exceed the caches. */
  public static final List<Shape> SOFTMAX =
      List.of(new Shape(512, 512), new Shape(4096, 128), new Shape(128, 32_000));

  /** The rows on which normalisations are compared. */
  public static final List<Shape> NORM = List.of(new Shape(512, 768));

  /**
   * The shape of an elementwise operation.
   *
   * @param size number of elements
   * @return one row of them
   */
  public static Shape flat(int size) {
    return new Shape(1, size);
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @param text such as "65536" or "512x512"
   * @return the shape
   */
  public static Shape parse(String text) {
    int cross = text.indexOf('x');
    return cross < 0
        ? flat(Integer.parseInt(text))
        : new Shape(
            Integer.parseInt(text.substring(0, cross)),
            Integer.parseInt(text.substring(cross + 1)));
  }

  /**
   * The number of elements.
   *
   * @return rows times columns
   */
  public int size() {
    return Math.multiplyExact(rows, columns);
  }

  @Override
  public String toString() {
    return rows == 1 ? Integer.toString(columns) : rows + "x" + columns;
  }
}
