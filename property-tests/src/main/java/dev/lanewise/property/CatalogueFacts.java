package dev.lanewise.property;

/** The mathematical facts of the activations of Lanewise's catalogue. */
public final class CatalogueFacts {
  private static final double SELU_LAMBDA = 1.0507009873554804934193349852946;

  /** λ · α, where the SELU ends. */
  private static final double SELU_FLOOR = 1.7580993408473768599402175208123;

  /** Where silu has its minimum: x = -1 - W(1/e). */
  private static final double SILU_LOWEST_AT = -1.2784645427610738;

  private static final double SILU_LOWEST = -0.27846454276107380;

  private CatalogueFacts() {}

  /**
   * The facts of an activation with preset parameters.
   *
   * @param name as {@code Activations.of} takes it
   * @return the facts
   * @throws IllegalArgumentException if nothing is known of that name: whoever adds an activation
   *     to the catalogue adds its facts here
   */
  public static Facts of(String name) {
    return switch (name) {
      case "identity" -> smooth(name).butMonotone().butOdd().withDerivativeFromOutput(y -> 1);
      case "sigmoid" ->
          smooth(name).butMonotone().within(0, 1).withDerivativeFromOutput(y -> y * (1 - y));
      case "tanh" ->
          smooth(name)
              .butMonotone()
              .butOdd()
              .within(-1, 1)
              .withDerivativeFromOutput(y -> (1 - y) * (1 + y));
      case "relu" ->
          smooth(name)
              .butMonotone()
              .within(0, Double.POSITIVE_INFINITY)
              .withKinks(new Kink(0, 0))
              .withDerivativeFromOutput(y -> y > 0 ? 1 : 0);
      case "relu6" ->
          smooth(name)
              .butMonotone()
              .within(0, 6)
              .withKinks(new Kink(0, 0), new Kink(6, 0))
              .withDerivativeFromOutput(y -> y > 0 && y < 6 ? 1 : 0);
      case "leaky_relu" -> leakyRelu(0.01);
      case "elu" -> elu(1);
      case "selu" ->
          smooth(name)
              .butMonotone()
              .within(-SELU_FLOOR, Double.POSITIVE_INFINITY)
              .withKinks(new Kink(0, SELU_FLOOR))
              .withDerivativeFromOutput(y -> y > 0 ? SELU_LAMBDA : y + SELU_FLOOR);
      case "softplus" -> softplus(1);
      case "silu" ->
          smooth(name)
              .within(SILU_LOWEST, Double.POSITIVE_INFINITY)
              .withDerivativeZeros(SILU_LOWEST_AT);
      default ->
          throw new IllegalArgumentException(
              "the mathematical facts of \"" + name + "\" are not in CatalogueFacts");
    };
  }

  /**
   * The facts of a leaky ReLU.
   *
   * @param slope factor of negative inputs, more than 0
   * @return the facts
   */
  public static Facts leakyRelu(double slope) {
    return Facts.of(References.leakyRelu(slope))
        .butMonotone()
        .withKinks(new Kink(0, slope))
        .withDerivativeFromOutput(y -> y > 0 ? 1 : slope);
  }

  /**
   * The facts of an exponential linear unit.
   *
   * @param alpha scale of the negative branch, more than 0 and at most 2
   * @return the facts
   */
  public static Facts elu(double alpha) {
    return Facts.of(References.elu(alpha))
        .butMonotone()
        .within(-alpha, Double.POSITIVE_INFINITY)
        .withKinks(new Kink(0, alpha))
        .withDerivativeFromOutput(y -> y > 0 ? 1 : y + alpha);
  }

  /**
   * The facts of a softplus.
   *
   * @param beta sharpness, more than 0 and at most 4
   * @return the facts
   */
  public static Facts softplus(double beta) {
    return Facts.of(References.softplus(beta))
        .butMonotone()
        .within(0, Double.POSITIVE_INFINITY)
        .withDerivativeFromOutput(y -> -StrictMath.expm1(-beta * y));
  }

  private static Facts smooth(String name) {
    return Facts.of(References.of(name));
  }
}
