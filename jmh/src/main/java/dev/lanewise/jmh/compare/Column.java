package dev.lanewise.jmh.compare;

import dev.lanewise.jmh.loops.Contender;
import dev.lanewise.jmh.loops.Loop;
import dev.lanewise.jmh.loops.Operation;
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
  SIMD("Lanewise SIMD");

  private final String title;

  Column(String title) {
    this.title = title;
  }

  /** How people read it. */
  String title() {
    return title;
  }

  boolean isLanewise() {
    return this == SCALAR || this == SIMD;
  }

  Loop loop(Operation operation) {
    return switch (this) {
      case MEMORY -> Contender.PLAIN.loop(new Operation(Operation.MEMORY, operation.direction()));
      case PLAIN -> Contender.PLAIN.loop(operation);
      case NAIVE -> Contender.NAIVE.loop(operation);
      case SCALAR, SIMD -> Contender.LANEWISE.loop(operation);
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
