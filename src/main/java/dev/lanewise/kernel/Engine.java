package dev.lanewise.kernel;

import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How kernels run on this machine: on vectors or on the scalar path, and why.
 *
 * <p>The choice is made when the first kernel is used, and logged once at level INFO to the {@link
 * System.Logger} {@code dev.lanewise}. Two system properties, read at that time, influence it:
 *
 * <ul>
 *   <li>{@code lanewise.simd}: {@code auto} (preset) serves each kernel without vectors until its
 *       vector twin is compiled and measured to be no slower; {@code never} stays on the scalar
 *       path; {@code always} uses vectors from the first call, however slow the JVM is before it
 *       has compiled them, and fails where there is no vector module.
 *   <li>{@code lanewise.maxVectorBits}: {@code 128}, {@code 256} or {@code 512} (preset), the
 *       widest vectors to use.
 * </ul>
 *
 * <p>Another property whose name begins with {@code lanewise.} is a spelling mistake, and logged at
 * level WARNING.
 *
 * <p>Where vectors may serve, some kernels stay scalar all the same: those that are hardly used or
 * no faster, and on x86 with 128-bit lanes those for doubles that compare values, because HotSpot
 * has no masks of two lanes there (with {@code lanewise.simd=always} they use them all the same,
 * slowly and with garbage). Without fused multiply-add, a float kernel computes it in software,
 * some ten times slower; a double kernel by {@link Math#fma}, at some microseconds each.
 *
 * <p>None of this changes a result: every path gives the same bits, sign and payload of a NaN
 * aside.
 */
public final class Engine {
  private static final AtomicBoolean ANNOUNCED = new AtomicBoolean();
  private static volatile Started started;
  private static volatile Lost lost;

  private Engine() {}

  /**
   * What was found out about the machine.
   *
   * @param simd whether vector kernels may serve
   * @param vectorBits the width of their vectors, 0 without
   * @param fma whether the processor multiplies and adds in one instruction; without, the scalar
   *     path computes the same bits in software
   * @param jdk the version of the Java runtime
   * @param reason why vector kernels do not serve, and what to do about it; where they may serve,
   *     which kernel stayed scalar all the same, and why; else empty. Of several kernels it is the
   *     last one, unless that has won since
   */
  public record Facts(boolean simd, int vectorBits, boolean fma, String jdk, String reason) {
    /** Looks at the machine, in the order in which reasons matter to the user. */
    static Facts find(Settings settings) {
      if (settings.simd() == Settings.Simd.NEVER) {
        return scalar(Settings.SIMD + "=never");
      }
      if (!Jvm.DEFINES_CLASSES) {
        return scalar("a native image cannot define the kernels' classes, run on a JVM");
      }
      if (ModuleLayer.boot().findModule(VectorModule.NAME).isEmpty()) {
        return scalar("start the JVM with --add-modules " + VectorModule.NAME);
      }
      int bits = Math.min(VectorModule.preferredBits(), settings.maxVectorBits());
      if (bits < 128) {
        return scalar("the JVM's vectors have " + bits + " bits, raise -XX:MaxVectorSize to 16");
      }
      if (settings.simd() == Settings.Simd.AUTO) {
        if (!Jvm.FMA) {
          return scalar("no fused multiply-add: remove -XX:-UseFMA, or the processor lacks it");
        }
        if (!Jvm.OPTIMISING) {
          return scalar(
              "the optimising compiler is off: remove -Xint, -XX:TieredStopAtLevel or"
                  + " -XX:CompilationMode");
        }
      }
      return new Facts(true, bits, Jvm.FMA, Jvm.VERSION, "");
    }

    private Facts because(String why) {
      return new Facts(simd, vectorBits, fma, jdk, why);
    }

    private static Facts scalar(String reason) {
      return new Facts(false, 0, Jvm.FMA, Jvm.VERSION, reason);
    }

    /** The line that is logged. */
    @Override
    public String toString() {
      return simd
          ? vectorBits + "-bit lanes, " + (fma ? "FMA" : "no FMA") + ", JDK " + jdk
          : "scalar: " + reason;
    }
  }

  /**
   * Says which path serves and why, starting the engine if it has not started.
   *
   * @return the facts that were logged, and why a kernel stays scalar all the same
   * @throws IllegalArgumentException if a system property has a value that it cannot have
   */
  public static Facts facts() {
    Facts facts = ofMachine();
    Lost last = lost;
    return facts.simd() && last != null
        ? facts.because(last.kernel() + ": " + last.reason())
        : facts;
  }

  /** Keeps why the vectors of a kernel do not serve. */
  static synchronized void lost(String kernel, String reason) {
    lost = new Lost(kernel, reason);
  }

  /** Forgets why the vectors of a kernel did not serve. */
  static synchronized void won(String kernel) {
    if (lost != null && lost.kernel().equals(kernel)) {
      lost = null;
    }
  }

  private static Facts ofMachine() {
    FutureTask<Facts> facts = started().facts;
    // Does nothing where a thread has begun.
    facts.run();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return facts.get();
        } catch (InterruptedException e) {
          // The task is short and its outcome is needed, so the interrupt is kept for later.
          interrupted = true;
        } catch (ExecutionException e) {
          throw new IllegalStateException("the engine could not start", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The kernel that was the last to stay scalar, and why. */
  private record Lost(String kernel, String reason) {}

  /** The settings, and the facts as soon as they are known. */
  private record Started(Settings settings, FutureTask<Facts> facts) {}

  /**
   * The user's settings, read once.
   *
   * @throws IllegalArgumentException if a system property has a value that it cannot have
   */
  static Settings settings() {
    return started().settings;
  }

  /**
   * Compiles a kernel's scalar path without waiting for it; the first time then finds the facts:
   * loading the logging and the vector module takes some 50 ms. The thread that does both is no
   * daemon, so that the line is written even if the program ends at once.
   */
  static void start(Runnable compilation) {
    FutureTask<Facts> facts = started().facts;
    if (ANNOUNCED.compareAndSet(false, true)) {
      Thread.ofPlatform()
          .name("lanewise-start")
          .daemon(false)
          .start(
              () -> {
                try {
                  compilation.run();
                } finally {
                  facts.run();
                }
              });
    } else {
      Background.COMPILER.execute(compilation);
    }
  }

  private static Started started() {
    Started current = started;
    return current != null ? current : startOnce();
  }

  private static synchronized Started startOnce() {
    if (started == null) {
      Settings settings = Settings.read(System::getProperty);
      started = new Started(settings, new FutureTask<>(() -> announce(Facts.find(settings))));
    }
    return started;
  }

  private static Facts announce(Facts facts) {
    log(Level.INFO, facts.toString());
    Settings.unknown(System.getProperties().stringPropertyNames()).ifPresent(Engine::warn);
    return facts;
  }

  /** Logs what a user should mend. */
  static void warn(String message) {
    log(Level.WARNING, message);
  }

  private static void log(Level level, String message) {
    try {
      System.getLogger("dev.lanewise").log(level, message);
    } catch (Throwable e) {
      // Whatever a logger that is set up wrongly throws must not stop the mathematics; facts()
      // tells.
    }
  }
}
