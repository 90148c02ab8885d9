package dev.lanewise.jmh.compare;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Direction;
import dev.lanewise.jmh.loops.Family;
import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.RowReference;
import dev.lanewise.jmh.loops.Shape;
import dev.lanewise.jmh.loops.Workload;
import dev.lanewise.property.References;
import dev.lanewise.property.Ulp;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The error of the library's results, values forward and derivatives backward.
 *
 * @param kernel which
 * @param direction which
 * @param sweep errors over a sweep of all floats; for row-wise kernels, over the inputs
 * @param input errors over the inputs of this run
 * @param profile errors along x, empty for row-wise kernels
 */
record Accuracy(String kernel, Direction direction, Errors sweep, Errors input, Profile profile) {
  /** Rounding does not explain more; the bar is 2, but a missed bar is not yet a wrong result. */
  private static final double WRONG_ULPS = 64;

  /** In a row, x - max is rounded before exp, which an x far below the maximum magnifies. */
  private static final double WRONG_ROW_ULPS = 256;

  /** Below this error, absolute, a result counts as right where its exact value is near zero. */
  static final double ZERO_TOLERANCE = 0x1p-24;

  private static final int BLOCK = 1 << 14;

  /** Half the range of x that the profile shows, and its steps. */
  private static final double RANGE = 20;

  private static final int STEPS = 400;
  private static final int POINTS_PER_STEP = 64;

  /**
   * Errors in float ulps against a reference in double.
   *
   * @param largest the largest
   * @param at the input that has it
   * @param sum of all
   * @param count of inputs
   */
  record Errors(double largest, double at, double sum, long count) {
    static final Errors NONE = new Errors(0, 0, 0, 0);

    @JsonProperty
    double mean() {
      return count == 0 ? 0 : sum / count;
    }

    Errors with(Errors other) {
      Errors worse = other.largest > largest ? other : this;
      return new Errors(worse.largest, worse.at, sum + other.sum, count + other.count);
    }
  }

  /**
   * The largest error in each step of x, with the function itself.
   *
   * @param x the middles of the steps
   * @param ulps the largest error in each
   * @param y the exact function at these x
   */
  record Profile(double[] x, double[] ulps, double[] y) {}

  /** An activation's value or derivative, as the library computes it and as it should be. */
  private record Function(Activation activation, Direction direction, DoubleUnaryOperator exact) {
    static Function of(Operation operation) {
      return new Function(
          Activations.of(operation.name()),
          operation.direction(),
          operation.direction() == Direction.FORWARD
              ? References.value(operation.name())
              : References.derivative(operation.name()));
    }

    Errors errors(float[] x) {
      float[] y = new float[x.length];
      if (direction == Direction.FORWARD) {
        activation.apply(x, y);
      } else {
        activation.derivative(x, y);
      }
      double largest = 0;
      double at = 0;
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        double exact = this.exact.applyAsDouble(x[i]);
        double error = error(y[i], exact, crossesZero(x[i]));
        if (error > WRONG_ULPS) {
          throw new CompareException(
              "wrong result: "
                  + activation.name()
                  + (direction == Direction.FORWARD ? "(" : "'(")
                  + x[i]
                  + ") gives "
                  + y[i]
                  + ", exact is "
                  + exact);
        }
        sum += error;
        if (error > largest) {
          largest = error;
          at = x[i];
        }
      }
      return new Errors(largest, at, sum, x.length);
    }

    /**
     * Whether f' changes its sign within 0.5 of x, other than at 0. There an error relative to the
     * result says nothing, because the rounding of x alone moves the result by many of its ulps.
     */
    private boolean crossesZero(float x) {
      double step = 0.5;
      return direction == Direction.BACKWARD
          && Math.abs(x) > step
          && Math.abs(x) < RANGE
          && exact.applyAsDouble(x - step) * exact.applyAsDouble(x + step) < 0;
    }
  }

  private static double error(float actual, double exact, boolean nearZero) {
    return nearZero && Math.abs(actual - exact) <= ZERO_TOLERANCE ? 0 : Ulp.error(actual, exact);
  }

  /**
   * Measures an operation.
   *
   * @throws CompareException if a result is wrong beyond rounding
   */
  static Accuracy measure(Operation operation, Plan plan) {
    if (operation.isRowwise()) {
      Errors input =
          plan.shapes(operation.name()).stream()
              .map(shape -> rowErrors(operation, Workload.of(operation, shape, plan.sample())))
              .reduce(Errors.NONE, Errors::with);
      return new Accuracy(operation.name(), operation.direction(), input, input, null);
    }
    Function function = Function.of(operation);
    return new Accuracy(
        operation.name(),
        operation.direction(),
        sweep(function, plan.sweepStride()),
        function.errors(head(plan.sample(), Plan.MIDDLE)),
        profile(function));
  }

  private static float[] head(float[] sample, int length) {
    return Arrays.copyOf(sample, Math.min(sample.length, length));
  }

  private static Errors sweep(Function function, int stride) {
    long patterns = (1L << Integer.SIZE) / stride;
    int blocks = (int) (patterns / BLOCK) + 1;
    return IntStream.range(0, blocks)
        .parallel()
        .mapToObj(
            block -> {
              float[] x = new float[BLOCK];
              for (int i = 0; i < BLOCK; i++) {
                x[i] = Float.intBitsToFloat((int) (((long) block * BLOCK + i) * stride));
              }
              return function.errors(x);
            })
        .reduce(Errors.NONE, Errors::with);
  }

  private static Profile profile(Function function) {
    double[] middles = new double[STEPS];
    double[] ulps = new double[STEPS];
    double[] y = new double[STEPS];
    double width = 2 * RANGE / STEPS;
    float[] x = new float[POINTS_PER_STEP];
    for (int step = 0; step < STEPS; step++) {
      double start = step * width - RANGE;
      for (int i = 0; i < x.length; i++) {
        x[i] = (float) (start + width * i / x.length);
      }
      middles[step] = start + width / 2;
      ulps[step] = function.errors(x).largest;
      y[step] = function.exact.applyAsDouble(middles[step]);
    }
    return new Profile(middles, ulps, y);
  }

  private static Errors rowErrors(Operation operation, Workload work) {
    work.run(Contender.LANEWISE.loop(operation));
    double[] exact = RowReference.compute(operation, work.x(), work.dy(), work.shape());
    double[] terms = largestTerms(operation, work, exact);
    double sum = 0;
    double largest = 0;
    double at = 0;
    for (int i = 0; i < exact.length; i++) {
      float actual = work.out()[i];
      double error = rowError(actual, exact[i], terms[i]);
      // Not "error > WRONG_ROW_ULPS", which a NaN would pass.
      if (!(error <= WRONG_ROW_ULPS)) {
        throw new CompareException(
            "wrong result: %s on %s gives %s at element %d, exact is %s"
                .formatted(operation, work.shape(), actual, i, exact[i]));
      }
      sum += error;
      if (error > largest) {
        largest = error;
        at = work.x()[i];
      }
    }
    return new Errors(largest, at, sum, exact.length);
  }

  /**
   * A difference is rounded in proportion to its terms, however small it turns out. So log-softmax
   * and both gradients are measured in ulps of their largest term where that exceeds the result.
   * Normalisations subtract sums over a row, which are rounded as its largest element is.
   */
  private static double[] largestTerms(Operation operation, Workload work, double[] exact) {
    double[] terms = new double[exact.length];
    if (operation.family() == Family.NORM) {
      int columns = work.shape().columns();
      for (int start = 0; start < terms.length; start += columns) {
        int end = start + columns;
        Arrays.fill(
            terms, start, end, Arrays.stream(exact, start, end).map(Math::abs).max().orElse(0));
      }
    } else if (operation.name().equals("log_softmax")) {
      Arrays.fill(terms, 1);
    } else if (operation.direction() == Direction.BACKWARD) {
      Arrays.setAll(terms, i -> work.x()[i]);
    }
    return terms;
  }

  private static double rowError(float actual, double exact, double largestTerm) {
    return Math.abs(exact) >= largestTerm || Double.isNaN(exact)
        ? Ulp.error(actual, exact)
        : Math.abs(actual - exact) / Ulp.ofFloat(largestTerm);
  }

  /**
   * The bits that every JVM must find for an operation on a shape.
   *
   * @throws CompareException if a backward pass is not dy times the derivative
   */
  static long checksum(Operation operation, Shape shape, float[] sample) {
    int period = operation.isRowwise() ? shape.size() : Math.min(sample.length, shape.size());
    Shape once = operation.isRowwise() ? shape : Shape.flat(period);
    Workload work = Workload.of(operation, once, sample);
    work.run(Contender.LANEWISE.loop(operation));
    if (!operation.isRowwise() && operation.direction() == Direction.BACKWARD) {
      float[] product = new float[period];
      Activations.of(operation.name()).derivative(work.x(), product);
      for (int i = 0; i < period; i++) {
        product[i] *= work.dy()[i];
      }
      if (Checksum.of(product, period) != Checksum.of(work.out(), period)) {
        throw new CompareException("wrong result: " + operation + " is not dy times derivative");
      }
    }
    return Checksum.of(work.out(), period);
  }
}
