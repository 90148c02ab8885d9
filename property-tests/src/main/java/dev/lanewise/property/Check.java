package dev.lanewise.property;

import java.util.function.Supplier;

/** Assertions whose message is the counterexample. */
final class Check {
  private Check() {}

  static void that(boolean holds, Supplier<String> counterexample) {
    if (!holds) {
      throw new AssertionError(counterexample.get());
    }
  }

  /** Runs what must be refused and returns the message of the refusal. */
  static String refusal(Class<? extends Throwable> type, String what, Runnable call) {
    Throwable thrown = thrownBy(call);
    if (!type.isInstance(thrown)) {
      throw new AssertionError(
          what + " should throw " + type.getSimpleName() + ", but threw " + thrown, thrown);
    }
    return String.valueOf(thrown.getMessage());
  }

  private static Throwable thrownBy(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException e) {
      return e;
    }
    return null;
  }
}
