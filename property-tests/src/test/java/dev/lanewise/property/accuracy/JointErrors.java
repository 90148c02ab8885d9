package dev.lanewise.property.accuracy;

import java.util.ArrayList;
import java.util.List;

/**
 * The errors of a kernel of several inputs over the points of a search.
 *
 * @param worst the worst where the promise holds
 * @param exempt what is known of the places where it does not, in the order of {@link
 *     JointTarget#exemptions}
 */
record JointErrors(Worst worst, List<Exempt> exempt) {

  /**
   * Errors where a promise does not hold.
   *
   * @param worst the worst
   * @param beyond points whose error is more than is promised elsewhere
   * @param units the largest error in the units that make sense there
   */
  record Exempt(Worst worst, long beyond, double units) {
    static final Exempt NONE = new Exempt(Worst.NONE, 0, 0);

    Exempt and(Exempt later) {
      return new Exempt(worst.or(later.worst), beyond + later.beyond, Math.max(units, later.units));
    }
  }

  static JointErrors none(JointTarget target) {
    return new JointErrors(
        Worst.NONE, target.exemptions().stream().map(exemption -> Exempt.NONE).toList());
  }

  /** These errors and one more, which is exempt. */
  JointErrors and(int exemption, Exempt later) {
    List<Exempt> all = new ArrayList<>(exempt);
    all.set(exemption, all.get(exemption).and(later));
    return new JointErrors(worst, all);
  }

  JointErrors and(Worst later) {
    return new JointErrors(worst.or(later), exempt);
  }

  JointErrors and(JointErrors later) {
    JointErrors all = and(later.worst);
    for (int i = 0; i < exempt.size(); i++) {
      all = all.and(i, later.exempt.get(i));
    }
    return all;
  }

  /** The largest error in tenths of an ulp, rounded up. */
  int tenths() {
    return Errors.tenths(worst.ulps());
  }
}
