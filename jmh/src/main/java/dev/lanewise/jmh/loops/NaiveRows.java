package dev.lanewise.jmh.loops;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.EXP;
import static jdk.incubator.vector.VectorOperators.MAX;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Softmax and its logarithm over rows as one writes them first on the Vector API: whole vectors, a
 * scalar tail, and {@code reduceLanes} for sums and maxima.
 */
final class NaiveRows {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private NaiveRows() {}

  static Loop loop(Operation operation) {
    boolean forward = operation.direction() == Direction.FORWARD;
    return switch (operation.name()) {
      case "softmax" ->
          forward ? (x, dy, y, shape) -> softmax(x, y, shape) : NaiveRows::softmaxBackward;
      case "log_softmax" ->
          forward ? (x, dy, y, shape) -> logSoftmax(x, y, shape) : NaiveRows::logSoftmaxBackward;
      default -> throw new IllegalArgumentException("NaiveRows has no loop for " + operation);
    };
  }

  private static void softmax(float[] x, float[] y, Shape shape) {
    int columns = shape.columns();
    for (int start = 0; start < x.length; start += columns) {
      float scale = 1 / exponentials(x, y, start, columns, max(x, start, columns));
      int end = start + columns;
      int i = start;
      for (; i < start + SPECIES.loopBound(columns); i += SPECIES.length()) {
        FloatVector.fromArray(SPECIES, y, i).mul(scale).intoArray(y, i);
      }
      for (; i < end; i++) {
        y[i] *= scale;
      }
    }
  }

  private static void logSoftmax(float[] x, float[] y, Shape shape) {
    int columns = shape.columns();
    for (int start = 0; start < x.length; start += columns) {
      float max = max(x, start, columns);
      float shift = max + (float) Math.log(exponentials(x, y, start, columns, max));
      int end = start + columns;
      int i = start;
      for (; i < start + SPECIES.loopBound(columns); i += SPECIES.length()) {
        FloatVector.fromArray(SPECIES, x, i).sub(shift).intoArray(y, i);
      }
      for (; i < end; i++) {
        y[i] = x[i] - shift;
      }
    }
  }

  private static void softmaxBackward(float[] y, float[] dy, float[] dx, Shape shape) {
    int columns = shape.columns();
    for (int start = 0; start < y.length; start += columns) {
      int end = start + columns;
      FloatVector sums = FloatVector.zero(SPECIES);
      int i = start;
      for (; i < start + SPECIES.loopBound(columns); i += SPECIES.length()) {
        FloatVector yi = FloatVector.fromArray(SPECIES, y, i);
        sums = yi.fma(FloatVector.fromArray(SPECIES, dy, i), sums);
      }
      float dot = sums.reduceLanes(ADD);
      for (; i < end; i++) {
        dot += y[i] * dy[i];
      }
      i = start;
      for (; i < start + SPECIES.loopBound(columns); i += SPECIES.length()) {
        FloatVector yi = FloatVector.fromArray(SPECIES, y, i);
        yi.mul(FloatVector.fromArray(SPECIES, dy, i).sub(dot)).intoArray(dx, i);
      }
      for (; i < end; i++) {
        dx[i] = y[i] * (dy[i] - dot);
      }
    }
  }

  private static void logSoftmaxBackward(float[] y, float[] dy, float[] dx, Shape shape) {
    int columns = shape.columns();
    for (int start = 0; start < y.length; start += columns) {
      int end = start + columns;
      FloatVector sums = FloatVector.zero(SPECIES);
      int i = start;
      for (; i < start + SPECIES.loopBound(columns); i += SPECIES.length()) {
        sums = sums.add(FloatVector.fromArray(SPECIES, dy, i));
      }
      float sum = sums.reduceLanes(ADD);
      for (; i < end; i++) {
        sum += dy[i];
      }
      i = start;
      for (; i < start + SPECIES.loopBound(columns); i += SPECIES.length()) {
        FloatVector probability = FloatVector.fromArray(SPECIES, y, i).lanewise(EXP);
        FloatVector.fromArray(SPECIES, dy, i).sub(probability.mul(sum)).intoArray(dx, i);
      }
      for (; i < end; i++) {
        dx[i] = (float) (dy[i] - Math.exp(y[i]) * sum);
      }
    }
  }

  private static float max(float[] x, int start, int columns) {
    FloatVector maxima = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    int i = start;
    for (; i < start + SPECIES.loopBound(columns); i += SPECIES.length()) {
      maxima = maxima.max(FloatVector.fromArray(SPECIES, x, i));
    }
    float max = maxima.reduceLanes(MAX);
    for (; i < start + columns; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  /** Writes e^(x - max) to y and returns the sum. */
  private static float exponentials(float[] x, float[] y, int start, int columns, float max) {
    FloatVector sums = FloatVector.zero(SPECIES);
    int i = start;
    for (; i < start + SPECIES.loopBound(columns); i += SPECIES.length()) {
      FloatVector e = FloatVector.fromArray(SPECIES, x, i).sub(max).lanewise(EXP);
      e.intoArray(y, i);
      sums = sums.add(e);
    }
    float sum = sums.reduceLanes(ADD);
    for (; i < start + columns; i++) {
      y[i] = (float) Math.exp(x[i] - max);
      sum += y[i];
    }
    return sum;
  }
}
