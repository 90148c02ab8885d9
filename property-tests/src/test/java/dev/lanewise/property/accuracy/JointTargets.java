package dev.lanewise.property.accuracy;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import dev.lanewise.activation.GatedUnit;
import dev.lanewise.activation.Prelu;
import dev.lanewise.lane.Power;
import dev.lanewise.math.VectorMath;
import dev.lanewise.property.CatalogueFacts;
import dev.lanewise.property.Exact;
import dev.lanewise.property.ExactFunctions;
import dev.lanewise.property.Facts;
import dev.lanewise.property.Ulp;
import dev.lanewise.property.accuracy.JointTarget.Exemption;
import dev.lanewise.property.accuracy.JointTarget.Exemption.Unit;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Powers, gated units and learned slopes, which the library computes from several inputs. */
final class JointTargets {
  private static final double LARGEST_UNITS = 4;

  /**
   * Points that chance would hardly find: of the gates whose f or f' has the largest relative
   * errors, the one that is worst with factors whose product has just passed a power of two.
   */
  private static final Map<String, List<Double>> STARTS =
      Map.of(
          "glu", List.of(1.4525667, -15.62257),
          "glu, dv", List.of(1.0, -15.62257, 1.4525667),
          "glu, dg", List.of(1.4433937, -15.615516, 0.49964058),
          "swiglu", List.of(1.9990245, -2.4428958E-4),
          "swiglu, dv", List.of(1.0, -2.4428958E-4, 1.9990245),
          "swiglu, dg", List.of(1.2815212, -0.49531665, 0.74427676),
          "geglu", List.of(1.4829851, -0.6732786),
          "geglu, dv", List.of(1.0, -0.6732786, 1.4829851),
          "geglu, dg", List.of(1.5186597, -1.4328952, -0.6388862));

  private static final class Holder {
    static final List<JointTarget> ALL =
        Stream.of(
                Stream.of(pow()),
                prelu(),
                gated("glu", GatedUnit.glu(), Activations.sigmoid()),
                gated("swiglu", GatedUnit.swiglu(), Activations.silu()),
                gated("geglu", GatedUnit.geglu(), Activations.gelu()),
                gated("reglu", GatedUnit.reglu(), Activations.relu()))
            .flatMap(targets -> targets)
            .toList();
  }

  private JointTargets() {}

  /** All of them; made once, since fingerprints take some milliseconds each. */
  static List<JointTarget> all() {
    return Holder.ALL;
  }

  /** Where else the search begins than at the worst of its points. */
  static Worst start(JointTarget target) {
    return new Worst(0, starts(target.name()), 0, 0);
  }

  private static List<Double> starts(String name) {
    return STARTS.getOrDefault(name, List.of());
  }

  private static JointTarget pow() {
    return JointTarget.of(
        "pow",
        List.of("x", "y"),
        Fingerprint.trace(2, l -> Power.pow(l[0], l[1])),
        (in, z, length) -> VectorMath.pow(in.get(0), 0, in.get(1), 0, z, 0, length),
        (in, z, length) -> VectorMath.pow(in.get(0), 0, in.get(1), 0, z, 0, length),
        JointTargets::drawPower,
        point -> ExactFunctions.pow(point[0], point[1]));
  }

  /**
   * Bases of any sign, a third each around 1, of all magnitudes, and negative with a whole
   * exponent, whose powers are spread evenly between two powers of two.
   */
  private static void drawPower(double[] point, SplittableRandom random) {
    int kind = random.nextInt(3);
    double log = kind == 0 ? random.nextDouble(-1, 1) * 0x1p-8 : random.nextDouble(-149, 128);
    double most = random.nextBoolean() ? 151 : 1077;
    double y = random.nextDouble(-most, most) / log;
    point[0] = (kind == 2 ? -1 : 1) * StrictMath.pow(2, log);
    point[1] = kind == 2 ? Math.rint(y) : y;
  }

  private static Stream<JointTarget> prelu() {
    return Stream.of(
        JointTarget.of(
            "prelu",
            List.of("x", "slope"),
            "",
            (in, y, length) ->
                Prelu.apply(in.get(0), 0, length, in.get(1), 0, y, 0, length, 1, length),
            (in, y, length) ->
                Prelu.apply(in.get(0), 0, length, in.get(1), 0, y, 0, length, 1, length),
            JointTargets::drawFactors,
            point -> product(point[0], point[0] > 0 ? 1 : point[1])),
        JointTarget.of(
            "prelu, dx",
            List.of("x", "slope", "dy"),
            "",
            (in, dx, length) -> preluBackward(in, dx, new float[length], length),
            (in, dx, length) -> preluBackward(in, dx, new double[length], length),
            JointTargets::drawFactors,
            point -> product(point[2], point[0] > 0 ? 1 : point[1])),
        JointTarget.of(
            "prelu, da of one row",
            List.of("x", "slope", "dy"),
            "",
            (in, da, length) -> {
              Arrays.fill(da, 0, length, 0);
              preluBackward(in, new float[length], da, length);
            },
            (in, da, length) -> {
              Arrays.fill(da, 0, length, 0);
              preluBackward(in, new double[length], da, length);
            },
            JointTargets::drawFactors,
            point -> product(point[0] > 0 ? 0 : point[0], point[2])));
  }

  private static void preluBackward(List<float[]> in, float[] dx, float[] da, int n) {
    Prelu.backward(in.get(0), 0, n, in.get(1), 0, in.get(2), 0, n, dx, 0, n, da, 0, 1, n);
  }

  private static void preluBackward(List<double[]> in, double[] dx, double[] da, int n) {
    Prelu.backward(in.get(0), 0, n, in.get(1), 0, in.get(2), 0, n, dx, 0, n, da, 0, 1, n);
  }

  private static Optional<BigDecimal> product(double a, double b) {
    return Optional.of(Ulp.decimal(a).multiply(Ulp.decimal(b)));
  }

  /** Of all magnitudes, but so that three of them make no more than a number of the format. */
  private static void drawFactors(double[] point, SplittableRandom random) {
    Arrays.setAll(
        point,
        i -> (random.nextBoolean() ? 1 : -1) * StrictMath.pow(2, random.nextDouble(-42, 42)));
  }

  private static Stream<JointTarget> gated(String name, GatedUnit unit, Activation f) {
    Gate value = new Gate(f, false);
    Gate slope = new Gate(f, true);
    return Stream.of(
        JointTarget.of(
            name,
            List.of("v", "g"),
            value.formula() + starts(name),
            (in, y, length) -> unit.apply(in.get(0), 0, in.get(1), 0, y, 0, length),
            (in, y, length) -> unit.apply(in.get(0), 0, in.get(1), 0, y, 0, length),
            value.draw(0),
            point -> value.due(point[1], point[0]),
            value.subnormal("f(g)", "v", point -> point[0])),
        JointTarget.of(
            name + ", dv",
            List.of("v", "g", "dy"),
            value.formula() + starts(name + ", dv"),
            (in, dv, length) -> gatedBackward(unit, in, dv, new float[length], length),
            (in, dv, length) -> gatedBackward(unit, in, dv, new double[length], length),
            value.draw(2),
            point -> value.due(point[1], point[2]),
            value.subnormal("f(g)", "dy", point -> point[2])),
        JointTarget.of(
            name + ", dg",
            List.of("v", "g", "dy"),
            slope.formula() + starts(name + ", dg"),
            (in, dg, length) -> gatedBackward(unit, in, new float[length], dg, length),
            (in, dg, length) -> gatedBackward(unit, in, new double[length], dg, length),
            slope.draw(0, 2),
            point -> slope.due(point[1], point[2], point[0]),
            overflow(),
            slope.subnormal("f′(g)", "dy · v", point -> point[2] * point[0]),
            slope.nearZero()));
  }

  /** Inputs of a gate where it is neither open nor closed, and factors of all magnitudes. */
  private static void drawGated(double[] point, SplittableRandom random) {
    drawFactors(point, random);
    double most = new double[] {2, 20, 110, 760}[random.nextInt(4)];
    point[1] = random.nextDouble(-most, Math.min(most, 40));
  }

  private static Exemption overflow() {
    return new Exemption(
        "dy · v overflows",
        new Unit("", ""),
        (point, format) ->
            Double.isInfinite(format.round(point[2] * point[0])) ? Double.POSITIVE_INFINITY : 0,
        0);
  }

  /** The function of a gate, f or its derivative. */
  private record Gate(Activation f, boolean isDerivative) {
    String formula() {
      return Fingerprint.trace(
          1, l -> isDerivative ? f.formula().derivative(l[0]) : f.formula().value(l[0]));
    }

    /**
     * Points of which half have a product close to a power of two, where roundings of factors count
     * for most and the last one is the coarsest.
     *
     * @param factor the operand that is chosen so
     * @param others the other factors, but for the gate
     */
    JointTarget.Draw draw(int factor, int... others) {
      return (point, random) -> {
        drawGated(point, random);
        if (random.nextBoolean()) {
          boolean asFloats = random.nextBoolean();
          if (asFloats) {
            Arrays.setAll(point, i -> (float) point[i]);
          }
          double rest = at(point[1]);
          for (int other : others) {
            rest *= point[other];
          }
          double near = 1 + (asFloats ? 0x1p-24 : 0x1p-53) * random.nextDouble(-4, 4);
          point[factor] = Math.scalb(near, random.nextInt(-20, 20)) / rest;
        }
      };
    }

    Optional<BigDecimal> due(double g, double... factors) {
      Exact at = Exact.at(g);
      BigDecimal due = isDerivative ? at.derivative(f.name()) : at.value(f.name());
      for (double factor : factors) {
        due = due.multiply(Ulp.decimal(factor));
      }
      return Optional.of(due);
    }

    /** A factor magnifies the rounding of what is subnormal. */
    Exemption subnormal(String what, String name, ToDoubleFunction<double[]> factor) {
      return new Exemption(
          what + " subnormal, |" + name + "| > 1",
          new Unit("|" + name + "| · 2⁻¹⁴⁹", "|" + name + "| · 2⁻¹⁰⁷⁴"),
          (point, format) -> {
            double magnitude = Math.abs(factor.applyAsDouble(point));
            return magnitude > 1 && Math.abs(at(point[1])) < format.smallestNormal()
                ? magnitude * format.smallest()
                : 0;
          },
          LARGEST_UNITS);
    }

    Exemption nearZero() {
      Facts facts = CatalogueFacts.of(f.name());
      return new Exemption(
          "g within 0.5 of the zero of f′",
          new Unit("|dy · v| · 2⁻²⁴", "|dy · v| · 2⁻⁵³"),
          (point, format) ->
              facts.nearDerivativeZero(point[1])
                  ? Math.abs(point[2] * point[0]) * format.roundoff()
                  : 0,
          1);
    }

    private double at(double g) {
      double[] y = new double[1];
      if (isDerivative) {
        f.derivative(new double[] {g}, y);
      } else {
        f.apply(new double[] {g}, y);
      }
      return y[0];
    }
  }

  private static void gatedBackward(
      GatedUnit unit, List<float[]> in, float[] dv, float[] dg, int length) {
    unit.backward(in.get(0), 0, in.get(1), 0, in.get(2), 0, dv, 0, dg, 0, length);
  }

  private static void gatedBackward(
      GatedUnit unit, List<double[]> in, double[] dv, double[] dg, int length) {
    unit.backward(in.get(0), 0, in.get(1), 0, in.get(2), 0, dv, 0, dg, 0, length);
  }
}
