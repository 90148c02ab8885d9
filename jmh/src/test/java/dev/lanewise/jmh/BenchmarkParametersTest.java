package dev.lanewise.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.jmh.loops.Operation;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;

class BenchmarkParametersTest {
  @Test
  void everyKernelOfTheCatalogueHasABenchmark() throws NoSuchFieldException {
    List<String> benchmarked =
        Stream.concat(kernels(ActivationBenchmark.class), kernels(SoftmaxBenchmark.class)).toList();
    assertEquals(Operation.kernels(), benchmarked);
  }

  private static Stream<String> kernels(Class<?> benchmark) throws NoSuchFieldException {
    return Stream.of(benchmark.getField("kernel").getAnnotation(Param.class).value());
  }
}
