package dev.lanewise.lane;

/**
 * How values are kept in memory. Formulas compute in the {@link #precision()}; 16-bit values are
 * widened to float, which is exact, when they are read, and rounded to nearest, ties to even, when
 * they are written.
 */
public enum Storage {
  /** IEEE 754 binary32, in a {@code float[]}. */
  FLOAT(Precision.FLOAT, Float.BYTES),
  /** IEEE 754 binary64, in a {@code double[]}. */
  DOUBLE(Precision.DOUBLE, Double.BYTES),
  /** The upper half of a binary32, in a {@code short[]}: 8 significant bits, the range of float. */
  BFLOAT16(Precision.FLOAT, Short.BYTES) {
    @Override
    Lane widen(Bits stored) {
      return SixteenBits.fromBfloat16(stored);
    }

    @Override
    Bits narrow(Lane x) {
      return SixteenBits.toBfloat16(x);
    }
  },
  /** IEEE 754 binary16, in a {@code short[]}: 11 significant bits, up to 65 504. */
  FLOAT16(Precision.FLOAT, Short.BYTES) {
    @Override
    Lane widen(Bits stored) {
      return SixteenBits.fromFloat16(stored);
    }

    @Override
    Bits narrow(Lane x) {
      return SixteenBits.toFloat16(x);
    }
  };

  private final Precision precision;
  private final int bytes;

  Storage(Precision precision, int bytes) {
    this.precision = precision;
    this.bytes = bytes;
  }

  /**
   * The storage that holds a precision as it is.
   *
   * @param precision of the values
   * @return {@link #FLOAT} or {@link #DOUBLE}
   */
  public static Storage of(Precision precision) {
    return precision == Precision.FLOAT ? FLOAT : DOUBLE;
  }

  /**
   * The precision in which values are computed.
   *
   * @return the precision
   */
  public Precision precision() {
    return precision;
  }

  /**
   * The size of an element.
   *
   * @return how many bytes
   */
  public int bytes() {
    return bytes;
  }

  /**
   * Whether values are rounded when they are written.
   *
   * @return true for the formats of 16 bits
   */
  public boolean isNarrow() {
    return bytes == Short.BYTES;
  }

  /**
   * This storage, for what adds up losses, gradients or rows in it: a sum in 16 bits would soon
   * stop to grow.
   *
   * @param user what it is for
   * @return itself
   * @throws IllegalArgumentException if it {@linkplain #isNarrow() is narrow}
   */
  public Storage requireWide(String user) {
    if (isNarrow()) {
      throw new IllegalArgumentException(
          user
              + " is not kept as "
              + this
              + ", because sums of 16 bits stop growing: keep its values as FLOAT");
    }
    return this;
  }

  Lane widen(Bits stored) {
    throw new AssertionError(this);
  }

  Bits narrow(Lane x) {
    throw new AssertionError(this);
  }
}
