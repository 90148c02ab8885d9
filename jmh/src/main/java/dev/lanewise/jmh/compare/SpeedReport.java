package dev.lanewise.jmh.compare;

import dev.lanewise.jmh.loops.Direction;
import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one {@link SpeedFork} found.
 *
 * @param facts what the library said of its engine
 * @param entries a loop each
 */
record SpeedReport(String facts, List<Entry> entries) {
  private static final String SEPARATOR = "\t";

  /**
   * One loop on one shape.
   *
   * @param operation what was computed
   * @param shape on which arrays
   * @param column by whom
   * @param bytes allocated by a call
   * @param checksum of the bits of the results
   * @param nanos for each round, nanoseconds per element
   */
  record Entry(
      Operation operation, Shape shape, Column column, long bytes, long checksum, double[] nanos) {}

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(facts);
    for (Entry entry : entries) {
      lines.add(
          String.join(
              SEPARATOR,
              entry.operation.name(),
              entry.operation.direction().toString(),
              entry.shape.toString(),
              entry.column.toString(),
              Long.toString(entry.bytes),
              Long.toHexString(entry.checksum),
              Arrays.stream(entry.nanos)
                  .mapToObj(Double::toString)
                  .collect(Collectors.joining(" "))));
    }
    Files.write(file, lines);
  }

  static SpeedReport read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    return new SpeedReport(
        lines.getFirst(), lines.stream().skip(1).map(SpeedReport::parse).toList());
  }

  private static Entry parse(String line) {
    String[] field = line.split(SEPARATOR);
    return new Entry(
        new Operation(field[0], Direction.parse(field[1])),
        Shape.parse(field[2]),
        Column.parse(field[3]),
        Long.parseLong(field[4]),
        Long.parseUnsignedLong(field[5], 16),
        Arrays.stream(field[6].split(" ")).mapToDouble(Double::parseDouble).toArray());
  }
}
