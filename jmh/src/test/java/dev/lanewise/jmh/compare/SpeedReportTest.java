package dev.lanewise.jmh.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.jmh.loops.Direction;
import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeedReportTest {
  @TempDir Path directory;

  @Test
  void isReadAsItWasWritten() throws IOException {
    var entry =
        new SpeedReport.Entry(
            new Operation("log_softmax", Direction.BACKWARD),
            new Shape(512, 512),
            Column.SCALAR,
            16,
            Long.MIN_VALUE,
            new double[] {0.25, 1e-3});
    Path file = directory.resolve("report");
    new SpeedReport("512-bit lanes, FMA", List.of(entry)).write(file);

    SpeedReport read = SpeedReport.read(file);

    assertEquals("512-bit lanes, FMA", read.facts());
    SpeedReport.Entry again = read.entries().getFirst();
    assertEquals(entry.operation(), again.operation());
    assertEquals(entry.shape(), again.shape());
    assertEquals(entry.column(), again.column());
    assertEquals(entry.bytes(), again.bytes());
    assertEquals(entry.checksum(), again.checksum());
    assertArrayEquals(entry.nanos(), again.nanos());
  }
}
