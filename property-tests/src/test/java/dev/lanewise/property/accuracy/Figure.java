package dev.lanewise.property.accuracy;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The measured accuracy of a kernel.
 *
 * @param name of the activation or lane function
 * @param part what of it
 * @param fingerprint of all that decides about the figure
 * @param floats errors over all floats
 * @param doubles errors over the points for doubles
 */
record Figure(String name, Target.Part part, String fingerprint, Errors floats, Errors doubles) {

  static Figure of(Target target, Errors floats, Errors doubles) {
    return new Figure(target.name(), target.part(), target.fingerprint(), floats, doubles);
  }

  /** Whether all floats were measured, as with the parameters that are preset. */
  boolean isOfAllFloats() {
    return name.indexOf('(') < 0;
  }

  boolean isOf(Target target) {
    return name.equals(target.name()) && part == target.part();
  }

  /** Says which errors are more than is allowed. */
  List<String> beyond(double allowed) {
    return Stream.of(floats, doubles)
        .filter(errors -> errors.largest() > allowed)
        .map(
            errors ->
                String.format(
                    Locale.ROOT,
                    "%s: %.4f ULP at %s, allowed are %.1f",
                    this,
                    errors.largest(),
                    errors.x(),
                    allowed))
        .toList();
  }

  @Override
  public String toString() {
    return part.of(name);
  }
}
