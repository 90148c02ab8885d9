package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A kernel for each storage is made when it is first asked for, and then always the same. */
class KernelsTest {
  private final List<Storage> asked = new ArrayList<>();
  private final Kernels squares =
      new Kernels(
          storage -> {
            asked.add(storage);
            return square(storage);
          });

  private static Kernel square(Storage storage) {
    return Kernel.map(
        "square", storage, List.of("x"), List.of("y"), l -> new Lane[] {l[0].mul(l[0])});
  }

  @Test
  void onlyWhatIsAskedForIsMadeAndOnce() {
    assertEquals(List.of(), asked);
    Kernel floats = squares.of(Storage.FLOAT);
    assertSame(floats, squares.of(Storage.FLOAT));
    assertNotSame(floats, squares.of(Storage.FLOAT16));
    assertSame(floats, squares.of(Storage.FLOAT));
    assertEquals(List.of(Storage.FLOAT, Storage.FLOAT16), asked);
  }

  @ParameterizedTest
  @EnumSource(Storage.class)
  void eachIsTheKernelOfItsStorage(Storage storage) {
    Kernels doubled =
        new Kernels(
            "double",
            List.of(Operand.input("x"), Operand.output("y")),
            program ->
                program.map(
                    RowProgram.operands(0),
                    RowProgram.scalars(),
                    RowProgram.operands(1),
                    l -> new Lane[] {l[0].add(l[0])}));
    assertEquals(
        "double (" + storage.name().toLowerCase(Locale.ROOT) + ")", doubled.of(storage).toString());
    double[] y = new double[2];
    doubled.of(Storage.DOUBLE).run(new double[] {3, -1}, 0, y, 0, 2);
    assertArrayEquals(new double[] {6, -2}, y);
  }

  @Test
  void allThreadsGetTheSame() throws InterruptedException {
    int count = 8;
    CyclicBarrier start = new CyclicBarrier(count);
    Kernels shared =
        new Kernels(
            storage -> {
              await(start);
              return square(storage);
            });
    Kernel[] got = new Kernel[count];
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      threads.add(Thread.ofPlatform().start(() -> got[number] = shared.of(Storage.FLOAT)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    for (Kernel kernel : got) {
      assertSame(shared.of(Storage.FLOAT), kernel);
    }
  }

  /** All make a kernel before one of them is kept. */
  private static void await(CyclicBarrier start) {
    assertDoesNotThrow(() -> start.await());
  }

  @Test
  void nothingIsMadeOfNothing() {
    assertThrows(NullPointerException.class, () -> new Kernels(null));
    assertThrows(NullPointerException.class, () -> squares.of(null));
    assertEquals(List.of(), asked);
  }
}
