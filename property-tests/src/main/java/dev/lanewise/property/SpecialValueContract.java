package dev.lanewise.property;

import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What an activation makes of NaN, infinities, zeros and the ends of the format. */
public interface SpecialValueContract extends Contract {
  /** NaN goes in, NaN comes out, of every operation and through every input. */
  @Example
  default void nanGivesNan() {
    for (Operation<?> operation : subject().operations()) {
      for (int input = 0; input < operation.inputs(); input++) {
        checkNan(operation, input);
      }
    }
  }

  /**
   * Only NaN and what is outside of the domain give NaN: no ∞ - ∞, 0 · ∞ or 0 / 0 on the way.
   *
   * @param point an input
   */
  @Property
  default void onlyNanGivesNan(@ForAll("points") Point<?> point) {
    Check.that(
        !subject().facts().domain().contains(point.x())
            || !Double.isNaN(point.value()) && !Double.isNaN(point.derivative()),
        () ->
            "at %s the value is %s and the derivative %s"
                .formatted(point, point.text(point.value()), point.text(point.derivative())));
  }

  /** Infinities give the limits, or NaN where they are outside of the domain. */
  @Example
  default void infinitiesGiveTheLimits() {
    checkExactly(Double.NEGATIVE_INFINITY);
    checkExactly(Double.POSITIVE_INFINITY);
  }

  /** The two zeros give the same value, but for its sign, and the same derivative. */
  @Example
  default void bothZerosGiveTheSame() {
    for (Kernels<?> kernels : subject().kernels()) {
      Point<?> plus = new Point<>(kernels, 0.0);
      Point<?> minus = new Point<>(kernels, -0.0);
      Check.that(
          plus.value() == minus.value() && plus.derivative() == minus.derivative(),
          () ->
              "at 0.0 value and derivative are %s and %s, at -0.0 they are %s and %s"
                  .formatted(
                      plus.text(plus.value()),
                      plus.text(plus.derivative()),
                      plus.text(minus.value()),
                      plus.text(minus.derivative())));
    }
  }

  /** The smallest and largest subnormal, the smallest normal and the largest number are right. */
  @Example
  default void endsOfTheFormatAreRight() {
    for (Kernels<?> kernels : subject().kernels()) {
      Format<?> format = kernels.format();
      double[] ends = {
        format.smallest(),
        format.smallestNormal() - format.smallest(),
        format.smallestNormal(),
        format.largest()
      };
      for (double end : ends) {
        checkWithin(new Point<>(kernels, end));
        checkWithin(new Point<>(kernels, -end));
      }
    }
  }

  private static <A> void checkNan(Operation<A> operation, int input) {
    Call<A> call = new Call<>(operation);
    for (int i = 0; i < operation.inputs(); i++) {
      call.set(i, 0, i == input ? Double.NaN : 1);
    }
    call.run();
    for (int output = operation.inputs(); output < operation.operands().size(); output++) {
      double result = call.get(output, 0);
      String name = operation.operands().get(output);
      Check.that(
          Double.isNaN(result),
          () ->
              "%s: NaN as %s gives %s as %s"
                  .formatted(operation, operation.operands().get(input), result, name));
    }
  }

  private void checkExactly(double x) {
    Reference reference = subject().facts().reference();
    for (Kernels<?> kernels : subject().kernels()) {
      Point<?> point = new Point<>(kernels, x);
      checkEqual("f", point, point.value(), reference.value());
      checkEqual("f'", point, point.derivative(), reference.derivative());
    }
  }

  private static void checkEqual(
      String what, Point<?> point, double actual, DoubleUnaryOperator reference) {
    double limit = point.format().round(reference.applyAsDouble(point.x()));
    Check.that(
        actual == limit || Double.isNaN(actual) && Double.isNaN(limit),
        () -> "%s is %s; the limit is %s".formatted(point.call(what), actual, limit));
  }

  private void checkWithin(Point<?> point) {
    Facts facts = subject().facts();
    double allowed =
        facts.ulps() + (point.format() == Format.DOUBLE ? ValueContract.REFERENCE_ULPS : 0);
    double value = facts.reference().value().applyAsDouble(point.x());
    double derivative = facts.reference().derivative().applyAsDouble(point.x());
    Check.that(
        point.format().error(point.value(), value) <= allowed
            && point.format().error(point.derivative(), derivative) <= allowed,
        () ->
            "at %s value and derivative are %s and %s; they should be %s and %s"
                .formatted(
                    point,
                    point.text(point.value()),
                    point.text(point.derivative()),
                    point.text(value),
                    point.text(derivative)));
  }
}
