package dev.lanewise.jmh.compare;

import dev.lanewise.jmh.loops.Direction;
import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What to measure, and how thoroughly.
 *
 * @param kernels names of the catalogue
 * @param sizes of elementwise operations
 * @param rows shapes of softmax and its like
 * @param input describes the inputs
 * @param sample the inputs, repeated for larger sizes
 * @param forks JVMs for each measurement: C2 compiles a loop one way in one JVM and another way in
 *     the next
 * @param time for the whole
 * @param coldWindow how long a fresh JVM is watched
 * @param sweepStride distance of the bit patterns on which accuracy is measured
 * @param out where results go
 */
record Plan(
    List<String> kernels,
    List<Integer> sizes,
    List<Shape> rows,
    String input,
    float[] sample,
    int forks,
    Duration time,
    Duration coldWindow,
    int sweepStride,
    Path out) {
  static final List<Integer> SIZES = List.of(1 << 10, 1 << 16, 1 << 24);

  /** The size at which most bars are set: too large for the first cache, well within the second. */
  static final int MIDDLE = 1 << 16;

  /** The size beyond the caches, where memory is the limit. */
  static final int LARGE = 1 << 24;

  /** A prime, so that the sweep does not keep to one pattern of low bits. */
  static final int FULL_SWEEP = 1009;

  private static final int QUICK_SWEEP = 100_003;

  /** Inputs beyond this are repeated; larger than the second cache, and than branch histories. */
  static final int SAMPLE = 1 << 20;

  static Plan full(
      List<String> kernels, List<Integer> sizes, String input, float[] sample, Path out) {
    return new Plan(
        kernels,
        sizes,
        Shape.SOFTMAX,
        input,
        sample,
        3,
        Duration.ofSeconds(450),
        Duration.ofSeconds(1),
        FULL_SWEEP,
        out);
  }

  static Plan quick(
      List<String> kernels, List<Integer> sizes, String input, float[] sample, Path out) {
    return new Plan(
        kernels,
        sizes,
        Shape.SOFTMAX.subList(0, 2),
        input,
        sample,
        1,
        Duration.ofSeconds(4 + 5L * kernels.size()),
        Duration.ofMillis(400),
        QUICK_SWEEP,
        out);
  }

  /** The shapes on which a kernel runs. */
  List<Shape> shapes(String kernel) {
    return switch (new Operation(kernel, Direction.FORWARD).family()) {
      case ELEMENTWISE -> sizes.stream().map(Shape::flat).toList();
      case SOFTMAX -> rows;
      case NORM -> Shape.NORM;
    };
  }

  /** The one shape for comparisons that do not look at size. */
  Shape middle(String kernel) {
    return shapes(kernel).stream()
        .filter(shape -> shape.size() == MIDDLE)
        .findFirst()
        .orElse(shapes(kernel).getFirst());
  }

  static boolean isRowwise(String kernel) {
    return new Operation(kernel, Direction.FORWARD).isRowwise();
  }
}
