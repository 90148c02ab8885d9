package dev.lanewise.jmh.loops;

/**
 * Compares a contender's results with those of plain Java.
 *
 * <p>The tolerance is that of float arithmetic on these formulas, not of any one contender. An
 * elementwise formula makes about ten roundings of 2⁻²⁴ on terms of size 1, so 2⁻²⁰ is allowed,
 * relative to the result or absolute where terms of size 1 cancel. A row operation adds up hundreds
 * of terms in float, which allows 2⁻¹⁴.
 */
public final class Agreement {
  private static final double ELEMENTWISE = 0x1p-20;
  private static final double ROWWISE = 0x1p-14;

  private Agreement() {}

  /**
   * Runs a contender and plain Java on the same arrays and compares.
   *
   * @param contender whom to check
   * @param operation what it computes
   * @param workload on which arrays; its results are those of the contender afterwards
   * @throws IllegalStateException if a result differs; the message names the first
   */
  public static void check(Contender contender, Operation operation, Workload workload) {
    workload.run(Contender.PLAIN.loop(operation));
    float[] expected = workload.out().clone();
    workload.run(contender.loop(operation));
    double tolerance = operation.isRowwise() ? ROWWISE : ELEMENTWISE;
    for (int i = 0; i < expected.length; i++) {
      float actual = workload.out()[i];
      double allowed = tolerance * Math.max(1, Math.abs(expected[i]));
      // Not "difference > allowed", which a NaN would pass.
      if (!(Math.abs(actual - expected[i]) <= allowed)) {
        throw new IllegalStateException(
            "%s %s: element %d is %s, plain Java gives %s"
                .formatted(contender, operation, i, actual, expected[i]));
      }
    }
  }
}
