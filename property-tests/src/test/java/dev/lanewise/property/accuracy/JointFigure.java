package dev.lanewise.property.accuracy;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The worst errors of a kernel of several inputs that a search has found.
 *
 * @param name what is computed
 * @param fingerprint of all that decides about the figure
 * @param floats errors of the kernel for floats
 * @param doubles errors of the kernel for doubles
 */
record JointFigure(String name, String fingerprint, JointErrors floats, JointErrors doubles) {

  static JointFigure of(JointTarget target, JointErrors floats, JointErrors doubles) {
    return new JointFigure(target.name(), target.fingerprint(), floats, doubles);
  }

  /** Says which errors are more than is allowed. */
  List<String> beyondAllowed() {
    return Stream.of(floats.worst(), doubles.worst())
        .filter(worst -> worst.ulps() > JointTarget.ALLOWED)
        .map(
            worst ->
                String.format(
                    Locale.ROOT,
                    "%s: %.4f ULP at %s, allowed are %.1f",
                    name,
                    worst.ulps(),
                    worst.at(),
                    JointTarget.ALLOWED))
        .toList();
  }
}
