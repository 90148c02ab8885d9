package dev.lanewise.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lanewise.testing.ChildJvm;
import dev.lanewise.testing.ChildJvm.Result;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Which path serves, and what is said about it, in JVMs that are started in different ways. */
class EngineTest {
  private static final boolean X86 = System.getProperty("os.arch").equals("amd64");

  private static final String MODULE = "start the JVM with --add-modules jdk.incubator.vector";
  private static final String COMPILER =
      "the optimising compiler is off: remove -Xint, -XX:TieredStopAtLevel or -XX:CompilationMode";
  private static final String FMA =
      "no fused multiply-add: remove -XX:-UseFMA, or the processor lacks it";

  /** Prints logger, level and message. */
  private static final String FORMAT =
      "-Djava.util.logging.SimpleFormatter.format=LOG|%3$s|%4$s|%5$s%n";

  /** The ways to start a JVM in which vectors cannot serve, with the reason that is given. */
  private static Map<ChildJvm, String> scalarJvms() {
    Map<ChildJvm, String> all = new LinkedHashMap<>();
    all.put(ChildJvm.withoutModule(FORMAT), MODULE);
    all.put(ChildJvm.with(FORMAT, "-Dlanewise.simd=never"), "lanewise.simd=never");
    all.put(ChildJvm.withoutModule(FORMAT, "-Dlanewise.simd=never"), "lanewise.simd=never");
    all.put(ChildJvm.with(FORMAT, "-XX:TieredStopAtLevel=1"), COMPILER);
    all.put(ChildJvm.with(FORMAT, "-Xint"), COMPILER);
    all.put(ChildJvm.with(FORMAT, "-XX:CompilationMode=quick-only"), COMPILER);
    if (X86) {
      all.put(ChildJvm.with(FORMAT, "-XX:-UseFMA"), FMA);
      all.put(ChildJvm.with(FORMAT, "-XX:UseAVX=0"), FMA);
    }
    return all;
  }

  @TestFactory
  Stream<DynamicTest> whereVectorsCannotServeTheFactsAndTheLogSayWhy() {
    return scalarJvms().entrySet().stream()
        .map(
            e ->
                dynamicTest(
                    e.getValue(),
                    () -> {
                      Result result = e.getKey().run(EngineProbe.class, "facts");
                      assertEquals("false", result.value("simd"));
                      assertEquals("0", result.value("bits"));
                      assertEquals(e.getValue(), result.value("reason"));
                      assertEquals(List.of("scalar: " + e.getValue()), logged(result));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> whereVectorsCannotServeAKernelStaysScalarHoweverMuchItIsUsed() {
    return scalarJvms().entrySet().stream()
        .map(
            e ->
                dynamicTest(
                    e.getValue(),
                    () -> {
                      Result result = e.getKey().run(EngineProbe.class, "much used");
                      assertEquals("false", result.value("warm-up"));
                      assertEquals("false", result.value("vectors"));
                      assertEquals("false", result.value("warmUp()"));
                      assertEquals(e.getValue(), result.value("reason"));
                    }));
  }

  @Test
  void whereVectorsServeTheFactsAndTheLogSayHowWide() {
    Result result = ChildJvm.with(FORMAT).run(EngineProbe.class, "facts");
    int bits = Integer.parseInt(result.value("bits"));
    assertEquals("true", result.value("simd"));
    assertEquals("true", result.value("fma"));
    assertEquals("", result.value("reason"));
    assertEquals("true", result.value("again"));
    assertEquals(System.getProperty("java.version"), result.value("jdk"));
    assertTrue(List.of(128, 256, 512).contains(bits), result::toString);
    assertEquals(
        List.of(bits + "-bit lanes, FMA, JDK " + System.getProperty("java.version")),
        logged(result));
  }

  @Test
  void maxVectorBitsNarrowsTheVectors() {
    Result result = ChildJvm.with("-Dlanewise.maxVectorBits=128").run(EngineProbe.class, "facts");
    assertEquals("true", result.value("simd"));
    assertEquals("128", result.value("bits"));
  }

  @Test
  @EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
  void aJvmWithoutAnyVectorsIsSaidToBe() {
    Result result = ChildJvm.with("-XX:MaxVectorSize=8").run(EngineProbe.class, "facts");
    assertEquals("false", result.value("simd"));
    assertEquals(
        "the JVM's vectors have 64 bits, raise -XX:MaxVectorSize to 16", result.value("reason"));
  }

  @Test
  void aProgramThatEndsAtOnceStillLogsOneLine() {
    assertEquals(1, logged(ChildJvm.with(FORMAT).run(EngineProbe.class, "end at once")).size());
  }

  @Test
  void aMisspeltPropertyIsLogged() {
    Result result = ChildJvm.with(FORMAT, "-Dlanewise.smid=never").run(EngineProbe.class, "facts");
    assertEquals(
        List.of(
            "unknown system properties, without effect: lanewise.smid; "
                + "there are lanewise.simd and lanewise.maxVectorBits"),
        logged(result, "WARNING", 1));
  }

  @Test
  void aProgramThatUsesAKernelMuchLogsOneLine() {
    Result result = ChildJvm.with(FORMAT).run(EngineProbe.class, "much used");
    assertEquals(1, logged(result).size());
    assertEquals("true", result.value("vectors"));
    assertEquals("true", result.value("warmUp()"));
  }

  @Test
  void aHardlyUsedKernelStartsNoWarmUp() {
    assertEquals("false", ChildJvm.with().run(EngineProbe.class, "hardly used").value("warm-up"));
  }

  @Test
  void aWrongPropertyIsRefusedAtEveryCall() {
    String simd =
        "IllegalArgumentException: system property lanewise.simd is \"fast\"; "
            + "it can be auto, never, always";
    assertEquals(
        List.of(simd, simd),
        ChildJvm.with("-Dlanewise.simd=fast").run(EngineProbe.class, "twice").values("refused"));
    String bits =
        "IllegalArgumentException: system property lanewise.maxVectorBits is \"1024\"; "
            + "it can be 128, 256, 512";
    assertEquals(
        List.of(bits, bits),
        ChildJvm.with("-Dlanewise.maxVectorBits=1024")
            .run(EngineProbe.class, "twice")
            .values("refused"));
  }

  @Test
  void alwaysWithoutTheModuleIsRefusedAtEveryCall() {
    String message =
        "IllegalStateException: lanewise.simd=always, but vectors cannot serve: " + MODULE;
    assertEquals(
        List.of(message, message),
        ChildJvm.withoutModule("-Dlanewise.simd=always")
            .run(EngineProbe.class, "twice")
            .values("refused"));
  }

  /** What is said at level INFO, and that nothing else is. */
  private static List<String> logged(Result result) {
    return logged(result, "INFO", 0);
  }

  /** What is said at a level, after so many lines at level INFO, and that nothing else is. */
  private static List<String> logged(Result result, String level, int afterInfos) {
    List<String> lines =
        result.errors().stream().filter(line -> line.startsWith("LOG|dev.lanewise")).toList();
    for (int i = 0; i < lines.size(); i++) {
      String expected = "LOG|dev.lanewise|" + (i < afterInfos ? "INFO" : level) + "|";
      assertTrue(lines.get(i).startsWith(expected), lines.get(i));
    }
    return lines.stream()
        .skip(afterInfos)
        .map(line -> line.substring(("LOG|dev.lanewise|" + level + "|").length()))
        .toList();
  }
}
