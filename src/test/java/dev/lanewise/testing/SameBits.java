package dev.lanewise.testing;

import dev.lanewise.kernel.Engine;
import dev.lanewise.lane.Precision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints a hash over the results of every operation, to be compared between JVMs and machines.
 *
 * <p>Arguments: {@code float=SIZE}, {@code double=SIZE} choose the sets of inputs; {@code switch}
 * prints all hashes a second time after a warm-up. Lines of the output:
 *
 * <pre>
 * facts SIMD BITS
 * before OPERATION.SIZE HASH    for each operation, and one over all
 * served OWNER BOOLEAN          the outcome of its warm-up
 * after OPERATION.SIZE HASH
 * </pre>
 */
public final class SameBits {
  /** Odd numbers of elements before and after every range: writes there change the hash. */
  private static final int MARGIN = 7;

  private static final int CHUNK = 1000;

  /** Short rows may be taken in groups of four: two groups, and one row left. */
  private static final int ROWS = 9;

  private static final double UNTOUCHED = -77;

  private final Size size;
  private final Map<Memory, Object[]> inputs = new HashMap<>();
  private final Map<Memory, Object[]> rowInputs = new HashMap<>();

  private SameBits(Size size) {
    this.size = size;
  }

  /** How much is computed. */
  public enum Size {
    /** A million inputs and all lengths to 200. */
    FULL(1_000_000, 200, 1),
    /** For JVMs that do not optimise. */
    SMALL(4_000, 70, 1),
    /** For JVMs in which one operation takes microseconds. */
    TINY(64, 40, 13);

    private final int elements;
    private final int lengths;
    private final int lengthStep;

    Size(int elements, int lengths, int lengthStep) {
      this.elements = elements;
      this.lengths = lengths;
      this.lengthStep = lengthStep;
    }
  }

  public static void main(String[] args) {
    List<String> arguments = List.of(args);
    Engine.Facts facts = Engine.facts();
    System.out.println("facts " + facts.simd() + " " + facts.vectorBits());
    Share share = Share.in(arguments);
    print("before", arguments, share);
    Map<String, Boolean> served = new TreeMap<>();
    if (arguments.contains("switch")) {
      for (Operation operation : Operation.all()) {
        if (!share.contains(operation)) {
          continue;
        }
        served.computeIfAbsent(operation.owner(), owner -> operation.warmUp().now());
      }
      served.forEach((owner, vectors) -> System.out.println("served " + owner + " " + vectors));
      print("after", arguments, share);
    }
  }

  private static void print(String phase, List<String> arguments, Share share) {
    for (Size size : Size.values()) {
      SameBits set = new SameBits(size);
      List<Operation> operations = new ArrayList<>();
      for (Precision precision : Precision.values()) {
        if (arguments.contains(precision.name().toLowerCase(Locale.ROOT) + "=" + size)) {
          Operation.all().stream()
              .filter(operation -> operation.precision() == precision)
              .filter(share::contains)
              .forEach(operations::add);
        }
      }
      long total = 0;
      for (Operation operation : operations) {
        long hash = set.hash(operation);
        total = Elements.mix(total ^ hash);
        System.out.println(phase + " " + operation + "." + size + " " + Long.toHexString(hash));
      }
      if (operations.size() == Operation.all().size()) {
        System.out.println(phase + " all." + size + " " + Long.toHexString(total));
      }
    }
  }

  private long hash(Operation operation) {
    boolean range = operation.form() == Operation.Form.RANGE;
    Object[] pool =
        (range ? inputs : rowInputs).computeIfAbsent(operation.memory(), m -> pool(m, !range));
    long hash = 0;
    int rows = operation.rowwise() ? ROWS : 1;
    for (int length = 0; length <= size.lengths; length += size.lengthStep) {
      int start = 37 * length % size.elements;
      hash = call(hash, operation, pool, start, rows, length);
      hash = callInPlace(hash, operation, pool, start, length);
    }
    int columns = CHUNK;
    for (int start = 0; start < size.elements; start += rows * columns) {
      columns = Math.min(columns, (size.elements - start) / rows);
      if (columns == 0) {
        break;
      }
      hash = call(hash, operation, pool, start, rows, columns);
    }
    return hash;
  }

  /**
   * Inputs with some more than the set's elements, so that every length fits at every start, also
   * rows of two parts.
   */
  private Object[] pool(Memory memory, boolean rows) {
    int length = size.elements + ROWS * (CHUNK + size.lengths + 2 * MARGIN) + 2 * MARGIN;
    Precision precision = memory.storage().precision();
    return new Object[] {
      memory.of(rows ? Inputs.stretches(precision, length, 1) : Inputs.mixed(precision, length, 1)),
      memory.of(
          rows
              ? Inputs.stretches(precision, length, 1_000_003)
              : Inputs.mixed(precision, length, 1_000_003))
    };
  }

  /** One call, each operand at another odd offset and with another leading dimension. */
  private static long call(
      long hash, Operation operation, Object[] pool, int start, int rows, int columns) {
    Object[] arrays = new Object[operation.operands().size()];
    int[] offsets = new int[arrays.length];
    int[] strides = new int[arrays.length];
    for (int k = 0; k < arrays.length; k++) {
      boolean read = k < operation.inputs();
      int margin = 1 + 2 * ((columns + k) % 3);
      offsets[k] = read ? (start | 1) + 2 * k : margin;
      int width = operation.width(k, columns);
      strides[k] = width + (read ? 0 : margin);
      arrays[k] =
          read ? pool[k % pool.length] : operation.allocate(k, rows * (width + MARGIN) + MARGIN);
      if (!read) {
        Elements.fill(arrays[k], UNTOUCHED);
      }
    }
    operation.run(arrays, offsets, strides, rows, columns);
    for (int k = operation.inputs(); k < arrays.length; k++) {
      hash = Elements.hash(hash, arrays[k]);
    }
    return hash;
  }

  /** One call on one row whose first output is, if it may be, its last input. */
  private static long callInPlace(
      long hash, Operation operation, Object[] pool, int start, int columns) {
    Object[] arrays = new Object[operation.operands().size()];
    int[] offsets = new int[arrays.length];
    int[] strides = new int[arrays.length];
    int output = operation.inputs();
    for (int k = 0; k < arrays.length; k++) {
      int width = operation.width(k, columns);
      arrays[k] = arrays[k] == null ? operation.allocate(k, width + MARGIN) : arrays[k];
      offsets[k] = 3;
      strides[k] = width;
      if (k < output) {
        Elements.copy(pool[k % pool.length], start, arrays[k], width + MARGIN);
        arrays[output] = operation.inPlace(k, output) ? arrays[k] : arrays[output];
      }
    }
    operation.run(arrays, offsets, strides, 1, columns);
    for (int k = operation.inputs(); k < arrays.length; k++) {
      hash = Elements.hash(hash, arrays[k]);
    }
    return hash;
  }
}
