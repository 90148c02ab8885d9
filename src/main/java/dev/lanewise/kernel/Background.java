package dev.lanewise.kernel;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Daemon threads that do what a caller should not wait for; they end when there is nothing. */
final class Background {
  /** Compiles scalar loops, some milliseconds each. */
  static final Executor COMPILER = worker("lanewise-compile");

  /** Exercises vector loops, up to seconds each; one after the other, as they are timed. */
  static final Executor WARM_UP = worker("lanewise-warm-up");

  private Background() {}

  private static Executor worker(String name) {
    ThreadPoolExecutor worker =
        new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().name(name).daemon(true).factory());
    worker.allowCoreThreadTimeOut(true);
    return worker;
  }
}
