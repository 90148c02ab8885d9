package dev.lanewise.lane;

import dev.lanewise.lane.Graph.Op;
import dev.lanewise.lane.Graph.Recorder;

/**
 * The bit pattern of a {@link Lane} as an integer: an {@code int} for a float, a {@code long} for a
 * double. Arithmetic wraps.
 */
public final class Bits {
  private final Recorder recorder;
  private final int index;

  Bits(Recorder recorder, int index) {
    this.recorder = recorder;
    this.index = index;
  }

  /**
   * The sum.
   *
   * @param b the other term
   * @return this + b
   */
  public Bits plus(Bits b) {
    return binary(Op.BITS_ADD, b);
  }

  /**
   * The sum with a constant.
   *
   * @param b the other term
   * @return this + b
   */
  public Bits plus(long b) {
    return plus(constant(b));
  }

  /**
   * The difference.
   *
   * @param b what is taken away
   * @return this - b
   */
  public Bits minus(Bits b) {
    return binary(Op.BITS_SUB, b);
  }

  /**
   * The difference from a constant.
   *
   * @param b what is taken away
   * @return this - b
   */
  public Bits minus(long b) {
    return minus(constant(b));
  }

  /**
   * The bits set in both.
   *
   * @param b the other pattern
   * @return this and b
   */
  public Bits and(Bits b) {
    return binary(Op.BITS_AND, b);
  }

  /**
   * The bits set in both.
   *
   * @param b the other pattern
   * @return this and b
   */
  public Bits and(long b) {
    return and(constant(b));
  }

  /**
   * The bits set in either.
   *
   * @param b the other pattern
   * @return this or b
   */
  public Bits or(Bits b) {
    return binary(Op.BITS_OR, b);
  }

  /**
   * The bits set in either.
   *
   * @param b the other pattern
   * @return this or b
   */
  public Bits or(long b) {
    return or(constant(b));
  }

  /**
   * The bits in which the two differ.
   *
   * @param b the other pattern
   * @return this exclusive-or b
   */
  public Bits xor(Bits b) {
    return binary(Op.BITS_XOR, b);
  }

  /**
   * The bits in which the two differ.
   *
   * @param b the other pattern
   * @return this exclusive-or b
   */
  public Bits xor(long b) {
    return xor(constant(b));
  }

  /**
   * The smaller pattern as a signed integer.
   *
   * @param b the other pattern
   * @return the minimum of this and b
   */
  public Bits min(Bits b) {
    return binary(Op.BITS_MIN, b);
  }

  /**
   * The smaller pattern as a signed integer.
   *
   * @param b the other pattern
   * @return the minimum of this and b
   */
  public Bits min(long b) {
    return min(constant(b));
  }

  /**
   * The smaller pattern as an unsigned integer.
   *
   * @param b the other pattern
   * @return the unsigned minimum of this and b
   */
  public Bits unsignedMin(Bits b) {
    return binary(Op.BITS_UMIN, b);
  }

  /**
   * The smaller pattern as an unsigned integer.
   *
   * @param b the other pattern
   * @return the unsigned minimum of this and b
   */
  public Bits unsignedMin(long b) {
    return unsignedMin(constant(b));
  }

  /**
   * Shifts to the left.
   *
   * @param distance how far, 0 to one less than the width
   * @return this &lt;&lt; distance
   * @throws IllegalArgumentException if the distance is out of range
   */
  public Bits shl(int distance) {
    return shift(Op.SHL, distance);
  }

  /**
   * Shifts to the right, repeating the sign bit.
   *
   * @param distance how far, 0 to one less than the width
   * @return this &gt;&gt; distance
   * @throws IllegalArgumentException if the distance is out of range
   */
  public Bits shr(int distance) {
    return shift(Op.SHR, distance);
  }

  /**
   * Shifts to the right, filling with zeros.
   *
   * @param distance how far, 0 to one less than the width
   * @return this &gt;&gt;&gt; distance
   * @throws IllegalArgumentException if the distance is out of range
   */
  public Bits ushr(int distance) {
    return shift(Op.USHR, distance);
  }

  /**
   * The value with this bit pattern.
   *
   * @return the floating-point value
   */
  public Lane value() {
    return new Lane(recorder, recorder.record(Op.FROM_BITS, index, -1, -1, 0));
  }

  int index() {
    return index;
  }

  private Bits constant(long value) {
    return new Bits(recorder, recorder.record(Op.BITS_CONSTANT, -1, -1, -1, value));
  }

  private Bits binary(Op op, Bits b) {
    return new Bits(recorder, recorder.record(op, index, recorder.own(b.recorder, b.index), -1, 0));
  }

  private Bits shift(Op op, int distance) {
    int width = recorder.precision() == Precision.FLOAT ? Integer.SIZE : Long.SIZE;
    if (distance < 0 || distance >= width) {
      throw new IllegalArgumentException(
          "a shift by " + distance + " of " + width + " bits; it can be 0 to " + (width - 1));
    }
    return new Bits(recorder, recorder.record(op, index, -1, -1, distance));
  }
}
