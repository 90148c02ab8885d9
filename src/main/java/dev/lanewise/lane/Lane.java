package dev.lanewise.lane;

import dev.lanewise.lane.Graph.Op;
import dev.lanewise.lane.Graph.Recorder;

/**
 * A value in a formula: the same operation for a {@code float}, a {@code double} and a vector of
 * either.
 *
 * <p>A lane is symbolic: {@code x.mul(x)} records a multiplication. Only operations with a single
 * result under IEEE 754 exist, so a formula gives the same bits wherever it runs. A {@code double}
 * argument is a constant, rounded to the formula's precision.
 *
 * <p>Lanes belong to the trace that made them and cannot be kept for another; mixing two traces
 * throws {@link IllegalArgumentException}.
 */
public final class Lane {
  private final Recorder recorder;
  private final int index;

  Lane(Recorder recorder, int index) {
    this.recorder = recorder;
    this.index = index;
  }

  /**
   * The element type for which the formula is being traced, for functions whose polynomial depends
   * on it.
   *
   * @return the precision
   */
  public Precision precision() {
    return recorder.precision();
  }

  /**
   * A constant in the precision of this lane.
   *
   * @param value any number, also NaN or infinite
   * @return the constant, rounded to the precision
   */
  public Lane constant(double value) {
    return recorder.constant(value);
  }

  /**
   * The sum.
   *
   * @param b the other term
   * @return this + b
   */
  public Lane add(Lane b) {
    return binary(Op.ADD, b);
  }

  /**
   * The sum with a constant.
   *
   * @param b the other term
   * @return this + b
   */
  public Lane add(double b) {
    return add(constant(b));
  }

  /**
   * What the rounding of a sum took away: this + b = add(b) + addError(b), exactly unless add(b)
   * overflows. Five operations beside the sum.
   *
   * <p>Source: the algorithm TwoSum, Knuth, "The Art of Computer Programming", volume 2, section
   * 4.2.2.
   *
   * @param b the other term
   * @return the error of {@code add(b)}
   */
  public Lane addError(Lane b) {
    Lane sum = add(b);
    Lane added = sum.sub(this);
    return sub(sum.sub(added)).add(b.sub(added));
  }

  /**
   * The difference.
   *
   * @param b what is taken away
   * @return this - b
   */
  public Lane sub(Lane b) {
    return binary(Op.SUB, b);
  }

  /**
   * The difference from a constant.
   *
   * @param b what is taken away
   * @return this - b
   */
  public Lane sub(double b) {
    return sub(constant(b));
  }

  /**
   * The product.
   *
   * @param b the other factor
   * @return this · b
   */
  public Lane mul(Lane b) {
    return binary(Op.MUL, b);
  }

  /**
   * The product with a constant.
   *
   * @param b the other factor
   * @return this · b
   */
  public Lane mul(double b) {
    return mul(constant(b));
  }

  /**
   * The quotient.
   *
   * @param b the divisor
   * @return this / b
   */
  public Lane div(Lane b) {
    return binary(Op.DIV, b);
  }

  /**
   * The quotient by a constant.
   *
   * @param b the divisor
   * @return this / b
   */
  public Lane div(double b) {
    return div(constant(b));
  }

  /**
   * The fused product and sum, rounded once.
   *
   * @param b the factor
   * @param c the term
   * @return this · b + c
   */
  public Lane fma(Lane b, Lane c) {
    return new Lane(recorder, recorder.record(Op.FMA, index, ref(b), ref(c), 0));
  }

  /**
   * The fused product and sum, rounded once.
   *
   * @param b the factor
   * @param c the term
   * @return this · b + c
   */
  public Lane fma(Lane b, double c) {
    return fma(b, constant(c));
  }

  /**
   * The fused product and sum, rounded once.
   *
   * @param b the factor
   * @param c the term
   * @return this · b + c
   */
  public Lane fma(double b, Lane c) {
    return fma(constant(b), c);
  }

  /**
   * The fused product and sum, rounded once.
   *
   * @param b the factor
   * @param c the term
   * @return this · b + c
   */
  public Lane fma(double b, double c) {
    return fma(constant(b), constant(c));
  }

  /**
   * The negated value; -0 for +0.
   *
   * @return -this
   */
  public Lane neg() {
    return unary(Op.NEG);
  }

  /**
   * The absolute value; +0 for -0.
   *
   * @return |this|
   */
  public Lane abs() {
    return unary(Op.ABS);
  }

  /**
   * The square root, correctly rounded; NaN for negative values.
   *
   * @return √this
   */
  public Lane sqrt() {
    return unary(Op.SQRT);
  }

  /**
   * Less than; false if either is NaN.
   *
   * @param b the right side
   * @return this &lt; b
   */
  public Mask lt(Lane b) {
    return new Mask(recorder, recorder.record(Op.LT, index, ref(b), -1, 0));
  }

  /**
   * Less than; false for NaN.
   *
   * @param b the right side
   * @return this &lt; b
   */
  public Mask lt(double b) {
    return lt(constant(b));
  }

  /**
   * At most; false if either is NaN.
   *
   * @param b the right side
   * @return this &le; b
   */
  public Mask le(Lane b) {
    return new Mask(recorder, recorder.record(Op.LE, index, ref(b), -1, 0));
  }

  /**
   * At most; false for NaN.
   *
   * @param b the right side
   * @return this &le; b
   */
  public Mask le(double b) {
    return le(constant(b));
  }

  /**
   * Greater than; false if either is NaN.
   *
   * @param b the right side
   * @return this &gt; b
   */
  public Mask gt(Lane b) {
    return b.lt(this);
  }

  /**
   * Greater than; false for NaN.
   *
   * @param b the right side
   * @return this &gt; b
   */
  public Mask gt(double b) {
    return gt(constant(b));
  }

  /**
   * At least; false if either is NaN.
   *
   * @param b the right side
   * @return this &ge; b
   */
  public Mask ge(Lane b) {
    return b.le(this);
  }

  /**
   * At least; false for NaN.
   *
   * @param b the right side
   * @return this &ge; b
   */
  public Mask ge(double b) {
    return ge(constant(b));
  }

  /**
   * Equal; false if either is NaN, true for +0 and -0.
   *
   * @param b the right side
   * @return this = b
   */
  public Mask eq(Lane b) {
    return new Mask(recorder, recorder.record(Op.EQ, index, ref(b), -1, 0));
  }

  /**
   * Equal; false for NaN, true for +0 and -0.
   *
   * @param b the right side
   * @return this = b
   */
  public Mask eq(double b) {
    return eq(constant(b));
  }

  /**
   * Not equal; true if either is NaN.
   *
   * @param b the right side
   * @return this ≠ b
   */
  public Mask ne(Lane b) {
    return new Mask(recorder, recorder.record(Op.NE, index, ref(b), -1, 0));
  }

  /**
   * Not equal; true for NaN.
   *
   * @param b the right side
   * @return this ≠ b
   */
  public Mask ne(double b) {
    return ne(constant(b));
  }

  /**
   * Whether the value is not a number.
   *
   * @return this ≠ this
   */
  public Mask isNaN() {
    return ne(this);
  }

  /**
   * The bit pattern, for work on exponents and signs. Those of a NaN differ by machine and path:
   * where the value may be NaN, select another result.
   *
   * @return the IEEE 754 bits as an integer of the same width
   */
  public Bits bits() {
    return new Bits(recorder, recorder.record(Op.TO_BITS, index, -1, -1, 0));
  }

  /**
   * The number of the element in its row, as a value: 0, 1, 2…; in an elementwise kernel, in the
   * range of the call. Exact up to column 2²³ for float and 2⁵² for double, and meaningless from
   * there on. It does not depend on this lane's value.
   *
   * @return the column
   */
  public Lane column() {
    boolean wide = precision() == Precision.DOUBLE;
    Bits number = new Bits(recorder, recorder.record(Op.COLUMN, -1, -1, -1, 0));
    // The mantissa of 2^23, of which the unit in the last place is 1.
    double base = wide ? 0x1p52 : 0x1p23;
    return number.or(constant(base).bits()).value().sub(base);
  }

  int indexIn(Recorder wanted) {
    return wanted.own(recorder, index);
  }

  private int ref(Lane other) {
    return other.indexIn(recorder);
  }

  private Lane unary(Op op) {
    return new Lane(recorder, recorder.record(op, index, -1, -1, 0));
  }

  private Lane binary(Op op, Lane b) {
    return new Lane(recorder, recorder.record(op, index, ref(b), -1, 0));
  }
}
