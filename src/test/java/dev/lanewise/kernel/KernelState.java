package dev.lanewise.kernel;

import java.util.concurrent.TimeUnit;

/** What a user does not see: which path serves a kernel at this moment. */
final class KernelState {
  private KernelState() {}

  /** Whether the thread that warms kernels up is there. */
  static boolean warmUpThreadExists() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("lanewise-warm-up"));
  }

  /** A time by which something must have happened that needs no more than seconds. */
  static long deadline() {
    return System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
  }

  /** Gives other threads time. */
  static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
