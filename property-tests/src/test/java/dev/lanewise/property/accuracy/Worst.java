package dev.lanewise.property.accuracy;

import java.util.List;

/**
 * The worst result of a kernel of several inputs.
 *
 * @param ulps its error; infinite for NaN in the place of a number, or the reverse
 * @param at the inputs
 * @param result what the kernel gives there
 * @param exact what it should give
 */
record Worst(double ulps, List<Double> at, double result, double exact) {
  static final Worst NONE = new Worst(0, List.of(), 0, 0);

  Worst or(Worst later) {
    return later.ulps > ulps ? later : this;
  }
}
