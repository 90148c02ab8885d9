package dev.lanewise.jmh.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.lanewise.activation.Activation;
import dev.lanewise.property.Allocation;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fused kernel has the bits of its parts, which have been tested, and allocates nothing. */
class EpilogueTest {
  private static final Activation LOGISH = Activation.of(new Logish());
  private static final Epilogue EPILOGUE = new Epilogue(new Logish());

  @ParameterizedTest
  @CsvSource({"0, 3", "3, 0", "1, 1", "9, 7", "5, 16", "3, 33", "2, 600"})
  void bothPassesHaveTheBitsOfTheirParts(int rows, int cols) {
    float[] x = normal(rows * cols, 1);
    float[] bias = normal(cols, 2);
    float[] residual = normal(rows * cols, 3);
    float[] dy = normal(rows * cols, 4);
    float[] dBias = normal(cols, 5);
    float[] y = new float[rows * cols];
    float[] dx = new float[rows * cols];

    float[] sum = new float[rows * cols];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = x[i] + bias[i % cols];
    }
    float[] dueY = new float[rows * cols];
    float[] dueDx = new float[rows * cols];
    float[] dueDBias = dBias.clone();
    LOGISH.apply(sum, dueY);
    LOGISH.backward(sum, dy, dueDx);
    for (int i = 0; i < sum.length; i++) {
      dueY[i] += residual[i];
      dueDBias[i % cols] += dueDx[i];
    }

    EPILOGUE.apply(x, bias, residual, y, rows, cols);
    EPILOGUE.backward(x, bias, dy, dx, dBias, rows, cols);
    assertArrayEquals(dueY, y);
    assertArrayEquals(dueDx, dx);
    assertArrayEquals(dueDBias, dBias);
  }

  @Test
  void warmCallsAllocateNothing() {
    float[] x = normal(9 * 33, 1);
    float[] bias = normal(33, 2);
    float[] y = new float[9 * 33];
    float[] dBias = new float[33];
    EPILOGUE.warmUp();
    Allocation.checkNone("epilogue", () -> EPILOGUE.apply(x, bias, x, y, 9, 33));
    Allocation.checkNone("its backward", () -> EPILOGUE.backward(x, bias, x, y, dBias, 9, 33));
  }

  private static float[] normal(int length, long seed) {
    Random random = new Random(seed);
    float[] array = new float[length];
    for (int i = 0; i < length; i++) {
      array[i] = (float) random.nextGaussian();
    }
    return array;
  }
}
