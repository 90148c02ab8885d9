package dev.lanewise.activation;

import static dev.lanewise.testing.Stored.narrow;
import static dev.lanewise.testing.Stored.widen;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import dev.lanewise.testing.Inputs;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses of segments are those of arrays. */
class StoredLossTest {
  private static final int ROWS = 9;
  private static final double SCALE = 0.3;
  private static final CrossEntropy CROSS_ENTROPY = CrossEntropy.create().withLabelSmoothing(0.1);

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 100, 700})
  void crossEntropyOfSegmentsIsThatOfArrays(int cols) {
    double[] x = values(ROWS * cols, 1);
    double[] targets = values(ROWS * cols, 2);
    double[] weights = values(cols, 3);
    int[] classes = new int[ROWS];
    for (int row = 0; row < ROWS; row++) {
      classes[row] = row == 3 ? CrossEntropy.DEFAULT_IGNORED : row * 7 % cols;
    }
    StoredCrossEntropy stored = CROSS_ENTROPY.stored(Storage.DOUBLE);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment nativeX = copy(arena, x);
      MemorySegment nativeTargets = copy(arena, targets);
      MemorySegment nativeClasses = arena.allocateFrom(ValueLayout.JAVA_INT, classes);
      for (double[] w : new double[][] {null, weights}) {
        MemorySegment nativeW = w == null ? null : copy(arena, w);
        double[] loss = new double[ROWS];
        double[] gradient = new double[ROWS * cols];
        MemorySegment nativeLoss = copy(arena, loss);
        MemorySegment alone = copy(arena, loss);
        MemorySegment nativeGradient = copy(arena, gradient);
        CROSS_ENTROPY.lossAndGradient(x, classes, w, loss, gradient, ROWS, cols, SCALE);
        stored.lossAndGradient(
            nativeX, nativeClasses, nativeW, nativeLoss, nativeGradient, ROWS, cols, SCALE);
        stored.loss(nativeX, nativeClasses, nativeW, alone, ROWS, cols);
        check(loss, nativeLoss);
        check(loss, alone);
        check(gradient, nativeGradient);
        CROSS_ENTROPY.lossAndGradient(x, targets, w, loss, gradient, ROWS, cols, SCALE);
        stored.distributionLossAndGradient(
            nativeX, nativeTargets, nativeW, nativeLoss, nativeGradient, ROWS, cols, SCALE);
        stored.distributionLoss(nativeX, nativeTargets, nativeW, alone, ROWS, cols);
        check(loss, nativeLoss);
        check(loss, alone);
        check(gradient, nativeGradient);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 17, 100, 700})
  void binaryCrossEntropyOfSegmentsIsThatOfArrays(int cols) {
    int n = ROWS * cols;
    double[] x = values(n, 1);
    double[] targets = values(n, 2);
    double[] weights = values(cols, 3);
    double[] loss = new double[n];
    double[] gradient = new double[n];
    StoredBinaryCrossEntropy stored = BinaryCrossEntropy.stored(Storage.DOUBLE);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment nativeX = copy(arena, x);
      MemorySegment nativeTargets = copy(arena, targets);
      MemorySegment nativeLoss = copy(arena, loss);
      MemorySegment alone = copy(arena, loss);
      MemorySegment nativeGradient = copy(arena, gradient);
      BinaryCrossEntropy.lossAndGradient(x, targets, loss, gradient, SCALE);
      stored.lossAndGradient(nativeX, nativeTargets, nativeLoss, nativeGradient, SCALE);
      stored.loss(nativeX, nativeTargets, alone);
      check(loss, nativeLoss);
      check(loss, alone);
      check(gradient, nativeGradient);
      BinaryCrossEntropy.weightedLossAndGradient(
          x, targets, weights, loss, gradient, ROWS, cols, SCALE);
      stored.weightedLossAndGradient(
          nativeX,
          nativeTargets,
          copy(arena, weights),
          nativeLoss,
          nativeGradient,
          ROWS,
          cols,
          SCALE);
      check(loss, nativeLoss);
      check(gradient, nativeGradient);
      // In place, over other objects for the same memory.
      BinaryCrossEntropy.lossAndGradient(x, targets, x, targets, SCALE);
      stored.lossAndGradient(
          nativeX, nativeTargets, nativeX.asSlice(0), nativeTargets.asSlice(0), SCALE);
      check(x, nativeX);
      check(targets, nativeTargets);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Storage.class,
      names = {"BFLOAT16", "FLOAT16"})
  void ofBinaryCrossEntropyInSixteenBitsOnlyGradientsAreRounded(Storage storage) {
    int cols = 37;
    int n = ROWS * cols;
    short[] x = values(storage, n, 1);
    short[] targets = values(storage, n, 2);
    short[] weights = values(storage, cols, 3);
    float[] wideX = widen(storage, x);
    float[] wideTargets = widen(storage, targets);
    float[] loss = new float[n];
    float[] gradient = new float[n];
    float[] actualLoss = new float[n];
    short[] actualGradient = new short[n];
    StoredBinaryCrossEntropy stored = BinaryCrossEntropy.stored(storage);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment nativeX = arena.allocateFrom(ValueLayout.JAVA_SHORT, x);
      MemorySegment nativeTargets = arena.allocateFrom(ValueLayout.JAVA_SHORT, targets);
      MemorySegment nativeWeights = arena.allocateFrom(ValueLayout.JAVA_SHORT, weights);
      MemorySegment nativeLoss = arena.allocate(4L * n, 4);
      MemorySegment nativeGradient = arena.allocate(2L * n, 2);
      for (boolean weighted : new boolean[] {false, true}) {
        if (weighted) {
          BinaryCrossEntropy.weightedLossAndGradient(
              wideX, wideTargets, widen(storage, weights), loss, gradient, ROWS, cols, SCALE);
          stored.weightedLossAndGradient(
              x, targets, weights, actualLoss, actualGradient, ROWS, cols, SCALE);
          stored.weightedLossAndGradient(
              nativeX, nativeTargets, nativeWeights, nativeLoss, nativeGradient, ROWS, cols, SCALE);
        } else {
          BinaryCrossEntropy.lossAndGradient(wideX, wideTargets, loss, gradient, SCALE);
          stored.lossAndGradient(x, targets, actualLoss, actualGradient, SCALE);
          stored.lossAndGradient(nativeX, nativeTargets, nativeLoss, nativeGradient, SCALE);
        }
        short[] rounded = narrow(storage, gradient);
        assertArrayEquals(loss, actualLoss);
        assertArrayEquals(loss, nativeLoss.toArray(ValueLayout.JAVA_FLOAT));
        assertArrayEquals(rounded, actualGradient);
        assertArrayEquals(rounded, nativeGradient.toArray(ValueLayout.JAVA_SHORT));
      }
      BinaryCrossEntropy.loss(wideX, wideTargets, loss);
      stored.loss(x, targets, actualLoss);
      stored.loss(nativeX, nativeTargets, nativeLoss);
      assertArrayEquals(loss, actualLoss);
      assertArrayEquals(loss, nativeLoss.toArray(ValueLayout.JAVA_FLOAT));
      // In place, as the gradients are kept as the logits are; losses are not.
      stored.lossAndGradient(x, targets, actualLoss, actualGradient, SCALE);
      stored.lossAndGradient(x, targets, actualLoss, x, SCALE);
      assertArrayEquals(actualGradient, x);
      assertRefused(
          IllegalArgumentException.class,
          "loss at offset 0 and logits at offset 0, 0 bytes apart, overlap over length 2; they must"
              + " be the same range or apart",
          () -> stored.loss(nativeX, 0, nativeTargets, 0, nativeX.asSlice(0), 0, 2));
    }
  }

  @Test
  void sixteenBitsAreRefusedWithWhatToDo() {
    for (Storage narrow : new Storage[] {Storage.FLOAT16, Storage.BFLOAT16}) {
      String end = narrow + ", because sums of 16 bits stop growing: keep its values as FLOAT";
      assertRefused(
          IllegalArgumentException.class,
          "cross-entropy is not kept as " + end,
          () -> CROSS_ENTROPY.stored(narrow));
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    StoredCrossEntropy stored = CROSS_ENTROPY.stored(Storage.FLOAT);
    MemorySegment x = MemorySegment.ofArray(new float[6]);
    MemorySegment loss = MemorySegment.ofArray(new float[] {7, 7});
    assertRefused(
        IllegalArgumentException.class,
        "the class of row 1 is 3; it must be from 0 to 2, or -100 to be ignored",
        () -> stored.loss(x, MemorySegment.ofArray(new int[] {0, 3}), null, loss, 2, 3));
    assertRefused(
        IllegalArgumentException.class,
        "the class of row 1 is 5; it must be from 0 to 2, or -100 to be ignored",
        () ->
            stored.loss(
                x,
                0,
                3,
                MemorySegment.ofArray(new int[] {9, 0, 9, 5}),
                1,
                2,
                null,
                0,
                loss,
                0,
                1,
                2,
                3));
    assertRefused(
        IllegalArgumentException.class,
        "targets has length 3, not rows = 2",
        () -> stored.loss(x, MemorySegment.ofArray(new int[3]), null, loss, 2, 3));
    assertRefused(
        IllegalArgumentException.class,
        "targets is a segment over another array than an int[]; give one over that or a native one",
        () -> stored.loss(x, MemorySegment.ofArray(new float[2]), null, loss, 2, 3));
    assertRefused(
        IndexOutOfBoundsException.class,
        "targets: the range from 1 to 3 does not fit into a segment of length 2",
        () ->
            stored.loss(
                x, 0, 3, MemorySegment.ofArray(new int[2]), 1, 1, null, 0, loss, 0, 1, 2, 3));
    StoredBinaryCrossEntropy binary = BinaryCrossEntropy.stored(Storage.FLOAT);
    assertRefused(
        IndexOutOfBoundsException.class,
        "logits: the range from 0 to 2147483648 does not fit into a segment of length 6",
        () -> binary.loss(x, 0, x, 0, loss, 0, 1L << 31));
    assertRefused(
        IndexOutOfBoundsException.class,
        "loss: the range from 0 to 3 does not fit into a segment of length 2",
        () -> binary.loss(x, 0, x, 0, loss, 0, 3));
    assertRefused(
        NullPointerException.class,
        "gradient is null",
        () -> binary.lossAndGradient(x, 0, x, 0, loss, 0, null, 0, 2, 1));
    assertArrayEquals(new float[] {7, 7}, loss.toArray(ValueLayout.JAVA_FLOAT));
  }

  @Test
  void classesAreReadOnceTheirSegmentIsChecked() throws InterruptedException {
    StoredCrossEntropy stored = CROSS_ENTROPY.stored(Storage.FLOAT);
    MemorySegment x = MemorySegment.ofArray(new float[6]);
    MemorySegment loss = MemorySegment.ofArray(new float[] {7, 7});
    assertRefused(
        NullPointerException.class,
        "targets is null",
        () -> stored.loss(x, 0, 3, null, 0, 1, null, 0, loss, 0, 1, 2, 3));
    // As ints they would be numbers of no class.
    MemorySegment floats = MemorySegment.ofArray(new float[] {1, 1});
    assertRefused(
        IllegalArgumentException.class,
        "targets is a segment over another array than an int[]; give one over that or a native one",
        () -> stored.loss(x, floats, null, loss, 2, 3));
    MemorySegment wrong = MemorySegment.ofArray(new int[] {9, 9});
    assertRefused(
        IndexOutOfBoundsException.class,
        "targets: the range from 0 to 3 does not fit into a segment of length 2",
        () -> stored.loss(x, 0, 3, wrong, 0, 2, null, 0, loss, 0, 1, 2, 3));
    assertRefused(
        IndexOutOfBoundsException.class,
        "targets: offset -1 is negative",
        () -> stored.loss(x, 0, 3, wrong, -1, 1, null, 0, loss, 0, 1, 2, 3));
    assertRefused(
        IllegalArgumentException.class,
        "targets: leading dimension -9223372036854775808 is less than the row length 1",
        () -> stored.loss(x, 0, 3, wrong, 0, Long.MIN_VALUE, null, 0, loss, 0, 1, 2, 3));
    assertRefused(
        IndexOutOfBoundsException.class,
        "targets: the number of rows -1 is negative",
        () -> stored.loss(x, 0, 3, wrong, 0, 1, null, 0, loss, 0, 1, -1, 3));
    MemorySegment closed;
    try (Arena arena = Arena.ofConfined()) {
      closed = arena.allocateFrom(ValueLayout.JAVA_INT, 9, 9);
      MemorySegment open = closed;
      AtomicReference<String> message = new AtomicReference<>();
      Thread other =
          Thread.ofPlatform()
              .start(
                  () ->
                      message.set(
                          assertThrows(
                                  WrongThreadException.class,
                                  () -> stored.loss(x, open, null, loss, 2, 3))
                              .getMessage()));
      other.join();
      assertEquals(
          "targets belongs to another thread: allocate it from a shared arena", message.get());
    }
    assertRefused(
        IllegalStateException.class,
        "targets has been closed with its arena",
        () -> stored.loss(x, closed, null, loss, 2, 3));
    assertArrayEquals(new float[] {7, 7}, loss.toArray(ValueLayout.JAVA_FLOAT));
  }

  private static double[] values(int length, int seed) {
    return (double[]) Inputs.ordinary(Precision.DOUBLE, length, seed);
  }

  private static short[] values(Storage storage, int length, int seed) {
    return narrow(storage, (float[]) Inputs.ordinary(Precision.FLOAT, length, seed));
  }

  private static MemorySegment copy(Arena arena, double[] values) {
    return arena.allocateFrom(ValueLayout.JAVA_DOUBLE, values);
  }

  private static void check(double[] expected, MemorySegment actual) {
    assertArrayEquals(expected, actual.toArray(ValueLayout.JAVA_DOUBLE));
  }

  private static void assertRefused(
      Class<? extends RuntimeException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }
}
