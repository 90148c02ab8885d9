package dev.lanewise.property;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * All that a row-wise softmax, or its logarithm, must hold: implement {@link #subject()} in a
 * class, and jqwik runs every property on it.
 *
 * <p>Tolerances are in units of the format's roundoff u. A sum of n terms in any order is off by n
 * u at most; the exponential, the logarithm and the operations around them add less than {@link
 * #OTHER_ROUNDINGS}. What grows besides is the argument of the exponential: the difference d of a
 * logit and the maximum is rounded, which turns e^d by |d| u.
 */
public interface SoftmaxContract {
  /** The longest row: twice as wide as a sum may be split, and a tail. */
  int LONGEST = 130;

  /**
   * Roundings apart from those of the sum, with a row's mean of |d|, which is at most log 130 &lt;
   * 5 weighted with the probabilities, counted three times.
   */
  int OTHER_ROUNDINGS = 20;

  /** Of the central differences: see {@link Slope}. */
  double STEP = 0x1p-17;

  /**
   * The softmax under test.
   *
   * @return the subject; asked for at every try, so a cheap call
   */
  SoftmaxSubject subject();

  /**
   * Any finite logits, however large, give probabilities that sum to one.
   *
   * @param row a row
   */
  @Property
  default void rowSumsToOne(@ForAll("finiteRows") Row<?> row) {
    double[] y = row.kernels().forward(row.logits());
    double[] probabilities = probabilities(y);
    double sum = Arrays.stream(probabilities).sum();
    double tolerance = (row.cols() + OTHER_ROUNDINGS) * row.format().roundoff();
    Check.that(
        Arrays.stream(probabilities).allMatch(p -> 0 <= p && p <= 1)
            && Math.abs(sum - 1) <= tolerance,
        () ->
            "%s %s of %s is %s, sum %s"
                .formatted(
                    row.format(),
                    subject(),
                    row.format().texts(row.logits()),
                    row.format().texts(y),
                    sum));
  }

  /**
   * The results are those of the plain formula in double, logit by logit.
   *
   * @param row a row
   */
  @Property
  default void rowAgreesWithTheReference(@ForAll("finiteRows") Row<?> row) {
    checkReference(row, row.logits());
  }

  /**
   * Logits of -∞ are masked: they get no probability, and the others what they get without them.
   *
   * @param row a row
   * @param masked which logit to mask
   */
  @Property
  default void maskedLogitGetsNoProbability(
      @ForAll("finiteRows") Row<?> row, @ForAll @IntRange(max = LONGEST) int masked) {
    double[] x = row.logits();
    x[masked % x.length] = Double.NEGATIVE_INFINITY;
    checkReference(row, x);
  }

  /**
   * Adding a number to all logits, exactly, changes no bit.
   *
   * @param row a row
   * @param shift the number
   */
  @Property
  default void shiftChangesNothing(
      @ForAll("shortRows") Row<?> row, @ForAll @IntRange(min = -1000, max = 1000) int shift) {
    double[] shifted = row.x().stream().mapToDouble(x -> x + shift).toArray();
    checkSame("shifted by " + shift, row, row.kernels().forward(shifted));
  }

  /**
   * The backward pass is the transposed Jacobian times the upstream gradient, all of the Jacobian
   * and not its diagonal alone. The Jacobian is that of central differences in double, of the
   * softmax's own double kernel where it has one, else of the reference; its third derivatives are
   * less than 1.
   *
   * @param row a row
   */
  @Property
  default void backwardIsTheWholeJacobian(@ForAll("shortRows") Row<?> row) {
    double[] dx = row.kernels().backward(row.kernels().forward(row.logits()), row.upstream());
    double[] due = differences(row);
    // Logits are within 8 of 0, so a logarithm of one of 8 probabilities is within 20.
    double largest = subject().logarithm() ? 20 : 1;
    double roundings = row.cols() + OTHER_ROUNDINGS;
    double cut = STEP * STEP / 6;
    double noise = roundings * Format.DOUBLE.roundoff() * largest / STEP;
    double upstream = Arrays.stream(row.upstream()).map(Math::abs).sum();
    double tolerance = upstream * (cut + noise + roundings * row.format().roundoff());
    for (int i = 0; i < due.length; i++) {
      Check.that(
          Math.abs(dx[i] - due[i]) <= tolerance,
          () ->
              "%s backward of %s, dy = %s is %s; the Jacobian gives %s"
                  .formatted(
                      row.format(),
                      row.format().texts(row.logits()),
                      row.format().texts(row.upstream()),
                      row.format().texts(dx),
                      rounded(due)));
    }
  }

  /**
   * A NaN makes its own row NaN, and no other.
   *
   * @param row a row
   * @param position which logit is NaN
   */
  @Property
  default void nanSpoilsItsOwnRowAlone(
      @ForAll("finiteRows") Row<?> row, @ForAll @IntRange(max = LONGEST) int position) {
    checkNan(row, position % row.cols());
  }

  /**
   * A row of -∞ alone, masked entirely, gives zeros (the logarithm -∞) and zero gradients.
   *
   * @param row tells how many columns, and the upstream gradients
   */
  @Property
  default void fullyMaskedRowGivesZerosAndZeroGradients(@ForAll("finiteRows") Row<?> row) {
    double[] x = new double[row.cols()];
    Arrays.fill(x, Double.NEGATIVE_INFINITY);
    double[] y = row.kernels().forward(x);
    double[] dx = row.kernels().backward(y, row.upstream());
    double due = subject().logarithm() ? Double.NEGATIVE_INFINITY : 0;
    Check.that(
        Arrays.stream(y).allMatch(yi -> yi == due) && Arrays.stream(dx).allMatch(d -> d == 0),
        () ->
            "%s of %d logits of -Infinity is %s with gradients %s"
                .formatted(subject(), x.length, Arrays.toString(y), Arrays.toString(dx)));
  }

  /**
   * An output may take the place of an input.
   *
   * @param row a row
   */
  @Property
  default void inPlaceGivesTheSameBits(@ForAll("finiteRows") Row<?> row) {
    checkInPlace(row);
  }

  /**
   * Rows of finite numbers of any magnitude.
   *
   * @return the generator
   */
  @Provide
  default Arbitrary<Row<?>> finiteRows() {
    return Arbitraries.of(subject().kernels())
        .flatMap(
            kernels -> rows(kernels, Inputs.upTo(kernels.format(), kernels.format().largest())));
  }

  /**
   * Short rows of small numbers with few bits, so that sums and differences of them are exact.
   *
   * @return the generator
   */
  @Provide
  default Arbitrary<Row<?>> shortRows() {
    return Arbitraries.of(subject().kernels())
        .flatMap(
            kernels -> {
              Arbitrary<Double> x = Arbitraries.integers().between(-128, 128).map(n -> n / 16.0);
              Arbitrary<Double> dy = Arbitraries.integers().between(-8, 8).map(n -> n / 4.0);
              return rows(kernels, x, dy, 8);
            });
  }

  private static Arbitrary<Row<?>> rows(RowKernels<?> kernels, Arbitrary<Double> x) {
    return rows(kernels, x, Arbitraries.integers().between(-8, 8).map(n -> n / 4.0), LONGEST);
  }

  private static Arbitrary<Row<?>> rows(
      RowKernels<?> kernels, Arbitrary<Double> x, Arbitrary<Double> dy, int longest) {
    return Combinators.combine(x, dy)
        .as(List::of)
        .list()
        .ofMinSize(1)
        .ofMaxSize(longest)
        .map(
            columns ->
                new Row<>(
                    kernels,
                    columns.stream().map(List::getFirst).toList(),
                    columns.stream().map(List::getLast).toList()));
  }

  private double[] probabilities(double... y) {
    return subject().logarithm() ? Arrays.stream(y).map(StrictMath::exp).toArray() : y;
  }

  /** The gradients of a row by central differences. */
  private double[] differences(Row<?> row) {
    UnaryOperator<double[]> forward = forwardInDouble();
    double[] dx = new double[row.cols()];
    for (int i = 0; i < dx.length; i++) {
      double[] right = row.logits();
      double[] left = row.logits();
      right[i] += STEP;
      left[i] -= STEP;
      double[] yRight = forward.apply(right);
      double[] yLeft = forward.apply(left);
      for (int j = 0; j < dx.length; j++) {
        dx[i] += row.dy().get(j) * (yRight[j] - yLeft[j]) / (2 * STEP);
      }
    }
    return dx;
  }

  private UnaryOperator<double[]> forwardInDouble() {
    for (RowKernels<?> kernels : subject().kernels()) {
      if (kernels.format() == Format.DOUBLE) {
        return kernels::forward;
      }
    }
    return subject()::reference;
  }

  private void checkReference(Row<?> row, double... x) {
    Format<?> format = row.format();
    double[] y = row.kernels().forward(x);
    double[] due = subject().reference(x);
    double max = Arrays.stream(x).max().orElseThrow();
    double roundings = row.cols() + OTHER_ROUNDINGS;
    for (int i = 0; i < y.length; i++) {
      // An error of d turns a probability by as much, relatively; a logarithm it shifts.
      double relative = subject().logarithm() ? 2 : Math.min(Math.abs(x[i] - max), 1e4) + roundings;
      double absolute = subject().logarithm() ? roundings : 0;
      // The reference in double has the same errors as a double kernel, so twice.
      double tolerance =
          2 * format.roundoff() * (relative * Math.abs(due[i]) + absolute) + format.smallest();
      int at = i;
      Check.that(
          y[i] == format.round(due[i]) || Math.abs(y[i] - due[i]) <= tolerance,
          () ->
              "%s of %s is %s; element %d should be %s"
                  .formatted(subject(), format.texts(x), format.texts(y), at, due[at]));
    }
  }

  private void checkSame(String how, Row<?> row, double... y) {
    double[] plain = row.kernels().forward(row.logits());
    Check.that(
        Arrays.equals(y, plain),
        () ->
            "%s of %s is %s; %s it is %s"
                .formatted(subject(), row, row.format().texts(plain), how, row.format().texts(y)));
  }

  private <A> void checkNan(Row<A> row, int position) {
    Format<A> format = row.format();
    int cols = row.cols();
    A x = format.array(3 * cols);
    for (int i = 0; i < 3 * cols; i++) {
      format.set(x, i, i == cols + position ? Double.NaN : row.x().get(i % cols));
    }
    A y = format.array(3 * cols);
    row.kernels().forward().run(x, y, 3, cols);
    double[] all = format.elements(y);
    checkSame("before a NaN row", row, Arrays.copyOf(all, cols));
    checkSame("after a NaN row", row, Arrays.copyOfRange(all, 2 * cols, 3 * cols));
    double[] spoilt = Arrays.copyOfRange(all, cols, 2 * cols);
    Check.that(
        Arrays.stream(spoilt).allMatch(Double::isNaN),
        () -> "a row with NaN at %d gives %s".formatted(position, format.texts(spoilt)));
  }

  private <A> void checkInPlace(Row<A> row) {
    Format<A> format = row.format();
    A x = format.of(row.logits());
    row.kernels().forward().run(x, x, 1, row.cols());
    double[] y = format.elements(x);
    checkSame("in place", row, y);
    double[] dx = row.kernels().backward(y, row.upstream());
    A inPlaceOfOutput = format.of(y);
    A inPlaceOfUpstream = format.of(row.upstream());
    row.kernels()
        .backward()
        .run(inPlaceOfOutput, format.of(row.upstream()), inPlaceOfOutput, 1, row.cols());
    row.kernels().backward().run(format.of(y), inPlaceOfUpstream, inPlaceOfUpstream, 1, row.cols());
    Check.that(
        Arrays.equals(format.elements(inPlaceOfOutput), dx)
            && Arrays.equals(format.elements(inPlaceOfUpstream), dx),
        () ->
            "backward of %s is %s; in place of y %s, in place of dy %s"
                .formatted(
                    row,
                    format.texts(dx),
                    format.texts(format.elements(inPlaceOfOutput)),
                    format.texts(format.elements(inPlaceOfUpstream))));
  }

  private static String rounded(double... gradients) {
    return Arrays.stream(gradients).mapToObj("%.6f"::formatted).toList().toString();
  }
}
