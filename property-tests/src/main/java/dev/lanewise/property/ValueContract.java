package dev.lanewise.property;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The values of an activation: right, and shaped as mathematics says. */
public interface ValueContract extends Contract {
  /**
   * How many ulps a reference in double may itself be off, where it is a double that is measured:
   * an exponential within 1 and some four operations of a half each. The error of a double kernel
   * is known to a fraction of an ulp only against a reference of more digits.
   */
  double REFERENCE_ULPS = 6;

  /**
   * f(x) is within the activation's ulps of the reference, for every bit pattern.
   *
   * @param point an input
   */
  @Property
  default void valueAgreesWithTheReference(@ForAll("points") Point<?> point) {
    Facts facts = subject().facts();
    double exact = facts.reference().value().applyAsDouble(point.x());
    double error = point.format().error(point.value(), exact);
    Check.that(
        error <= allowedUlps(facts, point),
        () ->
            "%s is %s; the reference gives %s, %.4g ulps away, allowed are %.4g"
                .formatted(
                    point.call("f"),
                    point.text(point.value()),
                    point.text(exact),
                    error,
                    allowedUlps(facts, point)));
  }

  /**
   * A monotone activation never falls, but for what the allowed errors of two values permit.
   *
   * @param pair two inputs
   */
  @Property
  default void monotoneActivationNeverFalls(@ForAll("pairs") Pair<?> pair) {
    if (subject().facts().monotone() && pair.first() <= pair.second()) {
      checkRise(pair.firstPoint(), pair.secondPoint());
    }
  }

  /**
   * A monotone activation does not fall from one number to the next either.
   *
   * @param point an input
   */
  @Property
  default void monotoneActivationDoesNotFallToTheNextNumber(
      @ForAll("finitePoints") Point<?> point) {
    if (subject().facts().monotone()) {
      checkRise(point, next(point));
    }
  }

  /**
   * f(x) is within its bounds. A bound that the format can represent is never passed, one that it
   * cannot by no more than the activation's ulps.
   *
   * @param point an input
   */
  @Property
  default void valueStaysWithinItsBounds(@ForAll("points") Point<?> point) {
    Facts facts = subject().facts();
    double y = point.value();
    Check.that(
        !(y < facts.lower() - slack(facts, point, facts.lower()))
            && !(y > facts.upper() + slack(facts, point, facts.upper())),
        () ->
            "%s is %s, outside of [%s, %s]"
                .formatted(point.call("f"), point.text(y), facts.lower(), facts.upper()));
  }

  /**
   * f(-x) = -f(x) to the bit, since a sign needs no rounding.
   *
   * @param point an input
   */
  @Property
  default void oddActivationIsOddToTheBit(@ForAll("points") Point<?> point) {
    if (subject().facts().odd()) {
      double mirrored = new Point<>(point.kernels(), -point.x()).value();
      Check.that(
          point.format().bits(mirrored) == point.format().bits(-point.value()),
          () ->
              "%s is %s, f at the negative of it %s"
                  .formatted(point.call("f"), point.text(point.value()), point.text(mirrored)));
    }
  }

  private void checkRise(Point<?> low, Point<?> high) {
    Domain domain = subject().facts().domain();
    if (!domain.contains(low.x()) || !domain.contains(high.x())) {
      return;
    }
    double from = low.value();
    double to = high.value();
    // Each of the two values may be off by so much, in the direction that hurts.
    double slack = 2 * subject().facts().ulps() * low.format().ulp(to);
    Check.that(
        from <= to || from <= to + slack,
        () ->
            "%s is %s, but %s is %s"
                .formatted(low.call("f"), low.text(from), high.call("f"), high.text(to)));
  }

  private static <A> Point<A> next(Point<A> point) {
    return new Point<>(point.kernels(), point.format().nextUp(point.x()));
  }

  private static double slack(Facts facts, Point<?> point, double bound) {
    // A bound such as 0, 6 or 1 is meant exactly; one with more digits than a float is not.
    return (float) bound == bound ? 0 : facts.ulps() * point.format().ulp(bound);
  }

  private static double allowedUlps(Facts facts, Point<?> point) {
    return facts.ulps() + (point.format() == Format.DOUBLE ? REFERENCE_ULPS : 0);
  }
}
