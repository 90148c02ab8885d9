package dev.lanewise.jmh.compare;

import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Direction;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The figures that Lanewise promises, and how a run compares with them. */
final class Bars {
  static final String NAIVE = "vs naive Vector API";
  static final String PLAIN = "vs plain Java";
  static final String MEMORY = "vs memory traffic";
  static final String SEGMENTS = "native segments vs arrays";
  static final String BFLOAT16 = "bfloat16 vs float";
  static final String ACCURACY = "largest error";
  static final String FIRST_CALL = "first call in a fresh JVM";
  static final String FIRST_HUNDRED = "first hundred calls in a fresh JVM";
  static final String ALLOCATION = "allocation";

  /** What the forward passes owe against the naive loop; their backward passes owe the same 1.2. */
  private static final Map<String, Double> OVER_NAIVE =
      Map.ofEntries(
          Map.entry("tanh", 1.4),
          Map.entry("sigmoid", 1.2),
          Map.entry("silu", 1.2),
          Map.entry("softplus", 2.0),
          Map.entry("elu", 1.4),
          Map.entry("selu", 1.4),
          Map.entry("exp", 1.2),
          Map.entry("gelu", 1.5),
          Map.entry("gelu_tanh", 1.7),
          Map.entry("mish", 3.5));

  private static final double BACKWARD_OVER_NAIVE = 1.2;

  /** Two instructions an element leave nothing to gain; they must not be slower. */
  private static final Set<String> RELU_FAMILY = Set.of("relu", "relu6", "leaky_relu");

  private static final double OVER_PLAIN = 20;
  private static final double SOFTMAX_OVER_NAIVE = 1.9;
  private static final double LAYER_NORM_OVER_NAIVE = 1.1;

  /** Rows owe their ratios up to this size; beyond, memory is the limit. */
  private static final int CACHED = 1 << 20;

  private static final double OVER_MEMORY = 1.1;
  private static final double SEGMENTS_OVER_ARRAYS = 1.05;

  /** Half the bytes to move, and some arithmetic to widen and round them. */
  private static final double BFLOAT16_OVER_FLOAT = 1.6;

  private static final double ULPS = 2;

  /** The columns that must not allocate, and what tells them apart. */
  private static final Map<Column, String> OWN =
      new EnumMap<>(
          Map.of(Column.SIMD, "", Column.SEGMENT, " on segments", Column.BFLOAT16, " on bfloat16"));

  /** A fresh JVM may take this many times as long as with the plain loop... */
  private static final double COLD_FACTOR = 2;

  /** ...and this much once. */
  private static final double COLD_NANOS = 60e6;

  private static final double NANOS_PER_MILLI = 1e6;

  private Bars() {}

  static List<Bar> of(List<Speed> speeds, List<Accuracy> accuracies, List<ColdStart> coldStarts) {
    List<Bar> bars = new ArrayList<>();
    speeds.forEach(speed -> addSpeed(bars, speed));
    accuracies.stream()
        .filter(accuracy -> !Plan.isRowwise(accuracy.kernel()))
        .forEach(
            accuracy ->
                bars.add(
                    new Bar(
                        ACCURACY,
                        accuracy.kernel()
                            + (accuracy.direction() == Direction.FORWARD ? "" : " derivative"),
                        Math.max(accuracy.sweep().largest(), accuracy.input().largest()),
                        ULPS,
                        false,
                        " ulp")));
    addColdStarts(bars, coldStarts);
    return bars;
  }

  private static void addSpeed(List<Bar> bars, Speed speed) {
    String what = speed.kernel() + " " + speed.direction() + " " + speed.shape();
    double overNaive = overNaive(speed);
    if (overNaive > 0 && speed.overNaive() != null) {
      bars.add(new Bar(NAIVE, what, speed.overNaive().median(), overNaive, true, "x"));
    }
    boolean transcendental = OVER_NAIVE.containsKey(speed.kernel());
    if (speed.size() == Plan.MIDDLE && transcendental && speed.overPlain() != null) {
      bars.add(new Bar(PLAIN, what, speed.overPlain().median(), OVER_PLAIN, true, "x"));
    }
    if (speed.size() == Plan.LARGE && speed.overMemory() != null) {
      bars.add(new Bar(MEMORY, what, speed.overMemory().median(), OVER_MEMORY, false, "x"));
    }
    boolean cached = speed.isRowwise() ? speed.size() <= CACHED : speed.size() == Plan.MIDDLE;
    if (cached && speed.overArrays() != null) {
      double measured = speed.overArrays().median();
      bars.add(new Bar(SEGMENTS, what, measured, SEGMENTS_OVER_ARRAYS, false, "x"));
    }
    boolean forward = speed.direction() == Direction.FORWARD;
    if (forward && speed.size() == Plan.LARGE && speed.bfloat16OverFloat() != null) {
      double measured = speed.bfloat16OverFloat().median();
      bars.add(new Bar(BFLOAT16, what, measured, BFLOAT16_OVER_FLOAT, true, "x"));
    }
    OWN.forEach(
        (column, storage) -> {
          if (speed.bytes().containsKey(column)) {
            double bytes = speed.bytes().get(column);
            bars.add(new Bar(ALLOCATION, what + storage, bytes, 0, false, " bytes"));
          }
        });
  }

  /** The bar of an operation against the naive loop, 0 if it has none at its size. */
  static double overNaive(Speed speed) {
    boolean forward = speed.direction() == Direction.FORWARD;
    if (speed.isRowwise()) {
      return forward ? rowsOverNaive(speed) : 0;
    }
    if (speed.size() != Plan.MIDDLE) {
      return 0;
    }
    if (forward && RELU_FAMILY.contains(speed.kernel())) {
      return 1;
    }
    if (!OVER_NAIVE.containsKey(speed.kernel()) && !RELU_FAMILY.contains(speed.kernel())) {
      return 0;
    }
    return forward ? OVER_NAIVE.get(speed.kernel()) : BACKWARD_OVER_NAIVE;
  }

  private static double rowsOverNaive(Speed speed) {
    return switch (speed.kernel()) {
      case "softmax" -> speed.size() <= CACHED ? SOFTMAX_OVER_NAIVE : 0;
      case "layer_norm" -> LAYER_NORM_OVER_NAIVE;
      default -> 0;
    };
  }

  private static void addColdStarts(List<Bar> bars, List<ColdStart> coldStarts) {
    for (ColdStart own : coldStarts) {
      if (own.contender() != Contender.LANEWISE) {
        continue;
      }
      coldStarts.stream()
          .filter(
              other ->
                  other.contender() == Contender.PLAIN
                      && other.kernel().equals(own.kernel())
                      && other.direction() == own.direction())
          .findFirst()
          .ifPresent(
              plain -> {
                String what = own.kernel() + " " + own.direction();
                bars.add(cold(FIRST_CALL, what, own.first(), plain.first()));
                bars.add(cold(FIRST_HUNDRED, what, own.hundred(), plain.hundred()));
              });
    }
  }

  private static Bar cold(String group, String what, double own, double plain) {
    double limit = COLD_FACTOR * plain + COLD_NANOS;
    return new Bar(group, what, own / NANOS_PER_MILLI, limit / NANOS_PER_MILLI, false, " ms");
  }
}
