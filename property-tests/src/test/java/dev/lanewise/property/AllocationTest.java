package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the count of allocated bytes notices, and what it says then. */
class AllocationTest {
  private static final Duration SOON = Duration.ofMillis(300);

  /** Where garbage goes, so that C2 cannot leave it out. */
  private static volatile Object escaped;

  private int calls;
  private int sum;

  @Test
  void callThatAllocatesIsNamedWithItsBytes() {
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () -> Allocation.checkNone("my kernel", () -> escaped = new byte[984], SOON));
    Matcher report =
        Pattern.compile(
                "my kernel allocates: (\\d+) bytes in (\\d+) calls, still after 0.3 s. (.*)")
            .matcher(error.getMessage());
    assertTrue(report.matches(), error::getMessage);
    assertTrue(
        Long.parseLong(report.group(1)) >= 1000 * Long.parseLong(report.group(2)),
        error::getMessage);
    assertTrue(report.group(3).contains("jfr view allocation-by-site"), error::getMessage);
  }

  /** One object among thousands of calls, as of a branch that is rarely taken. */
  @Test
  void callThatAllocatesRarelyIsNoticed() {
    Runnable rarely =
        () -> {
          if (++calls % 3500 == 0) {
            escaped = new byte[8];
          }
        };
    assertThrows(AssertionError.class, () -> Allocation.checkNone("rarely", rarely, SOON));
  }

  @Test
  void callThatAllocatesWhileItGetsWarmIsForgiven() {
    Allocation.checkNone(
        "getting warm",
        () -> {
          if (++calls < 10_000) {
            escaped = new byte[8];
          }
        });
    assertTrue(calls > 10_000);
  }

  @Test
  void callThatComputesAllocatesNothing() {
    Allocation.checkNone("an addition", () -> sum += 3);
    assertTrue(sum != 0);
  }

  /** A thousand such calls would take ten seconds. */
  @Test
  void slowCallIsNotMadeThousandsOfTimes() {
    Runnable slow =
        () -> {
          calls++;
          LockSupport.parkNanos(10_000_000);
        };
    Allocation.checkNone("slow", slow);
    assertTrue(calls < 1000, () -> calls + " calls");
  }
}
