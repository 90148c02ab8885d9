package dev.lanewise.property.accuracy;

/**
 * The errors of a kernel over some inputs, in ulps.
 *
 * <p>An input next to a zero of a derivative, whose result is within the format's unit roundoff
 * (2⁻²⁴ or 2⁻⁵³) of the exact one, counts only in the last two figures. One whose exact result is
 * NaN has to give NaN and does not count at all.
 *
 * @param largest the largest error; infinite for NaN in the place of a number, or the reverse
 * @param x the first input that has it
 * @param result what the kernel gives there
 * @param exact what it should give
 * @param sum of all errors
 * @param count of inputs
 * @param excused inputs next to a zero whose error is beyond what is promised elsewhere
 * @param absolute the largest error next to a zero, in unit roundoffs
 */
record Errors(
    double largest,
    double x,
    double result,
    double exact,
    double sum,
    long count,
    long excused,
    double absolute) {

  /** So little comes from the digits at which the exact result was cut. */
  private static final double NOTHING = 1e-9;

  static final Errors NONE = new Errors(0, 0, 0, 0, 0, 0, 0, 0);

  /** One input. */
  static Errors of(double ulps, double x, double result, double exact) {
    return new Errors(ulps, x, result, exact, ulps, 1, 0, 0);
  }

  /** One input next to a zero. */
  static Errors ofNearZero(double roundoffs, boolean excused) {
    return new Errors(0, 0, 0, 0, 0, 0, excused ? 1 : 0, roundoffs);
  }

  /** These errors and those of later inputs. The order matters to the last bits of the sum. */
  Errors and(Errors later) {
    Errors worse = later.largest > largest ? later : this;
    return new Errors(
        worse.largest,
        worse.x,
        worse.result,
        worse.exact,
        sum + later.sum,
        count + later.count,
        excused + later.excused,
        Math.max(absolute, later.absolute));
  }

  /** These errors and the worst of inputs that were sought for their errors: no mean is of them. */
  Errors andWorst(Errors sought) {
    return and(new Errors(sought.largest, sought.x, sought.result, sought.exact, 0, 0, 0, 0));
  }

  /** Whether every result is the exact one. */
  boolean areNone() {
    return largest <= NOTHING;
  }

  /** The largest error in tenths of an ulp, rounded up. */
  int tenths() {
    return tenths(largest);
  }

  /** An error in tenths of an ulp, rounded up. */
  static int tenths(double ulps) {
    return (int) Math.ceil(10 * (ulps - NOTHING));
  }

  double mean() {
    return count == 0 ? 0 : sum / count;
  }
}
