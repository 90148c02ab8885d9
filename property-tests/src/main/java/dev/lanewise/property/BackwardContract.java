package dev.lanewise.property;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The combined operations of an activation agree with its value and derivative. */
public interface BackwardContract extends Contract {
  /**
   * backward(x, dy) is dy · f'(x), rounded once, to the bit.
   *
   * @param pair x and dy
   */
  @Property
  default void backwardIsTheUpstreamGradientTimesTheDerivative(@ForAll("pairs") Pair<?> pair) {
    checkBackward(pair);
  }

  /**
   * One pass gives the bits of the value and of the derivative.
   *
   * @param point an input
   */
  @Property
  default void onePassGivesTheBitsOfValueAndDerivative(@ForAll("points") Point<?> point) {
    checkOnePass(point);
  }

  /**
   * The backward pass from y = f(x) agrees with f' as a function of y, for the very y that the
   * value kernel gives.
   *
   * <p>The error allowed is the activation's ulps, and what moving y to the next number does to f':
   * y is a rounded number, so no more can be known. Where y is the output of a kink, there is no
   * such leeway.
   *
   * @param point an input
   */
  @Property
  default void backwardFromOutputIsTheDerivativeAsAFunctionOfTheOutput(
      @ForAll("points") Point<?> point) {
    checkBackwardFromOutput(point);
  }

  private static <A> void checkBackward(Pair<A> pair) {
    Kernels<A> kernels = pair.kernels();
    Format<A> format = kernels.format();
    kernels
        .backward()
        .ifPresent(
            backward -> {
              double dx = kernels.at(backward, pair.first(), pair.second());
              // Two floats have an exact product in double, so this rounds once in either format.
              double due = format.round(pair.second() * kernels.derivativeAt(pair.first()));
              Check.that(
                  format.bits(dx) == format.bits(due),
                  () ->
                      "backward(%s) is %s; dy times the derivative is %s"
                          .formatted(pair, format.text(dx), format.text(due)));
            });
  }

  private static <A> void checkOnePass(Point<A> point) {
    Kernels<A> kernels = point.kernels();
    Format<A> format = point.format();
    kernels
        .valueAndDerivative()
        .ifPresent(
            both -> {
              A y = format.array(1);
              A d = format.array(1);
              both.run(format.of(point.x()), 0, y, 0, d, 0, 1);
              Check.that(
                  format.bits(format.get(y, 0)) == format.bits(point.value())
                      && format.bits(format.get(d, 0)) == format.bits(point.derivative()),
                  () ->
                      "at %s one pass gives %s and %s, value and derivative are %s and %s"
                          .formatted(
                              point,
                              format.text(format.get(y, 0)),
                              format.text(format.get(d, 0)),
                              format.text(point.value()),
                              format.text(point.derivative())));
            });
  }

  private <A> void checkBackwardFromOutput(Point<A> point) {
    Kernels<A> kernels = point.kernels();
    kernels
        .backwardFromOutput()
        .ifPresent(
            backward -> {
              DoubleUnaryOperator slope = derivativeFromOutput();
              double y = point.value();
              double derivative = kernels.at(backward, y, 1);
              double exact = Double.isNaN(y) ? y : slope.applyAsDouble(y);
              Check.that(
                  point.format().bits(derivative) == point.format().bits(exact)
                      || Math.abs(derivative - exact) <= leeway(slope, point.format(), y, exact),
                  () ->
                      "f' from the output y = %s is %s; it should be %s"
                          .formatted(
                              new Point<>(kernels, y), point.text(derivative), point.text(exact)));
            });
  }

  private double leeway(DoubleUnaryOperator slope, Format<?> format, double y, double exact) {
    Facts facts = subject().facts();
    double doubt = format == Format.DOUBLE ? ValueContract.REFERENCE_ULPS : 0;
    double rounding = (facts.ulps() + doubt) * format.ulp(exact);
    boolean outputOfKink =
        facts.kinks().stream()
            .anyMatch(kink -> facts.reference().value().applyAsDouble(kink.at()) == y);
    if (outputOfKink) {
      return rounding;
    }
    double up = slope.applyAsDouble(format.nextUp(y));
    double down = slope.applyAsDouble(-format.nextUp(-y));
    return rounding + Math.max(Math.abs(up - exact), Math.abs(down - exact));
  }

  private DoubleUnaryOperator derivativeFromOutput() {
    Optional<DoubleUnaryOperator> slope = subject().facts().derivativeFromOutput();
    return slope.orElseThrow(
        () ->
            new AssertionError(
                subject()
                    + " has a backward pass from its output; say what the slope is there,"
                    + " facts.withDerivativeFromOutput(...)"));
  }
}
