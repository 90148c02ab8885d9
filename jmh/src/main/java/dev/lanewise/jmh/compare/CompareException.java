package dev.lanewise.jmh.compare;

/** A reason to stop, in words for the person who started the program. */
final class CompareException extends RuntimeException {
  private static final long serialVersionUID = 1;

  CompareException(String message) {
    super(message);
  }

  CompareException(String message, Throwable cause) {
    super(message, cause);
  }
}
