package dev.lanewise.kernel;

import dev.lanewise.lane.Exp;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import java.util.List;

/**
 * Uses the engine in a fresh JVM as its argument says and prints what is then the case; see {@link
 * EngineTest}.
 */
final class EngineProbe {
  private EngineProbe() {}

  private static final Kernel KERNEL =
      Kernel.map(
          "probe",
          Precision.FLOAT,
          List.of("x"),
          List.of("y"),
          l -> new Lane[] {l[0].div(Exp.exp(l[0].neg()).add(1))});

  private static final float[] X = new float[4096];
  private static final float[] Y = new float[4096];

  public static void main(String[] args) {
    switch (args[0]) {
      case "facts" -> {
        Engine.Facts facts = Engine.facts();
        System.out.println("simd " + facts.simd());
        System.out.println("bits " + facts.vectorBits());
        System.out.println("fma " + facts.fma());
        System.out.println("jdk " + facts.jdk());
        System.out.println("reason " + facts.reason());
        System.out.println("again " + Engine.facts().equals(facts));
      }
      case "end at once" -> KERNEL.run(X, 0, Y, 0, 16);
      case "hardly used" -> {
        for (int i = 0; i < 100; i++) {
          KERNEL.run(X, 0, Y, 0, 100);
        }
        System.out.println("warm-up " + KernelState.warmUpThreadExists());
      }
      case "much used" -> {
        long deadline = KernelState.deadline();
        for (int i = 0; i < 3000; i++) {
          KERNEL.run(X, 0, Y, 0, X.length);
        }
        while (KernelState.warmUpThreadExists() && System.nanoTime() < deadline) {
          KernelState.pause();
        }
        System.out.println("warm-up " + KernelState.warmUpThreadExists());
        System.out.println("vectors " + KERNEL.servedByVectors());
        System.out.println("warmUp() " + KERNEL.warmUp());
        System.out.println("reason " + Engine.facts().reason());
      }
      case "twice" -> {
        printRefusal();
        printRefusal();
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void printRefusal() {
    try {
      KERNEL.run(X, 0, Y, 0, 16);
      System.out.println("refused nothing");
    } catch (IllegalArgumentException | IllegalStateException e) {
      System.out.println("refused " + e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}
