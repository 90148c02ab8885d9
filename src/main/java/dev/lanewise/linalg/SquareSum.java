package dev.lanewise.linalg;

import static dev.lanewise.kernel.RowProgram.operands;
import static dev.lanewise.kernel.RowProgram.scalars;

import dev.lanewise.kernel.RowProgram;
import dev.lanewise.kernel.RowProgram.Fold;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import java.util.function.IntUnaryOperator;

/**
 * The sum of a row's squares in units that it fits into, as steps of a program: one pass, and
 * another for the rare row whose squares overflow or all but vanish.
 *
 * <p>In float, a sum or mean below 2⁻⁶⁰ has lost digits to underflow. If it is a mean, the sum is
 * below 2⁻²⁹, be there 2³¹ elements, which 2⁷⁵ turns into less than 2¹²¹. Below 2⁻¹²⁰ it takes
 * 2¹⁰⁴: the sum is below 2⁻⁸⁹ and becomes less than 2¹¹⁹, and the least square becomes 2⁻⁹⁰, so
 * that its mean has all digits. A sum that overflows has an element of 2⁴⁸ or more, and 2⁻¹⁰⁰
 * leaves it 2⁻⁵² to 2²⁸. The range of double is so wide that there is one step each way.
 *
 * @param scale the scalar with a power of two, mostly 1
 * @param sum the scalar with Σ(scale · x)²
 */
record SquareSum(int scale, int sum) {
  /**
   * Adds the steps.
   *
   * @param size makes of the scalar with Σx² the one that must neither overflow nor vanish
   */
  static SquareSum of(RowProgram program, Fold fold, int operand, IntUnaryOperator size) {
    int[] x = operands(operand);
    int plain = program.reduce(fold, x, scalars(), l -> l[0].mul(l[0]));
    int scale = program.compute(scalars(size.applyAsInt(plain)), l -> scale(l[0]));
    int other = program.compute(scalars(scale), l -> l[0].sub(1));
    int scaled =
        program.reduceWhere(
            other,
            fold,
            x,
            scalars(scale),
            l -> {
              Lane fitting = l[0].mul(l[1]);
              return fitting.mul(fitting);
            });
    int sum = program.compute(scalars(other, plain, scaled), l -> l[0].eq(0).select(l[1], l[2]));
    return new SquareSum(scale, sum);
  }

  private static Lane scale(Lane size) {
    boolean narrow = size.precision() == Precision.FLOAT;
    double least = narrow ? 0x1p-60 : 0x1p-500;
    double up = narrow ? 0x1p75 : 0x1p600;
    double down = narrow ? 0x1p-100 : 0x1p-600;
    Lane most = narrow ? size.lt(0x1p-120).select(0x1p104, up) : size.constant(up);
    Lane enlarging = size.lt(least).select(most, 1);
    return size.eq(Double.POSITIVE_INFINITY).select(down, enlarging);
  }
}
