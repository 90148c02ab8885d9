package dev.lanewise.property;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;

/**
 * What mathematics says about an activation, which the contracts hold it to.
 *
 * @param reference f and f' in double
 * @param derivativeFromOutput f' as a function of y = f(x), where there is one
 * @param kinks where f is not smooth; everywhere else it has three continuous derivatives
 * @param derivativeZeros places away from infinity and from constant stretches where f' passes
 *     through zero; next to them only an absolute error makes sense
 * @param monotone whether f never falls
 * @param odd whether f(-x) = -f(x)
 * @param lower the greatest lower bound of f
 * @param upper the least upper bound of f
 * @param domain where f is real
 * @param scale how far around x f keeps its shape, as a function of x
 * @param curvature a bound of scale(x)² · |f'''(x)| / max(1, |f'(x)|)
 * @param ulps the largest error allowed to a value or derivative, in ulps
 */
public record Facts(
    Reference reference,
    Optional<DoubleUnaryOperator> derivativeFromOutput,
    List<Kink> kinks,
    List<Double> derivativeZeros,
    boolean monotone,
    boolean odd,
    double lower,
    double upper,
    Domain domain,
    DoubleUnaryOperator scale,
    double curvature,
    double ulps) {

  /** The preset of {@link #scale}: max(1, |x|), since activations flatten away from the origin. */
  public static final DoubleUnaryOperator USUAL_SCALE = x -> Math.max(1, Math.abs(x));

  /** The preset of {@link #curvature}: tanh, the most curved of the usual activations, has 2. */
  public static final double USUAL_CURVATURE = 2;

  /** The preset of {@link #ulps}. */
  public static final double USUAL_ULPS = 2;

  /** How far from a zero of the derivative an absolute error of half an ulp of 1 is enough. */
  public static final double NEAR = 0.5;

  /**
   * The facts of a smooth activation that is not known to be monotone, odd or bounded.
   *
   * @param reference f and f' in double
   * @return the facts
   */
  public static Facts of(Reference reference) {
    return new Draft(reference).facts();
  }

  /**
   * These facts, for an activation whose derivative is a function of its output.
   *
   * @param derivative f' as a function of y = f(x)
   * @return the facts
   */
  public Facts withDerivativeFromOutput(DoubleUnaryOperator derivative) {
    return with(draft -> draft.derivativeFromOutput = Optional.of(derivative));
  }

  /**
   * These facts, for an activation with kinks.
   *
   * @param places where they are
   * @return the facts
   */
  public Facts withKinks(Kink... places) {
    return with(draft -> draft.kinks = List.of(places));
  }

  /**
   * These facts, for an activation whose derivative passes through zero.
   *
   * @param places where it does
   * @return the facts
   */
  public Facts withDerivativeZeros(Double... places) {
    return with(draft -> draft.derivativeZeros = List.of(places));
  }

  /**
   * These facts, for an activation that never falls.
   *
   * @return the facts
   */
  public Facts butMonotone() {
    return with(draft -> draft.monotone = true);
  }

  /**
   * These facts, for an odd activation.
   *
   * @return the facts
   */
  public Facts butOdd() {
    return with(draft -> draft.odd = true);
  }

  /**
   * These facts, for an activation with bounds.
   *
   * @param least the greatest lower bound
   * @param most the least upper bound
   * @return the facts
   */
  public Facts within(double least, double most) {
    return with(
        draft -> {
          draft.lower = least;
          draft.upper = most;
        });
  }

  /**
   * These facts, for an activation that is NaN for some numbers.
   *
   * @param least the least number for which it is not
   * @param most the greatest number for which it is not
   * @return the facts
   */
  public Facts withDomain(double least, double most) {
    return with(draft -> draft.domain = new Domain(least, most));
  }

  /**
   * These facts, for an activation that does not flatten away from the origin, as e^x, or bends
   * ever faster towards some place, as log x towards 0.
   *
   * @param distance how far around x it keeps its shape, as a function of x
   * @return the facts
   */
  public Facts withScale(DoubleUnaryOperator distance) {
    return with(draft -> draft.scale = distance);
  }

  /**
   * These facts, for an activation that is more or less curved than usual.
   *
   * @param bound of scale(x)² · |f'''(x)| / max(1, |f'(x)|), where scale(x) is max(1, |x|) unless
   *     {@link #withScale} says something else
   * @return the facts
   */
  public Facts withCurvature(double bound) {
    return with(draft -> draft.curvature = bound);
  }

  /**
   * These facts, for an implementation that promises more or less accuracy than usual.
   *
   * @param bound the largest error allowed
   * @return the facts
   */
  public Facts withUlps(double bound) {
    return with(draft -> draft.ulps = bound);
  }

  /**
   * The kink at a place.
   *
   * @param x the place
   * @return the kink there, if there is one
   */
  public Optional<Kink> kinkAt(double x) {
    return kinks.stream().filter(kink -> kink.at() == x).findFirst();
  }

  /**
   * Whether f is smooth between two places.
   *
   * @param from the one
   * @param to the other
   * @return whether both lie in the domain, and no kink lies between them or on them
   */
  public boolean smoothBetween(double from, double to) {
    double least = Math.min(from, to);
    double most = Math.max(from, to);
    return domain.contains(least)
        && domain.contains(most)
        && kinks.stream().noneMatch(kink -> least <= kink.at() && kink.at() <= most);
  }

  /**
   * Whether f' has a zero nearby, so that an absolute error of half an ulp of 1 will do.
   *
   * @param x the place
   * @return whether a zero is within 0.5
   */
  public boolean nearDerivativeZero(double x) {
    return derivativeZeros.stream().anyMatch(zero -> Math.abs(x - zero) <= NEAR);
  }

  private Facts with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.facts();
  }

  /** Facts that may still change, so that a change names only what it is about. */
  private static final class Draft {
    private final Reference reference;
    private Optional<DoubleUnaryOperator> derivativeFromOutput = Optional.empty();
    private List<Kink> kinks = List.of();
    private List<Double> derivativeZeros = List.of();
    private boolean monotone;
    private boolean odd;
    private double lower = Double.NEGATIVE_INFINITY;
    private double upper = Double.POSITIVE_INFINITY;
    private Domain domain = Domain.ALL;
    private DoubleUnaryOperator scale = USUAL_SCALE;
    private double curvature = USUAL_CURVATURE;
    private double ulps = USUAL_ULPS;

    Draft(Reference reference) {
      this.reference = reference;
    }

    Draft(Facts facts) {
      reference = facts.reference;
      derivativeFromOutput = facts.derivativeFromOutput;
      kinks = facts.kinks;
      derivativeZeros = facts.derivativeZeros;
      monotone = facts.monotone;
      odd = facts.odd;
      lower = facts.lower;
      upper = facts.upper;
      domain = facts.domain;
      scale = facts.scale;
      curvature = facts.curvature;
      ulps = facts.ulps;
    }

    Facts facts() {
      return new Facts(
          reference,
          derivativeFromOutput,
          kinks,
          derivativeZeros,
          monotone,
          odd,
          lower,
          upper,
          domain,
          scale,
          curvature,
          ulps);
    }
  }
}
