package dev.lanewise.kernel;

import dev.lanewise.kernel.RowProgram.Map;
import dev.lanewise.kernel.RowProgram.Reduce;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.Arrays;

/** Compiles a program to a loop over vectors of a given width. */
final class VectorLoopCompiler extends LoopCompiler {
  private final int bits;
  private final int lanes;

  /**
   * Prepares to compile.
   *
   * @param bits the width of a vector
   */
  VectorLoopCompiler(String name, RowProgram program, ClassDesc fmaOwner, int bits) {
    super(name + "$" + bits, program, fmaOwner);
    this.bits = bits;
    this.lanes = bits / elementKind.slotSize() / 32;
  }

  @Override
  void constants(ClassBuilder type) {
    VectorCode.constants(type, self, wide, bits, lanes);
  }

  /** Rows shorter than a vector are left to the scalar loop. */
  @Override
  void beforeRows(CodeBuilder code) {
    Label fits = code.newLabel();
    code.iload(columns()).loadConstant(lanes).if_icmpge(fits);
    code.aload(0).getfield(LOOP, "shortRows", LOOP);
    for (int i = 0; i < RUN.parameterCount(); i++) {
      code.loadLocal(TypeKind.from(RUN.parameterType(i)), i + 1);
    }
    code.invokevirtual(LOOP, "run", RUN).return_().labelBinding(fits);
  }

  /**
   * Full vectors, then one that ends with the row and may overlap the one before. That last vector
   * is read before the loop writes anything, so that it is right in place too; where it overlaps it
   * stores the same bits again.
   */
  @Override
  void map(CodeBuilder code, Map map, StepFrame frame) {
    VectorCode lane = new VectorCode(code, map.graph(), self, frame.scalars);
    lane.hoist();
    int last = code.allocateLocal(TypeKind.INT);
    code.iload(frame.length).loadConstant(lanes).isub().istore(last);
    int[] lastInputs = load(code, lane, frame, map.inputs(), last);
    int i = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(i);
    loop(
        code,
        i,
        last,
        lanes,
        () -> {
          lane.body(load(code, lane, frame, map.inputs(), i));
          store(code, lane, frame, map.outputs(), i);
        });
    lane.body(lastInputs);
    store(code, lane, frame, map.outputs(), last);
  }

  /**
   * As many accumulators as make up the partial results, used in turn: each vector goes to the
   * first, which then moves to the end of the line. C2 unrolls the loop and the moves vanish. At
   * the end the line is turned until it stands as at the start; then a tree of additions, and the
   * elements after the last full granule.
   */
  @Override
  void reduce(ClassBuilder type, CodeBuilder code, Reduce reduce, StepFrame frame) {
    VectorCode lane = new VectorCode(code, reduce.graph(), self, frame.scalars);
    lane.hoist();
    int[] line = new int[partials / lanes];
    for (int k = 0; k < line.length; k++) {
      lane.broadcast(reduce.identity());
      line[k] = code.allocateLocal(TypeKind.REFERENCE);
      code.astore(line[k]);
    }
    int i = code.allocateLocal(TypeKind.INT);
    int bound = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(i);
    code.iload(frame.length).loadConstant(-granule).iand().istore(bound);
    loop(
        code,
        i,
        bound,
        lanes,
        () -> {
          int[] inputs = load(code, lane, frame, reduce.inputs(), i);
          int[] all = Arrays.copyOf(inputs, inputs.length + 1);
          all[inputs.length] = line[0];
          lane.body(all);
          lane.loadResult(0);
          code.astore(line[0]);
          rotate(code, line);
        });
    int turn = code.allocateLocal(TypeKind.INT);
    int turned = code.allocateLocal(TypeKind.INT);
    code.iload(i).loadConstant(partials - 1).iand().istore(turn);
    code.loadConstant(partials).istore(turned);
    Label straight = code.newLabel();
    code.iload(turn).ifeq(straight);
    loop(code, turn, turned, lanes, () -> rotate(code, line));
    code.labelBinding(straight);
    int total = fold(code, reduce, line);
    ScalarCode single = new ScalarCode(code, reduce.graph(), frame.scalars, fmaOwner);
    loop(code, i, frame.length, 1, () -> accumulate(code, single, reduce, frame, i, total));
    code.loadLocal(elementKind, total);
  }

  private static void rotate(CodeBuilder code, int[] line) {
    for (int slot : line) {
      code.aload(slot);
    }
    for (int k = line.length - 2; k >= 0; k--) {
      code.astore(line[k]);
    }
    code.astore(line[line.length - 1]);
  }

  /** Halves the partial results until one is left, whatever the width: p[j] with p[j + half]. */
  private int fold(CodeBuilder code, Reduce reduce, int[] line) {
    VectorCode vectors = new VectorCode(code, reduce.combine(), self, new int[0]);
    for (int half = line.length / 2; half > 0; half /= 2) {
      for (int k = 0; k < half; k++) {
        vectors.body(new int[] {line[k], line[k + half]});
        vectors.loadResult(0);
        code.astore(line[k]);
      }
    }
    int shifted = code.allocateLocal(TypeKind.REFERENCE);
    for (int half = lanes / 2; half > 0; half /= 2) {
      code.aload(line[0]);
      vectors.shiftLanes(half);
      code.astore(shifted);
      vectors.body(new int[] {line[0], shifted});
      vectors.loadResult(0);
      code.astore(line[0]);
    }
    int total = code.allocateLocal(elementKind);
    code.aload(line[0]);
    vectors.firstLane();
    code.storeLocal(elementKind, total);
    return total;
  }

  /** Loads the vectors of the operands at {@code i} into local variables. */
  private int[] load(CodeBuilder code, VectorCode lane, StepFrame frame, int[] operands, int i) {
    int[] slots = new int[operands.length];
    for (int k = 0; k < slots.length; k++) {
      lane.pushSpecies();
      frame.pushElement(code, operands[k], i);
      lane.loadVector();
      slots[k] = code.allocateLocal(TypeKind.REFERENCE);
      code.astore(slots[k]);
    }
    return slots;
  }

  /** Stores the first results of a formula to the operands at {@code i}. */
  private static void store(
      CodeBuilder code, VectorCode lane, StepFrame frame, int[] operands, int i) {
    for (int k = 0; k < operands.length; k++) {
      lane.loadResult(k);
      frame.pushElement(code, operands[k], i);
      lane.storeVector();
    }
  }
}
