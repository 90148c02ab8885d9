package dev.lanewise.activation;

import static dev.lanewise.kernel.RowProgram.Fold.SUM;
import static dev.lanewise.kernel.RowProgram.operands;
import static dev.lanewise.kernel.RowProgram.scalars;

import dev.lanewise.kernel.Operand;
import dev.lanewise.kernel.RowProgram;
import dev.lanewise.kernel.RowProgram.Argument;
import dev.lanewise.lane.Exp;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Mask;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The gradients of softmax and its logarithm from their outputs. */
final class SoftmaxGradient {
  static final List<Operand> OPERANDS =
      List.of(Operand.input("y"), Operand.input("dy"), Operand.output("dx"));

  private static final int Y = 0;
  private static final int DY = 1;
  private static final int DX = 2;

  private SoftmaxGradient() {}

  /**
   * The gradient of softmax. Without a probability it is zero, whatever the sum: where a row is
   * masked entirely, that may be NaN.
   *
   * @param scaled whether it is multiplied by the argument of the call
   */
  static void softmax(RowProgram program, boolean scaled) {
    int[] scale = scale(program, scaled);
    int dot = program.reduce(SUM, operands(Y, DY), scalars(), l -> l[0].mul(l[1]));
    program.map(
        operands(Y, DY),
        join(scalars(dot), scale),
        operands(DX),
        l -> {
          Lane gradient = l[0].mul(l[1].sub(l[2]));
          return unless(l[0].eq(0), scaled ? gradient.mul(l[3]) : gradient);
        });
  }

  /**
   * The gradient of the logarithm.
   *
   * @param scaled whether it is multiplied by the argument of the call
   */
  static void logSoftmax(RowProgram program, boolean scaled) {
    int[] scale = scale(program, scaled);
    int masked = masked(program);
    int sum = program.reduce(SUM, operands(DY), scalars(), l -> l[0]);
    program.map(
        operands(Y, DY),
        join(scalars(masked, sum), scale),
        operands(DX),
        l -> {
          Lane gradient = Exp.exp(l[0]).neg().fma(l[3], l[1]);
          return unless(l[0].eq(l[2]), scaled ? gradient.mul(l[4]) : gradient);
        });
  }

  private static int[] scale(RowProgram program, boolean scaled) {
    return scaled ? scalars(program.argument(Argument.FIRST)) : scalars();
  }

  private static Lane[] unless(Mask masked, Lane gradient) {
    return new Lane[] {masked.select(0, gradient)};
  }

  private static int[] join(int[] first, int[] second) {
    return IntStream.concat(Arrays.stream(first), Arrays.stream(second)).toArray();
  }

  /**
   * Reduces a row of logarithms to -∞ if all are that, so that the whole row is masked; else to
   * NaN, which nothing equals. Only a row that begins with -∞ is looked through.
   */
  private static int masked(RowProgram program) {
    double least = Double.NEGATIVE_INFINITY;
    int first = program.first(Y);
    int perhaps = program.compute(scalars(first), l -> l[0].eq(least).select(1, 0.0));
    int others =
        program.reduceWhere(
            perhaps, SUM, operands(Y), scalars(), l -> l[0].ne(least).select(1, 0.0));
    return program.compute(
        scalars(perhaps, others), l -> l[0].ne(0).and(l[1].eq(0)).select(least, Double.NaN));
  }
}
