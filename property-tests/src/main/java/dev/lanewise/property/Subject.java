package dev.lanewise.property;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import java.util.List;
import java.util.stream.Stream;

/**
 * An activation under test: its kernels and what is known about it.
 *
 * @param name how reports call it
 * @param facts what mathematics says about it
 * @param kernels its operations, for {@code float[]}, {@code double[]} or both
 */
public record Subject(String name, Facts facts, List<Kernels<?>> kernels) {
  /**
   * Makes a subject.
   *
   * @param name how reports call it
   * @param facts what mathematics says about it
   * @param kernels its operations, for {@code float[]}, {@code double[]} or both
   * @return the subject
   */
  public static Subject of(String name, Facts facts, Kernels<?>... kernels) {
    return new Subject(name, facts, List.of(kernels));
  }

  /**
   * Makes a subject of an activation from the catalogue, with its preset parameters.
   *
   * @param activation the activation
   * @return the subject
   * @throws IllegalArgumentException if it is not from the catalogue or has other parameters; see
   *     {@link #of(Activation, Facts)}
   */
  public static Subject of(Activation activation) {
    boolean preset =
        Activations.all().stream().anyMatch(a -> a.toString().equals(activation.toString()));
    if (!preset) {
      throw new IllegalArgumentException(
          activation
              + " is not in the catalogue with these parameters: say what is known of it,"
              + " Subject.of(activation, facts)");
    }
    return of(activation, CatalogueFacts.of(activation.name()));
  }

  /**
   * Makes a subject of an activation, and warms it up so that vectors are tested where the machine
   * has them.
   *
   * @param activation the activation
   * @param facts what mathematics says about it
   * @return the subject
   */
  public static Subject of(Activation activation, Facts facts) {
    activation.warmUp();
    Kernels<float[]> floats =
        Kernels.floats(activation::apply, activation::derivative)
            .withBackward(activation::backward)
            .withValueAndDerivative(activation::valueAndDerivative);
    Kernels<double[]> doubles =
        Kernels.doubles(activation::apply, activation::derivative)
            .withBackward(activation::backward)
            .withValueAndDerivative(activation::valueAndDerivative);
    if (activation.supportsBackwardFromOutput()) {
      floats = floats.withBackwardFromOutput(activation::backwardFromOutput);
      doubles = doubles.withBackwardFromOutput(activation::backwardFromOutput);
    }
    return of(activation.toString(), facts, floats, doubles);
  }

  /**
   * All operations of all formats.
   *
   * @return the operations
   */
  public List<Operation<?>> operations() {
    return kernels.stream().<Operation<?>>flatMap(Subject::operations).toList();
  }

  private static <A> Stream<Operation<A>> operations(Kernels<A> kernels) {
    return kernels.operations().stream();
  }

  @Override
  public String toString() {
    return name;
  }
}
