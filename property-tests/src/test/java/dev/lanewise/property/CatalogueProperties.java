package dev.lanewise.property;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.Group;

/** The contracts hold for every activation of the catalogue, and for other parameters. */
class CatalogueProperties {
  @Example
  void everyActivationOfTheCatalogueIsHeldToTheContracts() throws ReflectiveOperationException {
    Set<String> held = new HashSet<>();
    for (Class<?> group : getClass().getDeclaredClasses()) {
      if (group.isAnnotationPresent(Group.class)) {
        Holds holds = (Holds) group.getDeclaredConstructor(getClass()).newInstance(this);
        held.add(holds.subject().name());
      }
    }
    for (Activation activation : Activations.all()) {
      Check.that(
          held.contains(Subject.of(activation).name()),
          () -> activation + " has no group in CatalogueProperties; it takes four lines");
    }
  }

  /** The contracts, on an activation of Lanewise, on vectors where the machine has them. */
  abstract static class Holds implements ActivationContract, ArgumentContract {
    private final Subject subject;

    Holds(Activation activation) {
      this(activation, CatalogueFacts.of(activation.name()));
    }

    Holds(Activation activation, Facts facts) {
      // Every property makes an instance, but what is warm stays warm.
      subject = Subject.of(activation, facts);
    }

    @Override
    public Subject subject() {
      return subject;
    }
  }

  @Group
  class Identity extends Holds {
    Identity() {
      super(Activations.identity());
    }
  }

  @Group
  class Sigmoid extends Holds {
    Sigmoid() {
      super(Activations.sigmoid());
    }
  }

  @Group
  class Tanh extends Holds {
    Tanh() {
      super(Activations.tanh());
    }
  }

  @Group
  class Relu extends Holds {
    Relu() {
      super(Activations.relu());
    }
  }

  @Group
  class Relu6 extends Holds {
    Relu6() {
      super(Activations.relu6());
    }
  }

  @Group
  class LeakyRelu extends Holds {
    LeakyRelu() {
      super(Activations.leakyRelu());
    }
  }

  @Group
  class Elu extends Holds {
    Elu() {
      super(Activations.elu());
    }
  }

  @Group
  class Selu extends Holds {
    Selu() {
      super(Activations.selu());
    }
  }

  @Group
  class Softplus extends Holds {
    Softplus() {
      super(Activations.softplus());
    }
  }

  @Group
  class Silu extends Holds {
    Silu() {
      super(Activations.silu());
    }
  }

  @Group
  class LeakyReluOfSlopeOneFifth extends Holds {
    private static final Activation ACTIVATION = Activations.leakyRelu(0.2);

    LeakyReluOfSlopeOneFifth() {
      super(ACTIVATION, CatalogueFacts.leakyRelu(0.2));
    }
  }

  /** Seven tenths, here and below, since multiplying by a power of two rounds nothing. */
  @Group
  class EluOfAlphaSevenTenths extends Holds {
    private static final Activation ACTIVATION = Activations.elu(0.7);

    EluOfAlphaSevenTenths() {
      super(ACTIVATION, CatalogueFacts.elu(0.7));
    }
  }

  @Group
  class SoftplusOfBetaSevenTenths extends Holds {
    /** A float, as one reference serves both formats and β is rounded to each. */
    private static final double BETA = 0.7f;

    /** The error of β = 1, and half an ulp each for the low part of βx and the division by β. */
    private static final double ULPS = Facts.USUAL_ULPS + 1;

    private static final Activation ACTIVATION = Activations.softplus(BETA);

    SoftplusOfBetaSevenTenths() {
      super(ACTIVATION, CatalogueFacts.softplus(BETA).withUlps(ULPS));
    }
  }
}
