package dev.lanewise.property;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Example;

/**
 * Warm calls of an activation allocate nothing, whatever the length of the range and its elements.
 *
 * <p>Not part of {@link ActivationContract}: libraries choose what they promise. For kernels of
 * other shapes than an activation's there is {@link Allocation#checkNone}.
 */
public interface AllocationContract extends Contract {
  /** The lengths tried: less than a vector, about one, and many with a tail. */
  List<Integer> LENGTHS = List.of(1, 3, 15, 16, 17, 1003);

  /**
   * How long an operation may go on allocating before it is judged.
   *
   * @return {@link Allocation#PATIENCE}, unless another is chosen
   */
  default Duration patience() {
    return Allocation.PATIENCE;
  }

  /** No operation allocates, by the JVM's own count. */
  @Example
  default void warmCallsAllocateNothing() {
    for (Operation<?> operation : subject().operations()) {
      for (int length : LENGTHS) {
        Call<?> call = call(operation, length);
        Allocation.checkNone(
            "%s: %s of length %d".formatted(subject(), operation, length), call::run, patience());
      }
    }
  }

  /** A call at odd offsets, on numbers of both signs with special ones between them. */
  private static <A> Call<A> call(Operation<A> operation, int length) {
    double[] special = {0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    Call<A> call =
        new Call<>(operation, Collections.nCopies(operation.operands().size(), 3), length);
    for (int input = 0; input < operation.inputs(); input++) {
      for (int i = 0; i < length; i++) {
        call.set(input, i, i % 7 == 2 ? special[i % special.length] : (i % 41 - 20) * 0.37);
      }
    }
    return call;
  }
}
