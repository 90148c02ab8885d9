package dev.lanewise.activation;

import static dev.lanewise.kernel.RowProgram.Fold.MAX;
import static dev.lanewise.kernel.RowProgram.Fold.SUM;
import static dev.lanewise.kernel.RowProgram.operands;
import static dev.lanewise.kernel.RowProgram.scalars;

import dev.lanewise.kernel.Operand;
import dev.lanewise.kernel.RowProgram;
import dev.lanewise.lane.Lane;
import java.util.List;

/**
 * What sparsemax does with a row: the threshold τ with Σ max(x - τ, 0) = 1, by Newton's method.
 *
 * <p>The excess Σ max(x - τ, 0) - 1 is convex in τ and falls with a slope of as many as are above
 * τ. So from max x - 1, which is not above the threshold, each round comes nearer from the same
 * side, and is exact once nobody drops out any more. From one round to the next the product of
 * excess and count falls to a quarter at least: with e' + c'/c · e ≤ e, e'/e and c'/c have a sum of
 * at most 1.
 *
 * <p>τ is kept as the sum of two numbers: its rounding could be more than most results are.
 */
final class SparsemaxProgram {
  static final List<Operand> FORWARD = List.of(Operand.input("x"), Operand.output("y"));

  static final List<Operand> BACKWARD =
      List.of(Operand.input("y"), Operand.input("dy"), Operand.output("dx"));

  private static final int X = 0;
  private static final int PROJECTION = 1;

  private static final int Y = 0;
  private static final int DY = 1;
  private static final int DX = 2;

  /**
   * More than any row needs: of 2³¹ elements, excess times count is below 2⁶² at first, and then an
   * excess of less than half an ulp of 1 after 58 rounds.
   */
  private static final int MOST_ROUNDS = 64;

  private SparsemaxProgram() {}

  static void forward(RowProgram program) {
    int max = program.reduce(MAX, operands(X), scalars(), l -> l[0]);
    int shift = SoftmaxProgram.shift(program, max);
    int high = program.compute(scalars(shift), l -> l[0].sub(1));
    int low = program.compute(scalars(shift), l -> l[0].addError(l[0].constant(-1)));
    int all = program.compute(scalars(max), l -> l[0].constant(Double.POSITIVE_INFINITY));
    int[] last =
        program.repeat(MOST_ROUNDS, scalars(high, low, all), begun -> round(program, begun));
    program.map(
        operands(X), scalars(last[0], last[1]), operands(PROJECTION), l -> new Lane[] {above(l)});
  }

  /** From τ, in two numbers, and how many were above the one before. */
  private static int[] round(RowProgram program, int[] begun) {
    int[] threshold = scalars(begun[0], begun[1]);
    int sum = program.reduce(SUM, operands(X), threshold, SparsemaxProgram::above);
    int count = program.reduce(SUM, operands(X), threshold, l -> above(l).gt(0).select(1, 0.0));
    // Nobody is above in a row of -∞ alone, whose sum is 0, or NaN if there is one.
    int step =
        program.compute(
            scalars(sum, count, begun[1]),
            l -> l[2].add(l[1].eq(0).select(l[0], l[0].sub(1).div(l[1]))));
    int high = program.compute(scalars(begun[0], step), l -> l[0].add(l[1]));
    int low = program.compute(scalars(begun[0], step), l -> l[0].addError(l[1]));
    int fewer = program.compute(scalars(count, begun[2]), l -> l[0].lt(l[1]).select(1, 0.0));
    return scalars(high, low, count, fewer);
  }

  /** max(x - τ, 0), of the lanes x and τ; NaN where that is. */
  private static Lane above(Lane[] l) {
    Lane difference = l[0].sub(l[1]).sub(l[2]);
    return difference.lt(0).select(0, difference);
  }

  static void backward(RowProgram program) {
    int count =
        program.reduce(SUM, operands(Y), scalars(), l -> l[0].le(0).select(0, l[0].constant(1)));
    int sum = program.reduce(SUM, operands(Y, DY), scalars(), SparsemaxProgram::upstream);
    int mean = program.compute(scalars(count, sum), l -> l[0].eq(0).select(0, l[1].div(l[0])));
    program.map(
        operands(Y, DY),
        scalars(mean),
        operands(DX),
        l -> new Lane[] {l[0].gt(0).or(l[2].isNaN()).select(l[1].sub(l[2]), 0)});
  }

  /** dy in the support, else 0; NaN where y or dy is. */
  private static Lane upstream(Lane[] l) {
    Lane either = l[0].add(l[1]);
    return either.isNaN().select(either, l[0].gt(0).select(l[1], 0));
  }
}
