package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import dev.lanewise.lane.Exp;
import dev.lanewise.lane.Precision;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Float kernels are within 2 ULP over every 1009th of all floats, tails and subnormals included.
 */
class FloatAccuracyTest {
  private static final double MOST = 2;

  static List<Activation> activations() {
    return Activations.all();
  }

  static Stream<LaneKernel> laneFunctions() {
    return LaneKernel.all();
  }

  @ParameterizedTest
  @MethodSource("activations")
  void valueIsWithinTwoUlps(Activation activation) {
    Reference reference = CatalogueFacts.of(activation.name()).reference();
    check(Sweep.worst(activation::apply, reference.value(), null), MOST);
  }

  @ParameterizedTest
  @MethodSource("activations")
  void derivativeIsWithinTwoUlps(Activation activation) {
    Facts facts = CatalogueFacts.of(activation.name());
    check(Sweep.worst(activation::derivative, facts.reference().derivative(), facts), MOST);
  }

  @ParameterizedTest
  @MethodSource("laneFunctions")
  void laneFunctionIsWithinItsUlps(LaneKernel function) {
    check(
        Sweep.worst(function.floats()::run, References.value(function.name()), null),
        function.ulps());
  }

  /** ln 2 is not split there, which costs 0.05 ULP for each unit of the argument. */
  @Test
  void upscaledExponentialIsWithinThreeQuartersAndATwentiethOfItsArgument() {
    LaneKernel function = LaneKernel.of("upscaledExp", 0.75, Exp::upscaledExpNonPositive);
    double upscale = Exp.upscale(Precision.FLOAT);
    float[] x = new float[Float.floatToIntBits(104) / 1009];
    for (int i = 0; i < x.length; i++) {
      x[i] = -Float.intBitsToFloat(i * 1009);
    }
    float[] y = new float[x.length];
    function.floats().run(x, 0, y, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      double error = Ulp.error(y[i], Math.exp(x[i]) * upscale);
      float at = x[i];
      assertTrue(error <= function.ulps() - 0.05 * at, () -> error + " ULP at " + at);
    }
  }

  @Test
  void errorOfThreeUlpsIsNoticed() {
    Sweep.Worst worst =
        Sweep.worst(
            (x, xOffset, y, yOffset, length) -> {
              for (int i = 0; i < length; i++) {
                y[yOffset + i] = x[xOffset + i] == oneFloat() ? oneFloat() + 3 * 0x1p-23f : x[i];
              }
            },
            References.value("identity"),
            null);
    assertTrue(worst.ulps() == 3 && worst.x() == oneFloat(), worst::toString);
  }

  /** A float of the sweep, between 1 and 2. */
  private static float oneFloat() {
    return Float.intBitsToFloat(0x3f800000 / 1009 * 1009 + 1009);
  }

  private static void check(Sweep.Worst worst, double most) {
    assertTrue(worst.ulps() <= most, worst::toString);
  }
}
