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

    private int[] parameters(RowProgram program) {
      return switch (this) {
        case PLAIN -> scalars();
        case SCALED, ADDITIVE, BOOLEAN -> scalars(program.argument(Argument.FIRST));
        case CAUSAL -> {
          int row = program.argument(Argument.ROW);
          int more = program.argument(Argument.SECOND);
          int last = program.compute(scalars(row, more), l -> l[0].add(l[1]));
          yield scalars(program.argument(Argument.FIRST), last);
        }
      };
    }

    /** The logit, of the lanes of the inputs and then of the parameters. */
    Lane of(Lane[] l) {
      return switch (this) {
        case PLAIN -> l[0];
        case SCALED -> l[0].mul(l[1]);
        case ADDITIVE -> l[0].fma(l[2], l[1]);
        case BOOLEAN -> l[1].ne(0).select(l[0].mul(l[2]), MASKED);
        case CAUSAL -> l[0].column().le(l[2]).select(l[0].mul(l[1]), MASKED);
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
    int shift = shift(program, max());
    if (program.storage().isNarrow()) {
      // The terms are computed twice, as they would be rounded if they were kept.
      int scale = scale(sum(shift));
      program.map(
          inputs,
          and(shift, scale),
          output,
          l -> new Lane[] {term(l, l[l.length - 2]).mul(l[l.length - 1])});
      return;
    }
    program.map(inputs, and(shift), output, l -> new Lane[] {term(l, l[l.length - 1])});
    int scale = scale(program.reduce(SUM, output, scalars(), l -> l[0]));
    program.map(output, scalars(scale), output, l -> new Lane[] {l[0].mul(l[1])});
  }

  private void logSoftmax() {
    int shift = shift(program, max());
    int log = logOf(sum(shift), 0);
    program.map(
        inputs,
        and(shift, log),
        output,
        l -> new Lane[] {logits.of(l).sub(l[l.length - 2]).sub(l[l.length - 1])});
  }

  /** A row with +∞ gives that; but for one with NaN too, which only such a row is searched for. */
  private void logSumExp() {
    int max = max();
    int shift = shift(program, max);
    int log = logOf(sum(shift), MASKED);
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
            scalars(shift, log, infinite, nan),
            l -> l[2].ne(0).select(l[0].add(l[3]), l[0].add(l[1])));
    program.store(result, output[0]);
  }

  private int max() {
    return program.reduce(MAX, inputs, parameters, logits::of);
  }

  /** The row's maximum; 0 where that is -∞, so that no term becomes -∞ - -∞. */
  static int shift(RowProgram program, int max) {
    return program.compute(scalars(max), l -> l[0].eq(MASKED).select(0, l[0]));
  }

  private int sum(int shift) {
    return program.reduce(SUM, inputs, and(shift), l -> term(l, l[l.length - 1]));
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

  private Lane term(Lane[] l, Lane shift) {
    return Exp.upscaledExpNonPositive(logits.of(l).sub(shift));
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
