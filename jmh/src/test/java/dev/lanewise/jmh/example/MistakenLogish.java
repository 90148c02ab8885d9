package dev.lanewise.jmh.example;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.ActivationFormula;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Log;
import dev.lanewise.lane.Logistic;
import dev.lanewise.property.Subject;

/** The contracts of {@link LogishTest} on a derivative that lacks the division by 1 + σ. */
class MistakenLogish extends LogishTest {
  private static final Subject SUBJECT = Subject.of(Activation.of(new Formula()), FACTS);

  private record Formula() implements ActivationFormula {
    @Override
    public String name() {
      return "mistaken";
    }

    @Override
    public Lane value(Lane x) {
      return new Logish().value(x);
    }

    @Override
    public Lane derivative(Lane x) {
      return x.fma(Logistic.sigmoidDerivative(x), Log.log1p(Logistic.sigmoid(x)));
    }
  }

  @Override
  public Subject subject() {
    return SUBJECT;
  }
}
