package dev.lanewise.property;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Reference activations and elementary functions in double, good to far below a hundredth of a
 * float ulp in every tail.
 *
 * <p>They stand on {@link StrictMath}, which gives the same bits on every machine, and for erf and
 * its kin on Apache Commons Numbers. No term cancels, but next to zeros of a derivative, where a
 * sum such as 1 + e + x has an absolute error of some 2⁻⁵⁵. Each is part of the {@link
 * CatalogueFacts}.
 */
public final class References {
  private References() {}

  /**
   * The reference of a value.
   *
   * @param name of an activation, as {@code Activations.of} takes it, with preset parameters, or of
   *     a function such as "expm1"; see {@link #names}
   * @return f
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  public static DoubleUnaryOperator value(String name) {
    return of(name).value();
  }

  /**
   * The reference of a derivative.
   *
   * @param name of an activation, as {@code Activations.of} takes it, with preset parameters, or of
   *     a function such as "expm1"; see {@link #names}
   * @return f', at kinks as PyTorch has it
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  public static DoubleUnaryOperator derivative(String name) {
    return of(name).derivative();
  }

  /**
   * The reference of a value and its derivative.
   *
   * @param name of an activation, as {@code Activations.of} takes it, with preset parameters, or of
   *     a function such as "expm1"; see {@link #names}
   * @return f and f'
   * @throws IllegalArgumentException if there is none of that name; the message lists the names
   */
  public static Reference of(String name) {
    if (!CatalogueFacts.BY_NAME.containsKey(name)) {
      throw new IllegalArgumentException(
          "no reference is called \"" + name + "\"; there are " + names());
    }
    return CatalogueFacts.of(name).reference();
  }

  /**
   * The names that have a reference.
   *
   * @return the names in alphabetical order
   */
  public static List<String> names() {
    return List.copyOf(CatalogueFacts.BY_NAME.keySet());
  }

  /**
   * The leaky ReLU.
   *
   * @param slope factor of negative inputs
   * @return x for x &gt; 0, else slope · x
   */
  public static Reference leakyRelu(double slope) {
    return CatalogueFacts.leakyRelu(slope).reference();
  }

  /**
   * The exponential linear unit.
   *
   * @param alpha scale of the negative branch
   * @return x for x &gt; 0, else alpha · (e^x - 1)
   */
  public static Reference elu(double alpha) {
    return CatalogueFacts.elu(alpha).reference();
  }

  /**
   * The softplus.
   *
   * @param beta sharpness
   * @return log(1 + e^(beta · x)) / beta
   */
  public static Reference softplus(double beta) {
    return CatalogueFacts.softplus(beta).reference();
  }
}
