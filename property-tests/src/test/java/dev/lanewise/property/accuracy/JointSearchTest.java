package dev.lanewise.property.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.activation.ActivationFormula;
import dev.lanewise.activation.Activations;
import dev.lanewise.activation.GatedUnit;
import dev.lanewise.lane.Lane;
import dev.lanewise.property.Format;
import dev.lanewise.property.Ulp;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The search over several inputs reports wrong kernels, and finds its way to worse results. */
class JointSearchTest {
  static final List<Format<?>> FORMATS = List.of(Format.FLOAT, Format.DOUBLE);

  private static JointTarget target(String name) {
    return JointTargets.all().stream()
        .filter(target -> target.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The second gradient of a gated unit. */
  private static JointTarget gradientOfGate(GatedUnit unit) {
    JointTarget right = target("swiglu, dg");
    return new JointTarget(
        right.name(),
        right.operands(),
        "",
        (in, dg, n) ->
            unit.backward(in.get(0), 0, in.get(1), 0, in.get(2), 0, new float[n], 0, dg, 0, n),
        (in, dg, n) ->
            unit.backward(in.get(0), 0, in.get(1), 0, in.get(2), 0, new double[n], 0, dg, 0, n),
        right.draw(),
        right.due(),
        right.exemptions());
  }

  /** Silu with another derivative. */
  private record Wrong(double factor) implements ActivationFormula {
    @Override
    public String name() {
      return "wrong";
    }

    @Override
    public Lane value(Lane x) {
      return Activations.silu().formula().value(x);
    }

    @Override
    public Lane derivative(Lane x) {
      return Activations.silu().formula().derivative(x).mul(factor);
    }
  }

  @Test
  void wrongGradientOfAGateIsReported() {
    double right =
        JointSearch.chunk(gradientOfGate(GatedUnit.swiglu()), Format.DOUBLE, 0).worst().ulps();
    assertTrue(right < JointTarget.ALLOWED, () -> right + " ULP");
    JointTarget wrong = gradientOfGate(GatedUnit.of(new Wrong(1 + 0x1p-49)));
    double error = JointSearch.chunk(wrong, Format.DOUBLE, 0).worst().ulps();
    assertTrue(error > JointTarget.ALLOWED && error < 20, () -> error + " ULP");
    JointFigure figure =
        JointFigure.of(wrong, JointErrors.none(wrong), JointErrors.none(wrong).and(worst(error)));
    assertFalse(figure.beyondAllowed().isEmpty());
  }

  private static Worst worst(double ulps) {
    return new Worst(ulps, List.of(1.0, 2.0, 3.0), 0, 0);
  }

  /** The product of two numbers, off by some ulps that depend on the second. */
  private static JointTarget product(double ulps, double from, double to) {
    return new JointTarget(
        "product",
        List.of("a", "b"),
        "",
        (in, c, n) -> {
          for (int i = 0; i < n; i++) {
            float b = in.get(1)[i];
            float exact = in.get(0)[i] * b;
            boolean off = from <= b && b < to && Float.isFinite(exact);
            c[i] = off ? exact + (float) ulps * Math.ulp(exact) : exact;
          }
        },
        (in, c, n) -> {
          for (int i = 0; i < n; i++) {
            double b = in.get(1)[i];
            double exact = in.get(0)[i] * b;
            // No part of what floats are held against.
            boolean off = from <= b && b < to && b != (float) b && Double.isFinite(exact);
            c[i] = off ? exact + ulps * Math.ulp(exact) : exact;
          }
        },
        (point, random) -> Arrays.setAll(point, i -> random.nextDouble(1, 2)),
        point -> Optional.of(Ulp.decimal(point[0]).multiply(Ulp.decimal(point[1]))),
        List.of());
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void errorOfSomePointsIsReportedWithItsInputs(Format<?> format) {
    JointErrors none = JointSearch.chunk(product(0, 0, 0), format, 0);
    assertTrue(none.worst().ulps() <= 0.5, none::toString);
    Worst worst = JointSearch.chunk(product(6, 1.25, 1.375), format, 0).worst();
    assertTrue(worst.ulps() >= 5.5 && worst.ulps() <= 6.5, worst::toString);
    double b = worst.at().get(1);
    assertTrue(b >= 1.25 && b < 1.375, worst::toString);
  }

  @ParameterizedTest
  @FieldSource("FORMATS")
  void searchFindsItsWayToWhatIsWorse(Format<?> format) {
    JointTarget target = product(6, 1.25, 1.2500001);
    List<Worst> starts =
        Stream.of(1.2500002, 1.251).map(b -> new Worst(0.1, List.of(1.1, b), 1, 1)).toList();
    Worst worst = JointSearch.climb(target, format, starts).worst();
    assertTrue(worst.ulps() > 5, worst::toString);
  }

  @Test
  void numberInThePlaceOfNaNIsReported() {
    JointTarget pow = target("pow");
    JointTarget wrong =
        new JointTarget(
            "wrong",
            pow.operands(),
            "",
            (in, z, n) -> {
              pow.floats().run(in, z, n);
              for (int i = 0; i < n; i++) {
                z[i] = Float.isNaN(z[i]) ? 0 : z[i];
              }
            },
            pow.doubles(),
            pow.draw(),
            pow.due(),
            pow.exemptions());
    assertEquals(
        Double.POSITIVE_INFINITY, JointSearch.chunk(wrong, Format.FLOAT, 0).worst().ulps());
  }

  @Test
  void whatIsExemptCountsOnItsOwn() {
    JointTarget glu = target("glu");
    double[] point = {1e30, -95};
    JointErrors exempt = glu.judge(Format.FLOAT, point, 1e5, 1e30 * 0x1p-149, 0, 0);
    assertEquals(Worst.NONE, exempt.worst());
    assertEquals(1, exempt.exempt().getFirst().beyond());
    assertEquals(1, exempt.exempt().getFirst().units(), 1e-9);
    assertEquals(List.of(1e30, -95.0), exempt.exempt().getFirst().worst().at());
  }

  @Test
  void exemptionsEndWhereTheirConditionsDo() {
    JointTarget glu = target("glu");
    double[] tooFar = {1e30, -95};
    assertEquals(1e5, glu.judge(Format.FLOAT, tooFar, 1e5, 5e30 * 0x1p-149, 0, 0).worst().ulps());
    double[] normal = {1e30, -80};
    assertEquals(1e5, glu.judge(Format.FLOAT, normal, 1e5, 0, 0, 0).worst().ulps());
    double[] small = {0.5, -95};
    assertEquals(1e5, glu.judge(Format.FLOAT, small, 1e5, 0, 0, 0).worst().ulps());
    assertEquals(1e5, glu.judge(Format.DOUBLE, tooFar, 1e5, 0, 0, 0).worst().ulps());
  }

  @Test
  void nextToTheZeroOfAGatesDerivativeTheErrorIsAbsolute() {
    JointTarget swiglu = target("swiglu, dg");
    double[] point = {3, -1.2784645, 2};
    assertEquals(Worst.NONE, swiglu.judge(Format.FLOAT, point, 100, 6 * 0x1p-24, 0, 0).worst());
    assertEquals(100, swiglu.judge(Format.FLOAT, point, 100, 6 * 0x1.1p-24, 0, 0).worst().ulps());
  }

  @Test
  void fingerprintIsOfKernelDueAndExemptions() {
    JointTarget glu = target("glu");
    String right = JointSearch.fingerprint(glu);
    assertEquals(right, JointSearch.fingerprint(glu));
    assertNotEquals(
        right,
        JointSearch.fingerprint(
            with(glu, target("swiglu").floats(), glu.doubles(), glu.due(), glu.exemptions())));
    assertNotEquals(
        right,
        JointSearch.fingerprint(
            with(glu, glu.floats(), target("swiglu").doubles(), glu.due(), glu.exemptions())));
    assertNotEquals(
        right,
        JointSearch.fingerprint(
            with(glu, glu.floats(), glu.doubles(), target("swiglu").due(), glu.exemptions())));
    assertNotEquals(
        right,
        JointSearch.fingerprint(with(glu, glu.floats(), glu.doubles(), glu.due(), List.of())));
  }

  private static JointTarget with(
      JointTarget target,
      JointTarget.Kernel<float[]> floats,
      JointTarget.Kernel<double[]> doubles,
      JointTarget.Due due,
      List<JointTarget.Exemption> exemptions) {
    return new JointTarget(
        target.name(), target.operands(), "", floats, doubles, target.draw(), due, exemptions);
  }
}
