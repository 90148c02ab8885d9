package dev.lanewise.activation;

import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;

/**
 * The catalogue of activations.
 *
 * <p>Each factory without parameters returns the same object at every call. Those with parameters
 * return a new activation, whose kernels are compiled for these values: make it once and keep it.
 */
public final class Activations {
  private static final List<Activation> ALL =
      List.of(
          Activation.of(new Identity()),
          Activation.of(new Sigmoid()),
          Activation.of(new Tanh()),
          Activation.of(new Relu()),
          Activation.of(new Relu6()),
          Activation.of(new LeakyRelu(LeakyRelu.DEFAULT_SLOPE)),
          Activation.of(new Elu(Elu.DEFAULT_ALPHA)),
          Activation.of(new Selu()),
          Activation.of(new Softplus(Softplus.DEFAULT_BETA)),
          Activation.of(new Silu()));

  private Activations() {}

  /**
   * Finds an activation by its name, with its preset parameters.
   *
   * @param name such as "silu"
   * @return the activation
   * @throws NullPointerException if the name is null
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  public static Activation of(String name) {
    Objects.requireNonNull(name, "name must not be null");
    for (Activation activation : ALL) {
      if (activation.name().equals(name)) {
        return activation;
      }
    }
    StringJoiner names = new StringJoiner(", ");
    ALL.forEach(activation -> names.add(activation.name()));
    throw new IllegalArgumentException(
        "no activation is called \"" + name + "\"; there are " + names);
  }

  /**
   * All activations, with their preset parameters.
   *
   * @return the activations
   */
  public static List<Activation> all() {
    return ALL;
  }

  /**
   * {@link Identity}.
   *
   * @return the activation
   */
  public static Activation identity() {
    return of("identity");
  }

  /**
   * {@link Sigmoid}.
   *
   * @return the activation
   */
  public static Activation sigmoid() {
    return of("sigmoid");
  }

  /**
   * {@link Tanh}.
   *
   * @return the activation
   */
  public static Activation tanh() {
    return of("tanh");
  }

  /**
   * {@link Relu}.
   *
   * @return the activation
   */
  public static Activation relu() {
    return of("relu");
  }

  /**
   * {@link Relu6}.
   *
   * @return the activation
   */
  public static Activation relu6() {
    return of("relu6");
  }

  /**
   * {@link LeakyRelu}, with its preset slope.
   *
   * @return the activation
   */
  public static Activation leakyRelu() {
    return of("leaky_relu");
  }

  /**
   * {@link LeakyRelu} with a parameter of one's own.
   *
   * @param slope the derivative for negative x, a finite {@code float}
   * @return a new activation
   * @throws IllegalArgumentException if the parameter is out of range
   */
  public static Activation leakyRelu(double slope) {
    return Activation.of(new LeakyRelu(slope));
  }

  /**
   * {@link Elu}, with its preset alpha.
   *
   * @return the activation
   */
  public static Activation elu() {
    return of("elu");
  }

  /**
   * {@link Elu} with a parameter of one's own.
   *
   * @param alpha the negative limit α, at most 10¹¹ in magnitude
   * @return a new activation
   * @throws IllegalArgumentException if the parameter is out of range
   */
  public static Activation elu(double alpha) {
    return Activation.of(new Elu(alpha));
  }

  /**
   * {@link Selu}.
   *
   * @return the activation
   */
  public static Activation selu() {
    return of("selu");
  }

  /**
   * {@link Softplus}, with its preset beta.
   *
   * @return the activation
   */
  public static Activation softplus() {
    return of("softplus");
  }

  /**
   * {@link Softplus} with a parameter of one's own.
   *
   * @param beta the sharpness β, between 10⁻³⁰ and 10³⁰
   * @return a new activation
   * @throws IllegalArgumentException if the parameter is out of range
   */
  public static Activation softplus(double beta) {
    return Activation.of(new Softplus(beta));
  }

  /**
   * {@link Silu}.
   *
   * @return the activation
   */
  public static Activation silu() {
    return of("silu");
  }
}
