package dev.lanewise.activation;

import static dev.lanewise.kernel.RowProgram.Fold.MAX;
import static dev.lanewise.kernel.RowProgram.Fold.SUM;
import static dev.lanewise.kernel.RowProgram.operands;
import static dev.lanewise.kernel.RowProgram.scalars;

import dev.lanewise.kernel.Operand;
import dev.lanewise.kernel.RowProgram;
import dev.lanewise.kernel.RowProgram.Argument;
import dev.lanewise.lane.Exp;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Log;
import dev.lanewise.lane.Mask;
import java.util.Arrays;
import java.util.List;

/**
 * What softmax, its logarithm and log-sum-exp do with a row: the maximum, the terms e^(z - m),
 * their sum. The logits z are the inputs as they are, or scaled and masked.
 *
 * <p>A scale is made of two factors, of which one waits until the maximum has been subtracted. So a
 * logit that the scale makes infinite is compared with the others while it is finite.
 */
final class SoftmaxProgram {
  private static final double MASKED = Double.NEGATIVE_INFINITY;

  private final RowProgram program;
  private final Logits logits;
  private final int[] inputs;
  private final int[] output;

  /** The scalars of which the logits depend. */
  private final int[] parameters;

  private SoftmaxProgram(RowProgram program, Logits logits) {
    this.program = program;
    this.logits = logits;
    this.inputs = logits.hasMaskOperand() ? operands(0, 1) : operands(0);
    this.output = operands(inputs.length);
    this.parameters = logits.parameters(program);
  }

  /** How logits are made of the inputs. */
  enum Logits {
    /** z = x. */
    PLAIN,
    /** z = s · x. */
    SCALED,
    /** z = s · x + mask. */
    ADDITIVE,
    /** z = s · x where the mask is true, else -∞. */
    BOOLEAN,
    /** z = s · x in columns up to the number of the row and an argument more, else -∞. */
    CAUSAL;

    boolean hasMaskOperand() {
      return this == ADDITIVE || this == BOOLEAN;
    }

    List<Operand> operands(Operand output) {
      return switch (this) {
        case PLAIN, SCALED, CAUSAL -> List.of(Operand.input("x"), output);
        case ADDITIVE -> List.of(Operand.input("x"), Operand.input("mask"), output);
        case BOOLEAN -> List.of(Operand.input("x"), Operand.input("mask").ofBooleans(), output);
      };
    }

    /** The factors before and after the subtraction, and what else the logits depend on. */
    private int[] parameters(RowProgram program) {
      if (this == PLAIN) {
        return scalars();
      }
      int scale = program.argument(Argument.FIRST);
      if (this == ADDITIVE) {
        int after = program.compute(scalars(scale), l -> powerAbove(l[0]));
        int before = program.compute(scalars(scale, after), l -> l[0].div(l[1]));
        int ofMask = program.compute(scalars(after), l -> l[0].constant(1).div(l[0]));
        return scalars(before, after, ofMask);
      }
      int before = program.compute(scalars(scale), l -> signedOneOrHalf(l[0]));
      int after = program.compute(scalars(scale, before), l -> l[0].div(l[1]));
      return this == CAUSAL
          ? scalars(before, after, program.argument(Argument.DIAGONAL))
          : scalars(before, after);
    }

    /**
     * With the sign of s alone, x - m is rounded once. A difference that overflows is -∞ in any
     * case, but not where s is less than 1: there both are halved.
     */
    private static Lane signedOneOrHalf(Lane scale) {
      Lane size = scale.abs().lt(1).select(0.5, 1.0);
      return scale.lt(0).select(size.neg(), size);
    }

    /** A power of two, over which s is ½ at most and the mask a quarter: their sum is finite. */
    private static Lane powerAbove(Lane scale) {
      Lane size = scale.abs();
      Lane one = size.constant(1);
      Lane exponent = size.constant(Double.POSITIVE_INFINITY);
      return size.lt(one).select(one, size).bits().and(exponent.bits()).value().mul(4);
    }

    /** The logit over the factor after the subtraction, of the inputs and then the parameters. */
    Lane of(Lane[] l) {
      return switch (this) {
        case PLAIN -> l[0];
        case SCALED -> l[0].mul(l[1]);
        case ADDITIVE -> l[0].fma(l[2], l[1].mul(l[4]));
        case BOOLEAN -> l[1].ne(0).select(l[0].mul(l[2]), MASKED);
        case CAUSAL -> l[0].column().le(l[3]).select(l[0].mul(l[1]), MASKED);
      };
    }

    /** The logit minus the largest one, which is given negated and as {@link #of} gives it. */
    private Lane below(Lane[] l, Lane minusMax) {
      return switch (this) {
        case PLAIN -> l[0].add(minusMax);
        case SCALED -> l[0].fma(l[1], minusMax).mul(l[2]);
        case ADDITIVE -> of(l).add(minusMax).mul(l[3]);
        case BOOLEAN -> l[1].ne(0).select(l[0].fma(l[2], minusMax).mul(l[3]), MASKED);
        case CAUSAL -> l[0].column().le(l[3]).select(l[0].fma(l[1], minusMax).mul(l[2]), MASKED);
      };
    }
  }

  static void softmax(RowProgram program, Logits logits) {
    new SoftmaxProgram(program, logits).softmax();
  }

  static void logSoftmax(RowProgram program, Logits logits) {
    new SoftmaxProgram(program, logits).logSoftmax();
  }

  static void logSumExp(RowProgram program, Logits logits) {
    new SoftmaxProgram(program, logits).logSumExp();
  }

  private void softmax() {
    int minusMax = minus(shift(program, max()));
    if (program.storage().isNarrow()) {
      // The terms are computed twice, as they would be rounded if they were kept.
      int scale = scale(sum(minusMax));
      program.map(
          inputs,
          and(minusMax, scale),
          output,
          l -> new Lane[] {term(l, l[l.length - 2]).mul(l[l.length - 1])});
      return;
    }
    program.map(inputs, and(minusMax), output, l -> new Lane[] {term(l, l[l.length - 1])});
    int scale = scale(program.reduce(SUM, output, scalars(), l -> l[0]));
    program.map(output, scalars(scale), output, l -> new Lane[] {l[0].mul(l[1])});
  }

  private void logSoftmax() {
    int minusMax = minus(shift(program, max()));
    int log = logOf(sum(minusMax), 0);
    program.map(
        inputs,
        and(minusMax, log),
        output,
        l -> new Lane[] {logits.below(l, l[l.length - 2]).sub(l[l.length - 1])});
  }

  /** A row with +∞ gives that; but for one with NaN too, which only such a row is searched for. */
  private void logSumExp() {
    int max = max();
    int shift = shift(program, max);
    int log = logOf(sum(minus(shift)), MASKED);
    int finite =
        logits == Logits.PLAIN
            ? program.compute(scalars(shift, log), l -> l[0].add(l[1]))
            : program.compute(scalars(shift, parameters[1], log), l -> l[0].fma(l[1], l[2]));
    int infinite =
        program.compute(scalars(max), l -> l[0].eq(Double.POSITIVE_INFINITY).select(1, 0.0));
    int nan =
        program.reduceWhere(
            infinite,
            SUM,
            inputs,
            parameters,
            l -> {
              Lane z = logits.of(l);
              return z.isNaN().select(z, 0);
            });
    int result =
        program.compute(
            scalars(finite, max, infinite, nan), l -> l[2].ne(0).select(l[1].add(l[3]), l[0]));
    program.store(result, output[0]);
  }

  private int max() {
    return program.reduce(MAX, inputs, parameters, logits::of);
  }

  /** The row's maximum; 0 where that is -∞, so that no term becomes -∞ - -∞. */
  static int shift(RowProgram program, int max) {
    return program.compute(scalars(max), l -> l[0].eq(MASKED).select(0, l[0]));
  }

  private int minus(int scalar) {
    return program.compute(scalars(scalar), l -> l[0].neg());
  }

  private int sum(int minusMax) {
    return program.reduce(SUM, inputs, and(minusMax), l -> term(l, l[l.length - 1]));
  }

  private int scale(int sum) {
    return program.compute(scalars(sum), l -> isMasked(l[0]).select(0, l[0].constant(1).div(l[0])));
  }

  private int logOf(int sum, double masked) {
    return program.compute(scalars(sum), l -> isMasked(l[0]).select(masked, logOfSum(l[0])));
  }

  /** The logarithm of a sum of upscaled terms. */
  static Lane logOfSum(Lane sum) {
    return Log.log(sum.mul(1 / Exp.upscale(sum.precision())));
  }

  private Lane term(Lane[] l, Lane minusMax) {
    return Exp.upscaledExpNonPositive(logits.below(l, minusMax));
  }

  /** The maximum's own term is the upscale; a row of -∞ has none, and its sum stays far below. */
  static Mask isMasked(Lane sum) {
    return sum.lt(Exp.upscale(sum.precision()) / 2);
  }

  private int[] and(int... scalars) {
    int[] all = Arrays.copyOf(parameters, parameters.length + scalars.length);
    System.arraycopy(scalars, 0, all, parameters.length, scalars.length);
    return all;
  }
}
