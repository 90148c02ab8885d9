package dev.lanewise.kernel;

import static dev.lanewise.kernel.LoopCompiler.LOOP;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.lanewise.kernel.RowProgram.Argument;
import dev.lanewise.kernel.RowProgram.Given;
import dev.lanewise.kernel.RowProgram.Reduce;
import dev.lanewise.kernel.RowProgram.Repeat;
import dev.lanewise.kernel.RowProgram.Scalar;
import dev.lanewise.kernel.RowProgram.Step;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a loop's {@code run}, which goes through the rows and does the steps of each.
 *
 * <p>It calls the methods of the steps and computes the scalars between them, but for long
 * formulas. Short rows go through the steps of most programs in groups: so the processor begins a
 * row's loop while it folds the last row's reduction.
 */
final class RunMethod {
  static final MethodTypeDesc TYPE = type();

  /** How many short rows go together. */
  private static final int GROUP = 4;

  /** What a group reads and writes of its own; more would not stay in the first cache. */
  private static final int LARGEST_GROUP = 1 << 15;

  private static final int ARGUMENTS_OF_OPERAND = 5;
  private static final int ROWS = 1 + ARGUMENTS_OF_OPERAND * Loop.OPERANDS;

  /** The local variable with the number of columns. */
  static final int COLUMNS = ROWS + 1;

  private static final int FIRST_ARGUMENT = COLUMNS + 1;
  private static final int SECOND_ARGUMENT = FIRST_ARGUMENT + 2;

  private final LoopCompiler compiler;
  private final Layout layout;
  private final CodeBuilder code;

  /**
   * By operand, the local variables with the place of the row to come and the next one's distance.
   */
  private final int[] offsets = new int[Loop.OPERANDS];

  private final int[] strides = new int[Loop.OPERANDS];

  /** The local variable with the number of a group's first row. */
  private int firstRow;

  /** Where a round of the repetition at hand begins, and the local variable with those left. */
  private Label round;

  private int roundsLeft;

  RunMethod(LoopCompiler compiler, CodeBuilder code) {
    this.compiler = compiler;
    this.layout = compiler.layout;
    this.code = code;
  }

  private static MethodTypeDesc type() {
    List<ClassDesc> parameters = new ArrayList<>();
    for (int operand = 0; operand < Loop.OPERANDS; operand++) {
      parameters.addAll(List.of(CD_Object, CD_long, CD_long));
    }
    parameters.addAll(List.of(CD_int, CD_int, CD_double, CD_double));
    return MethodTypeDesc.of(CD_void, parameters);
  }

  /** The local variable with the operand's array or segment. */
  private static int holder(int operand) {
    return 1 + ARGUMENTS_OF_OPERAND * operand;
  }

  void write(boolean groups) {
    Label end = code.newLabel();
    if (!compiler.program.stores()) {
      code.iload(COLUMNS).ifeq(end);
    }
    compiler.beforeRows(code);
    prepareOperands();
    int row = code.allocateLocal(TypeKind.INT);
    firstRow = row;
    code.iconst_0().istore(row);
    if (groups) {
      int bound = code.allocateLocal(TypeKind.INT);
      code.iload(ROWS).loadConstant(GROUP - 1).isub();
      pushOnesWhereShort();
      code.iand().istore(bound);
      LoopCompiler.loop(code, row, bound, GROUP, () -> rows(GROUP));
    }
    LoopCompiler.loop(code, row, ROWS, 1, () -> rows(1));
    code.labelBinding(end).return_();
  }

  /** All bits if the rows are short enough for groups, else none: no branch for C2 to leave out. */
  private void pushOnesWhereShort() {
    int bytes = 0;
    for (int operand = 0; operand < Loop.OPERANDS; operand++) {
      if (moves(operand)) {
        bytes += 1 << layout.access(operand).shift();
      }
    }
    // Where all operands are shared, nothing moves.
    int longest = LARGEST_GROUP / (GROUP * Math.max(1, bytes));
    code.iload(COLUMNS).loadConstant(longest + 1).isub();
    code.loadConstant(Integer.SIZE - 1).ishr();
  }

  /** Casts holders and converts places: to {@code int}s for arrays, to bytes for segments. */
  private void prepareOperands() {
    for (int operand = 0; operand < Loop.OPERANDS; operand++) {
      if (uses(operand)) {
        int holder = holder(operand);
        code.aload(holder).checkcast(layout.holder(operand)).astore(holder);
        offsets[operand] = place(operand, holder + 1);
        strides[operand] = place(operand, holder + 3);
      }
    }
  }

  private int place(int operand, int elements) {
    int place = code.allocateLocal(layout.offsetKind(operand));
    code.lload(elements);
    if (layout.isSegment(operand)) {
      code.loadConstant(layout.access(operand).shift()).lshl();
    } else {
      code.l2i();
    }
    code.storeLocal(layout.offsetKind(operand), place);
    return place;
  }

  private boolean uses(int operand) {
    return compiler.program.uses(operand);
  }

  /** Whether the next row of an operand is in another place. */
  private boolean moves(int operand) {
    return uses(operand) && !layout.operands().get(operand).isShared();
  }

  /** Does all steps for a group of rows, each step row by row, and goes on to the next rows. */
  private void rows(int group) {
    int[][] places = places(group);
    int[][] scalars = new int[group][compiler.program.steps().size()];
    for (int i = 0; i < compiler.steps.size(); i++) {
      beginRounds(i);
      for (int row = 0; row < group; row++) {
        step(i, row, places[row], scalars[row]);
      }
    }
    for (int operand = 0; operand < Loop.OPERANDS; operand++) {
      if (moves(operand)) {
        pushNext(operand, places[group - 1][operand]);
        code.storeLocal(layout.offsetKind(operand), offsets[operand]);
      }
    }
  }

  /** Begins the rounds whose first step this is, if there are any. */
  private void beginRounds(int number) {
    for (int i = number; i < compiler.steps.size(); i++) {
      if (compiler.steps.get(i) instanceof Repeat repeat && i - repeat.length() == number) {
        roundsLeft = code.allocateLocal(TypeKind.INT);
        code.loadConstant(repeat.most()).istore(roundsLeft);
        round = code.newBoundLabel();
      }
    }
  }

  /** Ends a round. As with a conditional reduction, a warm-up can take both ways from here. */
  private void endRound(Repeat repeat, int[] read, int[] scalars) {
    ScalarCode lane = compiler.single(code, repeat.graph(), read);
    lane.body(new int[0], LaneCode.NO_COLUMN);
    int[] states = Arrays.stream(repeat.states()).map(state -> scalars[state]).toArray();
    LoopCompiler.storeResults(code, lane, compiler.elementKind, states);
    code.iinc(roundsLeft, -1);
    pushIsNeeded(scalars[repeat.condition()]);
    // 1 if there are more than 0, else 0.
    code.iload(roundsLeft).ineg().loadConstant(Integer.SIZE - 1).iushr();
    code.iand().ifne(round);
  }

  /** Local variables with the places of a group's rows, by row and operand. */
  private int[][] places(int group) {
    int[][] places = new int[group][Loop.OPERANDS];
    for (int operand = 0; operand < Loop.OPERANDS; operand++) {
      places[0][operand] = offsets[operand];
      for (int row = 1; row < group; row++) {
        places[row][operand] = places[0][operand];
      }
      for (int row = 1; row < group && moves(operand); row++) {
        places[row][operand] = code.allocateLocal(layout.offsetKind(operand));
        pushNext(operand, places[row - 1][operand]);
        code.storeLocal(layout.offsetKind(operand), places[row][operand]);
      }
    }
    return places;
  }

  /** Pushes the place of the row after the one at a place. */
  private void pushNext(int operand, int place) {
    TypeKind kind = layout.offsetKind(operand);
    code.loadLocal(kind, place).loadLocal(kind, strides[operand]);
    if (kind == TypeKind.LONG) {
      code.ladd();
    } else {
      code.iadd();
    }
  }

  /**
   * Does a step for one row.
   *
   * @param row its number in the group
   * @param places local variables, by operand
   * @param scalars local variables, by number; the step's own is added
   */
  private void step(int number, int row, int[] places, int[] scalars) {
    Step step = compiler.steps.get(number);
    int[] read = Arrays.stream(step.scalars()).map(scalar -> scalars[scalar]).toArray();
    if (step instanceof Repeat repeat) {
      endRound(repeat, read, scalars);
      return;
    }
    StepFrame frame = new StepFrame(layout, holders(), places, COLUMNS, read);
    Label made = code.newLabel();
    if (step instanceof Reduce reduce && reduce.condition() != Reduce.ALWAYS) {
      Label needed = code.newLabel();
      pushIsNeeded(scalars[reduce.condition()]);
      code.ifne(needed);
      LaneCode.pushConstant(code, compiler.wide, reduce.identity());
      code.goto_(made).labelBinding(needed);
    }
    if (step instanceof Given given) {
      push(given.argument(), row);
    } else if (LoopCompiler.isMethod(step)) {
      frame.pushArguments(code, step, compiler.elementKind);
      code.invokestatic(compiler.self, LoopCompiler.name(number), compiler.methodType(step));
    } else {
      compiler.write(code, step, frame);
    }
    code.labelBinding(made);
    if (step instanceof Scalar scalar) {
      scalars[scalar.result()] = code.allocateLocal(compiler.elementKind);
      code.storeLocal(compiler.elementKind, scalars[scalar.result()]);
    }
  }

  private static int[] holders() {
    int[] holders = new int[Loop.OPERANDS];
    Arrays.setAll(holders, RunMethod::holder);
    return holders;
  }

  private void push(Argument argument, int row) {
    switch (argument) {
      case COLUMNS -> code.iload(COLUMNS).conversion(TypeKind.INT, compiler.elementKind);
      case ROW -> pushNumber(row).conversion(TypeKind.INT, compiler.elementKind);
      case FIRST -> code.dload(FIRST_ARGUMENT).conversion(TypeKind.DOUBLE, compiler.elementKind);
      case SECOND -> code.dload(SECOND_ARGUMENT).conversion(TypeKind.DOUBLE, compiler.elementKind);
      case DIAGONAL ->
          pushNumber(row)
              .i2d()
              .dload(SECOND_ARGUMENT)
              .dadd()
              .conversion(TypeKind.DOUBLE, compiler.elementKind);
    }
  }

  /** Pushes the number of a row, given that in its group. */
  private CodeBuilder pushNumber(int row) {
    return code.iload(firstRow).loadConstant(row).iadd();
  }

  /**
   * Pushes whether a reduction, or another round, is made: (variable ≠ 0 or of all rows) and not of
   * no row. There is no branch in it, so that a warm-up can take both sides of the one that
   * follows. C2 leaves out a side that was never taken, and would fall back to the bytecode
   * interpreter at its first use.
   */
  private void pushIsNeeded(int variable) {
    code.loadLocal(compiler.elementKind, variable);
    LaneCode.pushConstant(code, compiler.wide, 0);
    if (compiler.wide) {
      code.dcmpl();
    } else {
      code.fcmpl();
    }
    pushConditionalReductions();
    code.ior();
    pushConditionalReductions();
    code.iconst_1().ishr().iconst_1().ixor().iand();
  }

  private void pushConditionalReductions() {
    code.aload(0).getfield(LOOP, "conditionalReductions", CD_int);
  }

  /** Runs the method of another loop with the same arguments. */
  static void pass(CodeBuilder code) {
    int slot = 1;
    for (ClassDesc parameter : TYPE.parameterList()) {
      code.loadLocal(TypeKind.from(parameter), slot);
      slot += TypeKind.from(parameter).slotSize();
    }
    code.invokevirtual(LOOP, "run", TYPE);
  }
}
