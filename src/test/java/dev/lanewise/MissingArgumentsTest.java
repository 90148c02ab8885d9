package dev.lanewise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.activation.Activation;
import dev.lanewise.activation.Activations;
import dev.lanewise.activation.BinaryCrossEntropy;
import dev.lanewise.activation.CrossEntropy;
import dev.lanewise.activation.GatedUnit;
import dev.lanewise.activation.MaskedSoftmax;
import dev.lanewise.activation.Prelu;
import dev.lanewise.activation.Softmax;
import dev.lanewise.lane.Storage;
import dev.lanewise.linalg.LayerNorm;
import dev.lanewise.linalg.Reductions;
import dev.lanewise.linalg.RmsNorm;
import dev.lanewise.math.VectorMath;
import java.lang.foreign.MemorySegment;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method that takes arrays or segments says by its name which one is null. */
class MissingArgumentsTest {
  static Stream<Arguments> owners() {
    Activation tanh = Activations.tanh();
    GatedUnit glu = GatedUnit.glu();
    CrossEntropy crossEntropy = CrossEntropy.create();
    return Stream.of(
        of(Activation.class, tanh),
        of(GatedUnit.class, glu),
        of(CrossEntropy.class, crossEntropy),
        of(BinaryCrossEntropy.class, null),
        of(Softmax.class, null),
        of(MaskedSoftmax.class, null),
        of(Prelu.class, null),
        of(LayerNorm.class, null),
        of(RmsNorm.class, null),
        of(Reductions.class, null),
        of(VectorMath.class, null),
        of(tanh.stored(Storage.FLOAT16)),
        of(glu.stored(Storage.FLOAT16)),
        of(crossEntropy.stored(Storage.FLOAT)),
        of(BinaryCrossEntropy.stored(Storage.FLOAT16)),
        of(Softmax.stored(Storage.FLOAT16)),
        of(MaskedSoftmax.stored(Storage.FLOAT16)),
        of(Prelu.stored(Storage.FLOAT16)),
        of(LayerNorm.stored(Storage.FLOAT)),
        of(RmsNorm.stored(Storage.FLOAT)),
        of(Reductions.stored(Storage.FLOAT)),
        of(VectorMath.stored(Storage.FLOAT16)));
  }

  private static Arguments of(Object object) {
    return of(object.getClass(), object);
  }

  private static Arguments of(Class<?> type, Object object) {
    return Arguments.argumentSet(type.getSimpleName(), type, object);
  }

  @ParameterizedTest
  @MethodSource("owners")
  void whatIsNullIsNamed(Class<?> type, Object object) {
    int tried = 0;
    for (Method method : type.getDeclaredMethods()) {
      boolean called = object != null || Modifier.isStatic(method.getModifiers());
      if (Modifier.isPublic(method.getModifiers()) && called) {
        Class<?>[] parameters = method.getParameterTypes();
        Set<String> names = new HashSet<>();
        for (int missing = 0; missing < parameters.length; missing++) {
          if (isHolder(parameters[missing]) && !isOfWeights(method, missing)) {
            String name = nameOf(missing, method, object);
            assertTrue(names.add(name), () -> method + " names two " + name);
            tried++;
          }
        }
      }
    }
    assertTrue(tried > 8, () -> "too few of " + type);
  }

  private static boolean isHolder(Class<?> type) {
    return type.isArray() || type == MemorySegment.class;
  }

  /** What a parameter is called in the message of a call with null in its place. */
  private static String nameOf(int missing, Method method, Object object) {
    Object[] arguments =
        Stream.of(method.getParameterTypes()).map(MissingArgumentsTest::none).toArray();
    arguments[missing] = null;
    Throwable cause =
        assertThrows(
                InvocationTargetException.class,
                () -> method.invoke(object, arguments),
                () -> method + " takes null for " + missing)
            .getCause();
    assertEquals(NullPointerException.class, cause.getClass(), () -> method + ": " + cause);
    assertTrue(cause.getMessage().matches("[a-zA-Z]+ is null"), () -> method + ": " + cause);
    return cause.getMessage();
  }

  /** The class weights may be left out; they are the third to hold something. */
  private static boolean isOfWeights(Method method, int missing) {
    long before =
        Stream.of(method.getParameterTypes()).limit(missing).filter(t -> isHolder(t)).count();
    return method.getDeclaringClass().getSimpleName().matches("(Stored)?CrossEntropy")
        && before == 2;
  }

  /** An argument without elements. */
  private static Object none(Class<?> type) {
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    }
    if (type == MemorySegment.class) {
      return MemorySegment.NULL;
    }
    if (type == int.class) {
      return 0;
    }
    if (type == long.class) {
      return 0L;
    }
    return type == float.class ? (Object) 1f : (Object) 1.0;
  }

  @Test
  void aMissingStorageIsNamed() {
    CrossEntropy crossEntropy = CrossEntropy.create();
    List.<Runnable>of(
            () -> Activations.tanh().stored(null),
            () -> GatedUnit.glu().stored(null),
            () -> crossEntropy.stored(null),
            () -> BinaryCrossEntropy.stored(null),
            () -> Softmax.stored(null),
            () -> MaskedSoftmax.stored(null),
            () -> Prelu.stored(null),
            () -> LayerNorm.stored(null),
            () -> RmsNorm.stored(null),
            () -> Reductions.stored(null),
            () -> VectorMath.stored(null))
        .forEach(
            call ->
                assertEquals(
                    "storage must not be null",
                    assertThrows(NullPointerException.class, call::run).getMessage()));
  }
}
