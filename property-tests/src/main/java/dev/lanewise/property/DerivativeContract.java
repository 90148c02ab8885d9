package dev.lanewise.property;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The derivative of an activation: the slope of its values, to the last digits in every tail. */
public interface DerivativeContract extends Contract {
  /**
   * f'(x) is the slope of the values, measured by finite differences in double: of the activation's
   * own double kernel where it has one, else of the reference. {@link Slope} derives the step and
   * the tolerance; the derivative's own ulps come on top, or, next to a zero of the derivative,
   * half an ulp of 1.
   *
   * <p>A kink is no reason to try less: right beside it the slope is measured on its own side.
   * Where a right derivative fails, f may have a kink or curve more than its facts say, see {@link
   * Facts#withKinks} and {@link Facts#withCurvature}.
   *
   * @param point an input
   */
  @Property
  default void derivativeIsTheSlopeOfTheValues(@ForAll("finitePoints") Point<?> point) {
    Facts facts = subject().facts();
    Optional<Slope> measured = Slope.at(values(), facts.ulps(), facts, point.x());
    measured.ifPresent(
        slope -> {
          double derivative = point.derivative();
          double relative = facts.ulps() * point.format().ulp(derivative);
          double absolute = facts.nearDerivativeZero(point.x()) ? point.format().roundoff() : 0;
          double allowed = slope.error() + Math.max(relative, absolute);
          Check.that(
              Math.abs(derivative - slope.estimate()) <= allowed,
              () ->
                  "%s is %s; the slope of f there is %.9g ± %.1g"
                      .formatted(
                          point.call("f'"), point.text(derivative), slope.estimate(), allowed));
        });
  }

  /**
   * f'(x) is within the activation's ulps of the reference, for every bit pattern. Unlike a finite
   * difference this tells in the tails too, where the slope is next to nothing. Next to a zero of
   * the derivative half an ulp of 1 will also do.
   *
   * @param point an input
   */
  @Property
  default void derivativeAgreesWithTheReference(@ForAll("points") Point<?> point) {
    Facts facts = subject().facts();
    boolean isDouble = point.format() == Format.DOUBLE;
    double doubt = isDouble ? ValueContract.REFERENCE_ULPS : 0;
    double derivative = point.derivative();
    double exact = facts.reference().derivative().applyAsDouble(point.x());
    double absolute = (1 + doubt) * point.format().roundoff();
    double error = point.format().error(derivative, exact);
    Check.that(
        error <= facts.ulps() + doubt
            || facts.nearDerivativeZero(point.x()) && Math.abs(derivative - exact) <= absolute,
        () ->
            "%s is %s; the reference gives %s, %.4g ulps away, allowed are %.4g"
                .formatted(
                    point.call("f'"),
                    point.text(derivative),
                    point.text(exact),
                    error,
                    facts.ulps() + doubt));
  }

  /** At a kink the derivative is the one that convention says. */
  @Example
  default void derivativeAtAKinkIsTheOneOfConvention() {
    Facts facts = subject().facts();
    for (Kernels<?> kernels : subject().kernels()) {
      for (Kink kink : facts.kinks()) {
        Point<?> point = new Point<>(kernels, kink.at());
        double error = point.format().error(point.derivative(), kink.derivative());
        Check.that(
            error <= facts.ulps(),
            () ->
                "%s is %s; by convention it is %s"
                    .formatted(
                        point.call("f'"), point.text(point.derivative()), kink.derivative()));
      }
    }
  }

  /**
   * The derivative of an activation that never falls is nowhere negative.
   *
   * @param point an input
   */
  @Property
  default void derivativeOfAMonotoneActivationIsNotNegative(@ForAll("points") Point<?> point) {
    double derivative = point.derivative();
    Check.that(
        !(subject().facts().monotone() && derivative < 0),
        () -> "%s is %s, but f never falls".formatted(point.call("f'"), point.text(derivative)));
  }

  private DoubleUnaryOperator values() {
    for (Kernels<?> kernels : subject().kernels()) {
      if (kernels.format() == Format.DOUBLE) {
        return kernels::valueAt;
      }
    }
    return subject().facts().reference().value();
  }
}
