package dev.lanewise.property;

import dev.lanewise.linalg.LayerNorm;
import dev.lanewise.linalg.RmsNorm;
import java.util.List;

/**
 * A normalisation of rows with its backward pass, in one format; where there is no bias, it is
 * passed over.
 *
 * @param name for messages
 * @param format of the arrays
 * @param centred whether the mean is taken away: layer normalisation; else that of the root mean
 *     square
 */
record Normalisation<A>(
    String name, Format<A> format, boolean centred, Forward<A> forward, Backward<A> backward) {

  /** A forward pass. */
  @FunctionalInterface
  interface Forward<A> {
    void run(A x, A weight, A bias, A y, int rows, int cols, double epsilon);
  }

  /** A backward pass, which adds to the gradients of weight and bias. */
  @FunctionalInterface
  interface Backward<A> {
    void run(A x, A dy, A weight, A dx, A dweight, A dbias, int rows, int cols, double epsilon);
  }

  static List<Normalisation<?>> all() {
    return List.of(
        new Normalisation<>(
            "layer norm", Format.FLOAT, true, LayerNorm::forward, LayerNorm::backward),
        layerNormOfDoubles(),
        new Normalisation<>(
            "RMS norm",
            Format.FLOAT,
            false,
            (x, weight, bias, y, rows, cols, e) -> RmsNorm.forward(x, weight, y, rows, cols, e),
            (x, dy, weight, dx, dweight, dbias, rows, cols, e) ->
                RmsNorm.backward(x, dy, weight, dx, dweight, rows, cols, e)),
        rmsNormOfDoubles());
  }

  static Normalisation<double[]> layerNormOfDoubles() {
    return new Normalisation<>(
        "layer norm", Format.DOUBLE, true, LayerNorm::forward, LayerNorm::backward);
  }

  static Normalisation<double[]> rmsNormOfDoubles() {
    return new Normalisation<>(
        "RMS norm",
        Format.DOUBLE,
        false,
        (x, weight, bias, y, rows, cols, e) -> RmsNorm.forward(x, weight, y, rows, cols, e),
        (x, dy, weight, dx, dweight, dbias, rows, cols, e) ->
            RmsNorm.backward(x, dy, weight, dx, dweight, rows, cols, e));
  }

  /** How many roundings follow each other in a sum. */
  double chain(int cols) {
    return format == Format.FLOAT ? cols / 64.0 + 21 : cols / 32.0 + 12;
  }

  @Override
  public String toString() {
    return name + " of " + format;
  }
}
