package dev.lanewise.jmh.loops;

import static jdk.incubator.vector.VectorOperators.ADD;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Layer and RMS normalisation of rows as one writes them first on the Vector API: a pass for the
 * mean, one for the variance and one for the results, whole vectors with {@code reduceLanes} and a
 * scalar tail.
 */
final class NaiveNorms {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  private NaiveNorms() {}

  static Loop loop(Operation operation) {
    boolean forward = operation.direction() == Direction.FORWARD;
    return switch (operation.name()) {
      case "layer_norm" ->
          forward ? (x, dy, y, shape) -> layerNorm(x, y, shape) : NaiveNorms::layerNormBackward;
      case "rms_norm" ->
          forward ? (x, dy, y, shape) -> rmsNorm(x, y, shape) : NaiveNorms::rmsNormBackward;
      default -> throw new IllegalArgumentException("NaiveNorms has no loop for " + operation);
    };
  }

  private static void layerNorm(float[] x, float[] y, Shape shape) {
    int columns = shape.columns();
    for (int start = 0; start < x.length; start += columns) {
      float mean = mean(x, start, columns);
      float scale = scale(variance(x, start, columns, mean));
      int i = start;
      for (; i < start + SPECIES.loopBound(columns); i += SPECIES.length()) {
        FloatVector.fromArray(SPECIES, x, i).sub(mean).mul(scale).intoArray(y, i);
      }
      for (; i < start + columns; i++) {
        y[i] = (x[i] - mean) * scale;
      }
    }
  }

  private static void rmsNorm(float[] x, float[] y, Shape shape) {
    int columns = shape.columns();
    for (int start = 0; start < x.length; start += columns) {
      float scale = scale(meanSquare(x, start, columns));
      int i = start;
      for (; i < start + SPECIES.loopBound(columns); i += SPECIES.length()) {
        FloatVector.fromArray(SPECIES, x, i).mul(scale).intoArray(y, i);
      }
      for (; i < start + columns; i++) {
        y[i] = x[i] * scale;
      }
    }
  }

  private static void layerNormBackward(float[] x, float[] dy, float[] dx, Shape shape) {
    int columns = shape.columns();
    for (int start = 0; start < x.length; start += columns) {
      float mean = mean(x, start, columns);
      float scale = scale(variance(x, start, columns, mean));
      int vectors = start + SPECIES.loopBound(columns);
      FloatVector sums = FloatVector.zero(SPECIES);
      FloatVector dots = FloatVector.zero(SPECIES);
      int i = start;
      for (; i < vectors; i += SPECIES.length()) {
        FloatVector gradient = FloatVector.fromArray(SPECIES, dy, i);
        FloatVector normalised = FloatVector.fromArray(SPECIES, x, i).sub(mean).mul(scale);
        sums = sums.add(gradient);
        dots = gradient.fma(normalised, dots);
      }
      float sum = sums.reduceLanes(ADD);
      float dot = dots.reduceLanes(ADD);
      for (; i < start + columns; i++) {
        sum += dy[i];
        dot += dy[i] * (x[i] - mean) * scale;
      }
      float meanGradient = sum / columns;
      float slope = dot / columns;
      i = start;
      for (; i < vectors; i += SPECIES.length()) {
        FloatVector gradient = FloatVector.fromArray(SPECIES, dy, i);
        FloatVector normalised = FloatVector.fromArray(SPECIES, x, i).sub(mean).mul(scale);
        gradient.sub(meanGradient).sub(normalised.mul(slope)).mul(scale).intoArray(dx, i);
      }
      for (; i < start + columns; i++) {
        dx[i] = (dy[i] - meanGradient - (x[i] - mean) * scale * slope) * scale;
      }
    }
  }

  private static void rmsNormBackward(float[] x, float[] dy, float[] dx, Shape shape) {
    int columns = shape.columns();
    for (int start = 0; start < x.length; start += columns) {
      float scale = scale(meanSquare(x, start, columns));
      int vectors = start + SPECIES.loopBound(columns);
      FloatVector dots = FloatVector.zero(SPECIES);
      int i = start;
      for (; i < vectors; i += SPECIES.length()) {
        FloatVector normalised = FloatVector.fromArray(SPECIES, x, i).mul(scale);
        dots = normalised.fma(FloatVector.fromArray(SPECIES, dy, i), dots);
      }
      float dot = dots.reduceLanes(ADD);
      for (; i < start + columns; i++) {
        dot += dy[i] * x[i] * scale;
      }
      float slope = dot / columns;
      i = start;
      for (; i < vectors; i += SPECIES.length()) {
        FloatVector normalised = FloatVector.fromArray(SPECIES, x, i).mul(scale);
        FloatVector gradient = FloatVector.fromArray(SPECIES, dy, i);
        gradient.sub(normalised.mul(slope)).mul(scale).intoArray(dx, i);
      }
      for (; i < start + columns; i++) {
        dx[i] = (dy[i] - x[i] * scale * slope) * scale;
      }
    }
  }

  private static float mean(float[] x, int start, int columns) {
    FloatVector sums = FloatVector.zero(SPECIES);
    int i = start;
    for (; i < start + SPECIES.loopBound(columns); i += SPECIES.length()) {
      sums = sums.add(FloatVector.fromArray(SPECIES, x, i));
    }
    float sum = sums.reduceLanes(ADD);
    for (; i < start + columns; i++) {
      sum += x[i];
    }
    return sum / columns;
  }

  private static float variance(float[] x, int start, int columns, float mean) {
    FloatVector sums = FloatVector.zero(SPECIES);
    int i = start;
    for (; i < start + SPECIES.loopBound(columns); i += SPECIES.length()) {
      FloatVector distance = FloatVector.fromArray(SPECIES, x, i).sub(mean);
      sums = distance.fma(distance, sums);
    }
    float sum = sums.reduceLanes(ADD);
    for (; i < start + columns; i++) {
      sum += (x[i] - mean) * (x[i] - mean);
    }
    return sum / columns;
  }

  private static float meanSquare(float[] x, int start, int columns) {
    FloatVector sums = FloatVector.zero(SPECIES);
    int i = start;
    for (; i < start + SPECIES.loopBound(columns); i += SPECIES.length()) {
      FloatVector xi = FloatVector.fromArray(SPECIES, x, i);
      sums = xi.fma(xi, sums);
    }
    float sum = sums.reduceLanes(ADD);
    for (; i < start + columns; i++) {
      sum += x[i] * x[i];
    }
    return sum / columns;
  }

  private static float scale(float variance) {
    return (float) (1 / Math.sqrt(variance + Constants.NORM_EPSILON));
  }
}
