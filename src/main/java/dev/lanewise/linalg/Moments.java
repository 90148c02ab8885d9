package dev.lanewise.linalg;

import static dev.lanewise.kernel.RowProgram.operands;
import static dev.lanewise.kernel.RowProgram.scalars;

import dev.lanewise.kernel.RowProgram;
import dev.lanewise.kernel.RowProgram.Argument;
import dev.lanewise.kernel.RowProgram.Fold;
import dev.lanewise.lane.Lane;

/**
 * Mean and variance of a row, as steps of a program of two passes.
 *
 * <p>The mean is x₀ + Σ(x - x₀)/n, which has the error of a sum of numbers as large as the row is
 * wide, however far from 0 it lies; of equal elements it is exact. It is kept as the sum of two
 * numbers, because its rounding could be as large as the deviations. Of these come the squares, so
 * nothing cancels.
 *
 * @param columns the scalar with the number of elements
 * @param mean the scalar with the mean, rounded
 * @param rest the scalar with what the rounding took away
 * @param squares the scalar with the sum of the squared deviations
 */
record Moments(int columns, int mean, int rest, int squares) {
  static Moments of(RowProgram program, Fold sum, int operand) {
    int[] x = operands(operand);
    int first = program.first(operand);
    int columns = program.argument(Argument.COLUMNS);
    int total = program.reduce(sum, x, scalars(first), l -> l[0].sub(l[1]));
    int shift = program.compute(scalars(total, columns), l -> l[0].div(l[1]));
    int mean = program.compute(scalars(first, shift), l -> l[0].add(l[1]));
    int rest = program.compute(scalars(first, shift), l -> l[0].addError(l[1]));
    int squares =
        program.reduce(
            sum,
            x,
            scalars(mean, rest),
            l -> {
              Lane deviation = l[0].sub(l[1]).sub(l[2]);
              return deviation.mul(deviation);
            });
    return new Moments(columns, mean, rest, squares);
  }
}
