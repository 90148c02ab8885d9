package dev.lanewise.jmh.example;

import static dev.lanewise.kernel.Operand.accumulator;
import static dev.lanewise.kernel.Operand.input;
import static dev.lanewise.kernel.Operand.output;
import static dev.lanewise.kernel.Operand.sharedInput;

import dev.lanewise.activation.ActivationFormula;
import dev.lanewise.kernel.Kernel;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Storage;
import java.util.List;

/**
 * What follows a matrix product in a residual block, in one pass over its rows.
 *
 * <pre>
 * y     = f(x + bias) + residual, the bias the same for all rows
 * dx    = dy · f'(x + bias)
 * dBias = the sum of dx over the rows, added to what is there
 * </pre>
 *
 * <p>The gradient of the residual is dy. y may be in the place of x or of the residual, dx in that
 * of x or of dy.
 */
public final class Epilogue {
  private final Kernel forward;
  private final Kernel backward;

  /**
   * Fuses an activation.
   *
   * @param f the activation
   */
  public Epilogue(ActivationFormula f) {
    forward =
        Kernel.map(
            "epilogue",
            Storage.FLOAT,
            List.of(input("x"), sharedInput("bias"), input("residual"), output("y")),
            l -> new Lane[] {f.value(l[0].add(l[1])).add(l[2])});
    backward =
        Kernel.map(
            "epilogueBackward",
            Storage.FLOAT,
            List.of(
                input("x"), sharedInput("bias"), input("dy"), output("dx"), accumulator("dBias")),
            l -> {
              Lane dx = l[2].mul(f.derivative(l[0].add(l[1])));
              return new Lane[] {dx, l[3].add(dx)};
            });
  }

  /**
   * Compiles the vector loops now.
   *
   * @return whether vectors now serve both passes
   */
  public boolean warmUp() {
    return forward.warmUp() & backward.warmUp();
  }

  /**
   * y = f(x + bias) + residual.
   *
   * @param x rows · cols numbers
   * @param bias cols numbers
   * @param residual rows · cols numbers
   * @param y receives rows · cols numbers
   * @param rows how many rows
   * @param cols how many columns
   */
  public void apply(float[] x, float[] bias, float[] residual, float[] y, int rows, int cols) {
    forward.runRows(x, bias, residual, y, null, null, rows, cols);
  }

  /**
   * dx = dy · f'(x + bias), and the sums of its columns are added to dBias.
   *
   * @param x rows · cols numbers
   * @param bias cols numbers
   * @param dy rows · cols upstream gradients
   * @param dx receives rows · cols gradients
   * @param dBias cols gradients, which are added to
   * @param rows how many rows
   * @param cols how many columns
   */
  public void backward(
      float[] x, float[] bias, float[] dy, float[] dx, float[] dBias, int rows, int cols) {
    backward.runRows(x, bias, dy, dx, dBias, null, rows, cols);
  }
}
