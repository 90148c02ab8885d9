package dev.lanewise.testing;

import com.sun.management.ThreadMXBean;
import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import dev.lanewise.kernel.Engine;
import dev.lanewise.kernel.Kernel;
import dev.lanewise.lane.Precision;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Prints how many bytes the current thread allocates in the first call after a warm-up, and in a
 * thousand warm calls of each operation at each size.
 *
 * <p>What a warmed-up operation is called with for the first time must not make it allocate either:
 * another length, or rows whose first element, or all of them, are 0, an infinity or NaN. It would
 * mean megabytes if C2 had left out what these need.
 *
 * <p>Arguments: {@code seconds=N} how long an operation may go on allocating before it is measured;
 * {@code owner=OWNER,…} and {@code precision=PRECISION} to leave out others; {@code control} adds
 * an operation that allocates. Lines of the output:
 *
 * <pre>
 * first BYTES
 * facts SIMD BITS
 * served OWNER BOOLEAN    the outcome of its warm-up
 * surprised OPERATION BYTES    the largest number of the first calls of their kind
 * allocated OPERATION BYTES    the largest number of all sizes
 * </pre>
 */
public final class AllocationProbe {
  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private static final int[] LENGTHS = {1, 3, 15, 16, 17, 1000};

  /** Fewer, equal and more elements than a vector has, blocks with every kind of rest. */
  private static final int[] ROW_LENGTHS = {1, 7, 16, 33, 63, 129, 512};

  private static final int ROWS = 9;
  private static final int CALLS = 1000;
  private static final int ELEMENTS = 10_000;
  private static final double[] RARE = {
    0, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN
  };

  /** The JVM allocates a few bytes once when it replaces compiled code; a kernel, every round. */
  private static final int QUIET_ROUNDS = 4;

  /** Where the control's garbage goes, so that C2 cannot leave it out. */
  private static volatile Object escaped;

  private final Operation operation;
  private final Object[] arrays;
  private final int[] offsets;
  private final int[] strides;

  private AllocationProbe(Operation operation) {
    this.operation = operation;
    this.arrays = new Object[operation.operands().size()];
    this.offsets = new int[arrays.length];
    this.strides = new int[arrays.length];
    for (int k = 0; k < arrays.length; k++) {
      arrays[k] =
          k < operation.inputs()
              ? operation.input(Inputs.ordinary(operation.precision(), ELEMENTS, k))
              : operation.allocate(k, ELEMENTS);
      offsets[k] = 3 + 2 * k;
    }
  }

  public static void main(String[] args) {
    List<String> arguments = List.of(args);
    long seconds = 20;
    Predicate<Operation> wanted = Share.in(arguments)::contains;
    for (String argument : arguments) {
      if (argument.startsWith("seconds=")) {
        seconds = Long.parseLong(argument.substring("seconds=".length()));
      } else if (argument.startsWith("owner=")) {
        List<String> owners = List.of(argument.substring("owner=".length()).split(","));
        wanted = wanted.and(operation -> owners.contains(operation.owner()));
      } else if (argument.startsWith("precision=")) {
        Precision precision = Precision.valueOf(argument.substring("precision=".length()));
        wanted = wanted.and(operation -> operation.precision() == precision);
      }
    }
    System.out.println("first " + bytesOfFirstCall());
    Engine.Facts facts = Engine.facts();
    System.out.println("facts " + facts.simd() + " " + facts.vectorBits());
    AllocationProbe copy = new AllocationProbe(copy());
    copy.operation.warmUp().now();
    copy.bytesWhenSurprised();
    TreeMap<String, Boolean> served = new TreeMap<>();
    for (Operation operation : Operation.all()) {
      if (wanted.test(operation)) {
        served.computeIfAbsent(operation.owner(), owner -> operation.warmUp().now());
        print(operation, seconds);
      }
    }
    served.forEach((owner, vectors) -> System.out.println("served " + owner + " " + vectors));
    if (arguments.contains("control")) {
      print(control(), 1);
    }
  }

  private static long bytesOfFirstCall() {
    float[] x = {1, 2, 3};
    Activation relu = Activations.relu();
    relu.warmUp();
    long start = THREADS.getCurrentThreadAllocatedBytes();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    relu.apply(x, x);
    return THREADS.getCurrentThreadAllocatedBytes() - before - (before - start);
  }

  private static void print(Operation operation, long seconds) {
    AllocationProbe probe = new AllocationProbe(operation);
    System.out.println("surprised " + operation + " " + probe.bytesWhenSurprised());
    System.out.println("allocated " + operation + " " + probe.bytesWhenWarm(seconds));
  }

  /**
   * An operation to begin with, so that what the JVM does once for all does not count for the first
   * that is measured: classes are loaded, those of this program too, and before C2 compiles a
   * method the string literals of its class are made, of {@link Kernel}'s messages a kilobyte.
   */
  private static Operation copy() {
    Kernel kernel = Kernel.map("copy", Precision.FLOAT, List.of("x"), List.of("y"), l -> l);
    return new Operation(
        "copy",
        "run",
        Precision.FLOAT,
        Operation.matrices(1, 1),
        Operation.Form.RANGE,
        kernel::warmUp,
        (arrays, offsets, strides, rows, columns) ->
            kernel.run(arrays[0], offsets[0], arrays[1], offsets[1], columns));
  }

  /** An operation that copies its input through a new array. */
  private static Operation control() {
    return new Operation(
        "control",
        "apply",
        Precision.FLOAT,
        Operation.matrices(1, 1),
        Operation.Form.RANGE,
        () -> false,
        (arrays, offsets, strides, rows, columns) -> {
          float[] copy = new float[1];
          copy[0] = ((float[]) arrays[0])[offsets[0]];
          escaped = copy;
          ((float[]) arrays[1])[offsets[1]] = copy[0];
        });
  }

  /**
   * Rounds of calls at every length, until several in a row have allocated nothing; where that does
   * not come to pass in time, the largest number of a round.
   */
  private long bytesWhenWarm(long seconds) {
    long deadline = System.nanoTime() + seconds * 1_000_000_000;
    int quiet = 0;
    while (quiet < QUIET_ROUNDS) {
      long most = 0;
      for (int length : lengths()) {
        most = Math.max(most, bytes(length));
      }
      if (most == 0) {
        quiet++;
      } else if (System.nanoTime() < deadline) {
        quiet = 0;
      } else {
        return most;
      }
    }
    return 0;
  }

  private long bytesWhenSurprised() {
    Object ordinary = arrays[0];
    long most = 0;
    for (int length : lengths()) {
      most = Math.max(most, bytes(length));
      for (double rare : RARE) {
        arrays[0] = Elements.copy(ordinary);
        for (int row = 0; row < rows(); row++) {
          Elements.set(arrays[0], offsets[0] + row * stride(0, length), bits(rare));
        }
        most = Math.max(most, bytes(length));
        Elements.fill(arrays[0], rare);
        most = Math.max(most, bytes(length));
      }
      arrays[0] = ordinary;
    }
    return most;
  }

  private int rows() {
    return operation.rowwise() ? ROWS : 1;
  }

  private int[] lengths() {
    return operation.rowwise() ? ROW_LENGTHS : LENGTHS;
  }

  /** Of a row with a gap behind it. */
  private int stride(int operand, int length) {
    return operation.operands().get(operand).parts() * length + 5 - operand;
  }

  private long bits(double value) {
    return Inputs.bits(operation.precision(), value);
  }

  private long bytes(int length) {
    for (int k = 0; k < strides.length; k++) {
      strides[k] = stride(k, length);
    }
    // Asking may itself allocate; that is subtracted.
    long start = THREADS.getCurrentThreadAllocatedBytes();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      operation.run(arrays, offsets, strides, rows(), length);
    }
    long after = THREADS.getCurrentThreadAllocatedBytes();
    return after - before - (before - start);
  }
}
