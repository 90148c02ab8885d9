package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.linalg.LayerNorm;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Layer normalisation and its gradients are those that PyTorch computes in float64. */
class PyTorchLayerNormTest {
  private static final int ROWS = 4;
  private static final int COLS = 37;
  private static final double EPSILON = 1e-5;

  /** A few roundings of sums of 37 terms and of results, which are below 16. */
  private static final double ROUNDINGS = 200;

  @Test
  void floatsAreThoseOfPyTorch() throws IOException {
    check(
        new Normalisation<>(
            "layer norm", Format.FLOAT, true, LayerNorm::forward, LayerNorm::backward));
  }

  @Test
  void doublesAreThoseOfPyTorch() throws IOException {
    check(Normalisation.layerNormOfDoubles());
  }

  private static <A> void check(Normalisation<A> norm) throws IOException {
    Safetensors fixture = Safetensors.read("layer_norm.safetensors");
    Format<A> format = norm.format();
    A x = format.of(fixture.get("input/x"));
    A weight = format.of(fixture.get("param/weight"));
    A y = format.array(ROWS * COLS);
    norm.forward().run(x, weight, format.of(fixture.get("param/bias")), y, ROWS, COLS, EPSILON);
    compare(format, "output/y", fixture, y);
    A dx = format.array(ROWS * COLS);
    A dweight = format.array(COLS);
    A dbias = format.array(COLS);
    norm.backward()
        .run(
            x, format.of(fixture.get("input/dy")), weight, dx, dweight, dbias, ROWS, COLS, EPSILON);
    compare(format, "grad/x", fixture, dx);
    compare(format, "grad/weight", fixture, dweight);
    compare(format, "grad/bias", fixture, dbias);
  }

  private static <A> void compare(Format<A> format, String name, Safetensors fixture, A actual) {
    double[] expected = fixture.get(name);
    assertEquals(expected.length, format.length(actual));
    for (int i = 0; i < expected.length; i++) {
      assertEquals(
          expected[i], format.get(actual, i), ROUNDINGS * format.roundoff(), name + " " + i);
    }
  }
}
