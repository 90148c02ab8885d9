package dev.lanewise.kernel;

import static java.lang.constant.ConstantDescs.CD_void;

import dev.lanewise.kernel.RowProgram.Reduce;
import dev.lanewise.lane.Graph;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Arrays;

/**
 * Writes a reduction of the full granules of a row with the partial results in memory. So the
 * formula stands in one loop and their combination in another, however many there are.
 */
final class StridedReduction {
  private static final ClassDesc PARTIALS = Partials.class.describeConstable().orElseThrow();
  private static final ClassDesc ARRAYS = Arrays.class.describeConstable().orElseThrow();

  private final LoopCompiler compiler;
  private final CodeBuilder code;
  private final Reduce reduce;
  private final int array;
  private final int place;

  /** What is done at once: one element, or a vector of them. */
  interface Lanes {
    /** How many elements. */
    int count();

    /** The kind of a local variable for them. */
    TypeKind kind();

    /** Prepares to write a formula for them; what follows is then for that formula. */
    LaneCode prepare(Graph graph, int[] uniforms);

    /** Loads the reduction's inputs at the index in a local variable into others. */
    int[] inputs(int i);

    /** Pushes those of an array at the place that {@code place} pushes. */
    void load(Runnable place);

    /** Stores those that {@code value} pushes. */
    void store(Runnable place, Runnable value);
  }

  StridedReduction(LoopCompiler compiler, CodeBuilder code, Reduce reduce) {
    this.compiler = compiler;
    this.code = code;
    this.reduce = reduce;
    this.array = code.allocateLocal(TypeKind.REFERENCE);
    this.place = code.allocateLocal(TypeKind.INT);
  }

  /**
   * Reduces the elements, if there are any.
   *
   * @param full the local variable with their number
   * @param scalars the local variables with the scalars that the formula reads
   * @param accumulators the local variables for the numbers of the result
   */
  void write(int full, int[] scalars, Lanes lanes, Lanes single, int[] accumulators) {
    Label none = code.newLabel();
    code.iload(full).ifeq(none);
    clear();
    accumulate(full, scalars, lanes);
    fold(compiler.partials, lanes);
    if (lanes.count() > 1) {
      fold(lanes.count(), single);
    }
    code.iconst_0().istore(place);
    load(single, accumulators, place);
    code.labelBinding(none);
  }

  /** Makes each partial result the identity. */
  private void clear() {
    ClassDesc element = compiler.element;
    MethodTypeDesc get = MethodTypeDesc.of(element.arrayType());
    code.invokestatic(PARTIALS, compiler.wide ? "doubles" : "floats", get).astore(array);
    code.aload(array);
    LaneCode.pushConstant(code, compiler.wide, reduce.identity());
    code.invokestatic(ARRAYS, "fill", MethodTypeDesc.of(CD_void, element.arrayType(), element));
  }

  private void accumulate(int full, int[] scalars, Lanes lanes) {
    LaneCode formula = lanes.prepare(reduce.graph(), scalars);
    int[] accumulators = LoopCompiler.locals(code, lanes.kind(), reduce.partials());
    int i = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(i);
    LoopCompiler.loop(
        code,
        i,
        full,
        lanes.count(),
        () -> {
          code.iload(i).loadConstant(compiler.partials - 1).iand().istore(place);
          load(lanes, accumulators, place);
          formula.body(LoopCompiler.join(lanes.inputs(i), accumulators), i);
          store(lanes, formula);
        });
  }

  /** Halves so many partial results until there are as many as lanes: p[j] with p[j + half]. */
  private void fold(int from, Lanes lanes) {
    LaneCode combination = lanes.prepare(reduce.combine(), new int[0]);
    int[] first = LoopCompiler.locals(code, lanes.kind(), reduce.partials());
    int[] second = LoopCompiler.locals(code, lanes.kind(), reduce.partials());
    int other = code.allocateLocal(TypeKind.INT);
    int half = code.allocateLocal(TypeKind.INT);
    code.loadConstant(from / 2).istore(half);
    Label top = code.newBoundLabel();
    code.iconst_0().istore(place);
    LoopCompiler.loop(
        code,
        place,
        half,
        lanes.count(),
        () -> {
          load(lanes, first, place);
          code.iload(place).iload(half).iadd().istore(other);
          load(lanes, second, other);
          combination.body(LoopCompiler.join(first, second), LaneCode.NO_COLUMN);
          store(lanes, combination);
        });
    code.iload(half).iconst_1().ishr().istore(half);
    code.iload(half).loadConstant(lanes.count()).if_icmpge(top);
  }

  private void load(Lanes lanes, int[] slots, int place) {
    for (int k = 0; k < slots.length; k++) {
      int number = k;
      lanes.load(() -> push(number, place));
      code.storeLocal(lanes.kind(), slots[k]);
    }
  }

  private void store(Lanes lanes, LaneCode formula) {
    for (int k = 0; k < reduce.partials(); k++) {
      int number = k;
      lanes.store(() -> push(number, place), () -> formula.loadResult(number));
    }
  }

  /** Pushes the array and the index of number k of the partial result at a place. */
  private void push(int k, int place) {
    code.aload(array).iload(place);
    if (k > 0) {
      code.loadConstant(k * compiler.partials).iadd();
    }
  }
}
