package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanewise.kernel.RowProgram.Fold;
import dev.lanewise.lane.Exp;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import dev.lanewise.testing.Elements;
import dev.lanewise.testing.Inputs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A kernel goes over from its scalar path to vectors, and nothing shows but the time. */
class KernelSwitchTest {
  private static final int THREADS = 16;

  /** Elements of the arguments; a call covers a part of them. */
  private static final int SIZE = 3000;

  /** Calls that each thread still makes when the kernel has switched. */
  private static final int CALLS_AFTER = 200;

  @BeforeAll
  static void vectorsMustBeThere() {
    assumeTrue(Engine.facts().simd(), () -> Engine.facts().toString());
  }

  /** A kernel with one input and one output, and what it gives on the scalar path. */
  private record Subject(Kernel kernel, Object x, int columns, Object expected) {
    static Subject of(Precision precision, int columns, Consumer<RowProgram> definition) {
      Kernel kernel = new Kernel("subject", precision, List.of("x"), List.of("y"), definition);
      Object x =
          columns == SIZE ? Inputs.mixed(precision, SIZE, 3) : Inputs.ordinary(precision, SIZE, 3);
      Object expected = Elements.allocate(precision, SIZE);
      Paths.scalar(precision, 1, definition)
          .run(x, 0, columns, expected, 0, columns, null, 0, 0, SIZE / columns, columns);
      return new Subject(kernel, x, columns, expected);
    }

    /** Elementwise. */
    static Subject map(Precision precision) {
      return of(
          precision,
          SIZE,
          Paths.map(1, l -> l[0].mul(l[0].constant(1).div(Exp.exp(l[0].neg()).add(1)))));
    }

    /** By rows of an odd length. */
    static Subject rows(Precision precision) {
      return of(
          precision,
          SIZE / 8,
          program -> {
            int[] x = RowProgram.operands(0);
            int max = program.reduce(Fold.MAX, x, RowProgram.scalars(), l -> l[0]);
            int sum =
                program.reduce(Fold.SUM, x, RowProgram.scalars(max), l -> Exp.exp(l[0].sub(l[1])));
            program.map(
                x,
                RowProgram.scalars(max, sum),
                RowProgram.operands(1),
                l -> new Lane[] {Exp.exp(l[0].sub(l[1])).div(l[2])});
          });
    }

    static List<Subject> all() {
      List<Subject> all = new ArrayList<>();
      for (Precision precision : Precision.values()) {
        all.add(map(precision));
        all.add(rows(precision));
      }
      return all;
    }

    /** Calls the kernel on a part of the rows, which depends on {@code number}, and compares. */
    void callAndCheck(Object y, int number) {
      Elements.fill(y, -77);
      int from = 0;
      int length = SIZE;
      if (columns == SIZE) {
        from = number * 7 % 300;
        length = SIZE - from - number * 11 % 500;
        kernel.run(x, from, y, from, length);
      } else {
        from = number % 3 * columns;
        length = 5 * columns;
        kernel.run(x, from, columns, y, from, columns, null, 0, 0, 5, columns);
      }
      for (int i = 0; i < SIZE; i++) {
        boolean inside = i >= from && i < from + length;
        long bits = inside ? Elements.bits(expected, i) : UNTOUCHED.apply(y);
        if (bits != Elements.bits(y, i)) {
          assertEquals(
              inside ? Elements.show(expected, i) : "untouched", Elements.show(y, i), "at " + i);
        }
      }
    }

    Object output() {
      return Elements.copy(x);
    }
  }

  private static final java.util.function.Function<Object, Long> UNTOUCHED =
      y ->
          y instanceof float[]
              ? Inputs.bits(Precision.FLOAT, -77)
              : Inputs.bits(Precision.DOUBLE, -77);

  @ParameterizedTest
  @EnumSource
  void aKernelStartsScalarAndSwitchesWhenItHasWorked(Precision precision) {
    Subject subject = Subject.map(precision);
    Object y = subject.output();
    subject.callAndCheck(y, 0);
    assertFalse(subject.kernel().servedByVectors());
    long deadline = KernelState.deadline();
    int calls = 0;
    while (!subject.kernel().servedByVectors() && System.nanoTime() < deadline) {
      subject.callAndCheck(y, calls++);
    }
    assertTrue(subject.kernel().servedByVectors());
    for (int i = 0; i < 1000; i++) {
      subject.callAndCheck(y, i);
    }
    assertTrue(subject.kernel().warmUp());
  }

  @ParameterizedTest
  @EnumSource
  void warmUpSwitchesAtOnce(Precision precision) {
    Subject subject = Subject.rows(precision);
    assertTrue(subject.kernel().warmUp());
    assertTrue(subject.kernel().servedByVectors());
    Object y = subject.output();
    for (int i = 0; i < 1000; i++) {
      subject.callAndCheck(y, i);
    }
  }

  @Test
  void aKernelThatIsHardlyUsedStaysScalar() {
    Subject subject = Subject.map(Precision.FLOAT);
    Object y = subject.output();
    for (int i = 0; i < 20; i++) {
      subject.callAndCheck(y, i);
    }
    assertFalse(subject.kernel().servedByVectors());
  }

  @Test
  void sixteenThreadsSeeTheSameBitsFromTheFirstCallThroughTheSwitch() throws Exception {
    for (Subject subject : Subject.all()) {
      together(
          thread ->
              () -> {
                Object y = subject.output();
                long deadline = KernelState.deadline();
                int call = thread;
                while (!subject.kernel().servedByVectors() && System.nanoTime() < deadline) {
                  subject.callAndCheck(y, call++);
                  // The machine is left some time, or sixteen threads would starve the one that
                  // warms up.
                  if (call % 50 == 0) {
                    KernelState.pause();
                  }
                }
                for (int i = 0; i < CALLS_AFTER; i++) {
                  subject.callAndCheck(y, call++);
                }
                return null;
              });
      assertTrue(subject.kernel().servedByVectors());
    }
  }

  @Test
  void sixteenThreadsMayMakeTheFirstCallTogether() throws Exception {
    for (int round = 0; round < 30; round++) {
      for (Subject subject : Subject.all()) {
        together(
            thread ->
                () -> {
                  subject.callAndCheck(subject.output(), thread);
                  return null;
                });
      }
    }
  }

  @Test
  void manyThreadsMayWarmUpTogetherWhileOthersCall() throws Exception {
    for (Subject subject : Subject.all()) {
      List<Boolean> warm =
          together(
              thread ->
                  () -> {
                    if (thread % 2 == 0) {
                      return subject.kernel().warmUp();
                    }
                    Object y = subject.output();
                    for (int i = 0; i < CALLS_AFTER; i++) {
                      subject.callAndCheck(y, i);
                    }
                    return true;
                  });
      assertFalse(warm.contains(false));
    }
  }

  /** Runs a task in each of the threads, all started at one moment, and returns their results. */
  private static <T> List<T> together(IntFunction<Callable<T>> tasks) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Callable<T> task = tasks.apply(i);
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return task.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }
}
