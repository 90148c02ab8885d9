package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import dev.lanewise.property.accuracy.Figures;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Double kernels are within 2 ULP of 40-digit results at 10⁵ points, among them every input that
 * the measurement of {@code docs/accuracy.md} found to be worst for some kernel.
 */
class DoubleAccuracyTest {
  private static final int POINTS = 100_000;
  private static final double MOST = 2;

  private static double[] x;
  private static Exact[] exact;

  @BeforeAll
  static void choosePoints() {
    x =
        Stream.of(DoublePoints.seams(), Figures.committed().worstInputs(), DoublePoints.random())
            .flatMapToDouble(points -> points)
            .limit(POINTS)
            .toArray();
    exact = Arrays.stream(x).parallel().mapToObj(Exact::at).toArray(Exact[]::new);
  }

  static List<Activation> activations() {
    return Activations.all();
  }

  static Stream<LaneKernel> laneFunctions() {
    return LaneKernel.all();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void valueIsWithinTwoUlps(Activation activation) {
    String name = activation.name();
    check(worst(name, activation::apply, at -> at.value(name), null), MOST);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void derivativeIsWithinTwoUlps(Activation activation) {
    String name = activation.name();
    Facts facts = CatalogueFacts.of(name);
    check(worst(name, activation::derivative, at -> at.derivative(name), facts), MOST);
  }

  @ParameterizedTest
  @MethodSource("laneFunctions")
  void laneFunctionIsWithinItsUlps(LaneKernel function) {
    String name = function.name();
    check(worst(name, function.doubles()::run, at -> at.value(name), null), function.ulps());
  }

  @Test
  void errorOfThreeUlpsIsNoticed() {
    double spoilt = x[POINTS / 2];
    Worst worst =
        worst(
            "identity",
            (in, inOffset, out, outOffset, length) -> {
              for (int i = 0; i < length; i++) {
                double value = in[inOffset + i];
                out[outOffset + i] = value == spoilt ? value + 3 * Math.ulp(value) : value;
              }
            },
            at -> at.value("identity"),
            null);
    assertTrue(Math.abs(worst.ulps() - 3) < 1e-9 && worst.x() == spoilt, worst::toString);
  }

  /** The worst error that was found. */
  private record Worst(double ulps, double x, double actual, double exact) {
    @Override
    public String toString() {
      return "%.4f ULP at x = %s: %s, exactly %s".formatted(ulps, x, actual, exact);
    }
  }

  private static Worst worst(
      String name,
      Kernels.TwoArrays<double[]> kernel,
      Function<Exact, BigDecimal> formula,
      Facts facts) {
    double[] y = new double[POINTS];
    kernel.run(x, 0, y, 0, POINTS);
    return IntStream.range(0, POINTS)
        .parallel()
        .filter(i -> exact[i].hasValue(name))
        .mapToObj(i -> error(x[i], y[i], formula.apply(exact[i]), facts))
        .max(Comparator.comparingDouble(Worst::ulps))
        .orElseThrow();
  }

  private static Worst error(double x, double y, BigDecimal exact, Facts facts) {
    boolean absolutelyClose =
        facts != null
            && facts.nearDerivativeZero(x)
            && Double.isFinite(y)
            && Math.abs(Ulp.decimal(y).subtract(exact).doubleValue()) <= 0x1p-53;
    return new Worst(absolutelyClose ? 0 : Ulp.error(y, exact), x, y, exact.doubleValue());
  }

  private static void check(Worst worst, double most) {
    assertTrue(worst.ulps() <= most, worst::toString);
  }
}
