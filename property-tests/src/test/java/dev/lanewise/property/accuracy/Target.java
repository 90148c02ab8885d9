package dev.lanewise.property.accuracy;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.ActivationFormula;
import dev.lanewise.activation.Activations;
import dev.lanewise.lane.Graph;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.LaneFunction;
import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import dev.lanewise.property.CatalogueFacts;
import dev.lanewise.property.Exact;
import dev.lanewise.property.Facts;
import dev.lanewise.property.Kernels;
import dev.lanewise.property.LaneKernel;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is measured: a function of one number, as kernels for both formats.
 *
 * @param name of the activation or lane function
 * @param part what of it
 * @param fingerprint equal for kernels of equal instructions, and hardly ever for others
 * @param floats the kernel for floats
 * @param doubles the kernel for doubles
 * @param zeros of a derivative, next to which only an absolute error makes sense
 * @param allowed the largest error that is promised, in ulps
 */
record Target(
    String name,
    Part part,
    String fingerprint,
    Kernels.TwoArrays<float[]> floats,
    Kernels.TwoArrays<double[]> doubles,
    List<Double> zeros,
    double allowed) {

  /** What is computed of a function. */
  enum Part {
    /** f of an activation. */
    VALUE(""),
    /** f' of an activation. */
    DERIVATIVE("′"),
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

  private static final int FINGERPRINT_BYTES = 8;

  /** Everything that the library computes element by element from one input. */
  static List<Target> all() {
    return Stream.concat(
            Activations.all().stream()
                .flatMap(activation -> Stream.of(value(activation), derivative(activation))),
            LaneKernel.all().map(Target::of))
        .toList();
  }

  static Target value(Activation activation) {
    ActivationFormula formula = activation.formula();
    return new Target(
        activation.name(),
        Part.VALUE,
        fingerprint(formula::value, List.of()),
        activation::apply,
        activation::apply,
        List.of(),
        CatalogueFacts.of(activation.name()).ulps());
  }

  static Target derivative(Activation activation) {
    ActivationFormula formula = activation.formula();
    Facts facts = CatalogueFacts.of(activation.name());
    return new Target(
        activation.name(),
        Part.DERIVATIVE,
        fingerprint(formula::derivative, facts.derivativeZeros()),
        activation::derivative,
        activation::derivative,
        facts.derivativeZeros(),
        facts.ulps());
  }

  private static Target of(LaneKernel kernel) {
    return new Target(
        kernel.name(),
        Part.LANE_FUNCTION,
        fingerprint(kernel.function(), List.of()),
        kernel.floats()::run,
        kernel.doubles()::run,
        List.of(),
        kernel.ulps());
  }

  /** Whether an absolute error of the format's unit roundoff is enough at x. */
  boolean isNearZero(double x) {
    for (double zero : zeros) {
      if (Math.abs(x - zero) <= Facts.NEAR) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@link #isNearZero} holds at some place between two others. */
  boolean comesNearZero(double from, double to) {
    return isNearZero(from)
        || isNearZero(to)
        || zeros.stream().anyMatch(z -> Math.min(from, to) < z && z < Math.max(from, to));
  }

  /** Whether the function is real and finite at this place. */
  boolean hasValue(Exact at) {
    return at.hasValue(name);
  }

  BigDecimal exact(Exact at) {
    return part == Part.DERIVATIVE ? at.derivative(name) : at.value(name);
  }

  @Override
  public String toString() {
    return part.of(name);
  }

  /** The kernel for doubles counts too, since errors of floats are measured against it. */
  private static String fingerprint(LaneFunction function, List<Double> zeros) {
    String measured =
        trace(Precision.FLOAT, function) + "\n" + trace(Precision.DOUBLE, function) + "\n" + zeros;
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(measured.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static Graph trace(Precision precision, LaneFunction function) {
    Storage storage = Storage.of(precision);
    return Graph.trace(
        precision,
        List.of(storage),
        0,
        List.of(storage),
        lanes -> new Lane[] {function.apply(lanes[0])});
  }
}
