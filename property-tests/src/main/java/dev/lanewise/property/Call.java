package dev.lanewise.property;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One call of an operation: arrays that are larger than the ranges, so that what happens around
 * them can be seen.
 */
final class Call<A> {
  /** What surrounds the ranges; no operation is likely to write just this. */
  private static final double UNTOUCHED = -12345.678;

  /** How many elements follow a range in its array, more than the widest vector holds. */
  private static final int MARGIN = 17;

  private final Operation<A> operation;
  private final List<A> arrays = new ArrayList<>();
  private final List<Integer> offsets;
  private int length;

  /** A call on ranges of one length at given offsets. */
  Call(Operation<A> operation, List<Integer> offsets, int length) {
    this.operation = operation;
    this.offsets = new ArrayList<>(offsets.subList(0, operation.operands().size()));
    this.length = length;
    for (int offset : this.offsets) {
      A array = operation.format().array(offset + length + MARGIN);
      arrays.add(array);
      for (int i = 0; i < operation.format().length(array); i++) {
        operation.format().set(array, i, UNTOUCHED);
      }
    }
  }

  /** A call on single elements at offset 0. */
  Call(Operation<A> operation) {
    this(operation, Collections.nCopies(operation.operands().size(), 0), 1);
  }

  Operation<A> operation() {
    return operation;
  }

  int length() {
    return length;
  }

  int offset(int operand) {
    return offsets.get(operand);
  }

  A array(int operand) {
    return arrays.get(operand);
  }

  void setOffset(int operand, int offset) {
    offsets.set(operand, offset);
  }

  void setArray(int operand, A array) {
    arrays.set(operand, array);
  }

  void setLength(int newLength) {
    length = newLength;
  }

  double get(int operand, int index) {
    return operation.format().get(arrays.get(operand), offsets.get(operand) + index);
  }

  void set(int operand, int index, double value) {
    operation.format().set(arrays.get(operand), offsets.get(operand) + index, value);
  }

  void run() {
    operation.ranges().run(arrays, offsets, length);
  }

  /** The bits of a whole array. */
  List<Long> bits(int operand) {
    Format<A> format = operation.format();
    A array = arrays.get(operand);
    List<Long> bits = new ArrayList<>();
    for (int i = 0; array != null && i < format.length(array); i++) {
      bits.add(format.bits(format.get(array, i)));
    }
    return bits;
  }

  /** The bits of all arrays. */
  List<List<Long>> bits() {
    List<List<Long>> all = new ArrayList<>();
    for (int operand = 0; operand < arrays.size(); operand++) {
      all.add(bits(operand));
    }
    return all;
  }

  /** Names an operand, as "the output dx". */
  String name(int operand) {
    String kind = operand < operation.inputs() ? "the input " : "the output ";
    return kind + operation.operands().get(operand);
  }
}
