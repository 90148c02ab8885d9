package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertAll;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The contracts hold for every activation of the catalogue, and for other parameters, on vectors
 * where the machine has them.
 *
 * <p>One reference serves both formats, so parameters are floats, but for slopes that are subnormal
 * in float. They are no powers of two, since multiplying by these rounds nothing.
 */
class CatalogueTest {
  private static final double P = 0.7f;

  private static final double Q = 1.3f;

  private static final double INF = Double.POSITIVE_INFINITY;

  /** Of what rounds a product with a parameter, or a quotient, besides. */
  private static final double ULPS = 4;

  static Stream<Named<Supplier<Subject>>> catalogue() {
    return Activations.all().stream()
        .map(activation -> Named.of(activation.toString(), () -> Subject.of(activation)));
  }

  static Stream<Named<Supplier<Subject>>> otherParameters() {
    return Stream.of(
        subject(Activations.leakyRelu(P), CatalogueFacts.leakyRelu(P)),
        subject(Activations.leakyRelu(1e-40), CatalogueFacts.leakyRelu(1e-40)),
        subject(Activations.rrelu(-1e-41, 1e-44), CatalogueFacts.rrelu(-1e-41, 1e-44)),
        subject(Activations.rrelu(-Q, P), CatalogueFacts.rrelu(-Q, P)),
        subject(Activations.threshold(-P, Q), CatalogueFacts.threshold(-P, Q)),
        subject(Activations.boundedRelu(P, Q, 2.5), CatalogueFacts.boundedRelu(P, Q, 2.5)),
        subject(Activations.boundedRelu(0, -Q, -P), CatalogueFacts.boundedRelu(0, -Q, -P)),
        subject(Activations.boundedRelu(0.9f, 0, INF), CatalogueFacts.boundedRelu(0.9f, 0, INF)),
        subject(Activations.boundedRelu(-P, -Q, INF), CatalogueFacts.boundedRelu(-P, -Q, INF)),
        subject(Activations.hardtanh(-P, Q), CatalogueFacts.hardtanh(-P, Q)),
        subject(Activations.softshrink(P), CatalogueFacts.softshrink(P)),
        subject(Activations.hardshrink(P), CatalogueFacts.hardshrink(P)),
        subject(Activations.linear(-P, Q), CatalogueFacts.linear(-P, Q)),
        subject(Activations.pow(-Q, 3), CatalogueFacts.pow(-Q, 3).withUlps(ULPS)),
        subject(Activations.pow(Q, 2), CatalogueFacts.pow(Q, 2).withUlps(ULPS)),
        subject(Activations.pow(Q, 1), CatalogueFacts.pow(Q, 1)),
        subject(Activations.pow(-P, 0), CatalogueFacts.pow(-P, 0)),
        subject(Activations.pow(1, Q), CatalogueFacts.pow(1, Q)),
        subject(Activations.pow(P, -P), CatalogueFacts.pow(P, -P).withUlps(ULPS)),
        // Of which the exponent less 1 is no float.
        subject(Activations.pow(1, 0.3f), CatalogueFacts.pow(1, 0.3f).withUlps(3)),
        // Clipped where doubles say so exactly: at -2.5 and 7.5.
        subject(Activations.clippedLinear(0.1, 0.25), CatalogueFacts.clippedLinear(0.1, 0.25)),
        // Clipped from numbers on that doubles and floats, rounding, put on the clipped side.
        subject(Activations.clippedSwish(P, 0.5), CatalogueFacts.clippedSwish(P, 0.5)),
        subject(Activations.clippedSwish(0.3f, P), CatalogueFacts.clippedSwish(0.3f, P)),
        subject(Activations.clippedSwish(1.7f, -0.75), CatalogueFacts.clippedSwish(1.7f, -0.75)),
        subject(Activations.elu(P), CatalogueFacts.elu(P)),
        subject(Activations.celu(P), CatalogueFacts.celu(P).withUlps(ULPS)),
        subject(Activations.celu(Q), CatalogueFacts.celu(Q).withUlps(ULPS)),
        subject(Activations.softplus(P), CatalogueFacts.softplus(P).withUlps(3)),
        subject(Activations.softplus(1, 20), CatalogueFacts.softplus(1, 20)),
        subject(Activations.swish(P), CatalogueFacts.swish(P).withUlps(ULPS)),
        subject(Activations.swish(Q), CatalogueFacts.swish(Q).withUlps(ULPS)),
        subject(Activations.squareplus(P), CatalogueFacts.squareplus(P).withUlps(ULPS)));
  }

  @ParameterizedTest
  @MethodSource({"catalogue", "otherParameters"})
  void everyPropertyOfTheContractsHolds(Supplier<Subject> subject) {
    Map<String, Throwable> failures =
        ContractRun.failures(ContractRun.AnyOfLanewise.class, subject.get());
    assertAll(
        failures.values().stream()
            .map(
                failure ->
                    () -> {
                      throw failure;
                    }));
  }

  private static Named<Supplier<Subject>> subject(Activation activation, Facts facts) {
    return Named.of(activation.toString(), () -> Subject.of(activation, facts));
  }
}
