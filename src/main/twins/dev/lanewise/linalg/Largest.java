package dev.lanewise.linalg;

/**
 * The largest elements of a row, by plain loops. NaN is the largest of all; of equal elements the
 * first is the larger one.
 */
final class Largest {
  private Largest() {}

  // region twin: .mvn/Twins.java writes it again for double

  /** The number of the largest element. */
  static int place(float[] x, int offset, int length) {
    int place = 0;
    for (int i = 1; i < length; i++) {
      if (isLarger(at(x, offset + i), at(x, offset + place))) {
        place = i;
      }
    }
    return place;
  }

  /**
   * Writes the k > 0 largest elements and their numbers, in descending order. The results are a
   * heap with the least of them at the root, which a larger element replaces; then the heap is
   * sorted.
   */
  static void select(
      float[] x,
      int offset,
      int length,
      float[] values,
      int valuesOffset,
      int[] indices,
      int indicesOffset,
      int k) {
    for (int i = 0; i < k; i++) {
      put(values, valuesOffset + i, at(x, offset + i));
      putPlace(indices, indicesOffset + i, i);
    }
    for (int i = k / 2 - 1; i >= 0; i--) {
      sink(values, valuesOffset, indices, indicesOffset, i, k);
    }
    for (int i = k; i < length; i++) {
      // Its equals in the heap stand before it.
      if (isLarger(at(x, offset + i), at(values, valuesOffset))) {
        put(values, valuesOffset, at(x, offset + i));
        putPlace(indices, indicesOffset, i);
        sink(values, valuesOffset, indices, indicesOffset, 0, k);
      }
    }
    for (int last = k - 1; last > 0; last--) {
      swap(values, valuesOffset, indices, indicesOffset, 0, last);
      sink(values, valuesOffset, indices, indicesOffset, 0, last);
    }
  }

  /** Moves an element of the heap down until nothing below is less. */
  private static void sink(
      float[] values, int valuesOffset, int[] indices, int indicesOffset, int element, int size) {
    int parent = element;
    int child = 2 * parent + 1;
    while (child < size) {
      if (child + 1 < size
          && isLess(values, valuesOffset, indices, indicesOffset, child + 1, child)) {
        child++;
      }
      if (!isLess(values, valuesOffset, indices, indicesOffset, child, parent)) {
        return;
      }
      swap(values, valuesOffset, indices, indicesOffset, child, parent);
      parent = child;
      child = 2 * parent + 1;
    }
  }

  private static void swap(
      float[] values, int valuesOffset, int[] indices, int indicesOffset, int a, int b) {
    float value = at(values, valuesOffset + a);
    put(values, valuesOffset + a, at(values, valuesOffset + b));
    put(values, valuesOffset + b, value);
    int place = placeAt(indices, indicesOffset + a);
    putPlace(indices, indicesOffset + a, placeAt(indices, indicesOffset + b));
    putPlace(indices, indicesOffset + b, place);
  }

  private static boolean isLess(
      float[] values, int valuesOffset, int[] indices, int indicesOffset, int a, int b) {
    float one = at(values, valuesOffset + a);
    float other = at(values, valuesOffset + b);
    return isLarger(other, one)
        || !isLarger(one, other)
            && placeAt(indices, indicesOffset + a) > placeAt(indices, indicesOffset + b);
  }

  private static boolean isLarger(float a, float b) {
    return a > b || a != a && b == b;
  }

  // endregion

  // region twin: .mvn/Twins.java writes it again for double (arrays)

  private static float at(float[] x, int i) {
    return x[i];
  }

  private static void put(float[] x, int i, float value) {
    x[i] = value;
  }

  // endregion

  private static int placeAt(int[] indices, int i) {
    return indices[i];
  }

  static void putPlace(int[] indices, int i, int place) {
    indices[i] = place;
  }
}
