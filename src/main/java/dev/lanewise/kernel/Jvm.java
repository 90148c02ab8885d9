package dev.lanewise.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What the engine needs to know of the running JVM. */
final class Jvm {
  static final String VERSION = System.getProperty("java.version");

  /** Whether {@link Math#fma} is an instruction; else it computes with BigDecimal, 1000x slower. */
  static final boolean FMA = !flag("UseFMA", "true").equals("false");

  /** Whether C2 compiles, without which every vector operation is a call that allocates. */
  static final boolean OPTIMISING =
      !flag("UseCompiler", "true").equals("false")
          && flag("TieredStopAtLevel", "4").equals("4")
          && !flag("CompilationMode", "default").equals("quick-only");

  /**
   * Whether C2 has masks of two lanes. On x86 it has not: there a comparison of two doubles, a
   * 128-bit vector, is a call that allocates.
   */
  static final boolean TWO_LANE_MASKS =
      !List.of("amd64", "x86_64", "x86", "i386").contains(System.getProperty("os.arch"));

  /** Whether classes can be defined at run time, which a GraalVM native image cannot. */
  static final boolean DEFINES_CLASSES =
      !"runtime".equals(System.getProperty("org.graalvm.nativeimage.imagecode"));

  private static final ThreadMXBean THREADS =
      ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

  private Jvm() {}

  /** The bytes that the current thread has allocated so far. */
  static long allocatedBytes() {
    return THREADS.getCurrentThreadAllocatedBytes();
  }

  /** A HotSpot flag, or what is assumed of a JVM that does not have it. */
  private static String flag(String name, String otherwise) {
    HotSpotDiagnosticMXBean hotSpot =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      return hotSpot == null ? otherwise : hotSpot.getVMOption(name).getValue();
    } catch (IllegalArgumentException e) {
      return otherwise;
    }
  }
}
