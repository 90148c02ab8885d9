package dev.lanewise.testing;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.ActivationFormula;
import dev.lanewise.lane.Exp;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import java.util.List;
import java.util.Optional;

/** Activations as a user of the library would write them. */
public final class Formulas {
  private static final List<Activation> ALL =
      List.of(
          Activation.of(new Swish(1.5)),
          Activation.of(new Squareplus(4)),
          Activation.of(new Softsign()));

  private Formulas() {}

  /** One of each. */
  public static List<Activation> all() {
    return ALL;
  }

  /** x / (1 + e^(-βx)): a formula with a parameter that uses a lane function of the library. */
  public record Swish(double beta) implements ActivationFormula {
    @Override
    public String name() {
      return "user_swish";
    }

    @Override
    public Lane value(Lane x) {
      return x.mul(sigmoid(x));
    }

    @Override
    public Lane derivative(Lane x) {
      Lane s = sigmoid(x);
      return x.mul(beta).mul(s.neg().add(1)).fma(s, s);
    }

    private Lane sigmoid(Lane x) {
      return x.constant(1).div(Exp.exp(x.mul(-beta)).add(1));
    }
  }

  /** (x + √(x² + b)) / 2: a formula of basic operations. */
  public record Squareplus(double b) implements ActivationFormula {
    @Override
    public String name() {
      return "user_squareplus";
    }

    @Override
    public Lane value(Lane x) {
      return x.add(x.fma(x, b).sqrt()).mul(0.5);
    }

    @Override
    public Lane derivative(Lane x) {
      return x.div(x.fma(x, b).sqrt()).fma(0.5, 0.5);
    }
  }

  /** x / (1 + |x|), whose derivative (1 - |y|)² is a function of the output. */
  public record Softsign() implements ActivationFormula {
    @Override
    public String name() {
      return "user_softsign";
    }

    @Override
    public Lane value(Lane x) {
      return x.div(x.abs().add(1));
    }

    @Override
    public Lane derivative(Lane x) {
      Lane r = x.constant(1).div(x.abs().add(1));
      return r.mul(r);
    }

    @Override
    public Optional<LaneFunction> derivativeFromOutput() {
      return Optional.of(
          y -> {
            Lane r = y.abs().neg().add(1);
            return r.mul(r);
          });
    }
  }
}
