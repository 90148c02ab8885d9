package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.activation.Softmax;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Softmax, log_softmax and their gradients are those that PyTorch computes in float64. */
class PyTorchSoftmaxTest {
  private static final int ROWS = 6;
  private static final int COLS = 37;

  /** Roundings of a sum of 37 terms and of what is around it, on either side. */
  private static final double ROUNDINGS = 2 * (COLS + SoftmaxContract.OTHER_ROUNDINGS);

  @Test
  void softmaxIsThatOfPyTorch() throws IOException {
    check("softmax", RowKernels.floats(Softmax::softmax, Softmax::softmaxBackward));
    check("softmax", RowKernels.doubles(Softmax::softmax, Softmax::softmaxBackward));
  }

  @Test
  void logSoftmaxIsThatOfPyTorch() throws IOException {
    check("log_softmax", RowKernels.floats(Softmax::logSoftmax, Softmax::logSoftmaxBackward));
    check("log_softmax", RowKernels.doubles(Softmax::logSoftmax, Softmax::logSoftmaxBackward));
  }

  private static <A> void check(String name, RowKernels<A> kernels) throws IOException {
    Safetensors fixture = Safetensors.read("softmax.safetensors");
    Format<A> format = kernels.format();
    A x = format.of(fixture.get("input/x"));
    A y = format.array(ROWS * COLS);
    kernels.forward().run(x, y, ROWS, COLS);
    compare(name, format, y, fixture.get("output/" + name));
    A dx = format.array(ROWS * COLS);
    kernels.backward().run(y, format.of(fixture.get("input/dy")), dx, ROWS, COLS);
    compare("gradient of " + name, format, dx, fixture.get("grad/" + name));
  }

  private static <A> void compare(String name, Format<A> format, A actual, double[] expected) {
    assertEquals(ROWS * COLS, expected.length);
    for (int i = 0; i < expected.length; i++) {
      double is = format.get(actual, i);
      double allowed = ROUNDINGS * format.roundoff() * Math.max(Math.abs(expected[i]), 1);
      String message = name + " " + i + ": " + is + ", PyTorch " + expected[i];
      assertTrue(Math.abs(is - expected[i]) <= allowed, message);
    }
  }
}
