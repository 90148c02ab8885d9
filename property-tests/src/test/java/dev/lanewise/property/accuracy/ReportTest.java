package dev.lanewise.property.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.activation.Activations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page, its figures and its charts say what was measured. */
class ReportTest {
  private static final Target SILU = Target.value(Activations.silu());

  @TempDir Path directory;

  @Test
  void figuresOfAnotherKernelAreNoticed() {
    Target other = Target.value(Activations.elu(0.5));
    Figure figure = Figure.of(other, Errors.NONE, Errors.NONE);
    Figures figures = new Figures(List.of(figure));
    assertEquals(figure, figures.require(other));
    AssertionError error =
        assertThrows(
            AssertionError.class, () -> figures.require(Target.value(Activations.elu(0.25))));
    assertTrue(error.getMessage().contains("mvn -P accuracy -Daccuracy.kernels=elu"));
  }

  @Test
  void rowShowsTheWorstInputWithItsBits() {
    float x = -4.8834074e-4f;
    long bits = Integer.toUnsignedLong(Float.floatToRawIntBits(x));
    Target spoilt = Spoilt.at(x, y -> y - 3 * Math.ulp(y), SILU);
    Errors floats = FloatSweep.range(spoilt, bits - 1000, bits + 1000).errors();
    String page = Report.page(new Figures(List.of(Figure.of(spoilt, floats, Errors.NONE))));
    assertTrue(page.contains("| -4.8834074E-4 | `ba0003fe` | `b97ff800` | `b97ff7fb` |"), page);
  }

  @Test
  void figuresAreReadAsTheyWereWritten() throws IOException {
    Errors errors = FloatSweep.range(SILU, 0x3f800000, 0x3f900000).errors();
    List<Figure> figures = List.of(Figure.of(SILU, errors, Errors.NONE));
    new Figures(figures).write(directory);
    assertEquals(figures, Figures.read(directory).all());
  }

  @Test
  void figuresOfOtherKernelsStay() {
    Target tanh = Target.value(Activations.tanh());
    Target gone = Target.value(Activations.elu(0.5));
    Figure old = Figure.of(tanh, Errors.NONE, Errors.NONE);
    Figure former = Figure.of(SILU, Errors.NONE, Errors.NONE);
    Figure recent = Figure.of(SILU, Errors.of(1, 2, 3, 4), Errors.NONE);
    Figures figures = new Figures(List.of(former, old, Figure.of(gone, Errors.NONE, Errors.NONE)));
    assertEquals(
        List.of(old, recent), figures.updated(List.of(tanh, SILU), Map.of(SILU, recent)).all());
  }

  @Test
  void chartDoesNotDependOnThoseDrawnBefore() throws IOException {
    // With a wrong result, which must not make an axis of a million ticks.
    Target wrong = Spoilt.at(1.5f, y -> 10f, SILU);
    Finding finding = FloatSweep.range(wrong, 0x3f800000, 0x40000000);
    Map<Target, Finding> findings = new LinkedHashMap<>();
    findings.put(named("lisu"), finding);
    findings.put(named("silu"), finding);
    Charts.write(directory, findings);
    String chart = Files.readString(directory.resolve("silu.svg"));
    assertEquals(
        Files.readString(directory.resolve("lisu.svg")), chart.replace(">silu<", ">lisu<"));
    assertTrue(chart.contains("#1f5fa8") && chart.contains("#e69138"), "two lines");
    assertFalse(chart.contains("NaN"));
  }

  private static Target named(String name) {
    return new Target(
        name, SILU.part(), SILU.fingerprint(), SILU.floats(), SILU.doubles(), SILU.due());
  }
}
