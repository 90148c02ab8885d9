package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.lane.Precision;
import dev.lanewise.testing.ChildJvm;
import dev.lanewise.testing.Elements;
import dev.lanewise.testing.HugeArray;
import dev.lanewise.testing.Inputs;
import dev.lanewise.testing.Operation;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every method that writes to arrays accepts, refuses and leaves alone. */
class ActivationArgumentsTest {
  private static final int LENGTH = 90;

  /** What no operation gives; NaN is what logarithms do, and -∞ some in 16 bits. */
  private static final double UNTOUCHED = -0x1.abcdefp14;

  static Stream<Operation> operations() {
    return Operation.all().stream()
        .filter(o -> o.form() != Operation.Form.NUMBER && o.form() != Operation.Form.COPIES);
  }

  static Stream<Activation> activations() {
    return Operation.activations().stream();
  }

  /** Arguments of one operation: arrays of {@link #LENGTH} elements, used from 10 on. */
  private static final class Call {
    final Operation operation;
    final Object[] arrays;
    final int[] offsets;
    final int[] strides;

    Call(Operation operation) {
      this.operation = operation;
      arrays = new Object[operation.operands().size()];
      offsets = new int[arrays.length];
      strides = new int[arrays.length];
      Arrays.fill(offsets, 10);
      for (int k = 0; k < arrays.length; k++) {
        arrays[k] =
            k < operation.inputs()
                ? operation.input(Inputs.ordinary(operation.precision(), LENGTH, k))
                : operation.allocate(k, LENGTH);
        if (k >= operation.inputs()) {
          Elements.fill(arrays[k], UNTOUCHED);
        }
      }
    }

    /** Puts an operand into another one's array, if it has arrays of that type. */
    boolean share(int operand, int other) {
      boolean same = Elements.sameType(arrays[operand], arrays[other]);
      arrays[operand] = same ? arrays[other] : arrays[operand];
      return same;
    }

    void run(int columns) {
      Arrays.fill(strides, Math.max(columns, 0));
      operation.run(arrays, offsets, strides, 1, columns);
    }

    /** It throws, names both numbers, and every output is as it was. */
    void assertRefused(Class<? extends Exception> type, int columns, String... words) {
      Object[] before =
          Arrays.stream(arrays).map(a -> a == null ? null : Elements.copy(a)).toArray();
      String message = assertThrows(type, () -> run(columns)).getMessage();
      for (String word : words) {
        assertTrue(message.contains(word), message);
      }
      for (int k = 0; k < arrays.length; k++) {
        if (arrays[k] != null) {
          assertEquals(-1, Elements.mismatch(before[k], arrays[k]));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anyArrayThatIsNullIsRefused(Operation operation) {
    for (int k = 0; k < operation.operands().size(); k++) {
      Call call = new Call(operation);
      call.arrays[k] = null;
      call.assertRefused(NullPointerException.class, 20, "null");
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aNegativeOffsetIsRefused(Operation operation) {
    for (int k = 0; k < operation.operands().size(); k++) {
      Call call = new Call(operation);
      call.offsets[k] = -3;
      call.assertRefused(IndexOutOfBoundsException.class, 20, "-3");
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aNegativeLengthIsRefused(Operation operation) {
    new Call(operation).assertRefused(IndexOutOfBoundsException.class, -5, "-5");
  }

  @ParameterizedTest
  @MethodSource("operations")
  void aRangePastTheEndIsRefusedWithBothNumbers(Operation operation) {
    for (int k = 0; k < operation.operands().size(); k++) {
      Call call = new Call(operation);
      int width = operation.width(k, 20);
      call.offsets[k] = LENGTH + 1 - width;
      call.assertRefused(IndexOutOfBoundsException.class, 20, "91", "90");
      call.offsets[k] = Integer.MAX_VALUE;
      String end = Long.toString(Integer.MAX_VALUE + (long) width);
      call.assertRefused(IndexOutOfBoundsException.class, 20, end, "90");
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anOutputThatOverlapsAnotherArrayInPartIsRefusedWithBothOffsets(Operation operation) {
    for (int output = operation.inputs(); output < operation.operands().size(); output++) {
      for (int other = 0; other < operation.operands().size(); other++) {
        Call call = new Call(operation);
        if (other != output && call.share(output, other)) {
          int last = 10 + operation.width(other, 20) - 1;
          call.offsets[output] = last;
          call.assertRefused(IllegalArgumentException.class, 20, Integer.toString(last), "10");
          int before = operation.width(output, 20) == 1 ? 10 : 2;
          call.offsets[output] = before;
          call.assertRefused(IllegalArgumentException.class, 20, Integer.toString(before), "10");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void anyOutputOfRowsMayBeAnyInputOfRows(Operation operation) {
    for (int columns : new int[] {0, 1, 5, 16, 17, 29}) {
      Call apart = new Call(operation);
      apart.run(columns);
      for (int input = 0; input < operation.inputs(); input++) {
        for (int output = operation.inputs(); output < operation.operands().size(); output++) {
          Call inPlace = new Call(operation);
          if (!operation.inPlace(input, output)) {
            continue;
          }
          inPlace.arrays[output] = inPlace.arrays[input];
          inPlace.run(columns);
          for (int i = 10; i < 10 + operation.width(output, columns); i++) {
            assertEquals(
                Elements.show(apart.arrays[output], i), Elements.show(inPlace.arrays[output], i));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void noOtherArraysMayBeOneIfItIsWritten(Operation operation) {
    for (int output = operation.inputs(); output < operation.operands().size(); output++) {
      for (int other = 0; other < output; other++) {
        Call call = new Call(operation);
        boolean inPlace = other < operation.inputs() && operation.inPlace(other, output);
        if (!inPlace && call.share(output, other)) {
          call.assertRefused(IllegalArgumentException.class, 20, "10");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void onlyTheRangeIsWrittenAndAllOfIt(Operation operation) {
    for (int columns = 0; columns <= 30; columns++) {
      Call call = new Call(operation);
      call.run(columns);
      for (int k = 0; k < operation.operands().size(); k++) {
        Object before = new Call(operation).arrays[k];
        for (int i = 0; i < LENGTH; i++) {
          boolean written =
              k >= operation.inputs() && i >= 10 && i < 10 + operation.width(k, columns);
          boolean same = Elements.bits(before, i) == Elements.bits(call.arrays[k], i);
          // What is added to an accumulator may be 0.
          boolean accumulator = operation.operands().get(k).read();
          if (!written || !accumulator) {
            assertEquals(!written, same, "array " + k + " at " + i + " of " + columns);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("activations")
  void wholeArraysOfDifferentLengthAreRefusedWithBothLengths(Activation f) {
    float[] a = new float[7];
    double[] b = new double[7];
    assertLengths("7", "8", () -> f.apply(a, new float[8]));
    assertLengths("7", "8", () -> f.apply(b, new double[8]));
    assertLengths("7", "6", () -> f.derivative(a, new float[6]));
    assertLengths("7", "6", () -> f.derivative(b, new double[6]));
    assertLengths("7", "8", () -> f.backward(a, new float[7], new float[8]));
    assertLengths("7", "8", () -> f.backward(b, new double[7], new double[8]));
    assertLengths("7", "8", () -> f.backward(a, new float[8], new float[7]));
    assertLengths("7", "8", () -> f.backward(b, new double[8], new double[7]));
    assertLengths("7", "8", () -> f.valueAndDerivative(a, new float[7], new float[8]));
    assertLengths("7", "8", () -> f.valueAndDerivative(b, new double[8], new double[7]));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void wholeArraysAreTheRangeOfAllElements(Activation f) {
    float[] x = (float[]) Inputs.mixed(Precision.FLOAT, 77, 5);
    float[] whole = new float[77];
    float[] range = new float[77];
    f.apply(x, whole);
    f.apply(x, 0, range, 0, 77);
    assertEquals(-1, Elements.mismatch(whole, range));
    f.backward(x, x, whole);
    f.backward(x, 0, x, 0, range, 0, 77);
    assertEquals(-1, Elements.mismatch(whole, range));
  }

  @ParameterizedTest
  @MethodSource("activations")
  void backwardFromOutputIsThereOrRefusedByName(Activation f) {
    float[] a = new float[3];
    double[] b = new double[3];
    if (f.supportsBackwardFromOutput()) {
      f.backwardFromOutput(a, a, a);
      f.backwardFromOutput(b, b, b);
      assertLengths("3", "4", () -> f.backwardFromOutput(a, new float[4], a));
    } else {
      for (UnsupportedOperationException e :
          new UnsupportedOperationException[] {
            assertThrows(UnsupportedOperationException.class, () -> f.backwardFromOutput(a, a, a)),
            assertThrows(UnsupportedOperationException.class, () -> f.backwardFromOutput(b, b, b))
          }) {
        assertTrue(e.getMessage().contains(f.name()), e.getMessage());
      }
    }
  }

  @Test
  void anUnknownNameIsRefusedWithAListOfTheKnownOnes() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Activations.of("gelux")).getMessage();
    assertTrue(message.contains("gelux"), message);
    for (Activation activation : Activations.all()) {
      assertTrue(message.contains(activation.name()), message);
      assertEquals(activation.name(), Activations.of(activation.name()).name());
    }
  }

  @Test
  void softmaxOfWholeArraysNeedsRowsTimesColumnsElements() {
    float[] x = new float[11];
    assertLengths("11", "3", () -> Softmax.softmax(x, new float[12], 3, 4));
    assertLengths("11", "4", () -> Softmax.logSoftmax(new float[12], x, 3, 4));
    assertLengths("11", "4", () -> Softmax.softmaxBackward(new float[12], x, new float[12], 3, 4));
    assertLengths(
        "11", "4", () -> Softmax.logSoftmaxBackward(new float[12], new float[12], x, 3, 4));
    assertLengths("11", "3", () -> Softmax.softmax(new double[11], new double[12], 3, 4));
  }

  @Test
  void softmaxOfNegativeRowsAndColumnsIsRefused() {
    float[] x = new float[12];
    assertThrows(IndexOutOfBoundsException.class, () -> Softmax.softmax(x, x, -3, -4));
  }

  @Test
  void softmaxOfSizesWhoseProductIsNoIntIsRefused() {
    float[] none = new float[0];
    assertLengths("0", "65536", () -> Softmax.softmax(none, none, 1 << 16, 1 << 16));
  }

  @Test
  void aHundredMillionElementsInPlaceAreAllRightAndNoneIsTouchedTwice() {
    ChildJvm.withHeap("600m").run(HugeArray.class);
  }

  private static void assertLengths(
      String one, String other, org.junit.jupiter.api.function.Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(one) && message.contains(other), message);
  }
}
