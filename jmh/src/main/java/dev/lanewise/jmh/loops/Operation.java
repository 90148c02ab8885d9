package dev.lanewise.jmh.loops;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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

  /**
   * The kernels that are compared: all activations, then the row-wise ones.
   *
   * @return their names
   */
  public static List<String> kernels() {
    return Stream.concat(
            Activations.all().stream().map(Activation::name), Stream.of("softmax", "log_softmax"))
        .toList();
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
