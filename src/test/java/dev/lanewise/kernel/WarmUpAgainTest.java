package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanewise.kernel.WarmUp.Outcome;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Storage;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A kernel whose vectors have lost says why, and gets another chance when it is warmed up again.
 */
class WarmUpAgainTest {
  private static final String SLOWER =
      "subject: the vectors were not faster than the scalar loop; if the machine was busy, call"
          + " warmUp again";
  private static final String ALLOCATES =
      "subject: the vectors went on allocating; if the machine was busy, call warmUp again";

  private final Queue<Outcome> outcomes = new ArrayDeque<>();
  private final Path path = path("subject", 0, outcomes);
  private final CountDownLatch done = new CountDownLatch(1);

  private static Path path(String label, int segments, Queue<Outcome> outcomes) {
    return new Path("subject", label, () -> program(1), segments) {
      @Override
      Outcome compare(Loop vector, Loop scalar, RowProgram program) {
        return outcomes.remove();
      }
    };
  }

  private static RowProgram program(int links) {
    return Paths.program(
        Storage.FLOAT,
        List.of(Operand.input("x"), Operand.output("y")),
        Paths.map(
            1,
            l -> {
              Lane x = l[0];
              for (int i = 1; i <= links; i++) {
                x = x.add(i).sub(i);
              }
              return x;
            }));
  }

  @BeforeEach
  void vectorsAreThereAndNoOtherKernelLosesMeanwhile() throws InterruptedException {
    assumeTrue(Engine.facts().simd(), () -> Engine.facts().toString());
    CountDownLatch begun = new CountDownLatch(1);
    Background.WARM_UP.execute(
        () -> {
          begun.countDown();
          await(done);
        });
    begun.await();
    // Of a kernel that lost before, whichever it was, nothing is left.
    Engine.lost("", "");
    Engine.won("");
  }

  @AfterEach
  void othersGoOn() {
    done.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void vectorsThatWinNeedNoReason() {
    outcomes.add(Outcome.WINS);
    assertTrue(path.warmUp());
    assertTrue(path.servedByVectors());
    assertEquals("", Engine.facts().reason());
  }

  @Test
  void threeAttemptsAreMadeAtOnceAndTheLastSaysWhyItFailed() {
    outcomes.addAll(List.of(Outcome.SLOWER, Outcome.SLOWER, Outcome.ALLOCATES));
    assertFalse(path.warmUp());
    assertTrue(outcomes.isEmpty());
    assertEquals(ALLOCATES, Engine.facts().reason());
    assertTrue(Engine.facts().simd());
  }

  @Test
  void afterThreeLossesEachWarmUpTriesOnceMoreUntilVectorsWin() {
    outcomes.addAll(List.of(Outcome.ALLOCATES, Outcome.ALLOCATES, Outcome.ALLOCATES));
    assertFalse(path.warmUp());
    for (int i = 0; i < 5; i++) {
      outcomes.add(Outcome.SLOWER);
      assertFalse(path.warmUp());
      assertFalse(path.servedByVectors());
      assertEquals(SLOWER, Engine.facts().reason());
    }
    outcomes.add(Outcome.WINS);
    assertTrue(path.warmUp());
    assertTrue(path.servedByVectors());
    assertEquals("", Engine.facts().reason());
    assertTrue(path.warmUp());
  }

  @Test
  void afterThreeLossesNoWorkIsEnoughForAnotherAttempt() throws InterruptedException {
    outcomes.addAll(List.of(Outcome.SLOWER, Outcome.SLOWER, Outcome.SLOWER, Outcome.WINS));
    assertFalse(path.warmUp());
    path.loop(1 << 20, 1 << 30);
    done.countDown();
    CountDownLatch settled = new CountDownLatch(1);
    Background.WARM_UP.execute(settled::countDown);
    settled.await();
    assertFalse(path.servedByVectors());
    assertEquals(1, outcomes.size());
  }

  @Test
  void aKernelThatWinsDoesNotHideThatAnotherLost() {
    outcomes.addAll(List.of(Outcome.SLOWER, Outcome.SLOWER, Outcome.SLOWER));
    assertFalse(path.warmUp());
    assertTrue(path("other", 0, new ArrayDeque<>(List.of(Outcome.WINS))).warmUp());
    assertEquals(SLOWER, Engine.facts().reason());
  }

  @Test
  void operandsInSegmentsAreNamed() {
    outcomes.addAll(List.of(Outcome.SLOWER, Outcome.SLOWER, Outcome.SLOWER));
    assertFalse(path("subject", 0b11, outcomes).warmUp());
    assertEquals(SLOWER.replace("subject", "subject on segments"), Engine.facts().reason());
  }

  @Test
  void formulaThatIsTooLongSaysSo() {
    assertFalse(new Path("long", "long", () -> program(450), 0).warmUp());
    assertEquals("long: its formula is too long for vectors: split it", Engine.facts().reason());
    assertFalse(new Path("longer", "longer", () -> program(700), 0).warmUp());
    assertEquals("longer: its formula is too long for HotSpot: split it", Engine.facts().reason());
  }
}
