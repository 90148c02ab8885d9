package dev.lanewise.property.accuracy;

import dev.lanewise.property.Format;
import dev.lanewise.property.Ulp;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Measures a kernel on every float of a range of bit patterns, against the kernel of the same
 * formula for doubles, whose error of an ulp or two is nothing to a float.
 */
final class FloatSweep {
  /** Parts of the whole sweep, small enough to lose one when the program is stopped. */
  static final int CHUNKS = 64;

  private static final long CHUNK = (1L << Float.SIZE) / CHUNKS;

  /** Four arrays of this length fit into a core's second cache. */
  private static final int BLOCK = 1 << 14;

  /** What infinity stands for, as in {@link Ulp}. */
  private static final double OVERFLOW = 0x1p128;

  private static final double ROUNDOFF = Format.FLOAT.roundoff();

  private static final long EXPONENT = bits(Double.POSITIVE_INFINITY);
  private static final long LEAST_EXPONENT = bits(Float.MIN_NORMAL);
  private static final long LARGEST_EXPONENT = bits(0x1p127);

  /** The bits of 2²³⁻ⁿ are these less the bits of 2ⁿ. */
  private static final long RECIPROCAL = bits(0x1p23) + bits(1);

  private final Target target;
  private final Due due;
  private final float[] x = new float[BLOCK];
  private final float[] y = new float[BLOCK];
  private final double[] wide = new double[BLOCK];
  private final double[] exact = new double[BLOCK];

  private FloatSweep(Target target) {
    this.target = target;
    due = target.due();
  }

  /**
   * Measures a kernel on all floats, on all cores.
   *
   * @param known gives a chunk that was measured before, or calls {@link #chunk}
   */
  static Finding sweep(IntFunction<Finding> known) {
    // All are kept and then joined one after another, so that the sum has the same bits always.
    return IntStream.range(0, CHUNKS).parallel().mapToObj(known).toList().stream()
        .reduce(Finding.NONE, Finding::and);
  }

  /** One of {@link #CHUNKS} parts. */
  static Finding chunk(Target target, int chunk) {
    return range(target, chunk * CHUNK, (chunk + 1) * CHUNK);
  }

  /** The floats whose bit patterns, as unsigned numbers, are at least one and below another. */
  static Finding range(Target target, long from, long to) {
    return range(target, from, to, 1);
  }

  /** One of some many of all floats, on all cores. */
  static Finding every(int stride, Target target) {
    long blocks = (1L << Float.SIZE) / stride / BLOCK;
    return sweep(
        i ->
            range(
                target,
                blocks * i / CHUNKS * BLOCK * stride,
                blocks * (i + 1) / CHUNKS * BLOCK * stride,
                stride));
  }

  private static Finding range(Target target, long from, long to, int stride) {
    FloatSweep sweep = new FloatSweep(target);
    Finding finding = Finding.NONE;
    for (long first = from; first < to; first += (long) BLOCK * stride) {
      int length = (int) Math.min(BLOCK, (to - first) / stride);
      Errors errors = sweep.block((int) first, length, stride);
      finding = finding.and(Finding.of(errors, Axis.place(sweep.x[0])));
    }
    return finding;
  }

  private Errors block(int first, int length, int stride) {
    for (int i = 0; i < length; i++) {
      x[i] = Float.intBitsToFloat(first + i * stride);
      wide[i] = x[i];
    }
    float last = x[length - 1];
    if (Math.max(x[0], last) < due.inputs().least() || Math.min(x[0], last) > due.inputs().most()) {
      return Errors.NONE;
    }
    target.floats().run(x, 0, y, 0, length);
    target.doubles().run(wide, 0, exact, 0, length);
    boolean plain =
        due.inputs().contains(x[0])
            && due.inputs().contains(last)
            && !due.comesNearZero(x[0], last);
    return plain ? numbers(length) : anything(length);
  }

  /**
   * For inputs that all count, are numbers and not near a zero: the loop that nearly all floats go
   * through.
   */
  private Errors numbers(int length) {
    double largest = 0;
    int worst = 0;
    double sum = 0;
    int count = length;
    for (int i = 0; i < length; i++) {
      double error = error(y[i], exact[i]);
      if (error <= largest) {
        sum += error;
      } else if (error > largest) {
        sum += error;
        largest = error;
        worst = i;
      } else if (Float.isNaN(y[i]) && Double.isNaN(exact[i])) {
        count--;
      } else if (largest < Double.POSITIVE_INFINITY) {
        sum = Double.POSITIVE_INFINITY;
        largest = Double.POSITIVE_INFINITY;
        worst = i;
      }
    }
    return largest == 0
        ? new Errors(0, 0, 0, 0, 0, count, 0, 0)
        : new Errors(largest, x[worst], y[worst], exact[worst], sum, count, 0, 0);
  }

  private Errors anything(int length) {
    Errors errors = Errors.NONE;
    for (int i = 0; i < length; i++) {
      boolean nan = Float.isNaN(x[i]);
      // The kernel for doubles is no judge of that, should it make a number of NaN itself.
      double number = nan ? Double.NaN : exact[i];
      double error = Ulp.error(y[i], number);
      boolean counts = nan || due.inputs().contains(x[i]);
      if (counts && (error > 0 || !Double.isNaN(number))) {
        double roundoffs = Math.abs(y[i] - number) / ROUNDOFF;
        errors = errors.and(due.judge(x[i], y[i], number, error, roundoffs));
      }
    }
    return errors;
  }

  /**
   * {@link Ulp#error(float, double)} in a few instructions without a branch; NaN if an argument is.
   */
  static double error(float actual, double exact) {
    double reached = Math.clamp(actual, -OVERFLOW, OVERFLOW);
    double due = Math.clamp(exact, -OVERFLOW, OVERFLOW);
    long exponent = Math.clamp(bits(due) & EXPONENT, LEAST_EXPONENT, LARGEST_EXPONENT);
    return Math.abs(reached - due) * Double.longBitsToDouble(RECIPROCAL - exponent);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }
}
