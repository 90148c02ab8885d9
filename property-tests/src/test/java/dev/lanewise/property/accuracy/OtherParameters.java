package dev.lanewise.property.accuracy;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import dev.lanewise.property.CatalogueFacts;
import dev.lanewise.property.Domain;
import dev.lanewise.property.Exact;
import dev.lanewise.property.ExactFormula;
import dev.lanewise.property.ExactFunctions;
import dev.lanewise.property.Facts;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Activations with some parameters that are not the preset ones. */
final class OtherParameters {
  /** Each makes a kernel of its own: all floats of all of them would take days. */
  static final int STRIDE = 31;

  /** The inputs in words. */
  static final String SOME_FLOATS = "every " + STRIDE + "st float";

  private static final double ALLOWED = 4;

  private static final class Holder {
    static final List<Target> ALL =
        Stream.of(
                of("leaky_relu", Activations::leakyRelu, ExactFunctions::leakyRelu, SLOPES),
                of("elu", Activations::elu, ExactFunctions::elu, SCALES),
                of("celu", Activations::celu, ExactFunctions::celu, SCALES),
                of("softplus", Activations::softplus, ExactFunctions::softplus, SHARPNESSES),
                of("swish", Activations::swish, ExactFunctions::swish, SHARPNESSES),
                of("squareplus", Activations::squareplus, ExactFunctions::squareplus, WIDTHS),
                of("pow", y -> Activations.pow(1, y), ExactFunctions::power, EXPONENTS))
            .flatMap(targets -> targets)
            .toList();
  }

  // Among the worst of many in float, and some as people choose them.
  private static final double[] SLOPES = {-0.2, 0.001, 0.1, 0.3, 1.0000003};
  private static final double[] SHARPNESSES = {2.1e-5, 0.1, 0.7, 0.76, 1.702, 10, 5.4e7};

  // Floats: what is none is rounded to one first, and makes another function.
  private static final double[] SCALES = {5e-9f, 0.1f, 0.51f, 0.7f, 3, 1.2e10f};
  private static final double[] WIDTHS = {1e-10f, 0.13f, 0.3f, 1, 10, 1e10f};

  // Not of those so large that their product magnifies the rounding of a subnormal power.
  private static final double[] EXPONENTS = {-2.5, -0.7f, 0.3f, 0.5, 2.5, 3};

  private OtherParameters() {}

  /** Values and derivatives. */
  static List<Target> all() {
    return Holder.ALL;
  }

  private static Stream<Target> of(
      String name,
      DoubleFunction<Activation> activation,
      DoubleFunction<ExactFormula> exact,
      double[] parameters) {
    return DoubleStream.of(parameters)
        .mapToObj(p -> of(name, p, activation.apply(p), exact.apply(p)))
        .flatMap(targets -> targets);
  }

  private static Stream<Target> of(
      String name, double parameter, Activation activation, ExactFormula exact) {
    String text = (float) parameter == parameter ? "" + (float) parameter : "" + parameter;
    String full = name + "(" + text + ")";
    Domain domain = name.equals("pow") ? CatalogueFacts.pow(1, parameter).domain() : Domain.ALL;
    Predicate<Exact> hasValue = at -> domain.least() < at.place();
    Due value = new Due(hasValue, exact.value(), Domain.ALL, List.of(), 0, ALLOWED);
    Due derivative =
        new Due(
            hasValue,
            exact.derivative(),
            Domain.ALL,
            name.equals("swish") ? CatalogueFacts.swish(parameter).derivativeZeros() : List.of(),
            Facts.NEAR / parameter,
            ALLOWED);
    return Stream.of(
        Target.value(activation, value, full, SOME_FLOATS),
        Target.derivative(activation, derivative, full, SOME_FLOATS));
  }
}
