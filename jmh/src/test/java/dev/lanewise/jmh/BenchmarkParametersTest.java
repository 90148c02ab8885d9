package dev.lanewise.jmh;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanewise.jmh.loops.Operation;
import dev.lanewise.jmh.loops.Shape;
import dev.lanewise.jmh.loops.StoredLoops;
import java.lang.reflect.Field;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Param;

class BenchmarkParametersTest {
  @Test
  void everyKernelOfTheCatalogueHasABenchmark() {
    List<String> benchmarked =
        Stream.of(ActivationBenchmark.class, SoftmaxBenchmark.class, NormBenchmark.class)
            .flatMap(benchmark -> values(benchmark, "kernel").stream())
            .toList();
    assertEquals(Operation.kernels(), benchmarked);
  }

  @Test
  void rowsAreThoseOfTheComparison() {
    assertEquals(texts(Shape.SOFTMAX), values(SoftmaxBenchmark.class, "shape"));
    assertEquals(texts(Shape.NORM), values(NormBenchmark.class, "shape"));
  }

  @Test
  void storagesAreBenchmarkedForTheSameKernels() {
    assertEquals(StoredLoops.kernels(), values(StorageBenchmark.class, "kernel"));
  }

  private static List<String> texts(List<Shape> shapes) {
    return shapes.stream().map(Shape::toString).toList();
  }

  private static List<String> values(Class<?> benchmark, String parameter) {
    Field field = assertDoesNotThrow(() -> benchmark.getField(parameter));
    return List.of(field.getAnnotation(Param.class).value());
  }
}
