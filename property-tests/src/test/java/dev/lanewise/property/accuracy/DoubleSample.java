package dev.lanewise.property.accuracy;

import dev.lanewise.property.DoublePoints;
import dev.lanewise.property.Exact;
import dev.lanewise.property.Format;
import dev.lanewise.property.Ulp;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Measures kernels for doubles at a million points, against exact results. */
final class DoubleSample {
  /** Parts of the sample, small enough to lose one when the program is stopped. */
  static final int CHUNKS = 20;

  private static final double[] POINTS =
      DoubleStream.concat(DoublePoints.seams(), DoublePoints.random()).limit(1_000_000).toArray();

  private static final int CHUNK = POINTS.length / CHUNKS;

  /** What is kept of these points must not serve for others. */
  static final String NAME = "doubles " + Integer.toHexString(Arrays.hashCode(POINTS));

  private static final double ROUNDOFF = Format.DOUBLE.roundoff();

  private final double[] x;

  /** What all kernels have in common at these points; computed when it is needed. */
  private Exact[] exact;

  DoubleSample(double... points) {
    x = points;
  }

  /** One of {@link #CHUNKS} parts. */
  static DoubleSample chunk(int chunk) {
    return new DoubleSample(Arrays.copyOfRange(POINTS, chunk * CHUNK, (chunk + 1) * CHUNK));
  }

  /** The errors of a kernel at the points where its function is a number. */
  Errors measure(Target target) {
    if (exact == null) {
      exact = Arrays.stream(x).parallel().mapToObj(Exact::at).toArray(Exact[]::new);
    }
    double[] y = new double[x.length];
    target.doubles().run(x, 0, y, 0, x.length);
    return IntStream.range(0, x.length)
        .parallel()
        .mapToObj(i -> error(target, y[i], exact[i]))
        .toList()
        .stream()
        .reduce(Errors.NONE, Errors::and);
  }

  /** The error at one point; none where there is no number. */
  static Errors error(Target target, double x) {
    if (!Double.isFinite(x)) {
      return Errors.NONE;
    }
    double[] y = new double[1];
    target.doubles().run(new double[] {x}, 0, y, 0, 1);
    return error(target, y[0], Exact.at(x));
  }

  private static Errors error(Target target, double y, Exact at) {
    return target
        .due()
        .at(at)
        .map(
            due ->
                target
                    .due()
                    .judge(
                        at.place(),
                        y,
                        due.doubleValue(),
                        Ulp.error(y, due),
                        target.due().isNearZero(at.place()) ? roundoffs(y, due) : 0))
        .orElse(Errors.NONE);
  }

  /** The error in unit roundoffs. */
  static double roundoffs(double y, BigDecimal due) {
    return Double.isFinite(y)
        ? Ulp.decimal(y).subtract(due).abs().doubleValue() / ROUNDOFF
        : Double.POSITIVE_INFINITY;
  }
}
