package dev.lanewise.jmh.loops;

/**
 * How many elements an array has, and how they divide into rows.
 *
 * @param rows number of rows, 1 for elementwise operations
 * @param columns elements in a row
 */
public record Shape(int rows, int columns) {
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
