package dev.lanewise.jmh.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Where and when results were measured.
 *
 * @param date when
 * @param cpu the processor's name
 * @param cores how many of its threads the JVM may use
 * @param os the operating system
 * @param jvm the virtual machine
 * @param flags the options of the measured JVMs
 * @param lanewise what the library says of its engine
 */
record Machine(
    String date,
    String cpu,
    int cores,
    String os,
    String jvm,
    List<String> flags,
    String lanewise) {

  static Machine here(String lanewise) {
    return new Machine(
        OffsetDateTime.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"),
        ChildJvm.FLAGS,
        lanewise);
  }

  /** Linux says it in a file, Windows in a variable; elsewhere the architecture has to do. */
  private static String processor() {
    Path info = Path.of("/proc/cpuinfo");
    Optional<String> model = Optional.empty();
    if (Files.isReadable(info)) {
      try (var lines = Files.lines(info)) {
        model =
            lines
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
      } catch (IOException e) {
        model = Optional.empty();
      }
    }
    return model
        .or(() -> Optional.ofNullable(System.getenv("PROCESSOR_IDENTIFIER")))
        .orElse(System.getProperty("os.arch"));
  }
}
