package dev.lanewise.property;

import static dev.lanewise.property.Digits.ONE;
import static dev.lanewise.property.Digits.minus;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The activations and elementary functions at one place, to at least 40 digits.
 *
 * <p>What several formulas need, as e = exp(-|x|), is computed once; what would cancel is written
 * so that it does not. The exceptions, as silu' near its zero, have 20 digits to spare.
 */
public final class Exact {
  private static final Map<String, ExactFormula> FORMULAS = new HashMap<>();

  static {
    List.of(
            ExactAlgebraic.ALL,
            ExactExponential.ALL,
            ExactGaussian.ALL,
            ExactHyperbolic.ALL,
            ExactLogarithmic.ALL,
            ExactLogistic.ALL,
            ExactPiecewiseLinear.ALL,
            ExactTrigonometric.ALL)
        .forEach(FORMULAS::putAll);
  }

  /** e^-|x|. */
  private static final Function<Exact, BigDecimal> DECAY = at -> Digits.exp(at.x.abs().negate());

  private final double place;
  private final BigDecimal x;
  private final Map<Function<Exact, BigDecimal>, BigDecimal> shared = new IdentityHashMap<>(4);

  private Exact(double place) {
    this.place = place;
    x = Ulp.decimal(place);
  }

  /** The functions at a finite place. */
  public static Exact at(double x) {
    return new Exact(Double.isFinite(x) ? x : 0);
  }

  /** f(x). */
  public BigDecimal value(String name) {
    return formula(name).value().apply(this);
  }

  /** f'(x). */
  public BigDecimal derivative(String name) {
    return formula(name).derivative().apply(this);
  }

  /** f' as a function of the output y, which is this place. */
  public BigDecimal derivativeFromOutput(String name) {
    Function<Exact, BigDecimal> derivative = ExactFromOutput.ALL.get(name);
    if (derivative == null) {
      throw new IllegalArgumentException("no exact derivative of " + name + " from its output");
    }
    return derivative.apply(this);
  }

  /** Whether the function is real and finite here. */
  public boolean hasValue(String name) {
    return CatalogueFacts.of(name).domain().containsInside(place);
  }

  /** The place. */
  BigDecimal x() {
    return x;
  }

  /** The place, of which x has but 60 digits. */
  public double place() {
    return place;
  }

  boolean positive() {
    return place > 0;
  }

  /** A term that is computed but once at this place, known by the object that computes it. */
  BigDecimal share(Function<Exact, BigDecimal> term) {
    BigDecimal value = shared.get(term);
    if (value == null) {
      value = term.apply(this);
      shared.put(term, value);
    }
    return value;
  }

  /** e^-|x|. */
  BigDecimal e() {
    return share(DECAY);
  }

  /** 1 - e^-|x|, without cancellation. */
  BigDecimal oneMinusE() {
    return Digits.isTiny(x) ? Digits.expm1(x.abs().negate()).negate() : minus(ONE, e());
  }

  private static ExactFormula formula(String name) {
    ExactFormula formula = FORMULAS.get(name);
    if (formula == null) {
      throw new IllegalArgumentException("no exact formula of " + name);
    }
    return formula;
  }
}
