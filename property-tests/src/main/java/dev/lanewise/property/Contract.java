package dev.lanewise.property;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;

/** What every contract of an activation needs: the activation, and places to try it at. */
public interface Contract {
  /** Beyond this in magnitude, differences of neighbouring places could overflow. */
  double FAR = 0x1p100;

  /**
   * The activation under test.
   *
   * @return the subject; asked for at every try, so a cheap call
   */
  Subject subject();

  /**
   * Any bit pattern of any format that the subject has kernels for.
   *
   * @return the generator
   */
  @Provide
  default Arbitrary<Point<?>> points() {
    return Arbitraries.of(subject().kernels())
        .flatMap(kernels -> Inputs.any(kernels.format()).map(x -> new Point<>(kernels, x)));
  }

  /**
   * Numbers up to a large magnitude.
   *
   * @return the generator
   */
  @Provide
  default Arbitrary<Point<?>> finitePoints() {
    return Arbitraries.of(subject().kernels())
        .flatMap(kernels -> Inputs.upTo(kernels.format(), FAR).map(x -> new Point<>(kernels, x)));
  }

  /**
   * Two bit patterns of one format.
   *
   * @return the generator
   */
  @Provide
  default Arbitrary<Pair<?>> pairs() {
    return Arbitraries.of(subject().kernels())
        .flatMap(
            kernels -> {
              Arbitrary<Double> any = Inputs.any(kernels.format());
              return Combinators.combine(any, any).as((a, b) -> new Pair<>(kernels, a, b));
            });
  }
}
