package dev.lanewise.activation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.lane.Precision;
import dev.lanewise.testing.AllocationProbe;
import dev.lanewise.testing.ChildJvm;
import dev.lanewise.testing.ChildJvm.Result;
import dev.lanewise.testing.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A warm call allocates nothing, measured by the JVM's own count of the thread's bytes: a single
 * vector that C2 fails to keep in a register would be 32 bytes or more in every iteration.
 */
class NoAllocationTest {
  private static final boolean X86 = System.getProperty("os.arch").equals("amd64");

  private static ExecutorService jvms;
  private static Future<Result> preset;
  private static Future<Result> avx2;
  private static Future<Result> avx512;
  private static Future<Result> narrowed;
  private static Future<Result> scalar;
  private static Future<Result> narrowDoubles;
  private static final List<Future<Result>> NARROW = new ArrayList<>();

  @BeforeAll
  static void startChildren() {
    jvms = Executors.newFixedThreadPool(2);
    preset = start(ChildJvm.with());
    narrowed = start(ChildJvm.with("-Dlanewise.maxVectorBits=256"));
    scalar = start(ChildJvm.with("-Dlanewise.simd=never"));
    String always = "-Dlanewise.simd=always";
    String floats = "precision=FLOAT";
    NARROW.add(start(ChildJvm.with("-Dlanewise.maxVectorBits=128", always), floats));
    narrowDoubles = start(ChildJvm.with("-Dlanewise.maxVectorBits=128"), "precision=DOUBLE");
    if (X86) {
      avx2 = start(ChildJvm.with("-XX:UseAVX=2"));
      avx512 = start(ChildJvm.with("-XX:UseAVX=3"));
      NARROW.add(start(ChildJvm.with("-XX:UseAVX=1", always), floats));
      NARROW.add(start(ChildJvm.with("-XX:MaxVectorSize=16", always), floats));
    }
  }

  @AfterAll
  static void stopChildren() {
    jvms.close();
  }

  private static Future<Result> start(ChildJvm jvm, String... arguments) {
    return jvms.submit(() -> jvm.run(AllocationProbe.class, arguments));
  }

  @Test
  void nothingIsAllocatedWithThePresetVectorsWhichServeAllThatIsHeavy() throws Exception {
    assertNothingAllocated(preset.get());
    assertVectorsServe(preset.get());
  }

  @Test
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
  void nothingIsAllocatedOnAvx2WhereVectorsServeAllThatIsHeavy() throws Exception {
    assertNothingAllocated(avx2.get());
    assertVectorsServe(avx2.get());
  }

  /** HotSpot lowers the flag, with a warning, on a processor that has no AVX-512. */
  @Test
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
  void nothingIsAllocatedOnAvx512WhereVectorsServeAllThatIsHeavy() throws Exception {
    assertNothingAllocated(avx512.get());
    assertVectorsServe(avx512.get());
  }

  @Test
  void nothingIsAllocatedWithVectorsNarrowedTo256Bits() throws Exception {
    assertNothingAllocated(narrowed.get());
  }

  @Test
  void nothingIsAllocatedForFloatsWithVectorsOf128Bits() throws Exception {
    for (Future<Result> child : NARROW) {
      assertEquals("true 128", child.get().value("facts"));
      assertNothingAllocated(child.get(), operation -> operation.precision() == Precision.FLOAT);
    }
  }

  /** On x86, C2 has no mask of two lanes, so that most formulas are left to the scalar path. */
  @Test
  void nothingIsAllocatedForDoublesWithVectorsOf128Bits() throws Exception {
    assertNothingAllocated(
        narrowDoubles.get(), operation -> operation.precision() == Precision.DOUBLE);
  }

  @Test
  void nothingIsAllocatedOnTheScalarPath() throws Exception {
    assertEquals("false 0", scalar.get().value("facts"));
    assertNothingAllocated(scalar.get());
  }

  @Test
  void nothingIsAllocatedByTheFirstCallAfterWarmUp() throws Exception {
    assertEquals("0", preset.get().value("first"));
    assertEquals("0", scalar.get().value("first"));
  }

  /**
   * Nor by inputs of a kind that was not there during the warm-up. Were C2 to recompile, megabytes
   * would be allocated; less than a kilobyte is the JVM's, for the call itself.
   */
  @Test
  void nothingIsAllocatedByInputsThatComeAsASurprise() throws Exception {
    List<Future<Result>> children = new ArrayList<>(List.of(preset, narrowed, narrowDoubles));
    if (X86) {
      children.addAll(List.of(avx2, avx512));
    }
    for (Future<Result> child : children) {
      List<String> surprised = child.get().values("surprised");
      assertFalse(surprised.isEmpty());
      for (String line : surprised) {
        assertTrue(bytes(line) < 1024, line);
      }
    }
  }

  @Test
  void theGateDetectsAnOperationThatAllocates() {
    Result result =
        ChildJvm.with("-Dlanewise.simd=never").run(AllocationProbe.class, "owner=relu", "control");
    List<String> control =
        result.values("allocated").stream().filter(line -> line.startsWith("control.")).toList();
    assertEquals(1, control.size());
    assertTrue(bytes(control.getFirst()) >= 16_000, control::toString);
  }

  /** C1 does not know vectors: each is an object. */
  @Test
  void theGateDetectsVectorsThatAreNotInRegisters() {
    Result result =
        ChildJvm.with("-XX:TieredStopAtLevel=1", "-Dlanewise.simd=always")
            .run(AllocationProbe.class, "owner=relu", "seconds=1");
    List<String> lines = result.values("allocated");
    assertFalse(lines.isEmpty());
    for (String line : lines) {
      assertTrue(bytes(line) > 0, line);
    }
  }

  private static void assertNothingAllocated(Result result) {
    assertNothingAllocated(result, operation -> true);
  }

  private static void assertNothingAllocated(Result result, Predicate<Operation> measured) {
    List<String> expected =
        Operation.all().stream().filter(measured).map(operation -> operation + " 0").toList();
    assertEquals(String.join("\n", expected), String.join("\n", result.values("allocated")));
  }

  private static void assertVectorsServe(Result result) {
    List<String> served = result.values("served");
    for (Operation operation : Operation.all()) {
      if (operation.heavy()) {
        assertTrue(served.contains(operation.owner() + " true"), () -> operation + ": " + served);
      }
    }
  }

  private static long bytes(String line) {
    return Long.parseLong(line.split(" ")[1]);
  }
}
