package dev.lanewise.jmh.compare;

import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.Shape;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects the reports of forks and draws their ratios.
 *
 * <p>A ratio is taken within one fork, of medians over its rounds, since only these ran under the
 * same conditions; then the forks give its median and spread.
 */
final class Speeds {
  private record Key(Operation operation, Shape shape) {}

  /** What all forks of one kind, with or without SIMD, found of a key: one map for each fork. */
  private static final class Forks {
    final List<Map<Column, SpeedReport.Entry>> simd = new ArrayList<>();
    final List<Map<Column, SpeedReport.Entry>> scalar = new ArrayList<>();
  }

  private final Map<Key, Forks> found = new LinkedHashMap<>();

  /** Adds what a fork found. */
  void add(SpeedReport report) {
    Map<Key, Map<Column, SpeedReport.Entry>> byKey = new LinkedHashMap<>();
    for (SpeedReport.Entry entry : report.entries()) {
      byKey
          .computeIfAbsent(
              new Key(entry.operation(), entry.shape()), key -> new EnumMap<>(Column.class))
          .put(entry.column(), entry);
    }
    byKey.forEach(
        (key, columns) -> {
          Forks forks = found.computeIfAbsent(key, absent -> new Forks());
          (columns.containsKey(Column.SCALAR) ? forks.scalar : forks.simd).add(columns);
        });
  }

  List<Speed> summarise() {
    return found.entrySet().stream()
        .map(entry -> summarise(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static Speed summarise(Key key, Forks forks) {
    Map<Column, Figure> nanos = new EnumMap<>(Column.class);
    Map<Column, Long> bytes = new EnumMap<>(Column.class);
    Map<Column, List<double[]>> samples = new EnumMap<>(Column.class);
    for (Column column : Column.values()) {
      // Plain Java runs in both kinds of fork; its figures are those beside SIMD.
      List<SpeedReport.Entry> entries =
          (column == Column.SCALAR ? forks.scalar : forks.simd)
              .stream().filter(fork -> fork.containsKey(column)).map(f -> f.get(column)).toList();
      if (!entries.isEmpty()) {
        nanos.put(
            column,
            Figure.of(entries.stream().mapToDouble(e -> Figure.medianOf(e.nanos())).toArray()));
        bytes.put(column, entries.stream().mapToLong(SpeedReport.Entry::bytes).max().orElse(0));
        samples.put(column, entries.stream().map(SpeedReport.Entry::nanos).toList());
      }
    }
    return new Speed(
        key.operation.name(),
        key.operation.direction(),
        key.shape.toString(),
        key.shape.size(),
        nanos,
        bytes,
        ratio(forks.simd, Column.PLAIN, Column.SIMD).orElse(null),
        ratio(forks.simd, Column.NAIVE, Column.SIMD).orElse(null),
        ratio(forks.scalar, Column.PLAIN, Column.SCALAR).orElse(null),
        ratio(forks.simd, Column.SIMD, Column.MEMORY).orElse(null),
        ratio(forks.simd, Column.SEGMENT, Column.SIMD).orElse(null),
        ratio(forks.simd, Column.SIMD, Column.BFLOAT16).orElse(null),
        samples);
  }

  private static Optional<Figure> ratio(
      List<Map<Column, SpeedReport.Entry>> forks, Column above, Column below) {
    double[] ratios =
        forks.stream()
            .filter(fork -> fork.containsKey(above) && fork.containsKey(below))
            .mapToDouble(
                fork ->
                    Figure.medianOf(fork.get(above).nanos())
                        / Figure.medianOf(fork.get(below).nanos()))
            .toArray();
    return ratios.length == 0 ? Optional.empty() : Optional.of(Figure.of(ratios));
  }
}
