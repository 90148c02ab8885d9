package dev.lanewise.activation;

import static dev.lanewise.testing.ChildJvm.PROMPTLY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.lanewise.kernel.Engine;
import dev.lanewise.testing.ChildJvm;
import dev.lanewise.testing.ChildJvm.Result;
import dev.lanewise.testing.Operation;
import dev.lanewise.testing.SameBits;
import dev.lanewise.testing.Share;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every operation gives the same bits on the scalar path and on vectors of every width, compiled
 * and interpreted, before and after the switch. Each JVM prints a hash for every operation ({@link
 * SameBits}); those of a JVM that may not use vectors are what the others are compared with.
 */
class SameBitsTest {
  private static final boolean X86 = System.getProperty("os.arch").equals("amd64");

  private static final String ALWAYS = "-Dlanewise.simd=always";
  private static final String ALL_ON_VECTORS = "simd=always";
  private static final String[] FULL = {"float=FULL", "double=FULL"};
  private static final String[] SMALL = {"float=SMALL", "double=SMALL"};
  private static final String[] TINY = {"float=TINY", "double=TINY"};

  /** Celu with its preset parameter is elu with its own, and swish is silu. */
  private static final Set<String> SAME_AS_ANOTHER = Set.of("celu", "swish");

  /** The operations that are warmed up; that vectors serve all is seen where none may allocate. */
  private static final Share SWITCHED = Share.of(0);

  private static ExecutorService jvms;
  private static Future<Result> reference;
  private static Future<Result> preset;
  private static final Map<Config, Future<Result>> CHILDREN = new LinkedHashMap<>();

  /** A way to start the JVM, and the width of vectors that it must lead to: 0 for scalar. */
  private record Config(String what, int bits, ChildJvm jvm, String... sets) {}

  /** The operations that a JVM tries; where vectors serve from the first call it tries all. */
  private static final Map<Config, Share> SHARES = new HashMap<>();

  @BeforeAll
  static void startChildren() {
    jvms = Executors.newFixedThreadPool(2);
    reference =
        start(
            ChildJvm.with("-Dlanewise.simd=never"),
            "float=FULL",
            "double=FULL",
            "float=SMALL",
            "double=SMALL",
            "float=TINY",
            "double=TINY");
    preset = start(ChildJvm.with(PROMPTLY), SWITCHED.with("float=FULL", "double=FULL", "switch"));
    int number = 0;
    for (Config config : configs()) {
      Share share = config.what().equals(ALL_ON_VECTORS) ? Share.ALL : Share.of(number++);
      SHARES.put(config, share);
      CHILDREN.put(config, start(config.jvm(), share.with(config.sets())));
    }
  }

  @AfterAll
  static void stopChildren() {
    jvms.close();
  }

  private static List<Config> configs() {
    List<Config> all = new ArrayList<>();
    all.add(new Config("without the module", 0, ChildJvm.withoutModule(), FULL));
    all.add(vectors(ALL_ON_VECTORS, 512, "-Dlanewise.maxVectorBits=512"));
    all.add(vectors("maxVectorBits=128", 128, "-Dlanewise.maxVectorBits=128"));
    all.add(vectors("maxVectorBits=256", 256, "-Dlanewise.maxVectorBits=256"));
    all.add(vectors("MaxVectorSize=16", 128, "-XX:MaxVectorSize=16"));
    if (X86) {
      all.add(vectors("UseAVX=1", 128, "-XX:UseAVX=1"));
      all.add(vectors("UseAVX=2", 256, "-XX:UseAVX=2"));
      all.add(vectors("MaxVectorSize=32", 256, "-XX:MaxVectorSize=32"));
      // What a JVM that takes AVX-512 of itself does on all vectors is not done twice.
      if (Engine.facts().vectorBits() < 512) {
        all.add(vectors("UseAVX=3", 512, "-XX:UseAVX=3"));
      }
      for (String flag : List.of("-XX:UseAVX=0", "-XX:-UseFMA")) {
        String[] sets = {"float=SMALL", "double=TINY"};
        all.add(new Config(flag, 0, ChildJvm.with(flag), sets));
        int bits = flag.endsWith("0") ? 128 : 512;
        all.add(new Config(flag + ", simd=always", bits, ChildJvm.with(flag, ALWAYS), TINY));
      }
    } else {
      all.add(vectors("UseSVE=0", 128, "-XX:UseSVE=0"));
    }
    for (String flag : List.of("-Xint", "-XX:TieredStopAtLevel=1")) {
      all.add(new Config(flag, 0, ChildJvm.with(flag), SMALL));
      all.add(new Config(flag + ", simd=always", 512, ChildJvm.with(flag, ALWAYS), TINY));
    }
    return all;
  }

  /** Vectors from the first call, so that no result can come from the scalar path. */
  private static Config vectors(String what, int bits, String... flags) {
    List<String> all = new ArrayList<>(List.of(flags));
    all.addAll(List.of(PROMPTLY, ALWAYS));
    return new Config(what, bits, ChildJvm.with(all), FULL);
  }

  private static Future<Result> start(ChildJvm jvm, String... arguments) {
    return jvms.submit(() -> jvm.run(SameBits.class, arguments));
  }

  @TestFactory
  Stream<DynamicTest> resultsHaveTheSameBits() {
    return CHILDREN.keySet().stream()
        .map(
            config ->
                dynamicTest(
                    config.what(),
                    () ->
                        assertSameBits(
                            "before",
                            CHILDREN.get(config).get(),
                            SHARES.get(config),
                            config.sets())));
  }

  /** A wider vector than the processor has is served by its widest. */
  @TestFactory
  Stream<DynamicTest> theIntendedPathServed() {
    return CHILDREN.keySet().stream()
        .map(
            config ->
                dynamicTest(
                    config.what(),
                    () -> {
                      int widest = Integer.parseInt(preset.get().value("facts").split(" ")[1]);
                      int bits = Math.min(config.bits(), widest);
                      assertEquals(
                          (bits > 0) + " " + bits, CHILDREN.get(config).get().value("facts"));
                    }));
  }

  @Test
  void resultsHaveTheSameBitsBeforeAndAfterTheSwitch() throws Exception {
    assertSameBits("before", preset.get(), SWITCHED, FULL);
    assertSameBits("after", preset.get(), SWITCHED, FULL);
  }

  @Test
  void vectorsServeAllThatIsHeavyAfterTheSwitch() throws Exception {
    List<String> served = preset.get().values("served");
    for (Operation operation : Operation.all()) {
      if (operation.heavy() && SWITCHED.contains(operation)) {
        assertTrue(served.contains(operation.owner() + " true"), () -> operation + ": " + served);
      }
    }
  }

  @Test
  void theReferenceIsScalarAndCoversEveryOperation() throws Exception {
    assertEquals("false 0", reference.get().value("facts"));
    for (Operation operation : Operation.all()) {
      assertTrue(
          reference.get().values("before").stream()
              .anyMatch(line -> line.startsWith(operation + ".FULL ")),
          operation::toString);
    }
  }

  /** The hash is not blind: different operations differ in it, but for those that are equal. */
  @Test
  void theHashTellsOperationsApart() throws Exception {
    Set<String> different =
        Operation.activations().stream()
            .map(Activation::name)
            .filter(name -> !SAME_AS_ANOTHER.contains(name))
            .collect(Collectors.toSet());
    List<String> hashes =
        reference.get().values("before").stream()
            .filter(line -> line.contains(".apply.") && line.contains(".FULL "))
            .filter(line -> different.contains(line.split("\\.")[0]))
            .map(line -> line.split(" ")[1])
            .toList();
    assertEquals(2 * different.size(), hashes.size());
    assertEquals(hashes.size(), hashes.stream().distinct().count());
  }

  private static void assertSameBits(String phase, Result result, Share share, String... sets)
      throws Exception {
    Set<String> wanted =
        Operation.all().stream()
            .filter(share::contains)
            .flatMap(operation -> Stream.of(sets).map(set -> operation + sizeOf(set, operation)))
            .collect(Collectors.toSet());
    List<String> expected =
        reference.get().values("before").stream()
            .filter(line -> wanted.contains(line.split(" ")[0]))
            .toList();
    assertFalse(expected.isEmpty());
    List<String> actual =
        result.values(phase).stream().filter(line -> !line.startsWith("all.")).toList();
    assertEquals(String.join("\n", expected), String.join("\n", actual));
  }

  /** The end of an operation's name in the results of a set; of another precision's, none. */
  private static String sizeOf(String set, Operation operation) {
    String[] parts = set.toUpperCase(Locale.ROOT).split("=");
    return parts[0].equals(operation.precision().name()) ? "." + parts[1] : "";
  }
}
