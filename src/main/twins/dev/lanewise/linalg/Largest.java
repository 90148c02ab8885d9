package dev.lanewise.linalg;

/**
 * The largest elements of a row, by plain loops. NaN is the largest of all; of equal elements the
 * first is the larger one.
 */
final class Largest {
  private Largest() {}

  // region twin: .mvn/Twins.java writes it again for double

  /** The number of the largest element. */
  static int place(float[] x, int from, int length) {
    int place = 0;
    for (int i = 1; i < length; i++) {
      if (isLarger(x[from + i], x[from + place])) {
        place = i;
      }
    }
    return place;
  }

  /**
   * Writes the k largest elements and their numbers, in descending order. The results are a heap
   * with the least of them at the root, which a larger element replaces; then the heap is sorted.
   */
  static void select(
      float[] x, int from, int length, float[] values, int v, int[] indices, int n, int k) {
    if (k == 0) {
      return;
    }
    for (int i = 0; i < k; i++) {
      values[v + i] = x[from + i];
      indices[n + i] = i;
    }
    for (int i = k / 2 - 1; i >= 0; i--) {
      sink(values, v, indices, n, i, k);
    }
    for (int i = k; i < length; i++) {
      // Its equals in the heap stand before it.
      if (isLarger(x[from + i], values[v])) {
        values[v] = x[from + i];
        indices[n] = i;
        sink(values, v, indices, n, 0, k);
      }
    }
    for (int last = k - 1; last > 0; last--) {
      swap(values, v, indices, n, 0, last);
      sink(values, v, indices, n, 0, last);
    }
  }

  /** Moves an element of the heap down until nothing below is less. */
  private static void sink(float[] values, int v, int[] indices, int n, int element, int size) {
    int parent = element;
    int child = 2 * parent + 1;
    while (child < size) {
      if (child + 1 < size && isLess(values, v, indices, n, child + 1, child)) {
        child++;
      }
      if (!isLess(values, v, indices, n, child, parent)) {
        return;
      }
      swap(values, v, indices, n, child, parent);
      parent = child;
      child = 2 * parent + 1;
    }
  }

  private static void swap(float[] values, int v, int[] indices, int n, int a, int b) {
    float value = values[v + a];
    values[v + a] = values[v + b];
    values[v + b] = value;
    int index = indices[n + a];
    indices[n + a] = indices[n + b];
    indices[n + b] = index;
  }

  private static boolean isLess(float[] values, int v, int[] indices, int n, int a, int b) {
    return isLarger(values[v + b], values[v + a])
        || !isLarger(values[v + a], values[v + b]) && indices[n + a] > indices[n + b];
  }

  private static boolean isLarger(float a, float b) {
    return a > b || a != a && b == b;
  }

  // endregion
}
