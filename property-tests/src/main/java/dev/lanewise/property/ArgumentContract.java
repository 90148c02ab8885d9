package dev.lanewise.property;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Arguments that do not fit are refused with the numbers that clash, before anything is written.
 *
 * <p>Not part of {@link ActivationContract}: libraries choose their exceptions. Here a null array
 * is a {@link NullPointerException}, a range outside of its array an {@link
 * IndexOutOfBoundsException}, and ranges that overlap in part an {@link IllegalArgumentException}.
 */
public interface ArgumentContract extends Contract {
  /** No operand may be null. */
  @Example
  default void nullArrayIsRefused() {
    for (Operation<?> operation : subject().operations()) {
      for (int operand = 0; operand < operation.operands().size(); operand++) {
        checkNull(operation, operand);
      }
    }
  }

  /**
   * No offset may be negative.
   *
   * @param operand an operand of an operation
   * @param offset the offset
   */
  @Property
  default void negativeOffsetIsRefused(
      @ForAll("operands") Operand<?> operand,
      @ForAll @IntRange(min = Integer.MIN_VALUE, max = -1) int offset) {
    checkOffset(operand, offset);
  }

  /**
   * No length may be negative.
   *
   * @param operation an operation
   * @param length the length
   */
  @Property
  default void negativeLengthIsRefused(
      @ForAll("operations") Operation<?> operation,
      @ForAll @IntRange(min = Integer.MIN_VALUE, max = -1) int length) {
    checkLength(operation, length);
  }

  /**
   * No range may end past its array, also where its end is more than an int holds.
   *
   * @param operand an operand of an operation
   * @param arrayLength the length of its array
   * @param offset where its range starts
   * @param excess how far the range ends past the array
   */
  @Property
  default void rangePastTheEndIsRefused(
      @ForAll("operands") Operand<?> operand,
      @ForAll @IntRange(max = 50) int arrayLength,
      @ForAll @IntRange int offset,
      @ForAll @IntRange(min = 1, max = 50) int excess) {
    checkEnd(operand, arrayLength, offset, Math.max(0, arrayLength - offset) + excess);
  }

  /**
   * An output may not overlap another operand in part.
   *
   * @param outputs an output and another operand
   * @param shift how far the one starts after the other
   * @param common over how many elements they overlap
   * @param outputFirst whether the output is the one that starts first
   */
  @Property
  default void partlyOverlappingRangesAreRefused(
      @ForAll("outputs") Output<?> outputs,
      @ForAll @IntRange(min = 1, max = 99) int shift,
      @ForAll @IntRange(min = 1, max = 50) int common,
      @ForAll boolean outputFirst) {
    checkOverlap(outputs, shift + common, outputFirst ? -shift : shift);
  }

  /** Two outputs may not be the same range. */
  @Example
  default void twoOutputsInOnePlaceAreRefused() {
    for (Output<?> output : pairsWithAnOutput()) {
      if (output.other() >= output.operation().inputs()) {
        checkOverlap(output, 10, 0);
      }
    }
  }

  /**
   * Every operation of every format.
   *
   * @return the generator
   */
  @Provide
  default Arbitrary<Operation<?>> operations() {
    return Arbitraries.of(subject().operations());
  }

  /**
   * Every operand of every operation.
   *
   * @return the generator
   */
  @Provide
  default Arbitrary<Operand<?>> operands() {
    List<Operand<?>> operands = new ArrayList<>();
    for (Operation<?> operation : subject().operations()) {
      for (int number = 0; number < operation.operands().size(); number++) {
        operands.add(new Operand<>(operation, number));
      }
    }
    return Arbitraries.of(operands);
  }

  /**
   * Every output of every operation, with every other operand.
   *
   * @return the generator
   */
  @Provide
  default Arbitrary<Output<?>> outputs() {
    return Arbitraries.of(pairsWithAnOutput());
  }

  private List<Output<?>> pairsWithAnOutput() {
    List<Output<?>> outputs = new ArrayList<>();
    for (Operation<?> operation : subject().operations()) {
      for (int number = operation.inputs(); number < operation.operands().size(); number++) {
        for (int other = 0; other < number; other++) {
          outputs.add(new Output<>(operation, number, other));
        }
      }
    }
    return outputs;
  }

  /**
   * An operand of an operation.
   *
   * @param <A> {@code float[]} or {@code double[]}
   * @param operation the operation
   * @param number which of its operands
   */
  record Operand<A>(Operation<A> operation, int number) {}

  /**
   * An output of an operation and another operand.
   *
   * @param <A> {@code float[]} or {@code double[]}
   * @param operation the operation
   * @param number which of its operands is the output
   * @param other which of its operands is the other
   */
  record Output<A>(Operation<A> operation, int number, int other) {}

  private static <A> void checkNull(Operation<A> operation, int operand) {
    Call<A> call = call(operation, 10);
    call.setArray(operand, null);
    checkRefused(
        call, NullPointerException.class, operation + " with null as " + call.name(operand));
  }

  private static <A> void checkOffset(Operand<A> operand, int offset) {
    Call<A> call = call(operand.operation(), 10);
    call.setOffset(operand.number(), offset);
    String what =
        "%s with %s at offset %d"
            .formatted(operand.operation(), call.name(operand.number()), offset);
    checkRefused(call, IndexOutOfBoundsException.class, what, offset);
  }

  private static <A> void checkLength(Operation<A> operation, int length) {
    Call<A> call = call(operation, 10);
    call.setLength(length);
    String what = "%s with length %d".formatted(operation, length);
    checkRefused(call, IndexOutOfBoundsException.class, what, length);
  }

  private static <A> void checkEnd(Operand<A> operand, int arrayLength, int offset, int length) {
    Call<A> call = call(operand.operation(), length);
    call.setArray(operand.number(), operand.operation().format().array(arrayLength));
    call.setOffset(operand.number(), offset);
    String what =
        "%s with %s from %d to %d in an array of length %d"
            .formatted(
                operand.operation(),
                call.name(operand.number()),
                offset,
                (long) offset + length,
                arrayLength);
    checkRefused(call, IndexOutOfBoundsException.class, what, offset, arrayLength);
  }

  private static <A> void checkOverlap(Output<A> output, int length, int shift) {
    Call<A> call = call(output.operation(), 2 * length);
    call.setLength(length);
    call.setArray(output.number(), call.array(output.other()));
    call.setOffset(output.other(), Math.max(0, -shift));
    call.setOffset(output.number(), Math.max(0, shift));
    String what =
        "%s of length %d with %s at %d and %s at %d of the same array"
            .formatted(
                output.operation(),
                length,
                call.name(output.other()),
                call.offset(output.other()),
                call.name(output.number()),
                call.offset(output.number()));
    checkRefused(
        call,
        IllegalArgumentException.class,
        what,
        call.offset(output.other()),
        call.offset(output.number()));
  }

  private static <A> Call<A> call(Operation<A> operation, int length) {
    return new Call<>(operation, List.of(0, 1, 2), length);
  }

  private static void checkRefused(
      Call<?> call, Class<? extends Throwable> type, String what, int... numbers) {
    List<List<Long>> before = call.bits();
    String message = Check.refusal(type, what, call::run);
    for (int number : numbers) {
      Check.that(
          message.contains(Integer.toString(number)),
          () -> what + ": the message does not name " + number + ": " + message);
    }
    Check.that(before.equals(call.bits()), () -> what + " has written something");
  }
}
