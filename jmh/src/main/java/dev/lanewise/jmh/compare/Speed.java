package dev.lanewise.jmh.compare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.lanewise.jmh.loops.Direction;
import dev.lanewise.jmh.loops.Shape;
import java.util.List;
import java.util.Map;

/**
 * How fast one operation runs on one shape.
 *
 * @param kernel which
 * @param direction which pass
 * @param shape such as "65536" or "512x512"
 * @param size number of elements
 * @param nanos nanoseconds per element, by column
 * @param bytes allocated by a call, by column
 * @param overPlain how many times faster than plain Java Lanewise on SIMD is
 * @param overNaive how many times faster than the naive Vector API Lanewise on SIMD is
 * @param scalarOverPlain how many times faster than plain Java Lanewise without SIMD is
 * @param overMemory how many times the time of bare memory traffic Lanewise on SIMD takes, null for
 *     row-wise operations
 * @param overArrays how many times the time on arrays Lanewise takes on native segments, null where
 *     storages are not compared
 * @param bfloat16OverFloat how many times faster than on floats Lanewise is on bfloat16, null where
 *     storages are not compared
 * @param samples nanoseconds per element of every round of every fork, by column
 */
record Speed(
    String kernel,
    Direction direction,
    String shape,
    int size,
    Map<Column, Figure> nanos,
    Map<Column, Long> bytes,
    Figure overPlain,
    Figure overNaive,
    Figure scalarOverPlain,
    Figure overMemory,
    Figure overArrays,
    Figure bfloat16OverFloat,
    Map<Column, List<double[]>> samples) {

  @JsonIgnore
  boolean isRowwise() {
    return Shape.parse(shape).rows() > 1;
  }
}
