package dev.lanewise.jmh.compare;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.Workload;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The program behind {@code mvn -P compare}: what SIMD buys on this machine.
 *
 * <p>Each option may also be given as a system property, {@code -Dcompare.quick} for {@code
 * --quick}.
 */
@Command(
    name = "compare",
    description =
        "Measures Lanewise against loops over Math and against the naive Vector API:"
            + " speed, accuracy, start-up and allocation.",
    mixinStandardHelpOptions = true,
    version = "Lanewise compare",
    defaultValueProvider = Compare.FromProperties.class)
public final class Compare implements Callable<Integer> {
  private static final int LARGEST_SIZE = 1 << 26;
  private static final String PROPERTIES = "compare.";

  /** Holds what Maven was given as properties, {@code {a=b, c=d}}; it passes on what it knows. */
  private static final String GIVEN_TO_MAVEN = "maven.properties";

  private static final Pattern GIVEN = Pattern.compile("[{ ](compare\\.[^=,}]*)=");

  /** The library's INFO line would break the progress bar; the report has the same facts. */
  private static final Logger LIBRARY = Logger.getLogger("dev.lanewise");

  /** The progress bar counts whole numbers. */
  private static final int TICKS_PER_SECOND = 10;

  @Spec private CommandSpec spec;

  @Option(
      names = "--kernels",
      split = ",",
      paramLabel = "NAME",
      description = "Kernels to compare, such as tanh,softmax. Preset: all.")
  private List<String> kernels = List.of();

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N",
      description = "Array lengths for elementwise kernels. Preset: 1024,65536,16777216.")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--input",
      paramLabel = "FILE[#TENSOR]",
      description =
          "Pre-activations to work on: an F32 or F64 tensor of a safetensors file."
              + " Preset: normal, standard deviation 3.")
  private String input;

  @Option(
      names = "--quick",
      description = "One JVM for each measurement, sizes up to 65536: a first look in two minutes.")
  private boolean quick;

  @Option(
      names = "--out",
      paramLabel = "DIRECTORY",
      description = "Where results.json, index.html and aims.md go. Preset: jmh/target/compare.")
  private Path out;

  /** System properties stand in for options; a blank one is as good as none. */
  static final class FromProperties implements IDefaultValueProvider {
    @Override
    public String defaultValue(ArgSpec argument) {
      if (!(argument instanceof OptionSpec option)) {
        return null;
      }
      String value = System.getProperty(PROPERTIES + option.longestName().substring(2));
      return value == null || value.isBlank() ? null : value;
    }
  }

  /**
   * Runs the program.
   *
   * @param args its options
   */
  public static void main(String[] args) {
    LIBRARY.setLevel(Level.WARNING);
    System.exit(commandLine().execute(args));
  }

  /** The command with its error handling: what is wrong, without a stack trace. */
  static CommandLine commandLine() {
    return new CommandLine(new Compare())
        .setParameterExceptionHandler(
            (exception, arguments) -> {
              CommandLine command = exception.getCommandLine();
              command.getErr().println(command.getColorScheme().errorText(exception.getMessage()));
              return command.getCommandSpec().exitCodeOnInvalidInput();
            })
        .setExecutionExceptionHandler(
            (exception, command, parsed) -> {
              if (!(exception instanceof CompareException)) {
                throw exception;
              }
              command.getErr().println(command.getColorScheme().errorText(exception.getMessage()));
              return command.getCommandSpec().exitCodeOnExecutionException();
            });
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Plan plan = plan();
    Files.createDirectories(plan.out());
    Results results = measure(plan);
    ObjectNode json =
        new ObjectMapper()
            .enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
            .valueToTree(results);
    Path resultsFile = plan.out().resolve("results.json");
    Files.writeString(resultsFile, json.toPrettyString());
    Path page = plan.out().resolve("index.html");
    Page.write(page, json);
    Path aims = plan.out().resolve("aims.md");
    AimsPage.write(aims, results.machine(), results.aims());

    PrintWriter terminal = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    Terminal.print(results, terminal);
    terminal.println("Raw samples  " + resultsFile.toAbsolutePath());
    terminal.println("Charts       " + page.toAbsolutePath());
    terminal.println("Aims         " + aims.toAbsolutePath());
    return CommandLine.ExitCode.OK;
  }

  private static Results measure(Plan plan) throws IOException, InterruptedException {
    long ticks = Math.round(TICKS_PER_SECOND * Comparison.totalWeight(plan));
    try (ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName("compare")
            .setInitialMax(ticks)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(500)
            .build()) {
      return Comparison.run(
          plan,
          new Comparison.Progress() {
            private double done;

            @Override
            public void begin(String step) {
              bar.setExtraMessage(step);
            }

            @Override
            public void end(double weight) {
              done += weight;
              bar.stepTo(Math.round(TICKS_PER_SECOND * done));
            }
          });
    }
  }

  Plan plan() {
    refuseUnknownProperties();
    List<String> known = Operation.kernels();
    for (String kernel : kernels) {
      if (!known.contains(kernel)) {
        throw refused(
            "--kernels",
            "no kernel is called \"%s\"; there are %s",
            kernel,
            String.join(", ", known));
      }
    }
    for (int size : sizes) {
      if (size < 1 || size > LARGEST_SIZE) {
        throw refused("--sizes", "%d is not between 1 and %d", size, LARGEST_SIZE);
      }
    }
    List<Integer> presetSizes = quick ? Plan.SIZES.subList(0, 2) : Plan.SIZES;
    List<String> chosen = kernels.isEmpty() ? known : kernels.stream().distinct().toList();
    List<Integer> lengths =
        sizes.isEmpty() ? presetSizes : sizes.stream().distinct().sorted().toList();
    Path directory = out == null ? Path.of("jmh", "target", "compare") : out;
    float[] sample = sample();
    String described =
        input == null ? "normal, standard deviation 3" : input + ", " + sample.length + " elements";
    return quick
        ? Plan.quick(chosen, lengths, described, sample, directory)
        : Plan.full(chosen, lengths, described, sample, directory);
  }

  /** One that is misspelt would be ignored, and all be measured. */
  private void refuseUnknownProperties() {
    List<String> known =
        spec.options().stream()
            .filter(option -> !option.usageHelp() && !option.versionHelp())
            .map(option -> PROPERTIES + option.longestName().substring(2))
            .toList();
    Stream<String> ofMaven =
        GIVEN
            .matcher(System.getProperty(GIVEN_TO_MAVEN, ""))
            .results()
            .map(property -> property.group(1));
    Stream<String> given =
        System.getProperties().stringPropertyNames().stream()
            .filter(property -> property.startsWith(PROPERTIES));
    Stream.concat(given, ofMaven)
        .filter(property -> !known.contains(property))
        .findFirst()
        .ifPresent(
            property -> {
              throw new ParameterException(
                  spec.commandLine(),
                  "there is no option -D"
                      + property
                      + "; there are -D"
                      + String.join(", -D", known));
            });
  }

  private float[] sample() {
    if (input == null) {
      return Workload.normal(Plan.SAMPLE);
    }
    int mark = input.lastIndexOf('#');
    Path file = Path.of(mark < 0 ? input : input.substring(0, mark));
    if (!Files.isRegularFile(file)) {
      throw refused("--input", "there is no file %s", file.toAbsolutePath());
    }
    String tensor = mark < 0 ? null : input.substring(mark + 1);
    try {
      return Safetensors.read(file, tensor, Plan.SAMPLE);
    } catch (IllegalArgumentException e) {
      throw refused("--input", "%s", e.getMessage());
    }
  }

  private ParameterException refused(String option, String message, Object... values) {
    String property = "-D" + PROPERTIES + option.substring(2);
    return new ParameterException(
        spec.commandLine(), option + " (" + property + "): " + message.formatted(values));
  }
}
