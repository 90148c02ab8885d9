package dev.lanewise.jmh.loops;

import static dev.lanewise.jmh.loops.Constants.NORM_EPSILON;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import dev.lanewise.activation.Softmax;
import dev.lanewise.linalg.LayerNorm;
import dev.lanewise.linalg.RmsNorm;

/** Calls into the library. */
public final class LanewiseLoops {
  private LanewiseLoops() {}

  static Loop loop(Operation operation) {
    return operation.direction() == Direction.FORWARD
        ? forward(operation.name())
        : backward(operation.name());
  }

  /**
   * Makes the library compile and exercise a kernel's vector loops now.
   *
   * @param kernel a name of {@link Operation#kernels}
   * @return whether vectors now serve
   */
  public static boolean warmUp(String kernel) {
    return switch (kernel) {
      case "softmax", "log_softmax" -> Softmax.warmUp();
      case "layer_norm" -> LayerNorm.warmUp();
      case "rms_norm" -> RmsNorm.warmUp();
      default -> Activations.of(kernel).warmUp();
    };
  }

  private static Loop forward(String name) {
    return switch (name) {
      case "softmax" -> (x, dy, y, shape) -> Softmax.softmax(x, y, shape.rows(), shape.columns());
      case "log_softmax" ->
          (x, dy, y, shape) -> Softmax.logSoftmax(x, y, shape.rows(), shape.columns());
      case "layer_norm" ->
          (x, dy, y, shape) -> LayerNorm.forward(x, y, shape.rows(), shape.columns(), NORM_EPSILON);
      case "rms_norm" ->
          (x, dy, y, shape) -> RmsNorm.forward(x, y, shape.rows(), shape.columns(), NORM_EPSILON);
      default -> {
        Activation activation = Activations.of(name);
        yield (x, dy, y, shape) -> activation.apply(x, y);
      }
    };
  }

  private static Loop backward(String name) {
    return switch (name) {
      case "softmax" ->
          (y, dy, dx, shape) -> Softmax.softmaxBackward(y, dy, dx, shape.rows(), shape.columns());
      case "log_softmax" ->
          (y, dy, dx, shape) ->
              Softmax.logSoftmaxBackward(y, dy, dx, shape.rows(), shape.columns());
      case "layer_norm" ->
          (x, dy, dx, shape) ->
              LayerNorm.backward(x, dy, dx, shape.rows(), shape.columns(), NORM_EPSILON);
      case "rms_norm" ->
          (x, dy, dx, shape) ->
              RmsNorm.backward(x, dy, dx, shape.rows(), shape.columns(), NORM_EPSILON);
      default -> {
        Activation activation = Activations.of(name);
        yield (x, dy, dx, shape) -> activation.backward(x, dy, dx);
      }
    };
  }
}
