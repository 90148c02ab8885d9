package dev.lanewise.jmh.loops;

/**
 * The options of every JVM that measures, under JMH and in the comparison: where the heap puts the
 * arrays changes some loops by a quarter, so it has the same size in both.
 */
public final class JvmFlags {
  /** The vector module. */
  public static final String MODULE = "--add-modules=jdk.incubator.vector";

  /** The heap at the start. */
  public static final String HEAP = "-Xms512m";

  /** The largest heap. */
  public static final String MOST_HEAP = "-Xmx2g";

  /** No file of counters, which costs a start some time. */
  public static final String NO_COUNTERS = "-XX:-UsePerfData";

  private JvmFlags() {}
}
