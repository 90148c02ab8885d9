package dev.lanewise.linalg;

import static dev.lanewise.kernel.RowProgram.scalars;

import dev.lanewise.kernel.RowProgram;
import dev.lanewise.kernel.RowProgram.Argument;
import dev.lanewise.lane.Lane;

/** What the two normalisations share. */
final class Normalisation {
  private Normalisation() {}

  /** Adds the scalar ε, the first argument of the call. */
  static int epsilon(RowProgram program) {
    return program.argument(Argument.FIRST);
  }

  /** 1 / √(mean square); NaN where that has overflowed, rather than a row of zeros. */
  static Lane scale(Lane meanSquare) {
    Lane scale = meanSquare.constant(1).div(meanSquare.sqrt());
    return meanSquare.lt(Double.POSITIVE_INFINITY).select(scale, Double.NaN);
  }

  /** Adds the scalar that a mean is subtracted with: minus a sum divided by the columns. */
  static int minusMean(RowProgram program, int sum, int columns) {
    return program.compute(scalars(sum, columns), l -> l[0].div(l[1]).neg());
  }
}
