package dev.lanewise.property.accuracy;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import dev.lanewise.lane.LaneFunction;
import dev.lanewise.property.CatalogueFacts;
import dev.lanewise.property.Kernels;
import dev.lanewise.property.LaneKernel;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is measured: a function of one number, as kernels for both formats.
 *
 * @param name of the activation or lane function
 * @param part what of it
 * @param fingerprint of all that decides about the figure
 * @param floats the kernel for floats
 * @param doubles the kernel for doubles
 * @param due what they should give
 */
record Target(
    String name,
    Part part,
    String fingerprint,
    Kernels.TwoArrays<float[]> floats,
    Kernels.TwoArrays<double[]> doubles,
    Due due) {

  /** What is computed of a function. */
  enum Part {
    /** f of an activation. */
    VALUE(""),
    /** f' of an activation. */
    DERIVATIVE("′"),
    /** f' of an activation as a function of y = f(x). */
    FROM_OUTPUT("′ from y"),
    /** A function that formulas are made of. */
    LANE_FUNCTION("");

    private final String mark;

    Part(String mark) {
      this.mark = mark;
    }

    /** The function's name as people write it. */
    String of(String name) {
      return name + mark;
    }
  }

  /** What a kernel is measured on, as a rule. */
  static final String ALL_FLOATS = "floats";

  /** What from the output is promised at most. */
  private static final double ULPS_FROM_OUTPUT = 4;

  /** Near y = -λα the derivative of selu is the rounding of λα itself. */
  private static final Double[] SELU_LIMIT = {CatalogueFacts.of("selu").lower()};

  /** Made once: fingerprints take some milliseconds each. */
  private static final class Holder {
    static final List<Target> ALL =
        Stream.concat(
                Activations.all().stream().flatMap(Target::of), LaneKernel.all().map(Target::of))
            .toList();
  }

  /** Everything that the library computes element by element from one input. */
  static List<Target> all() {
    return Holder.ALL;
  }

  private static Stream<Target> of(Activation activation) {
    return Stream.concat(
        Stream.of(value(activation), derivative(activation)), fromOutput(activation).stream());
  }

  static Target value(Activation activation) {
    String name = activation.name();
    return value(activation, Due.value(name, CatalogueFacts.of(name).ulps()), name, ALL_FLOATS);
  }

  static Target value(Activation activation, Due due, String name, String floats) {
    return new Target(
        name,
        Part.VALUE,
        Fingerprint.of(due, activation.formula()::value, floats),
        activation::apply,
        activation::apply,
        due);
  }

  static Target derivative(Activation activation) {
    return derivative(activation, Due.derivative(activation.name()), activation.name(), ALL_FLOATS);
  }

  static Target derivative(Activation activation, Due due, String name, String floats) {
    return new Target(
        name,
        Part.DERIVATIVE,
        Fingerprint.of(due, activation.formula()::derivative, floats),
        activation::derivative,
        activation::derivative,
        due);
  }

  /** The derivative from the output, if there is one. */
  static Optional<Target> fromOutput(Activation activation) {
    return activation.formula().derivativeFromOutput().map(f -> fromOutput(activation, f));
  }

  private static Target fromOutput(Activation activation, LaneFunction function) {
    String name = activation.name();
    Due due =
        Due.fromOutput(name, ULPS_FROM_OUTPUT, name.equals("selu") ? SELU_LIMIT : new Double[0]);
    return new Target(
        name,
        Part.FROM_OUTPUT,
        Fingerprint.of(due, function::apply, ALL_FLOATS),
        (y, yOffset, d, dOffset, length) -> {
          float[] ones = new float[length];
          Arrays.fill(ones, 1);
          activation.backwardFromOutput(y, yOffset, ones, 0, d, dOffset, length);
        },
        (y, yOffset, d, dOffset, length) -> {
          double[] ones = new double[length];
          Arrays.fill(ones, 1);
          activation.backwardFromOutput(y, yOffset, ones, 0, d, dOffset, length);
        },
        due);
  }

  private static Target of(LaneKernel kernel) {
    Due due = Due.value(kernel.name(), kernel.ulps());
    return new Target(
        kernel.name(),
        Part.LANE_FUNCTION,
        Fingerprint.of(due, kernel.function()::apply, ALL_FLOATS),
        kernel.floats()::run,
        kernel.doubles()::run,
        due);
  }

  /** The name without a parameter, by which a run may be limited to this. */
  String family() {
    return name.replaceFirst("\\(.*", "");
  }

  @Override
  public String toString() {
    return part.of(name);
  }
}
