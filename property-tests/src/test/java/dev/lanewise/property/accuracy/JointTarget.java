package dev.lanewise.property.accuracy;

import dev.lanewise.property.Format;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A function of several numbers, as kernels for both formats. There are too many points to try all,
 * so that its worst error is searched for.
 *
 * @param name what is computed
 * @param operands the names of its inputs
 * @param fingerprint of all that decides about the figure
 * @param floats the kernel for floats
 * @param doubles the kernel for doubles
 * @param draw points where the result is neither 0 nor infinite as a rule
 * @param due what the kernels should give
 * @param exemptions where the promise does not hold
 */
record JointTarget(
    String name,
    List<String> operands,
    String fingerprint,
    Kernel<float[]> floats,
    Kernel<double[]> doubles,
    Draw draw,
    Due due,
    List<Exemption> exemptions) {

  /** The largest error that is promised, in ulps. */
  static final double ALLOWED = 4;

  /**
   * A kernel of several inputs.
   *
   * @param <A> {@code float[]} or {@code double[]}
   */
  @FunctionalInterface
  interface Kernel<A> {
    void run(List<A> inputs, A result, int length);
  }

  /** Draws a point. */
  @FunctionalInterface
  interface Draw {
    void into(double[] point, SplittableRandom random);
  }

  /** What is due at a point, if the function is a number there. */
  @FunctionalInterface
  interface Due {
    Optional<BigDecimal> at(double[] point);
  }

  /**
   * Where the promise does not hold, and what does instead.
   *
   * @param condition in words
   * @param unit the unit of errors that makes sense there, in words for either format
   * @param leeway that unit as a number
   * @param most how many of them are allowed
   */
  record Exemption(String condition, Unit unit, Leeway leeway, double most) {

    /** A unit in words. */
    record Unit(String ofFloat, String ofDouble) {}

    /** The unit at a point; 0 where the promise holds, infinite where there is none. */
    @FunctionalInterface
    interface Leeway {
      double at(double[] point, Format<?> format);
    }
  }

  /** A kernel and all that is said of it here, given its fingerprint as yet without the points. */
  static JointTarget of(
      String name,
      List<String> operands,
      String formula,
      Kernel<float[]> floats,
      Kernel<double[]> doubles,
      Draw draw,
      Due due,
      Exemption... exemptions) {
    JointTarget target =
        new JointTarget(name, operands, formula, floats, doubles, draw, due, List.of(exemptions));
    return new JointTarget(
        name,
        operands,
        Fingerprint.of(formula, JointSearch.fingerprint(target)),
        floats,
        doubles,
        draw,
        due,
        target.exemptions);
  }

  /** An error at a point, counted as the exemptions want it. */
  JointErrors judge(
      Format<?> format, double[] point, double ulps, double error, double result, double exact) {
    Worst worst = new Worst(ulps, Arrays.stream(point).boxed().toList(), result, exact);
    JointErrors none = JointErrors.none(this);
    for (int i = 0; i < exemptions.size(); i++) {
      double unit = exemptions.get(i).leeway().at(point, format);
      double units = error / unit;
      if (unit == Double.POSITIVE_INFINITY || unit > 0 && units <= exemptions.get(i).most()) {
        long beyond = ulps > ALLOWED ? 1 : 0;
        return none.and(
            i, new JointErrors.Exempt(worst, beyond, unit == Double.POSITIVE_INFINITY ? 0 : units));
      }
    }
    return none.and(worst);
  }

  /** The name without a part, by which a run may be limited to this. */
  String family() {
    return name.replaceFirst(",.*", "");
  }

  @Override
  public String toString() {
    return name;
  }
}
