package dev.lanewise.jmh.compare;

import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Loop;
import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.StoredLoops;
import dev.lanewise.jmh.loops.Workload;
import java.util.Locale;

/** A column of the table: who computed, and in which kind of JVM. */
enum Column {
  /** Nothing but memory traffic, the limit of any kernel on large arrays. */
  MEMORY("memory"),
  /** Loops over {@link Math}. */
  PLAIN("plain Java"),
  /** The Vector API as one writes it first. */
  NAIVE("naive Vector API"),
  /** The library with {@code -Dlanewise.simd=never}. */
  SCALAR("Lanewise scalar"),
  /** The library as it comes. */
  SIMD("Lanewise SIMD"),
  /** The same on native memory segments. */
  SEGMENT("Lanewise on segments"),
  /** The same on arrays of bfloat16. */
  BFLOAT16("Lanewise on bfloat16");

  private final String title;

  Column(String title) {
    this.title = title;
  }

  /** How people read it. */
  String title() {
    return title;
  }

  /** Whether it leaves the library's float results in a workload's array. */
  boolean isLanewise() {
    return this == SCALAR || this == SIMD;
  }

  boolean has(Operation operation) {
    return switch (this) {
      case MEMORY -> !operation.isRowwise();
      case SEGMENT, BFLOAT16 -> StoredLoops.kernels().contains(operation.name());
      default -> true;
    };
  }

  /** The loop for a workload, of which a storage of another kind takes copies. */
  Loop loop(Operation operation, Workload workload) {
    return switch (this) {
      case MEMORY -> Contender.PLAIN.loop(new Operation(Operation.MEMORY, operation.direction()));
      case PLAIN -> Contender.PLAIN.loop(operation);
      case NAIVE -> Contender.NAIVE.loop(operation);
      case SCALAR, SIMD -> Contender.LANEWISE.loop(operation);
      case SEGMENT -> StoredLoops.segments(operation, workload);
      case BFLOAT16 -> StoredLoops.bfloat16(operation, workload);
    };
  }

  static Column parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
