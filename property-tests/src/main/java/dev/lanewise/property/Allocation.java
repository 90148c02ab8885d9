package dev.lanewise.property;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * Whether warm calls allocate, by the JVM's own count of the bytes of the current thread.
 *
 * <pre>{@code
 * kernel.warmUp();
 * Allocation.checkNone("my kernel", () -> kernel.run(x, 0, y, 0, x.length));
 * }</pre>
 *
 * <p>It serves without jqwik too. What other threads allocate does not count.
 */
public final class Allocation {
  /** How long calls may go on allocating, where nothing else is said. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  /** The JVM allocates a few bytes once when it replaces compiled code; a call, every round. */
  private static final int QUIET_ROUNDS = 4;

  private Allocation() {}

  /**
   * Checks that a call allocates nothing once it is warm: calls until several thousand in a row
   * have not, or {@link #PATIENCE} is at its end.
   *
   * @param what how the report names it
   * @param call the call; a kernel of Lanewise is to be warmed up before, so that it is vectors
   *     that are tested
   * @throws AssertionError if it goes on allocating; the message holds the bytes
   * @throws IllegalStateException if this JVM does not count
   */
  public static void checkNone(String what, Runnable call) {
    checkNone(what, call, PATIENCE);
  }

  /**
   * Checks the same with another patience.
   *
   * @param what how the report names it
   * @param call the call
   * @param patience how long calls may go on allocating before they are judged
   * @throws AssertionError if it goes on allocating; the message holds the bytes
   * @throws IllegalStateException if this JVM does not count
   */
  public static void checkNone(String what, Runnable call, Duration patience) {
    if (!THREADS.isThreadAllocatedMemorySupported() || !THREADS.isThreadAllocatedMemoryEnabled()) {
      throw new IllegalStateException(
          "this JVM does not count the bytes of a thread, so that nothing is known of "
              + what
              + "; run the test on HotSpot, where they are counted unless that is switched off");
    }
    long start = System.nanoTime();
    int quiet = 0;
    while (quiet < QUIET_ROUNDS) {
      Round round = Round.of(call);
      quiet = round.bytes == 0 ? quiet + 1 : 0;
      Check.that(
          round.bytes == 0 || System.nanoTime() - start < patience.toNanos(),
          () ->
              """
              %s allocates: %d bytes in %d calls, still after %s s. Warm a kernel up before, and \
              look for objects, boxed numbers, varargs and lambdas that capture. In a JVM with \
              -XX:StartFlightRecording:filename=calls.jfr, "jfr view allocation-by-site calls.jfr" \
              names the methods.\
              """
                  .formatted(what, round.bytes, round.calls, patience.toMillis() / 1e3));
    }
  }

  /** Some calls in a row. */
  private record Round(int calls, long bytes) {
    private static final int CALLS = 1000;

    /** Of calls that take long, fewer. */
    private static final long NANOS = 50_000_000;

    static Round of(Runnable call) {
      // Asking may itself allocate; that is subtracted.
      long asked = THREADS.getCurrentThreadAllocatedBytes();
      long before = THREADS.getCurrentThreadAllocatedBytes();
      long start = System.nanoTime();
      int calls = 0;
      do {
        call.run();
        calls++;
      } while (calls < CALLS && System.nanoTime() - start < NANOS);
      long after = THREADS.getCurrentThreadAllocatedBytes();
      return new Round(calls, after - before - (before - asked));
    }
  }
}
