package dev.lanewise.property.accuracy;

import dev.lanewise.property.CatalogueFacts;
import dev.lanewise.property.Domain;
import dev.lanewise.property.Exact;
import dev.lanewise.property.Facts;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a kernel of one input should give, and how close it has to come.
 *
 * @param hasValue where the function is a number
 * @param exact that number
 * @param inputs which inputs count; the ends belong to them
 * @param zeros of a derivative, next to which only an absolute error makes sense
 * @param reach how far from a zero that is
 * @param allowed the largest error that is promised, in ulps
 */
record Due(
    Predicate<Exact> hasValue,
    Function<Exact, BigDecimal> exact,
    Domain inputs,
    List<Double> zeros,
    double reach,
    double allowed) {

  /** Exact results have 40 digits; of those that only the last operations see, no one knows. */
  private static final MathContext DIGITS = new MathContext(32);

  /** Numbers of all real x, or of those where the function of that name is one. */
  static Due value(String name, double allowed) {
    return new Due(
        at -> at.hasValue(name), at -> at.value(name), Domain.ALL, List.of(), 0, allowed);
  }

  static Due derivative(String name) {
    Facts facts = CatalogueFacts.of(name);
    return new Due(
        at -> at.hasValue(name),
        at -> at.derivative(name),
        Domain.ALL,
        facts.derivativeZeros(),
        Facts.NEAR,
        facts.ulps());
  }

  /**
   * The derivative as a function of what the activation can give.
   *
   * @param zeros where it is a difference of terms that are not small
   */
  static Due fromOutput(String name, double allowed, Double... zeros) {
    Facts facts = CatalogueFacts.of(name);
    Domain outputs = new Domain(facts.lower(), facts.upper());
    return new Due(
        at ->
            outputs.contains(at.place())
                && Double.isFinite(
                    facts.derivativeFromOutput().orElseThrow().applyAsDouble(at.place())),
        at -> at.derivativeFromOutput(name),
        outputs,
        List.of(zeros),
        Facts.NEAR,
        allowed);
  }

  /** What is due at a place, if the function is a number there. */
  Optional<BigDecimal> at(Exact place) {
    return hasValue.test(place) ? Optional.of(exact.apply(place)) : Optional.empty();
  }

  /** Whether an absolute error of the format's unit roundoff is enough at x. */
  boolean isNearZero(double x) {
    for (double zero : zeros) {
      if (Math.abs(x - zero) <= reach) {
        return true;
      }
    }
    return false;
  }

  /** Whether {@link #isNearZero} holds at some place between two others. */
  boolean comesNearZero(double from, double to) {
    return isNearZero(from)
        || isNearZero(to)
        || zeros.stream().anyMatch(z -> Math.min(from, to) < z && z < Math.max(from, to));
  }

  /**
   * The error of one input.
   *
   * @param ulps the error in ulps
   * @param roundoffs the error in unit roundoffs of the format
   */
  Errors judge(double x, double result, double due, double ulps, double roundoffs) {
    return roundoffs <= 1 && isNearZero(x)
        ? Errors.ofNearZero(roundoffs, ulps > allowed)
        : Errors.of(ulps, x, result, due);
  }

  /** What tells this from anything else that might be due: what is due at some places, and how. */
  String fingerprint(List<Exact> places) {
    return places.stream()
        .map(this::fingerprint)
        .collect(Collectors.joining("\n", zeros + " " + inputs + " " + allowed + " ", ""));
  }

  private String fingerprint(Exact place) {
    double x = place.place();
    return at(place).map(due -> due.round(DIGITS).stripTrailingZeros())
        + " "
        + inputs.contains(x)
        + judge(x, 0, 0, 4, 1)
        + judge(x + reach, 0, 0, 1, 1)
        + judge(x, 0, 0, 1, 1.5);
  }
}
