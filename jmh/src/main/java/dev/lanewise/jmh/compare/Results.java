package dev.lanewise.jmh.compare;

import java.util.List;

/**
 * Everything that a run found; {@code results.json} is this record.
 *
 * @param machine where and when
 * @param settings what was asked for
 * @param speeds warm loops
 * @param accuracies errors
 * @param coldStarts fresh JVMs
 * @param widths warm loops at several widths of vectors
 * @param bars what was promised
 * @param aims what was aimed at
 */
record Results(
    Machine machine,
    Settings settings,
    List<Speed> speeds,
    List<Accuracy> accuracies,
    List<ColdStart> coldStarts,
    List<Width> widths,
    List<Bar> bars,
    List<Aim> aims) {

  /**
   * What a run was asked for.
   *
   * @param input the inputs
   * @param kernels the kernels
   * @param forks JVMs for each warm measurement; fewer where time ran short
   * @param sweepStride distance of the bit patterns on which accuracy was measured
   * @param seconds how long the run took
   */
  record Settings(String input, List<String> kernels, int forks, int sweepStride, long seconds) {}
}
