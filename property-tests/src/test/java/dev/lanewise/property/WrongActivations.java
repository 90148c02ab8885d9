package dev.lanewise.property;

import static dev.lanewise.property.WrongFormula.derivative;
import static dev.lanewise.property.WrongFormula.value;

import java.util.stream.Stream;
import org.apache.commons.numbers.gamma.Erf;

/**
 * Activations and derivatives that circulate and are wrong.
 *
 * <p>Where the value is wrong the derivative is right, and the other way round, so each mistake is
 * found on its own.
 */
final class WrongActivations {
  private static final double ALPHA = 1.6732632423543772848170429916717;
  private static final double LAMBDA = 1.0507009873554804934193349852946;

  private WrongActivations() {}

  static Stream<WrongFormula> all() {
    return Stream.of(
        value("ReLU = 1 for x > 0", of("relu"), x -> x > 0 ? 1 : 0, 2),
        derivative(
            "ReLU6' = 1/6 for x > 6", of("relu6"), x -> x <= 0 ? 0 : x <= 6 ? 1 : 1.0 / 6, 7),
        derivative("ReLU6' = 1 for x < 0", of("relu6"), x -> x < 6 ? 1 : 0, -1),
        value(
            "SELU = λ(e^(αx) - 1) for x < 0",
            of("selu"),
            x -> x > 0 ? LAMBDA * x : LAMBDA * StrictMath.expm1(ALPHA * x),
            -1),
        derivative(
            "SELU' = λαe^(αx)(1 + e^(αx)) for x < 0", of("selu"), WrongActivations::seluSlope, -1),
        value("ELU = max(0, α(x - β)), α = 1, β = 0", of("elu"), x -> Math.max(0, x), -1),
        derivative("ELU' = α(1 + α), α = 1", of("elu"), x -> x > 0 ? 2 : StrictMath.exp(x), 1),
        value(
            "CELU = α(e^x - 1) for x < 0, α = 2",
            CatalogueFacts.celu(2),
            x -> x > 0 ? x : 2 * StrictMath.expm1(x),
            -1),
        derivative(
            "CELU' = αe^(x/α) for x < 0, α = 2",
            CatalogueFacts.celu(2),
            x -> x > 0 ? 1 : 2 * StrictMath.exp(x / 2),
            -1),
        derivative("σ' = x(1 - x)", of("sigmoid"), x -> x * (1 - x), 2),
        derivative("tanh' = 1 - x²", of("tanh"), x -> 1 - x * x, 2),
        value(
            "log σ = log(1 / (1 + e^-x)) as it stands",
            of("log_sigmoid"),
            x -> (float) StrictMath.log(1 / (1 + exp(-x))),
            -100),
        value(
            "softplus = log(1 + e^x) as it stands",
            of("softplus"),
            x -> (float) StrictMath.log(1 + exp(x)),
            100),
        derivative("softplus' = 1 + e^-x", of("softplus"), x -> 1 + StrictMath.exp(-x), 0),
        derivative(
            "swish' = σ(βx) + xσ(βx)(1 - σ(βx)), β = 2",
            CatalogueFacts.swish(2),
            WrongActivations::swishSlope,
            1),
        value(
            "mish = x(n² + 2n) / (n² + 2n + 2), n = e^x, as it stands",
            of("mish"),
            WrongActivations::mish,
            50),
        value(
            "GELU = x(1 + erf(x/√2)) / 2 as it stands",
            of("gelu"),
            x -> x * (1 + (float) Erf.value(x / Math.sqrt(2))) / 2,
            -6),
        value(
            "GELU = xσ(1.702x)",
            of("gelu"),
            x -> References.value("quick_gelu").applyAsDouble(x),
            1),
        derivative("GELU' = Φ(x)", of("gelu"), x -> 0.5 + Erf.value(x / Math.sqrt(2)) / 2, 1),
        value(
            "hard sigmoid = min(max(0, 0.2x + 0.5), 1)",
            of("hardsigmoid"),
            x -> Math.clamp(0.2 * x + 0.5, 0.0, 1.0),
            1),
        derivative("hard swish' = x/3 + 1/2", of("hardswish"), x -> x / 3 + 0.5, 4),
        value(
            "soft shrink = x for |x| > λ",
            of("softshrink"),
            x -> References.value("hardshrink").applyAsDouble(x),
            2),
        value(
            "tanhshrink = x - tanh x as it stands",
            of("tanhshrink"),
            x -> (float) x - (float) StrictMath.tanh(x),
            0.001),
        derivative("softsign' = 1 / (1 + x)²", of("softsign"), x -> 1 / ((1 + x) * (1 + x)), -3),
        value(
            "squareplus = (x + √(x² + b)) / 2 as it stands, b = 4",
            of("squareplus"),
            WrongActivations::squareplus,
            -5000));
  }

  private static Facts of(String activation) {
    return CatalogueFacts.of(activation);
  }

  private static float exp(double x) {
    return (float) StrictMath.exp(x);
  }

  private static double seluSlope(double x) {
    double e = StrictMath.exp(ALPHA * x);
    return x > 0 ? LAMBDA : LAMBDA * ALPHA * e * (1 + e);
  }

  private static double swishSlope(double x) {
    double s = References.value("sigmoid").applyAsDouble(2 * x);
    return s + x * s * (1 - s);
  }

  private static double mish(double x) {
    float n = exp(x);
    float numerator = n * n + 2 * n;
    return (float) x * (numerator / (numerator + 2));
  }

  private static double squareplus(double x) {
    float z = (float) x;
    return (z + (float) Math.sqrt(z * z + 4)) / 2;
  }
}
