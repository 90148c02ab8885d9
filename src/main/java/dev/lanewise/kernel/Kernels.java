package dev.lanewise.kernel;

import dev.lanewise.lane.Storage;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One operation in every {@link Storage}: its kernels, each of which is made when it is first asked
 * for, as most programs use few operations in one precision.
 *
 * <pre>{@code
 * static final Kernels SQUARE =
 *     new Kernels(
 *         storage ->
 *             Kernel.map(
 *                 "square", storage, List.of("x"), List.of("y"), l -> new Lane[] {l[0].mul(l[0])}));
 *
 * SQUARE.of(Storage.FLOAT).run(x, 0, y, 0, x.length);
 * }</pre>
 *
 * <p>Objects are safe for use by any number of threads: all get the same kernel. To ask for one
 * that is there allocates nothing and does not wait.
 */
public final class Kernels {
  private final Function<Storage, Kernel> make;
  private final AtomicReferenceArray<Kernel> made =
      new AtomicReferenceArray<>(Storage.values().length);

  /**
   * An operation of which a kernel is made in a way of its own.
   *
   * @param make makes the kernel for a storage; two threads may ask it at once, and only one result
   *     is kept
   * @throws NullPointerException if it is null
   */
  public Kernels(Function<Storage, Kernel> make) {
    this.make = Objects.requireNonNull(make, "make");
  }

  /**
   * An operation whose kernels differ in the storage alone.
   *
   * @param name appears in error messages and stack traces
   * @param operands what the kernels are called with, numbered from 0
   * @param definition adds the steps of the program
   */
  public Kernels(String name, List<Operand> operands, Consumer<RowProgram> definition) {
    List<Operand> copy = List.copyOf(operands);
    this(storage -> new Kernel(name, storage, copy, definition));
  }

  /**
   * The kernel for a storage.
   *
   * @param storage how the operands keep their values
   * @return the kernel, always the same
   * @throws NullPointerException if the storage is null
   * @throws IllegalArgumentException if the kernel is described wrongly, as {@link Kernel} says
   */
  public Kernel of(Storage storage) {
    Kernel kernel = made.get(storage.ordinal());
    return kernel != null ? kernel : make(storage);
  }

  private Kernel make(Storage storage) {
    made.compareAndSet(
        storage.ordinal(), null, Objects.requireNonNull(make.apply(storage), "kernel"));
    return made.get(storage.ordinal());
  }

  /**
   * Does {@link Kernel#warmUp} for arrays of either precision, {@code float[]} and {@code
   * double[]}.
   *
   * @return whether vectors now serve both
   */
  public boolean warmUp() {
    return of(Storage.FLOAT).warmUp() & of(Storage.DOUBLE).warmUp();
  }
}
