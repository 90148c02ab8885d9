package dev.lanewise.property;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;

/**
 * Reference activations and elementary functions in double, good to far below a hundredth of a
 * float ulp in every tail.
 *
 * <p>They stand on {@link StrictMath}, which gives the same bits on every machine. No term cancels:
 * with e = exp(-|x|), which never overflows, 1 - σ(x) is e / (1 + e) for positive x and not the
 * difference of two rounded numbers. The one exception is silu' near its own zero, where 1 + e + x
 * has an absolute error of some 2⁻⁵⁵.
 */
public final class References {
  /** Scale of the SELU. */
  private static final double SELU_LAMBDA = 1.0507009873554804934193349852946;

  /** λ · α with α = 1.6732632423543772848170429916717, rounded once. */
  private static final double SELU_LAMBDA_ALPHA = 1.7580993408473768599402175208123;

  private static final Map<String, Reference> BY_NAME =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("identity", new Reference(x -> x, x -> Double.isNaN(x) ? x : 1)),
              Map.entry("sigmoid", new Reference(References::sigmoid, References::sigmoidSlope)),
              Map.entry("tanh", new Reference(StrictMath::tanh, References::tanhSlope)),
              Map.entry("relu", new Reference(x -> x <= 0 ? 0 : x, References::step)),
              Map.entry("relu6", new Reference(References::relu6, References::relu6Slope)),
              Map.entry("leaky_relu", leakyRelu(0.01)),
              Map.entry("elu", elu(1)),
              Map.entry("selu", exponentialLinear(SELU_LAMBDA, SELU_LAMBDA_ALPHA)),
              Map.entry("softplus", softplus(1)),
              Map.entry("silu", new Reference(References::silu, References::siluSlope)),
              Map.entry("exp", new Reference(StrictMath::exp, StrictMath::exp)),
              Map.entry("expm1", new Reference(StrictMath::expm1, StrictMath::exp)),
              Map.entry("log", new Reference(StrictMath::log, x -> 1 / x)),
              Map.entry("log1p", new Reference(StrictMath::log1p, x -> 1 / (1 + x)))));

  private References() {}

  /**
   * The reference of a value.
   *
   * @param activationName as {@code Activations.of} takes it, with preset parameters; also "exp",
   *     "expm1", "log" and "log1p"
   * @return f
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  public static DoubleUnaryOperator value(String activationName) {
    return of(activationName).value();
  }

  /**
   * The reference of a derivative.
   *
   * @param activationName as {@code Activations.of} takes it, with preset parameters; also "exp",
   *     "expm1", "log" and "log1p"
   * @return f', at kinks as PyTorch has it
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  public static DoubleUnaryOperator derivative(String activationName) {
    return of(activationName).derivative();
  }

  /**
   * The reference of a value and its derivative.
   *
   * @param activationName as {@code Activations.of} takes it, with preset parameters; also "exp",
   *     "expm1", "log" and "log1p"
   * @return f and f'
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  public static Reference of(String activationName) {
    Reference reference = BY_NAME.get(activationName);
    if (reference == null) {
      throw new IllegalArgumentException(
          "no reference is called \"" + activationName + "\"; there are " + names());
    }
    return reference;
  }

  /**
   * The names that have a reference.
   *
   * @return the names in alphabetical order
   */
  public static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  /**
   * The leaky ReLU.
   *
   * @param slope factor of negative inputs
   * @return x for x &gt; 0, else slope · x
   */
  public static Reference leakyRelu(double slope) {
    return new Reference(x -> x > 0 ? x : slope * x, x -> x > 0 ? 1 : x <= 0 ? slope : x);
  }

  /**
   * The exponential linear unit.
   *
   * @param alpha scale of the negative branch
   * @return x for x &gt; 0, else alpha · (e^x - 1)
   */
  public static Reference elu(double alpha) {
    return exponentialLinear(1, alpha);
  }

  /**
   * The softplus.
   *
   * @param beta sharpness
   * @return log(1 + e^(beta · x)) / beta
   */
  public static Reference softplus(double beta) {
    return new Reference(
        // Not the maximum of βx and 0, which could overflow before the division.
        x -> Math.max(x, 0) + StrictMath.log1p(decayOfProduct(beta, x)) / beta,
        x -> sigmoid(x, decayOfProduct(beta, x)));
  }

  private static Reference exponentialLinear(double positive, double negative) {
    return new Reference(
        x -> x > 0 ? positive * x : negative * StrictMath.expm1(x),
        x -> x > 0 ? positive : negative * StrictMath.exp(x));
  }

  /** e^-|x|, never more than 1. */
  private static double decay(double x) {
    return StrictMath.exp(-Math.abs(x));
  }

  /**
   * e^-|factor · x|, for a factor above 0. Half an ulp that rounding takes from a product of 700 is
   * as much as 500 ulps of the result, so its first-order effect is put back.
   */
  private static double decayOfProduct(double factor, double x) {
    double product = factor * x;
    double e = decay(product);
    if (e == 0) {
      // Also where the product is infinite and nothing meaningful was lost.
      return e;
    }
    double lost = Math.fma(factor, x, -product) * Math.signum(x);
    return e - e * lost;
  }

  private static double square(double x) {
    return x * x;
  }

  private static double step(double x) {
    return x > 0 ? 1 : x <= 0 ? 0 : x;
  }

  private static double sigmoid(double x) {
    return sigmoid(x, decay(x));
  }

  /** The sigmoid of an argument with the sign of x, of which e^-|argument| is known. */
  private static double sigmoid(double x, double e) {
    return (x < 0 ? e : 1) / (1 + e);
  }

  private static double sigmoidSlope(double x) {
    double e = decay(x);
    return e / square(1 + e);
  }

  private static double tanhSlope(double x) {
    double e = decay(2 * x);
    return 4 * e / square(1 + e);
  }

  private static double relu6(double x) {
    return x <= 0 ? 0 : x >= 6 ? 6 : x;
  }

  private static double relu6Slope(double x) {
    return x <= 0 || x >= 6 ? 0 : step(x);
  }

  private static double silu(double x) {
    // e^-1000 is 0 in double, so the clamp takes nothing away, and ∞ · 0 does not arise.
    return x < 0 ? Math.max(x, -1000) * sigmoid(x) : x * sigmoid(x);
  }

  private static double siluSlope(double x) {
    double e = decay(x);
    double z = Math.clamp(x, -1000.0, 1000.0);
    double sum = x < 0 ? e * (1 + z + e) : 1 + e + z * e;
    return sum / square(1 + e);
  }
}
