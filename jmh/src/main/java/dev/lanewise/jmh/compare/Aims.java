package dev.lanewise.jmh.compare;

import dev.lanewise.activation.ActivationFormula;
import dev.lanewise.activation.Activations;
import dev.lanewise.jmh.loops.Direction;
import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.Shape;
import dev.lanewise.lane.Graph;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How fast each operation is meant to be.
 *
 * <p>The table has nanoseconds per element, measured on one core of a server with AVX-512: those of
 * the naive Vector API loop, and beside them those to reach, which are about the best that SLEEF,
 * oneDNN, MKL, ONNX Runtime and PyTorch gave there, or better. Another machine has other
 * nanoseconds, so that what counts is how many times faster than the naive loop that is.
 */
final class Aims {
  private static final String TABLE =
      """
      kernel       pass      shape      naive  aim
      exp          forward   65536      0.45   0.28
      tanh         forward   65536      0.76   0.48
      sigmoid      forward   65536      0.58   0.43
      silu         forward   65536      0.63   0.46
      softplus     forward   65536      1.74   0.75
      gelu         forward   65536      1.37   0.85
      gelu_tanh    forward   65536      1.22   0.60
      mish         forward   65536      3.20   0.75
      elu          forward   65536      0.77   0.45
      selu         forward   65536      0.93   0.45
      leaky_relu   forward   65536      0.15   0.14
      relu         forward   65536      0.15   0.14
      tanh         backward  65536      0.87   0.55
      sigmoid      backward  65536      0.82   0.50
      silu         backward  65536      0.86   0.60
      softplus     backward  65536      0.78   0.55
      gelu         backward  65536      2.19   1.10
      gelu_tanh    backward  65536      1.61   0.90
      mish         backward  65536      4.20   1.10
      elu          backward  65536      0.58   0.45
      selu         backward  65536      0.52   0.45
      leaky_relu   backward  65536      0.17   0.17
      relu         backward  65536      0.17   0.17
      softmax      forward   4096x128   1.30   0.60
      softmax      forward   512x512    0.98   0.50
      softmax      forward   128x32000  1.39   0.95
      log_softmax  forward   4096x128   1.82   0.60
      log_softmax  forward   512x512    1.13   0.50
      log_softmax  forward   128x32000  1.62   0.95
      softmax      backward  4096x128   0.66   0.55
      softmax      backward  512x512    0.57   0.50
      softmax      backward  128x32000  1.33   1.20
      layer_norm   forward   512x768    0.51   0.43
      rms_norm     forward   512x768    0.46   0.38
      """;

  /** Missed by more than this, an aim is counted apart. */
  private static final double FAR = 0.4;

  record Key(Operation operation, Shape shape) {}

  /** How many times faster than the naive loop. */
  static final Map<Key, Double> RATIOS =
      TABLE
          .lines()
          .skip(1)
          .map(line -> line.split(" +"))
          .collect(
              Collectors.toMap(
                  field ->
                      new Key(
                          new Operation(field[0], Direction.parse(field[1])),
                          Shape.parse(field[2])),
                  field -> Double.parseDouble(field[3]) / Double.parseDouble(field[4])));

  private Aims() {}

  /** The aims of what was measured, in its order. */
  static List<Aim> of(List<Speed> speeds) {
    return speeds.stream().map(Aims::of).flatMap(Optional::stream).toList();
  }

  private static Optional<Aim> of(Speed speed) {
    Operation operation = new Operation(speed.kernel(), speed.direction());
    Double aimed = RATIOS.get(new Key(operation, Shape.parse(speed.shape())));
    return aimed == null || speed.overNaive() == null
        ? Optional.empty()
        : Optional.of(
            new Aim(
                speed.kernel(),
                speed.direction(),
                speed.shape(),
                speed.nanos().get(Column.SIMD).median(),
                speed.overNaive().median(),
                aimed,
                operation.isRowwise() ? null : operations(operation)));
  }

  private static int operations(Operation operation) {
    ActivationFormula formula = Activations.of(operation.name()).formula();
    boolean forward = operation.direction() == Direction.FORWARD;
    return Graph.trace(
            Precision.FLOAT,
            List.of(Storage.FLOAT, Storage.FLOAT),
            0,
            List.of(Storage.FLOAT),
            l -> new Lane[] {forward ? formula.value(l[0]) : formula.derivative(l[0]).mul(l[1])})
        .cost();
  }

  /** One line on all of them. */
  static String summary(List<Aim> aims) {
    return "%d of %d aims reached, %d missed by more than %.0f %%"
        .formatted(
            aims.stream().filter(Aim::reached).count(),
            aims.size(),
            aims.stream().filter(aim -> aim.missedBy() > FAR).count(),
            100 * FAR);
  }
}
