package dev.lanewise.jmh.loops;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LoopsTest {
  @TestFactory
  Stream<DynamicTest> everyContenderAgreesWithPlainJava() {
    return Operation.kernels().stream()
        .flatMap(kernel -> Stream.of(Direction.values()).map(d -> new Operation(kernel, d)))
        .flatMap(
            operation ->
                Stream.of(Contender.NAIVE, Contender.LANEWISE)
                    .map(
                        contender ->
                            DynamicTest.dynamicTest(
                                contender + " " + operation, () -> agrees(contender, operation))));
  }

  private static void agrees(Contender contender, Operation operation) {
    for (Shape shape : shapes(operation)) {
      Agreement.check(
          contender, operation, Workload.of(operation, shape, Workload.normal(shape.size())));
    }
  }

  /** Lengths below, at and beside multiples of every vector. */
  private static List<Shape> shapes(Operation operation) {
    return operation.isRowwise()
        ? List.of(new Shape(3, 1), new Shape(5, 64), new Shape(4, 77))
        : List.of(Shape.flat(1), Shape.flat(64), Shape.flat(1003));
  }

  /** Each is checked against arrays of floats where it is made. */
  @TestFactory
  Stream<DynamicTest> everyStorageGivesTheResultsOfArrays() {
    return StoredLoops.kernels().stream()
        .flatMap(kernel -> Stream.of(Direction.values()).map(d -> new Operation(kernel, d)))
        .map(operation -> DynamicTest.dynamicTest(operation.toString(), () -> stores(operation)));
  }

  private static void stores(Operation operation) {
    for (Shape shape : shapes(operation)) {
      Workload workload = Workload.of(operation, shape, Workload.normal(shape.size()));
      StoredLoops.segments(operation, workload);
      StoredLoops.bfloat16(operation, workload);
    }
  }

  @Test
  void aStorageWithWrongResultsIsNoticed() {
    float[] expected = {1, 0, Float.NaN};
    StoredLoops.requireSame("relu", expected, new float[] {1, 0, Float.NaN});
    var error =
        assertThrows(
            IllegalStateException.class,
            () -> StoredLoops.requireSame("relu", expected, new float[] {1, -0f, Float.NaN}));
    assertEquals("relu: element 1 is -0.0, on arrays of floats 0.0", error.getMessage());
  }

  @Test
  void agreementNoticesAWrongResult() {
    Operation memory = new Operation(Operation.MEMORY, Direction.FORWARD);
    Workload workload = Workload.of(memory, Shape.flat(8), new float[] {Float.NaN, 1});
    var error =
        assertThrows(
            IllegalStateException.class, () -> Agreement.check(Contender.PLAIN, memory, workload));
    assertTrue(error.getMessage().contains("element 0 is NaN"), error.getMessage());
  }

  @Test
  void aKernelWithoutLoopIsRefusedByName() {
    Operation unknown = new Operation("cosine", Direction.FORWARD);
    var error = assertThrows(IllegalArgumentException.class, () -> Contender.PLAIN.loop(unknown));
    assertEquals("PlainForward has no loop for cosine", error.getMessage());
  }

  @Test
  void inputsRepeatTheSample() {
    Operation operation = new Operation("relu", Direction.BACKWARD);
    Workload workload = Workload.of(operation, Shape.flat(7), new float[] {1, 2, 3});
    for (int i = 3; i < 7; i++) {
      assertEquals(workload.x()[i - 3], workload.x()[i]);
      assertEquals(workload.dy()[i - 3], workload.dy()[i]);
    }
  }

  @Test
  void softmaxGradientsStartFromProbabilities() {
    Operation operation = new Operation("softmax", Direction.BACKWARD);
    Workload workload = Workload.of(operation, new Shape(2, 3), new float[] {1, 2, 3, -1, 0, 80});
    assertEquals(1, workload.x()[0] + workload.x()[1] + workload.x()[2], 1e-6);
    assertEquals(1, workload.x()[5], 1e-6);
  }

  @Test
  void shapesAreReadAsTheyAreWritten() {
    for (Shape shape : List.of(Shape.flat(1024), new Shape(512, 64))) {
      assertEquals(shape, assertDoesNotThrow(() -> Shape.parse(shape.toString())));
    }
  }
}
