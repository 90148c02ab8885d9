package dev.lanewise.kernel;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;

/**
 * What the user asked for by system properties.
 *
 * @param simd property {@code lanewise.simd}
 * @param maxVectorBits property {@code lanewise.maxVectorBits}
 */
record Settings(Simd simd, int maxVectorBits) {
  private static final String PREFIX = "lanewise.";
  static final String SIMD = PREFIX + "simd";
  static final String MAX_VECTOR_BITS = PREFIX + "maxVectorBits";
  private static final List<Integer> WIDTHS = List.of(128, 256, 512);

  /** When vector kernels serve. */
  enum Simd {
    /** Once they are compiled and measured to be faster. */
    AUTO,
    /** Not at all. */
    NEVER,
    /** From the first call, however slow that is; an error where they cannot. */
    ALWAYS;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads the properties.
   *
   * @throws IllegalArgumentException if one has a value that it cannot have
   */
  static Settings read(Function<String, String> properties) {
    return new Settings(
        choose(properties, SIMD, Arrays.asList(Simd.values()), Simd.AUTO),
        choose(properties, MAX_VECTOR_BITS, WIDTHS, 512));
  }

  /** What is wrong with the names of properties, such as a spelling mistake, if anything. */
  static Optional<String> unknown(Set<String> names) {
    return names.stream()
        .filter(
            name -> name.startsWith(PREFIX) && !name.equals(SIMD) && !name.equals(MAX_VECTOR_BITS))
        .sorted()
        .reduce((a, b) -> a + ", " + b)
        .map(
            unknown ->
                "unknown system properties, without effect: "
                    + unknown
                    + "; there are "
                    + SIMD
                    + " and "
                    + MAX_VECTOR_BITS);
  }

  private static <T> T choose(
      Function<String, String> properties, String name, List<T> values, T preset) {
    String text = properties.apply(name);
    if (text == null) {
      return preset;
    }
    for (T value : values) {
      if (value.toString().equals(text)) {
        return value;
      }
    }
    StringJoiner choices = new StringJoiner(", ");
    values.forEach(value -> choices.add(value.toString()));
    throw new IllegalArgumentException(
        "system property " + name + " is \"" + text + "\"; it can be " + choices);
  }
}
