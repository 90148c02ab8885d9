package dev.lanewise.jmh.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** JMH finds and runs the benchmarks, and what they compare agrees. */
class ExampleBenchmarksTest {
  /** Four ulps of the largest results, which are between 4 and 8. */
  private static final float TOLERANCE = 0x1p-19f;

  @Test
  void everyBenchmarkRuns() throws Exception {
    Options options =
        new OptionsBuilder()
            .include("\\.example\\.")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(1))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    Collection<RunResult> results = new Runner(options).run();
    assertEquals(
        List.of(
            "EpilogueBenchmark.lanewise",
            "EpilogueBenchmark.plainJava",
            "LogishBenchmark.lanewise",
            "LogishBenchmark.plainJava"),
        results.stream().map(ExampleBenchmarksTest::name).sorted().toList());
  }

  private static String name(RunResult result) {
    return result.getParams().getBenchmark().replaceFirst(".*\\.example\\.", "");
  }

  @Test
  void logishAgreesWithPlainJava() {
    LogishBenchmark benchmark = new LogishBenchmark();
    benchmark.prepare();
    assertArrayEquals(benchmark.plainJava().clone(), benchmark.lanewise(), TOLERANCE);
  }

  @Test
  void epilogueAgreesWithPlainJava() {
    EpilogueBenchmark benchmark = new EpilogueBenchmark();
    benchmark.prepare();
    assertArrayEquals(benchmark.plainJava().clone(), benchmark.lanewise(), TOLERANCE);
  }
}
