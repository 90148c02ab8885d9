package dev.lanewise.property;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * An element's result depends on that element alone: not on the length of the range, its offset,
 * its alignment, its neighbours or whether the result replaces the input.
 */
public interface RangeContract extends Contract {
  /** The longest range tried: several times the widest vector, and some of a tail. */
  int LONGEST = 200;

  /**
   * Every element has the bits that it has alone, nothing outside of the range is written, and
   * inputs stay what they were.
   *
   * @param ranges an operation and ranges
   */
  @Property
  default void everyElementHasTheBitsThatItHasAlone(@ForAll("ranges") Ranges<?> ranges) {
    ranges.checkApart();
  }

  /**
   * An output in the place of an input has the bits that it has in a place of its own.
   *
   * @param ranges an operation and ranges
   */
  @Property
  default void inPlaceGivesTheSameBits(@ForAll("ranges") Ranges<?> ranges) {
    ranges.checkInPlace();
  }

  /**
   * Operations with ranges of any length and offsets.
   *
   * @return the generator
   */
  @Provide
  default Arbitrary<Ranges<?>> ranges() {
    return Arbitraries.of(subject().operations()).flatMap(RangeContract::ranges);
  }

  private static <A> Arbitrary<Ranges<?>> ranges(Operation<A> operation) {
    Arbitrary<List<Integer>> offsets =
        Arbitraries.integers().between(0, 70).list().ofSize(operation.operands().size());
    Arbitrary<List<List<Double>>> elements =
        Inputs.any(operation.format()).list().ofSize(operation.inputs()).list().ofMaxSize(LONGEST);
    return Combinators.combine(offsets, elements)
        .as((starts, inputs) -> new Ranges<>(operation, starts, inputs));
  }

  /**
   * An operation with its ranges.
   *
   * @param <A> {@code float[]} or {@code double[]}
   * @param operation the operation
   * @param offsets where the range of each operand starts
   * @param elements the inputs of each element
   */
  record Ranges<A>(Operation<A> operation, List<Integer> offsets, List<List<Double>> elements) {
    void checkApart() {
      Call<A> call = call(offsets);
      List<List<Long>> before = call.bits();
      call.run();
      for (int operand = 0; operand < operation.operands().size(); operand++) {
        List<Long> due = before.get(operand);
        if (operand >= operation.inputs()) {
          for (int i = 0; i < elements.size(); i++) {
            due.set(call.offset(operand) + i, alone(operand, i));
          }
        }
        checkBits(call, operand, due);
      }
    }

    void checkInPlace() {
      for (int output = operation.inputs(); output < operation.operands().size(); output++) {
        for (int input = 0; input < operation.inputs(); input++) {
          Call<A> call = call(offsets);
          call.setArray(output, call.array(input));
          call.setOffset(output, call.offset(input));
          List<Long> due = call.bits(output);
          for (int i = 0; i < elements.size(); i++) {
            due.set(call.offset(output) + i, alone(output, i));
          }
          call.run();
          checkBits(call, output, due);
        }
      }
    }

    private long alone(int output, int element) {
      Call<A> call = new Call<>(operation);
      for (int input = 0; input < operation.inputs(); input++) {
        call.set(input, 0, elements.get(element).get(input));
      }
      call.run();
      return operation.format().bits(call.get(output, 0));
    }

    private Call<A> call(List<Integer> starts) {
      Call<A> call = new Call<>(operation, starts, elements.size());
      for (int i = 0; i < elements.size(); i++) {
        for (int input = 0; input < operation.inputs(); input++) {
          call.set(input, i, elements.get(i).get(input));
        }
      }
      return call;
    }

    private void checkBits(Call<A> call, int operand, List<Long> due) {
      List<Long> bits = call.bits(operand);
      for (int i = 0; i < due.size(); i++) {
        int element = i - call.offset(operand);
        long is = bits.get(i);
        long was = due.get(i);
        Check.that(
            is == was,
            () ->
                "%s: element %d of %s has the bits %x in a range of %d at %s; they should be %x"
                    .formatted(
                        operation, element, call.name(operand), is, elements.size(), offsets, was));
      }
    }

    @Override
    public String toString() {
      return "%s on %d elements %s at offsets %s"
          .formatted(operation, elements.size(), elements, offsets);
    }
  }
}
