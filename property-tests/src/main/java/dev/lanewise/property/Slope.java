package dev.lanewise.property;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * The slope of a function by finite differences in double, with a bound of its error.
 *
 * <p>With a step h, the central difference (f(x+h) - f(x-h)) / 2h is off by h²/6 · |f'''| from
 * cutting the Taylor series and by ε / h from errors ε of the two values. Their sum is least at h =
 * ∛(3ε / |f'''|); with |f'''| around 1 and ε a few 2⁻⁵³ that is near 2⁻¹⁷, a good compromise for
 * any smooth activation, and what is lost beside the best step is a small factor. Away from the
 * origin activations flatten and inputs get coarser, so h grows with |x|: h = 2⁻¹⁷ · s(x), where
 * the scale s(x) ({@link Facts#scale}) is max(1, |x|) for most. With C a bound of s² · |f'''| /
 * max(1, |f'|) ({@link Facts#curvature}) the first error is then at most 2⁻³⁴ · C / 6 · max(1,
 * |f'|), some 10⁻¹⁰. A step of 2⁻²⁶, the square root of 2⁻⁵³ that is often used, would lose four
 * more digits to the second.
 *
 * <p>Where a kink or an end of the domain lies within h, the difference is taken on the side where
 * there is none, with the one-sided formula (-3f(x) + 4f(x+h) - f(x+2h)) / 2h, whose errors are
 * h²/3 · |f'''| and 4ε / h. So only the kink itself is left out.
 *
 * @param estimate the finite difference
 * @param error how much it may be off
 */
record Slope(double estimate, double error) {
  private static final double STEP = 0x1p-17;

  /** Turns -0 into 0, for the eye. */
  private static final double POSITIVE_ZERO = 0.0;

  /**
   * Measures a slope.
   *
   * @param f the function
   * @param ulps how accurate its values are
   * @param facts its kinks, domain, scale and curvature
   * @param x where
   * @return the slope, or nothing where f has no slope or none that can be measured: at a kink,
   *     closely between two, outside of the domain, or where f, f' or the step leaves the range of
   *     a double
   */
  static Optional<Slope> at(DoubleUnaryOperator f, double ulps, Facts facts, double x) {
    if (!Double.isFinite(facts.reference().derivative().applyAsDouble(x))) {
      return Optional.empty();
    }
    double h = STEP * facts.scale().applyAsDouble(x);
    double cut = facts.curvature() * STEP * STEP;
    if (measurable(facts, x - h, x + h)) {
      return Optional.of(central(f, ulps, x, h, cut / 6));
    }
    for (double side : new double[] {h, -h}) {
      if (measurable(facts, x, x + 2 * side)) {
        return Optional.of(oneSided(f, ulps, x, side, cut / 3));
      }
    }
    return Optional.empty();
  }

  private static boolean measurable(Facts facts, double from, double to) {
    DoubleUnaryOperator exact = facts.reference().value();
    return from != to
        && facts.smoothBetween(from, to)
        && Double.isFinite(exact.applyAsDouble(from))
        && Double.isFinite(exact.applyAsDouble(to));
  }

  private static Slope central(DoubleUnaryOperator f, double ulps, double x, double h, double cut) {
    double right = f.applyAsDouble(x + h);
    double left = f.applyAsDouble(x - h);
    double estimate = (right - left) / ((x + h) - (x - h)) + POSITIVE_ZERO;
    double noise =
        noise(ulps, estimate, Math.abs(x) + h, Math.max(Math.abs(left), Math.abs(right)));
    return new Slope(estimate, cut * Math.max(1, Math.abs(estimate)) + noise / h);
  }

  private static Slope oneSided(
      DoubleUnaryOperator f, double ulps, double x, double h, double cut) {
    double here = f.applyAsDouble(x);
    double near = f.applyAsDouble(x + h);
    double far = f.applyAsDouble(x + 2 * h);
    double estimate = (-3 * here + 4 * near - far) / (2 * h) + POSITIVE_ZERO;
    double largest = Math.max(Math.abs(here), Math.max(Math.abs(near), Math.abs(far)));
    double noise = noise(ulps, estimate, Math.abs(x) + 2 * Math.abs(h), largest);
    return new Slope(estimate, cut * Math.max(1, Math.abs(estimate)) + 4 * noise / Math.abs(h));
  }

  /** The error of a value: its own, and that of rounding the place where it is taken. */
  private static double noise(double ulps, double slope, double x, double value) {
    return (ulps + 1) * Math.ulp(value) + Math.abs(slope) * Math.ulp(x);
  }
}
