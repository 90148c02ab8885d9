package dev.lanewise.activation;

import static dev.lanewise.testing.ChildJvm.PROMPTLY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.kernel.Engine;
import dev.lanewise.lane.Precision;
import dev.lanewise.testing.AllocationProbe;
import dev.lanewise.testing.ChildJvm;
import dev.lanewise.testing.ChildJvm.Result;
import dev.lanewise.testing.Operation;
import dev.lanewise.testing.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A warm call allocates nothing, measured by the JVM's own count of the thread's bytes: a single
 * vector that C2 fails to keep in a register would be 32 bytes or more in every iteration.
 */
class NoAllocationTest {
  private static final boolean X86 = System.getProperty("os.arch").equals("amd64");

  private static ExecutorService jvms;
  private static Child avx2;
  private static Child avx512;
  private static Child narrowed;
  private static Child scalar;
  private static Child narrowDoubles;
  private static final List<Child> NARROW = new ArrayList<>();

  /** JVMs in which some operations run before long formulas. */
  private static final List<Child> AFTER_OTHERS = new ArrayList<>();

  /** All operations, in two halves: one JVM would take minutes. */
  private static final List<Child> PRESET = new ArrayList<>();

  /** A JVM that tries its share of the operations. */
  private record Child(Share share, Future<Result> result) {
    Result get() throws Exception {
      return result.get();
    }
  }

  @BeforeAll
  static void startChildren() {
    jvms = Executors.newFixedThreadPool(2);
    // Those that take longest come first, so that no core is idle at the end.
    PRESET.add(start(new Share(0, 2), ChildJvm.with(PROMPTLY)));
    PRESET.add(start(new Share(1, 2), ChildJvm.with(PROMPTLY)));
    if (X86) {
      avx2 = start(Share.of(3), ChildJvm.with(PROMPTLY, "-XX:UseAVX=2"));
    }
    if (avx512IsNotPreset()) {
      avx512 = start(Share.of(4), ChildJvm.with(PROMPTLY, "-XX:UseAVX=3"));
    }
    narrowed = start(Share.of(0), ChildJvm.with(PROMPTLY, "-Dlanewise.maxVectorBits=256"));
    String narrow = "-Dlanewise.maxVectorBits=128";
    narrowDoubles = start(Share.of(2), ChildJvm.with(PROMPTLY, narrow), "precision=DOUBLE");
    scalar = start(Share.of(1), ChildJvm.with(PROMPTLY, "-Dlanewise.simd=never"));
    startNarrow(0, narrow);
    if (X86) {
      startNarrow(1, "-XX:UseAVX=1");
      startNarrow(2, "-XX:MaxVectorSize=16");
    }
    AFTER_OTHERS.add(
        start(
            Share.ALL,
            ChildJvm.with(PROMPTLY, "-Dlanewise.maxVectorBits=256"),
            "precision=DOUBLE",
            "owner=elu,stored_tanh_DOUBLE"));
    AFTER_OTHERS.add(
        start(
            Share.ALL,
            ChildJvm.with(PROMPTLY, narrow, "-Dlanewise.simd=always"),
            "precision=FLOAT",
            "owner=gelu_tanh,hardshrink,hardtanh,identity,log_sigmoid,rational_tanh,relu6,softplus,"
                + "square,stored_masked_softmax_FLOAT16"));
  }

  private static void startNarrow(int number, String flag) {
    ChildJvm jvm = ChildJvm.with(PROMPTLY, flag, "-Dlanewise.simd=always");
    NARROW.add(start(Share.of(number), jvm, "precision=FLOAT"));
  }

  /** Where a JVM takes AVX-512 of itself, as most do that have it, one told to is the same. */
  private static boolean avx512IsNotPreset() {
    return X86 && Engine.facts().vectorBits() < 512;
  }

  @AfterAll
  static void stopChildren() {
    jvms.close();
  }

  private static Child start(Share share, ChildJvm jvm, String... arguments) {
    return new Child(
        share, jvms.submit(() -> jvm.run(AllocationProbe.class, share.with(arguments))));
  }

  @Test
  void nothingIsAllocatedWithThePresetVectorsWhichServeAllThatIsHeavy() throws Exception {
    for (Child child : PRESET) {
      assertNothingAllocated(child);
      assertVectorsServe(child);
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
  void nothingIsAllocatedOnAvx2WhereVectorsServeAllThatIsHeavy() throws Exception {
    assertNothingAllocated(avx2);
    assertVectorsServe(avx2);
  }

  /** HotSpot lowers the flag, with a warning, on a processor that has no AVX-512. */
  @Test
  @EnabledIf("avx512IsNotPreset")
  void nothingIsAllocatedOnAvx512WhereVectorsServeAllThatIsHeavy() throws Exception {
    assertNothingAllocated(avx512);
    assertVectorsServe(avx512);
  }

  @Test
  void nothingIsAllocatedWithVectorsNarrowedTo256Bits() throws Exception {
    assertNothingAllocated(narrowed);
  }

  @Test
  void nothingIsAllocatedForFloatsWithVectorsOf128Bits() throws Exception {
    for (Child child : NARROW) {
      assertEquals("true 128", child.get().value("facts"));
      assertNothingAllocated(child, operation -> operation.precision() == Precision.FLOAT);
    }
  }

  /** On x86, C2 has no mask of two lanes, so that most formulas are left to the scalar path. */
  @Test
  void nothingIsAllocatedForDoublesWithVectorsOf128Bits() throws Exception {
    assertNothingAllocated(narrowDoubles, operation -> operation.precision() == Precision.DOUBLE);
  }

  @Test
  void nothingIsAllocatedOnTheScalarPath() throws Exception {
    assertEquals("false 0", scalar.get().value("facts"));
    assertNothingAllocated(scalar);
  }

  @Test
  void nothingIsAllocatedByTheFirstCallAfterWarmUp() throws Exception {
    assertEquals("0", PRESET.getFirst().get().value("first"));
    assertEquals("0", scalar.get().value("first"));
  }

  /**
   * Nor by inputs of a kind that was not there during the warm-up. Were C2 to recompile, megabytes
   * would be allocated; less than a kilobyte is the JVM's, for the call itself.
   */
  @Test
  void nothingIsAllocatedByInputsThatComeAsASurprise() throws Exception {
    List<Child> children = new ArrayList<>(PRESET);
    children.addAll(List.of(narrowed, narrowDoubles));
    Stream.of(avx2, avx512).filter(Objects::nonNull).forEach(children::add);
    for (Child child : children) {
      List<String> surprised = child.get().values("surprised");
      assertFalse(surprised.isEmpty());
      for (String line : surprised) {
        assertTrue(bytes(line) < 1024, line);
      }
    }
  }

  /**
   * What has run before leaves profiles in the JDK's methods, and so decides how C2 inlines vectors
   * into a long formula. These orders made it allocate them when loops had more copies of one.
   */
  @Test
  void nothingIsAllocatedByLongFormulasWhateverHasRunBefore() throws Exception {
    for (Child child : AFTER_OTHERS) {
      Result result = child.get();
      assertFalse(result.values("allocated").isEmpty());
      for (String line : result.values("allocated")) {
        assertEquals(0, bytes(line), line);
      }
      for (String line : result.values("served")) {
        assertTrue(line.endsWith(" true"), line);
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

  private static void assertNothingAllocated(Child child) throws Exception {
    assertNothingAllocated(child, operation -> true);
  }

  private static void assertNothingAllocated(Child child, Predicate<Operation> measured)
      throws Exception {
    Result result = child.get();
    List<String> expected =
        Operation.all().stream()
            .filter(measured)
            .filter(child.share()::contains)
            .map(operation -> operation + " 0")
            .toList();
    assertEquals(String.join("\n", expected), String.join("\n", result.values("allocated")));
  }

  private static void assertVectorsServe(Child child) throws Exception {
    List<String> served = child.get().values("served");
    for (Operation operation : Operation.all()) {
      if (operation.heavy() && child.share().contains(operation)) {
        assertTrue(served.contains(operation.owner() + " true"), () -> operation + ": " + served);
      }
    }
  }

  private static long bytes(String line) {
    return Long.parseLong(line.split(" ")[1]);
  }
}
