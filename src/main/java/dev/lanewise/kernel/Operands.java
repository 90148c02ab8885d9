package dev.lanewise.kernel;

import dev.lanewise.kernel.Operand.Extent;
import dev.lanewise.lane.Storage;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Checks of a kernel's arguments, all made before anything is written. */
final class Operands {
  private final String kernel;
  private final List<Operand> operands;
  private final Access[] accesses;

  Operands(String kernel, List<Operand> operands, Storage storage) {
    this.kernel = kernel;
    this.operands = operands;
    this.accesses = operands.stream().map(o -> Access.of(o, storage)).toArray(Access[]::new);
  }

  /**
   * Checks one operand.
   *
   * @param segments whether it may be a segment
   * @throws NullPointerException if the array is missing
   * @throws IllegalArgumentException if it is not an array of the kernel's storage, rows would
   *     overlap, or the kernel has no such operand
   * @throws IndexOutOfBoundsException if a row is not within the array
   */
  void check(
      int number,
      Object holder,
      boolean segments,
      long offset,
      long stride,
      int rows,
      long columns) {
    if (number < operands.size()) {
      check(
          operands.get(number), accesses[number], holder, segments, offset, stride, rows, columns);
    } else if (holder != null) {
      throw new IllegalArgumentException(
          kernel + " has " + operands.size() + " operands, not " + (number + 1));
    }
  }

  static void check(
      Operand operand,
      Access access,
      Object holder,
      boolean segments,
      long offset,
      long stride,
      int rows,
      long columns) {
    long length = length(operand, access, holder, segments);
    if (offset < 0) {
      throw new IndexOutOfBoundsException(operand.name() + ": offset " + offset + " is negative");
    }
    int moves = rowsOf(operand, rows) - 1;
    long width = moves < 0 ? 0 : operand.width(columns);
    if (operand.parts() > 1 && width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          operand.name()
              + ": "
              + operand.parts()
              + " parts of "
              + columns
              + " are more than a row's "
              + Integer.MAX_VALUE
              + "; take fewer columns");
    }
    // An input may be the same for all rows.
    boolean repeated = stride == 0 && !operand.written() && operand.extent() == Extent.ROWS;
    if (moves > 0 && stride < width && !repeated) {
      throw new IllegalArgumentException(
          operand.name()
              + ": leading dimension "
              + stride
              + " is less than the row length "
              + width);
    }
    long distance = moves > 0 ? product(moves, stride) : 0;
    if (offset > length || distance > length - offset || width > length - offset - distance) {
      throw new IndexOutOfBoundsException(
          operand.name()
              + ": the range from "
              + offset
              + " to "
              + (offset + distance + width)
              + " does not fit into "
              + (holder instanceof MemorySegment ? "a segment" : "an array")
              + " of length "
              + length);
    }
  }

  /**
   * Checks that an operand's rows are all of its array.
   *
   * @throws NullPointerException if the array is missing
   * @throws IllegalArgumentException if it is not an array of the kernel's storage, or is longer or
   *     shorter
   */
  void checkWhole(int number, Object array, int rows, int columns) {
    if (number >= operands.size()) {
      return;
    }
    Operand operand = operands.get(number);
    long length = length(operand, accesses[number], array, false);
    long due = operand.isShared() ? operand.width(columns) : rows * operand.width(columns);
    if (length != due) {
      throw new IllegalArgumentException(
          operand.name()
              + " has length "
              + length
              + ", not "
              + due
              + " for "
              + rows
              + " rows and "
              + columns
              + " columns");
    }
  }

  /**
   * Checks one operand that is a segment.
   *
   * @return a bit in the operand's place if the segment is native, else 0
   * @throws NullPointerException if the segment is missing
   * @throws IllegalArgumentException if its kind does not fit, rows would overlap, or the kernel
   *     has no such operand
   * @throws IndexOutOfBoundsException if a row is not within the segment
   * @throws IllegalStateException if it has been closed
   * @throws WrongThreadException if it belongs to another thread
   */
  int checkSegment(
      int number, MemorySegment segment, long offset, long stride, int rows, long columns) {
    check(number, segment, true, offset, stride, rows, columns);
    return segment != null && isNative(operands.get(number), accesses[number], segment)
        ? 1 << number
        : 0;
  }

  /** Whether a segment is native; if it cannot be used, as {@link #checkSegment} says. */
  static boolean isNative(Operand operand, Access access, MemorySegment segment) {
    String name = operand.name();
    if (!segment.scope().isAlive()) {
      throw new IllegalStateException(name + " has been closed with its arena");
    }
    if (!segment.isAccessibleBy(Thread.currentThread())) {
      throw new WrongThreadException(
          name + " belongs to another thread: allocate it from a shared arena");
    }
    if (operand.written() && segment.isReadOnly()) {
      throw new IllegalArgumentException(name + " is written and must not be read-only");
    }
    if (segment.isNative()) {
      return true;
    }
    if (access == Access.BOOLEANS) {
      throw new IllegalArgumentException(
          name + " is a segment over an array; truth values are bytes of a native one");
    }
    if (!Segments.isOverArray(segment, access)) {
      throw new IllegalArgumentException(
          name
              + " is a segment over another array than "
              + withArticle(access.element().displayName())
              + "[]; give one over that or a native one");
    }
    if (segment.isReadOnly()) {
      throw new IllegalArgumentException(
          name + " is a read-only segment over an array; give a writable or a native one");
    }
    if (segment.address() % bytes(access) != 0) {
      throw new IllegalArgumentException(
          name + " begins within an element of its array, at byte " + segment.address());
    }
    return false;
  }

  /** The array below a segment that was checked, or the segment if it is native. */
  static Object holder(MemorySegment segment) {
    return segment == null || segment.isNative() ? segment : segment.heapBase().orElseThrow();
  }

  /** The number in its {@link #holder} of a segment's element. */
  long place(int number, MemorySegment segment, long element) {
    return segment == null || segment.isNative()
        ? element
        : element + segment.address() / bytes(number);
  }

  /** Checks that neither the number of rows nor that of columns is negative. */
  static void checkSizes(String name, int rows, long columns) {
    if (rows < 0 || columns < 0) {
      throw new IndexOutOfBoundsException(
          name
              + ": "
              + (rows < 0 ? "the number of rows " + rows : "length " + columns)
              + " is negative");
    }
  }

  /** How many rows an operand of a call with so many has. */
  private static int rowsOf(Operand operand, int rows) {
    return operand.isShared() ? Math.min(rows, 1) : rows;
  }

  /** The product of two that are not negative; more than any memory if it is. */
  private static long product(long a, long b) {
    return Math.multiplyHigh(a, b) == 0 && a * b >= 0 ? a * b : Long.MAX_VALUE;
  }

  /**
   * Refuses two operands that overlap, one of which is written, unless one is an input and both are
   * the very same range.
   *
   * @param segments whether operands are segments, which may overlap although they are two
   * @throws IllegalArgumentException if they do
   */
  void checkApart(
      int first,
      Object a,
      long aOffset,
      long aStride,
      int second,
      Object b,
      long bOffset,
      long bStride,
      boolean segments,
      int rows,
      long columns) {
    if (a != b && !segments || second >= operands.size() || rows == 0) {
      return;
    }
    Operand one = operands.get(first);
    Operand other = operands.get(second);
    // Without columns, there still are the numbers for each row.
    if (one.width(columns) == 0 || other.width(columns) == 0) {
      return;
    }
    if (!one.written() && !other.written() || a != b && !areSegments(a, b)) {
      return;
    }
    int rowsOfOne = rowsOf(one, rows);
    int rowsOfOther = rowsOf(other, rows);
    // The class of segments is not touched where there is none: to load it would allocate.
    boolean bytes = segments && areSegments(a, b);
    int unit = bytes ? bytes(first) : 1;
    int otherUnit = bytes ? bytes(second) : 1;
    long start = bytes ? ((MemorySegment) a).address() + aOffset * unit : aOffset;
    long otherStart = bytes ? ((MemorySegment) b).address() + bOffset * otherUnit : bOffset;
    // The stride of a single row does not matter.
    long stride = rowsOfOne == 1 ? 0 : aStride * unit;
    long otherStride = rowsOfOther == 1 ? 0 : bStride * otherUnit;
    long width = one.width(columns) * unit;
    long otherWidth = other.width(columns) * otherUnit;
    boolean sameRange = start == otherStart && stride == otherStride && width == otherWidth;
    boolean sameAllowed = isInPlace(one, other);
    if (sameRange && sameAllowed
        || !overlap(
            start, stride, width, rowsOfOne, otherStart, otherStride, otherWidth, rowsOfOther)) {
      return;
    }
    throw new IllegalArgumentException(
        other.name()
            + " at offset "
            + bOffset
            + " and "
            + one.name()
            + " at offset "
            + aOffset
            + (bytes ? ", " + Math.abs(otherStart - start) + " bytes apart," : " of the same array")
            + " overlap over "
            + (rows == 1 ? "" : rows + " rows of ")
            + "length "
            + columns
            + (rows == 1 || aStride == bStride
                ? ""
                : ", with leading dimensions " + bStride + " and " + aStride)
            + (sameAllowed ? "; they must be the same range or apart" : "; they must be apart"));
  }

  /** Only rows of an input that are read before the same rows of an output are written. */
  private static boolean isInPlace(Operand one, Operand other) {
    return one.extent() == Extent.ROWS
        && other.extent() == Extent.ROWS
        && one.written() != other.written();
  }

  private static boolean areSegments(Object a, Object b) {
    return a instanceof MemorySegment && b instanceof MemorySegment;
  }

  /** Whether rows of the one and of the other meet. */
  private static boolean overlap(
      long a, long aStride, long aWidth, int aRows, long b, long bStride, long bWidth, int bRows) {
    long aEnd = a + (aRows - 1L) * aStride + aWidth;
    long bEnd = b + (bRows - 1L) * bStride + bWidth;
    if (aEnd <= b || bEnd <= a) {
      return false;
    }
    if (aStride == bStride && aStride > 0) {
      // Columns of one matrix: apart if the windows are apart in each row and across its end.
      long distance = Math.abs(a - b) % aStride;
      boolean aFirst = a <= b;
      return distance < (aFirst ? aWidth : bWidth)
          || aStride - distance < (aFirst ? bWidth : aWidth);
    }
    return rowsMeet(a, aStride, aWidth, aEnd, b, bStride, bWidth, bEnd);
  }

  /** Whichever row ends first gives way to the next, until two meet or one side has no more. */
  private static boolean rowsMeet(
      long a, long aStride, long aWidth, long aEnd, long b, long bStride, long bWidth, long bEnd) {
    long aRow = a;
    long bRow = b;
    while (aRow < aEnd && bRow < bEnd) {
      if (aRow < bRow + bWidth && bRow < aRow + aWidth) {
        return true;
      }
      if (aRow < bRow) {
        aRow += Math.max(aStride, aWidth);
      } else {
        bRow += Math.max(bStride, bWidth);
      }
    }
    return false;
  }

  /** The size of an element. */
  private int bytes(int number) {
    return bytes(accesses[number]);
  }

  private static int bytes(Access access) {
    return 1 << access.shift();
  }

  private static long length(Operand operand, Access access, Object holder, boolean segments) {
    if (holder instanceof float[] floats && access == Access.FLOATS) {
      return floats.length;
    }
    if (holder instanceof double[] doubles && access == Access.DOUBLES) {
      return doubles.length;
    }
    if (holder instanceof short[] shorts && access == Access.SHORTS) {
      return shorts.length;
    }
    if (holder instanceof int[] ints && access == Access.INTS) {
      return ints.length;
    }
    if (holder instanceof boolean[] booleans && access == Access.BOOLEANS) {
      return booleans.length;
    }
    if (segments && holder instanceof MemorySegment segment) {
      return segment.byteSize() / bytes(access);
    }
    if (holder == null) {
      throw new NullPointerException(operand.name() + " is null");
    }
    if (holder instanceof MemorySegment) {
      throw new IllegalArgumentException(
          operand.name() + " is a segment; those are for runSegments");
    }
    throw new IllegalArgumentException(
        operand.name()
            + " is "
            + withArticle(holder.getClass().getSimpleName())
            + "; this kernel works on "
            + access.element().displayName()
            + "[]");
  }

  private static String withArticle(String type) {
    return (type.matches("[AEIOaeio].*") ? "an " : "a ") + type;
  }
}
