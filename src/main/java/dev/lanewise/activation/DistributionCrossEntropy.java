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
 * Cross-entropy of a row with a distribution tⱼ, of which qⱼ = wⱼ ((1 - ε) tⱼ + ε / C).
 *
 * <p>With Q = Σ qⱼ and L = log Σ e^(xⱼ - m) the loss is Q L - Σ qⱼ (xⱼ - m), the gradient Q pⱼ -
 * qⱼ.
 *
 * @param weighted whether there are class weights; else they are 1
 * @param gradient whether the gradient is computed too
 * @param smoothing ε
 */
record DistributionCrossEntropy(boolean weighted, boolean gradient, double smoothing) {
  List<Operand> operandsInOrder() {
    List<Operand> all = new ArrayList<>();
    all.add(Operand.input("logits"));
    all.add(Operand.input("targets"));
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
    int[] all = weighted ? operands(0, 1, 2) : operands(0, 1);
    int loss = all.length;
    int s = all.length;
    int max = program.reduce(MAX, operands(0), scalars(), l -> l[0]);
    int shift = SoftmaxProgram.shift(program, max);
    int columns = program.argument(Argument.COLUMNS);
    int spread = program.compute(scalars(columns), l -> l[0].constant(smoothing).div(l[0]));
    int sum =
        program.reduce(
            SUM, operands(0), scalars(shift), l -> Exp.upscaledExpNonPositive(l[0].sub(l[1])));
    int total = program.reduce(SUM, all, scalars(spread), l -> q(l, l[s]));
    int weighed =
        program.reduce(
            SUM,
            all,
            scalars(spread, shift),
            l -> {
              Lane q = q(l, l[s]);
              // A masked logit of probability 0 does not count.
              return q.eq(0).select(0, q.mul(l[0].sub(l[s + 1])));
            });
    int result =
        program.compute(
            scalars(sum, total, weighed),
            l ->
                SoftmaxProgram.isMasked(l[0])
                    .select(0, l[1].fma(SoftmaxProgram.logOfSum(l[0]), l[2].neg())));
    program.store(result, loss);
    if (gradient) {
      int scale = program.argument(Argument.FIRST);
      int ofTarget =
          program.compute(scalars(sum, scale), l -> SoftmaxProgram.isMasked(l[0]).select(0, l[1]));
      int ofTerms =
          program.compute(
              scalars(sum, total, scale),
              l -> SoftmaxProgram.isMasked(l[0]).select(0, l[1].mul(l[2]).div(l[0])));
      // The terms are computed again: to keep them would be to write before the targets are read.
      program.map(
          all,
          scalars(spread, shift, ofTarget, ofTerms),
          operands(loss + 1),
          l -> {
            Lane term = Exp.upscaledExpNonPositive(l[0].sub(l[s + 1]));
            return new Lane[] {term.fma(l[s + 3], q(l, l[s]).mul(l[s + 2]).neg())};
          });
    }
  }

  private Lane q(Lane[] l, Lane spread) {
    Lane smoothed = smoothing > 0 ? l[1].fma(1 - smoothing, spread) : l[1];
    return weighted ? smoothed.mul(l[2]) : smoothed;
  }
}
