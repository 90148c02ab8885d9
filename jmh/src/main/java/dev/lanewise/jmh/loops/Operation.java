package dev.lanewise.jmh.loops;

import java.util.List;

/**
 * One pass of one kernel.
 *
 * @param name the kernel, such as "silu" or "softmax"
 * @param direction which pass
 */
public record Operation(String name, Direction direction) {
  /**
   * A pass that does nothing but move memory: y = a·x forward, dx = dy·x backward. No kernel can be
   * faster on arrays that no cache holds.
   */
  public static final String MEMORY = "memory";

  /** Those with other loops to be compared with; the rest of the catalogue is of their kinds. */
  private static final List<String> KERNELS =
      List.of(
          "identity",
          "sigmoid",
          "tanh",
          "relu",
          "relu6",
          "leaky_relu",
          "elu",
          "selu",
          "softplus",
          "silu",
          "exp",
          "gelu",
          "gelu_tanh",
          "mish",
          "softmax",
          "log_softmax",
          "layer_norm",
          "rms_norm");

  /**
   * The kernels that are compared: activations, then the row-wise ones.
   *
   * @return their names
   */
  public static List<String> kernels() {
    return KERNELS;
  }

  /**
   * The kind of the operation.
   *
   * @return its family
   */
  public Family family() {
    return switch (name) {
      case "softmax", "log_softmax" -> Family.SOFTMAX;
      case "layer_norm", "rms_norm" -> Family.NORM;
      default -> Family.ELEMENTWISE;
    };
  }

  /**
   * Whether the operation works on rows rather than on single elements.
   *
   * @return true for all but activations
   */
  public boolean isRowwise() {
    return family() != Family.ELEMENTWISE;
  }

  @Override
  public String toString() {
    return name + " " + direction;
  }
}
