package dev.lanewise.testing;

import java.util.Arrays;
import java.util.List;

/**
 * A part of all operations, for a JVM of its own kind. To try every operation in every kind of JVM
 * takes the better part of an hour, so each kind gets a part, dealt out by owner; all parts
 * together are all operations. With the system property {@code test.shares=1} each gets them all.
 *
 * @param number which part, from 0
 * @param count of how many
 */
public record Share(int number, int count) {
  /** All operations. */
  public static final Share ALL = new Share(0, 1);

  private static final int SHARES = Integer.getInteger("test.shares", 4);
  private static final String ARGUMENT = "share=";

  /** The part that falls to the JVM of a number. */
  public static Share of(int jvm) {
    return new Share(jvm % SHARES, SHARES);
  }

  /** The part that {@link #argument} names among the arguments of a program, or all. */
  public static Share in(List<String> arguments) {
    return arguments.stream()
        .filter(argument -> argument.startsWith(ARGUMENT))
        .map(argument -> argument.substring(ARGUMENT.length()).split("/"))
        .map(parts -> new Share(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])))
        .findAny()
        .orElse(ALL);
  }

  /** What tells a program in another JVM. */
  public String argument() {
    return ARGUMENT + number + "/" + count;
  }

  /** The arguments with this share. */
  public String[] with(String... arguments) {
    String[] all = Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = argument();
    return all;
  }

  /** Whether the operation is one of this part. */
  public boolean contains(Operation operation) {
    return Operation.owners().indexOf(operation.owner()) % count == number;
  }
}
