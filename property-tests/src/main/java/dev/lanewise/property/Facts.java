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
 * @param curvature a bound of max(1, x²) · |f'''(x)|
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
    double curvature,
    double ulps) {

  /** The preset of {@link #curvature}: tanh, the most curved of the usual activations, has 2. */
  public static final double USUAL_CURVATURE = 2;

  /** The preset of {@link #ulps}. */
  public static final double USUAL_ULPS = 2;

  /** How far from a zero of the derivative an absolute error of half an ulp of 1 is enough. */
  private static final double NEAR = 0.5;

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
   * These facts, for an activation that is more or less curved than usual.
   *
   * @param bound of max(1, x²) · |f'''(x)|
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
   * @return whether no kink lies between them or on them
   */
  public boolean smoothBetween(double from, double to) {
    double least = Math.min(from, to);
    double most = Math.max(from, to);
    return kinks.stream().noneMatch(kink -> least <= kink.at() && kink.at() <= most);
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
          curvature,
          ulps);
    }
  }
}
