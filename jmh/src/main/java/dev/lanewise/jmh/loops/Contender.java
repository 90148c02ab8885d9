package dev.lanewise.jmh.loops;

import java.util.Locale;

/** Who computes an operation. */
public enum Contender {
  /** A loop over {@link Math}, the first that anyone writes. */
  PLAIN,
  /** The Vector API as one would write it first, with its own exp, tanh and log1p. */
  NAIVE,
  /** The library; the properties of the JVM say whether on vectors or on its scalar path. */
  LANEWISE;

  /**
   * The contender's loop for an operation.
   *
   * <p>Nothing but this one loop is loaded, so that a fresh JVM pays for nothing else.
   *
   * @param operation what to compute
   * @return the loop
   * @throws IllegalArgumentException if the contender has no loop for the operation
   */
  public Loop loop(Operation operation) {
    String name = operation.name();
    boolean forward = operation.direction() == Direction.FORWARD;
    return switch (this) {
      case PLAIN ->
          switch (operation.family()) {
            case ELEMENTWISE -> forward ? PlainForward.loop(name) : PlainBackward.loop(name);
            case SOFTMAX -> PlainRows.loop(operation);
            case NORM -> PlainNorms.loop(operation);
          };
      case NAIVE ->
          switch (operation.family()) {
            case ELEMENTWISE -> forward ? NaiveForward.loop(name) : NaiveBackward.loop(name);
            case SOFTMAX -> NaiveRows.loop(operation);
            case NORM -> NaiveNorms.loop(operation);
          };
      case LANEWISE -> LanewiseLoops.loop(operation);
    };
  }

  /**
   * Reads what {@link #toString} wrote.
   *
   * @param text such as "naive"
   * @return the contender
   */
  public static Contender parse(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
