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
import java.util.ArrayList;
import java.util.List;

/**
 * Cross-entropy of a row with the number of its class t, which stands for the distribution
 *
 * <pre>
 * qⱼ = a [j = t] + b wⱼ,    a = (1 - ε) wₜ,  b = ε / C
 * </pre>
 *
 * <p>With Q = Σ qⱼ and L = log Σ e^(xⱼ - m) the loss is Q L - Σ qⱼ (xⱼ - m), the gradient Q pⱼ -
 * qⱼ.
 *
 * @param weighted whether there are class weights; else they are 1
 * @param gradient whether the gradient is computed too
 * @param smoothing ε
 * @param ignored the number of rows that do not count
 */
record IndexCrossEntropy(boolean weighted, boolean gradient, double smoothing, int ignored) {
  static final Operand CLASSES = Operand.columnInput("targets").ofInts();

  private static final int LOGITS = 0;
  private static final int TARGETS = 1;
  private static final int WEIGHTS = 2;

  List<Operand> operandsInOrder() {
    List<Operand> all = new ArrayList<>();
    all.add(Operand.input("logits"));
    all.add(CLASSES);
    if (weighted) {
      all.add(Operand.sharedInput("weights"));
    }
    all.add(Operand.columnOutput("loss"));
    if (gradient) {
      all.add(Operand.output("gradient"));
    }
    return all;
  }

  void define(RowProgram program) {
    int loss = weighted ? 3 : 2;
    int gradients = loss + 1;
    int number = program.first(TARGETS);
    int target = program.compute(scalars(number), l -> l[0].eq(ignored).select(0, l[0]));
    int chosen = program.element(LOGITS, target);
    int weight = weighted ? program.element(WEIGHTS, target) : one(program, target);
    int max = program.reduce(MAX, operands(LOGITS), scalars(), l -> l[0]);
    int shift = SoftmaxProgram.shift(program, max);
    int columns = program.argument(Argument.COLUMNS);
    int weights = weighted && smoothing > 0 ? sumOfWeights(program) : columns;
    int weighedLogits = smoothing > 0 ? weighedLogits(program, shift) : chosen;
    int sum = gradient ? terms(program, shift, gradients) : sumOfTerms(program, shift);
    int counts =
        program.compute(
            scalars(number, sum),
            l -> l[0].ne(ignored).select(SoftmaxProgram.isMasked(l[1]).select(0, 1.0), 0));
    int a =
        program.compute(
            scalars(counts, weight), l -> l[0].ne(0).select(l[1].mul(1 - smoothing), 0));
    int b =
        program.compute(
            scalars(counts, columns), l -> l[0].mul(l[0].constant(smoothing).div(l[1])));
    int log = program.compute(scalars(sum), l -> SoftmaxProgram.logOfSum(l[0]));
    int result =
        program.compute(
            scalars(counts, a, b, log, chosen, shift, weights, weighedLogits),
            l -> {
              // A masked logit of probability 0 does not count; the logarithm keeps a NaN.
              Lane chosenLogit = l[1].eq(0).select(0, l[4].sub(l[5]));
              Lane ofClass = l[1].mul(l[3].sub(chosenLogit));
              Lane ofAll = l[2].mul(l[6].fma(l[3], l[2].eq(0).select(0, l[7]).neg()));
              return l[0].ne(0).select(smoothing > 0 ? ofClass.add(ofAll) : ofClass, 0);
            });
    program.store(result, loss);
    if (gradient) {
      gradients(program, gradients, target, counts, a, b, weights, sum);
    }
  }

  private static int one(RowProgram program, int any) {
    return program.compute(scalars(any), l -> l[0].constant(1));
  }

  private static int sumOfWeights(RowProgram program) {
    return program.reduce(SUM, operands(WEIGHTS), scalars(), l -> l[0]);
  }

  /** Σ wⱼ (xⱼ - m), of the weights that are not 0: theirs may be masked logits. */
  private int weighedLogits(RowProgram program, int shift) {
    return weighted
        ? program.reduce(
            SUM,
            operands(LOGITS, WEIGHTS),
            scalars(shift),
            l -> l[1].eq(0).select(0, l[0].sub(l[2]).mul(l[1])))
        : program.reduce(SUM, operands(LOGITS), scalars(shift), l -> l[0].sub(l[1]));
  }

  /** Keeps the terms e^(xⱼ - m) where the gradients will be. */
  private static int terms(RowProgram program, int shift, int gradients) {
    program.map(
        operands(LOGITS),
        scalars(shift),
        operands(gradients),
        l -> new Lane[] {Exp.upscaledExpNonPositive(l[0].sub(l[1]))});
    return program.reduce(SUM, operands(gradients), scalars(), l -> l[0]);
  }

  private static int sumOfTerms(RowProgram program, int shift) {
    return program.reduce(
        SUM, operands(LOGITS), scalars(shift), l -> Exp.upscaledExpNonPositive(l[0].sub(l[1])));
  }

  private void gradients(
      RowProgram program,
      int gradients,
      int target,
      int counts,
      int a,
      int b,
      int weights,
      int sum) {
    int scale = program.argument(Argument.FIRST);
    int ofClass = program.compute(scalars(a, scale), l -> l[0].mul(l[1]));
    int ofAll = program.compute(scalars(b, scale), l -> l[0].mul(l[1]));
    int ofTerms =
        program.compute(
            scalars(ofClass, ofAll, weights, sum),
            l -> {
              Lane q = smoothing > 0 ? l[1].fma(l[2], l[0]) : l[0];
              return q.div(l[3]);
            });
    boolean weighs = weighted && smoothing > 0;
    program.map(
        weighs ? operands(gradients, WEIGHTS) : operands(gradients),
        scalars(target, ofTerms, ofClass, ofAll, counts),
        operands(gradients),
        l -> {
          int s = weighs ? 2 : 1;
          Lane q = l[0].column().eq(l[s]).select(l[s + 2], 0);
          if (smoothing > 0) {
            q = weighs ? l[1].fma(l[s + 3], q) : q.add(l[s + 3]);
          }
          // A row that does not count may hold anything, NaN too.
          return new Lane[] {l[s + 4].ne(0).select(l[0].fma(l[s + 1], q.neg()), 0)};
        });
  }
}
