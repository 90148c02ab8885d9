package dev.lanewise.property;

import java.util.Arrays;

/**
 * An IEEE 754 format and its arrays, so that a property is written once for float and double.
 *
 * <p>Single numbers are passed as {@code double}, which holds every float.
 *
 * @param <A> the type of its arrays
 */
public sealed interface Format<A> permits FloatFormat, DoubleFormat {
  /** The format of {@code float}. */
  Format<float[]> FLOAT = new FloatFormat();

  /** The format of {@code double}. */
  Format<double[]> DOUBLE = new DoubleFormat();

  /**
   * Makes an array.
   *
   * @param length how many elements
   * @return the array, all zero
   */
  A array(int length);

  /**
   * Makes an array of numbers rounded to this format.
   *
   * @param elements the numbers
   * @return the array
   */
  default A of(double... elements) {
    A array = array(elements.length);
    for (int i = 0; i < elements.length; i++) {
      set(array, i, elements[i]);
    }
    return array;
  }

  /**
   * The elements of an array.
   *
   * @param array the array
   * @return its elements
   */
  default double[] elements(A array) {
    double[] elements = new double[length(array)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = get(array, i);
    }
    return elements;
  }

  /**
   * Writes numbers as {@link #text} does.
   *
   * @param elements the numbers
   * @return their texts in brackets
   */
  default String texts(double... elements) {
    return Arrays.stream(elements).mapToObj(this::text).toList().toString();
  }

  /**
   * The length of an array.
   *
   * @param array the array
   * @return how many elements it has
   */
  int length(A array);

  /**
   * Copies an array.
   *
   * @param array the array
   * @return another one with the same elements
   */
  A copy(A array);

  /**
   * Reads an element.
   *
   * @param array the array
   * @param index which element
   * @return the element
   */
  double get(A array, int index);

  /**
   * Writes an element.
   *
   * @param array the array
   * @param index which element
   * @param value what to write, rounded to this format
   */
  void set(A array, int index, double value);

  /**
   * The bits by which two results are the same or not.
   *
   * @param value a number of this format
   * @return its bits, the same ones for every NaN
   */
  long bits(double value);

  /**
   * The nearest number of this format.
   *
   * @param value any number
   * @return the number, rounded
   */
  double round(double value);

  /**
   * The distance between the numbers of this format around a value.
   *
   * @param value any number
   * @return the unit in the last place
   */
  double ulp(double value);

  /**
   * The next greater number of this format.
   *
   * @param value a number of this format
   * @return its successor
   */
  double nextUp(double value);

  /**
   * The largest finite number of this format.
   *
   * @return the number
   */
  double largest();

  /**
   * The smallest normal number of this format.
   *
   * @return the number
   */
  double smallestNormal();

  /**
   * The smallest positive number of this format, a subnormal one.
   *
   * @return the number
   */
  double smallest();

  /**
   * Half an ulp of 1, the relative error of a rounding.
   *
   * @return the unit roundoff
   */
  default double roundoff() {
    return ulp(1) / 2;
  }

  /**
   * The error of a result in ulps of this format.
   *
   * @param actual the result, a number of this format
   * @param exact what it should be
   * @return the error, see {@link Ulp}
   */
  double error(double actual, double exact);

  /**
   * Writes a number as a Java literal of this format would be, without its suffix.
   *
   * @param value a number of this format
   * @return the shortest text that denotes it
   */
  String text(double value);
}
