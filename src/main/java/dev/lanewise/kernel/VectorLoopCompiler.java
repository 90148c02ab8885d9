package dev.lanewise.kernel;

import static java.lang.constant.ConstantDescs.CD_int;

import dev.lanewise.kernel.RowProgram.Map;
import dev.lanewise.kernel.RowProgram.Reduce;
import dev.lanewise.kernel.RowProgram.Step;
import dev.lanewise.lane.Graph;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/** Compiles a program to a loop over vectors of a given width. */
final class VectorLoopCompiler extends LoopCompiler {
  /**
   * Vectors of this width come with 32 registers, and the partial results of a reduction take four.
   * With narrower ones they take eight or sixteen, and a map in the same loop would spill them.
   */
  private static final int WIDE = 512;

  /**
   * Longer formulas are written once, others once more for the last vector of a row. C2 inlines
   * some 37 operations as it meets them. Those that follow come later, one by one, and then it
   * depends on what else the JVM has run whether it sees what type a vector has: where it does not,
   * each such vector is allocated. Measured: as fast as twice from 13 operations on, and slower
   * below. A map and its reduction in one loop, which save reading the results, are the exception.
   */
  private static final int MOST_TWICE = 16;

  /**
   * A reduction with more accumulators times operations keeps them in memory: beside the formula
   * they would not fit the registers, and to fold so many takes operations that C2 inlines late.
   * Measured: with 128 bits, softmax so takes two thirds of the time. With 256, where e^x of floats
   * has fewer than that, its logarithm would take a third longer for rows of 64.
   */
  private static final int MOST_IN_REGISTERS = 200;

  private static final ClassDesc MATH = Math.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc MIN = MethodTypeDesc.of(CD_int, CD_int, CD_int);

  final int lanes;
  private final int bits;

  /**
   * Prepares to compile.
   *
   * @param bits the width of a vector
   */
  VectorLoopCompiler(String name, RowProgram program, int segments, ClassDesc fmaOwner, int bits) {
    super(
        name + "$" + bits,
        program,
        bits < WIDE ? program.steps() : MapReduce.fuse(program),
        segments,
        fmaOwner);
    this.bits = bits;
    this.lanes = bits / elementKind.slotSize() / 32;
  }

  @Override
  void constants(ClassBuilder type) {
    VectorCode.constants(type, self, program, bits, lanes);
  }

  /** Rows shorter than a vector are left to the scalar loop. */
  @Override
  void beforeRows(CodeBuilder code) {
    Label fits = code.newLabel();
    code.iload(RunMethod.COLUMNS).loadConstant(lanes).if_icmpge(fits);
    code.aload(0).getfield(LOOP, "shortRows", LOOP);
    RunMethod.pass(code);
    code.return_().labelBinding(fits);
  }

  /**
   * Full vectors, then one that ends with the row and may overlap the one before. That last vector
   * is read before the loop writes what it overlaps, so that it is right in place too; where it
   * overlaps it stores the same bits again.
   */
  @Override
  void map(CodeBuilder code, Map map, StepFrame frame) {
    VectorCode lane = new VectorCode(code, map.graph(), self, frame.scalars());
    lane.hoist();
    int last = code.allocateLocal(TypeKind.INT);
    code.iload(frame.length()).loadConstant(lanes).isub().istore(last);
    if (map.graph().cost() > MOST_TWICE) {
      mapAhead(code, map, frame, lane, last);
      return;
    }
    int[] lastInputs = load(code, lane, frame, map.inputs(), last);
    int i = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(i);
    loop(
        code,
        i,
        last,
        lanes,
        () -> {
          lane.body(load(code, lane, frame, map.inputs(), i), i);
          store(code, lane, frame, map.outputs(), i);
        });
    lane.body(lastInputs, last);
    store(code, lane, frame, map.outputs(), last);
  }

  /**
   * One loop for all vectors, so that the formula is there once. The next vector is read before a
   * vector is written.
   */
  private void mapAhead(CodeBuilder code, Map map, StepFrame frame, VectorCode lane, int last) {
    int vectors = code.allocateLocal(TypeKind.INT);
    int shift = Integer.numberOfTrailingZeros(lanes);
    code.iload(last).loadConstant(lanes - 1).iadd().loadConstant(shift).ishr();
    code.iconst_1().iadd().istore(vectors);
    int beforeLast = code.allocateLocal(TypeKind.INT);
    code.iload(last).loadConstant(lanes).isub().istore(beforeLast);
    int number = code.allocateLocal(TypeKind.INT);
    int i = code.allocateLocal(TypeKind.INT);
    int next = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(number);
    int[] inputs = load(code, lane, frame, map.inputs(), number);
    loop(
        code,
        number,
        vectors,
        1,
        () -> {
          code.iload(number).loadConstant(shift).ishl().iload(last);
          code.invokestatic(MATH, "min", MIN).istore(i);
          code.iload(i).iload(beforeLast);
          code.invokestatic(MATH, "min", MIN).loadConstant(lanes).iadd().istore(next);
          lane.body(inputs, i);
          int[] ahead = load(code, lane, frame, map.inputs(), next);
          store(code, lane, frame, map.outputs(), i);
          for (int k = 0; k < inputs.length; k++) {
            code.aload(ahead[k]).astore(inputs[k]);
          }
        });
  }

  /**
   * A loop over vectors that adds each to the {@link #line}, then {@link #total}; or a {@link
   * StridedReduction}.
   */
  @Override
  void reduce(CodeBuilder code, Reduce reduce, StepFrame frame) {
    int operations = reduce.graph().cost() + reduce.combine().cost();
    if (partials / lanes * operations > MOST_IN_REGISTERS) {
      strided(code, reduce, frame, new VectorLanes(this, code, reduce, frame));
      return;
    }
    VectorCode lane = new VectorCode(code, reduce.graph(), self, frame.scalars());
    lane.hoist();
    int[][] line = line(code, lane, reduce);
    int i = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(i);
    if (reduce.partials() > 1) {
      wholeLines(code, reduce, frame, lane, line, i);
    }
    granules(
        code,
        frame,
        i,
        () -> accumulate(code, lane, line, load(code, lane, frame, reduce.inputs(), i), i));
    total(code, reduce, frame, line, i);
  }

  /**
   * Goes through the line as a whole while it can. C2 would not unroll the loop over one vector of
   * so many operations, and where not all accumulators fit into registers each move is two in
   * memory.
   */
  private void wholeLines(
      CodeBuilder code, Reduce reduce, StepFrame frame, VectorCode lane, int[][] line, int i) {
    int bound = code.allocateLocal(TypeKind.INT);
    code.iload(frame.length()).loadConstant(-partials).iand().istore(bound);
    loop(
        code,
        i,
        bound,
        lanes,
        () -> {
          for (int k = 0; k < line.length; k++) {
            if (k > 0) {
              code.iinc(i, lanes);
            }
            accumulate(code, lane, line, load(code, lane, frame, reduce.inputs(), i), i);
          }
        });
  }

  /**
   * Runs {@code body} for each vector of the full granules.
   *
   * @param i the local variable with the index of the vector; then, of the first element after them
   */
  private void granules(CodeBuilder code, StepFrame frame, int i, Runnable body) {
    int bound = code.allocateLocal(TypeKind.INT);
    pushFull(code, frame).istore(bound);
    loop(code, i, bound, lanes, body);
  }

  @Override
  boolean takesGroups() {
    return true;
  }

  @Override
  ScalarCode single(CodeBuilder code, Graph graph, int[] uniforms) {
    return new BranchFreeCode(code, graph, uniforms, fmaOwner);
  }

  @Override
  void write(CodeBuilder code, Step step, StepFrame frame) {
    if (step instanceof MapReduce both) {
      mapReduce(code, both, frame);
    } else {
      super.write(code, step, frame);
    }
  }

  /** As {@link #map} with its last vector, and {@link #reduce} before that. */
  private void mapReduce(CodeBuilder code, MapReduce both, StepFrame frame) {
    Map map = both.map();
    Reduce reduce = both.reduce();
    VectorCode lane = new VectorCode(code, map.graph(), self, frame.scalars());
    VectorCode term = new VectorCode(code, reduce.graph(), self, new int[0]);
    lane.hoist();
    term.hoist();
    int[][] line = line(code, term, reduce);
    int last = code.allocateLocal(TypeKind.INT);
    code.iload(frame.length()).loadConstant(lanes).isub().istore(last);
    int[] lastInputs = load(code, lane, frame, map.inputs(), last);
    int i = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(i);
    granules(
        code,
        frame,
        i,
        () -> {
          lane.body(load(code, lane, frame, map.inputs(), i), i);
          int[] results = new int[map.outputs().length];
          for (int k = 0; k < results.length; k++) {
            lane.loadResult(k);
            results[k] = code.allocateLocal(TypeKind.REFERENCE);
            code.astore(results[k]);
            code.aload(results[k]);
            store(code, lane, frame, map.outputs()[k], i);
          }
          accumulate(code, term, line, both.terms(results), i);
        });
    Label whole = code.newLabel();
    code.iload(i).iload(frame.length()).if_icmpeq(whole);
    lane.body(lastInputs, last);
    store(code, lane, frame, map.outputs(), last);
    code.labelBinding(whole);
    total(code, reduce, frame, line, i);
  }

  /**
   * As many accumulators as make up the partial results, used in turn: each vector goes to the
   * first, which then moves to the end of the line. C2 unrolls the loop and the moves vanish.
   *
   * @return by place in the line, the local variables of an accumulator
   */
  private int[][] line(CodeBuilder code, VectorCode lane, Reduce reduce) {
    int[][] line = new int[partials / lanes][];
    for (int k = 0; k < line.length; k++) {
      line[k] = locals(code, TypeKind.REFERENCE, reduce.partials());
      for (int slot : line[k]) {
        lane.broadcast(reduce.identity());
        code.astore(slot);
      }
    }
    return line;
  }

  private static void accumulate(
      CodeBuilder code, VectorCode lane, int[][] line, int[] inputs, int i) {
    lane.body(join(inputs, line[0]), i);
    storeResults(code, lane, TypeKind.REFERENCE, line[0]);
    rotate(code, line);
  }

  /**
   * Turns the line until it stands as at the start; then a tree of additions, and the elements from
   * {@code i} on, which do not fill a granule.
   */
  private void total(CodeBuilder code, Reduce reduce, StepFrame frame, int[][] line, int i) {
    int turn = code.allocateLocal(TypeKind.INT);
    int turned = code.allocateLocal(TypeKind.INT);
    code.iload(i).loadConstant(partials - 1).iand().istore(turn);
    code.loadConstant(partials).istore(turned);
    Label straight = code.newLabel();
    code.iload(turn).ifeq(straight);
    loop(code, turn, turned, lanes, () -> rotate(code, line));
    code.labelBinding(straight);
    int[] folded = fold(code, reduce, line);
    rest(code, reduce, frame, i, folded);
  }

  private static void rotate(CodeBuilder code, int[][] line) {
    for (int number = 0; number < line[0].length; number++) {
      for (int[] accumulator : line) {
        code.aload(accumulator[number]);
      }
      for (int k = line.length - 2; k >= 0; k--) {
        code.astore(line[k][number]);
      }
      code.astore(line[line.length - 1][number]);
    }
  }

  /** Halves the partial results until one is left, whatever the width: p[j] with p[j + half]. */
  private int[] fold(CodeBuilder code, Reduce reduce, int[][] line) {
    VectorCode vectors = new VectorCode(code, reduce.combine(), self, new int[0]);
    for (int half = line.length / 2; half > 0; half /= 2) {
      for (int k = 0; k < half; k++) {
        vectors.body(join(line[k], line[k + half]), LaneCode.NO_COLUMN);
        storeResults(code, vectors, TypeKind.REFERENCE, line[k]);
      }
    }
    int count = reduce.partials();
    int[] shifted = locals(code, TypeKind.REFERENCE, count);
    for (int half = lanes / 2; half > 0; half /= 2) {
      for (int number = 0; number < count; number++) {
        code.aload(line[0][number]);
        vectors.shiftLanes(half);
        code.astore(shifted[number]);
      }
      vectors.body(join(line[0], shifted), LaneCode.NO_COLUMN);
      storeResults(code, vectors, TypeKind.REFERENCE, line[0]);
    }
    int[] folded = locals(code, elementKind, count);
    for (int number = 0; number < count; number++) {
      code.aload(line[0][number]);
      vectors.firstLane();
      code.storeLocal(elementKind, folded[number]);
    }
    return folded;
  }

  /** Loads the vectors of the operands at {@code i} into local variables. */
  int[] load(CodeBuilder code, VectorCode lane, StepFrame frame, int[] operands, int i) {
    int[] slots = new int[operands.length];
    for (int k = 0; k < slots.length; k++) {
      int operand = RowProgram.operand(operands[k]);
      Access access = layout.access(operand);
      boolean segment = layout.isSegment(operand);
      lane.pushStoredSpecies(access, segment, lanes);
      frame.pushElement(code, operands[k], i);
      lane.loadVector(access, segment, lanes);
      slots[k] = code.allocateLocal(TypeKind.REFERENCE);
      code.astore(slots[k]);
    }
    return slots;
  }

  /** Stores the results of a formula to the operands at {@code i}. */
  private void store(CodeBuilder code, VectorCode lane, StepFrame frame, int[] operands, int i) {
    for (int k = 0; k < operands.length; k++) {
      lane.loadResult(k);
      store(code, lane, frame, operands[k], i);
    }
  }

  /** Stores the vector on the stack. */
  private void store(CodeBuilder code, VectorCode lane, StepFrame frame, int reference, int i) {
    int operand = RowProgram.operand(reference);
    lane.pack(layout.access(operand));
    frame.pushElement(code, reference, i);
    lane.storeVector(layout.access(operand), layout.isSegment(operand));
  }
}
