package dev.lanewise.jmh.loops;

import java.util.List;
import java.util.Set;

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

  private static final Set<String> ROWWISE = Set.of("softmax", "log_softmax");

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
          "log_softmax");

  /**
   * The kernels that are compared: activations, then the row-wise ones.
   *
   * @return their names
   */
  public static List<String> kernels() {
    return KERNELS;
  }

  /**
   * Whether the operation works on rows rather than on single elements.
   *
   * @return true for softmax and its like
   */
  public boolean isRowwise() {
    return ROWWISE.contains(name);
  }

  @Override
  public String toString() {
    return name + " " + direction;
  }
}
