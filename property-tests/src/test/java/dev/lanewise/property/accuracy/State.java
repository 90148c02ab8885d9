package dev.lanewise.property.accuracy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What was found so far, in a file of one line for each chunk, so that a program that was stopped
 * goes on where it was. Lines of kernels that have changed since are not looked up any more.
 */
final class State {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final Map<Key, JsonNode> findings = new ConcurrentHashMap<>();

  /**
   * What a finding is of.
   *
   * @param fingerprint of the kernel
   * @param inputs what it was measured on, such as "floats"
   * @param chunk which part of these
   */
  record Key(String fingerprint, String inputs, int chunk) {}

  private record Line(Key key, Object finding) {}

  private State(Path file) {
    this.file = file;
  }

  /** Reads what there is, and rewrites it without a last line that was cut short. */
  static State open(Path file) throws IOException {
    State state = new State(file.toAbsolutePath());
    Files.createDirectories(state.file.getParent());
    List<String> whole = new ArrayList<>();
    if (Files.exists(file)) {
      for (String text : Files.readAllLines(file)) {
        try {
          JsonNode line = JSON.readTree(text);
          state.findings.put(JSON.treeToValue(line.get("key"), Key.class), line.get("finding"));
          whole.add(text);
        } catch (JsonProcessingException e) {
          break;
        }
      }
    }
    Files.write(file, whole);
    return state;
  }

  boolean has(Key key) {
    return findings.containsKey(key);
  }

  /** What was found before, or else what is found now, which is kept. */
  Finding get(Key key, Supplier<Finding> measurement) {
    return get(key, Finding.class, measurement);
  }

  /** The same of findings of another class. */
  <T> T get(Key key, Class<T> type, Supplier<T> measurement) {
    JsonNode known = findings.get(key);
    if (known == null) {
      T finding = measurement.get();
      add(new Line(key, finding));
      return finding;
    }
    try {
      return JSON.treeToValue(known, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("not the finding of " + key + " in " + file, e);
    }
  }

  private synchronized void add(Line line) {
    findings.put(line.key, JSON.valueToTree(line.finding));
    try {
      Files.writeString(
          file,
          JSON.writeValueAsString(line) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
