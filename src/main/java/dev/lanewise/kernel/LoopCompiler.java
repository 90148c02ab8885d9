package dev.lanewise.kernel;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.lanewise.kernel.RowProgram.First;
import dev.lanewise.kernel.RowProgram.Map;
import dev.lanewise.kernel.RowProgram.Reduce;
import dev.lanewise.kernel.RowProgram.Scalar;
import dev.lanewise.kernel.RowProgram.Step;
import dev.lanewise.lane.Graph;
import dev.lanewise.lane.Precision;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Compiles a program to a {@link Loop}: a hidden class whose {@code run} does all steps row by row.
 * What differs between scalar and vector loops is written by the two subclasses.
 *
 * <p>Each loop over the elements is a method. In one method with others, it would share their
 * registers, and vectors that live on from one loop to the next are not always kept out of memory.
 * Between them {@code run} computes the scalars, but for long formulas. Short rows of heavy
 * programs go through the steps in groups: so the processor begins a row's loop while it folds the
 * last row's reduction.
 */
abstract class LoopCompiler {
  /** How many arrays a program can have. */
  static final int OPERANDS = 3;

  /**
   * Programs of at most so many operations are light. Measured with softmax, its logarithm and
   * their gradients: groups made those with an exponential up to 20 % faster, the others slower,
   * because C2 no longer inlined their short steps.
   */
  private static final int LIGHT = 12;

  /** Longer formulas of scalars are methods. */
  private static final int LONGEST_INLINE = 16;

  /** How many short rows go together. */
  private static final int GROUP = 4;

  /** With longer rows a group would not stay in the first cache. */
  private static final int LONGEST_IN_GROUP = 512;

  /** HotSpot leaves longer methods, in bytes, to the bytecode interpreter. */
  private static final int LONGEST_METHOD = 8000;

  /** Formulas of more instructions are longer than that in any case, and not tried. */
  private static final int MOST_INSTRUCTIONS = 1400;

  /** Characters of a class name, of which a class file holds 65 535 bytes. */
  private static final int LONGEST_NAME = 1000;

  /** Argument slots of a method, two for a double. */
  private static final int MOST_ARGUMENTS = 255;

  static final ClassDesc LOOP = Loop.class.describeConstable().orElseThrow();
  static final MethodTypeDesc RUN = runType();

  final RowProgram program;
  private final List<Step> steps;
  final ClassDesc self;
  final ClassDesc fmaOwner;
  final boolean wide;
  final ClassDesc element;
  final TypeKind elementKind;
  final int partials;
  final int granule;

  LoopCompiler(String name, RowProgram program, List<Step> steps, ClassDesc fmaOwner) {
    this.program = program;
    this.steps = steps;
    // The name is for stack traces; what a class name cannot hold becomes an underscore.
    String simple = name.replaceAll("[^\\w$]", "_");
    String shown = simple.substring(Math.max(0, simple.length() - LONGEST_NAME));
    this.self = ClassDesc.of(LoopCompiler.class.getPackageName(), shown);
    this.fmaOwner = fmaOwner;
    this.wide = program.precision() == Precision.DOUBLE;
    this.element = wide ? CD_double : CD_float;
    this.elementKind = wide ? TypeKind.DOUBLE : TypeKind.FLOAT;
    this.partials = partials(wide);
    this.granule = granule(wide);
  }

  /** How many strided partial results a reduction keeps. */
  static int partials(boolean wide) {
    return wide ? 32 : 64;
  }

  /** A reduction's strided part ends at a multiple of this, the widest vector's lane count. */
  static int granule(boolean wide) {
    return wide ? 8 : 16;
  }

  /** Compiles the scalar path of a program, unless it is too long. */
  static Optional<Loop> scalar(String name, RowProgram program) {
    return new ScalarLoopCompiler(name + "$scalar", program, fmaOwner(), false).compile();
  }

  /**
   * Compiles the vector twin, unless it is too long. It leaves rows shorter than a vector to a
   * scalar loop of its own, which C2 may inline.
   */
  static Optional<Loop> vector(String name, RowProgram program, int bits) {
    Optional<Loop> shortRows =
        new ScalarLoopCompiler(name + "$short", program, fmaOwner(), true).compile();
    if (shortRows.isEmpty()) {
      return Optional.empty();
    }
    Optional<Loop> vector = new VectorLoopCompiler(name, program, fmaOwner(), bits).compile();
    vector.ifPresent(loop -> loop.shortRows = shortRows.get());
    return vector;
  }

  private static ClassDesc fmaOwner() {
    return (Jvm.FMA ? Math.class : SoftwareFma.class).describeConstable().orElseThrow();
  }

  /** Declares the static constants that the steps need. */
  abstract void constants(ClassBuilder type);

  /** Writes what {@code run} does before the first row. */
  abstract void beforeRows(CodeBuilder code);

  /** Writes a loop over the elements of a row. */
  abstract void map(CodeBuilder code, Map map, StepFrame frame);

  /** Writes a loop over the elements that leaves their combination on the stack. */
  abstract void reduce(CodeBuilder code, Reduce reduce, StepFrame frame);

  /** Whether short rows of a heavy program go together. */
  abstract boolean takesGroups();

  /** Prepares to write a formula for single values. */
  abstract ScalarCode single(CodeBuilder code, Graph graph, int[] uniforms);

  /** Writes and defines the class, if classes can be defined and HotSpot would compile it. */
  final Optional<Loop> compile() {
    if (!Jvm.DEFINES_CLASSES || program.longestGraph() > MOST_INSTRUCTIONS || !passesArguments()) {
      return Optional.empty();
    }
    boolean groups = takesGroups() && steps.size() > 1 && program.cost() > LIGHT;
    return (groups ? write(true).or(() -> write(false)) : write(false)).map(LoopCompiler::define);
  }

  /** Whether the arguments of every step that is a method fit one. */
  private boolean passesArguments() {
    return steps.stream()
        .filter(LoopCompiler::isMethod)
        .map(step -> StepFrame.methodType(step, element))
        .allMatch(type -> slots(type) <= MOST_ARGUMENTS);
  }

  private static int slots(MethodTypeDesc type) {
    return type.parameterList().stream().mapToInt(t -> TypeKind.from(t).slotSize()).sum();
  }

  private static int longestMethod(byte[] bytes) {
    return ClassFile.of().parse(bytes).methods().stream()
        .flatMap(method -> method.findAttribute(Attributes.code()).stream())
        .mapToInt(CodeAttribute::codeLength)
        .max()
        .orElse(0);
  }

  /** The class file, unless a method is longer than HotSpot compiles or than a class file holds. */
  private Optional<byte[]> write(boolean groups) {
    byte[] bytes;
    try {
      bytes = bytes(groups);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return bytes.length > LONGEST_METHOD && longestMethod(bytes) > LONGEST_METHOD
        ? Optional.empty()
        : Optional.of(bytes);
  }

  private byte[] bytes(boolean groups) {
    return ClassFile.of()
        .build(
            self,
            type -> {
              type.withSuperclass(LOOP).withFlags(ClassFile.ACC_FINAL);
              constants(type);
              type.withMethodBody(
                  INIT_NAME,
                  MTD_void,
                  0,
                  code -> code.aload(0).invokespecial(LOOP, INIT_NAME, MTD_void).return_());
              type.withMethodBody("run", RUN, 0, code -> run(code, groups));
              for (int i = 0; i < steps.size(); i++) {
                if (isMethod(steps.get(i))) {
                  step(type, i);
                }
              }
            });
  }

  private static Loop define(byte[] bytes) {
    try {
      return (Loop)
          MethodHandles.lookup()
              .defineHiddenClass(bytes, true)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("the generated class does not match its superclass", e);
    }
  }

  private static MethodTypeDesc runType() {
    List<ClassDesc> parameters = new ArrayList<>();
    for (int operand = 0; operand < OPERANDS; operand++) {
      parameters.addAll(List.of(CD_Object, CD_int, CD_int));
    }
    parameters.addAll(List.of(CD_int, CD_int));
    return MethodTypeDesc.of(CD_void, parameters);
  }

  private static int array(int operand) {
    return 1 + 3 * operand;
  }

  private static int offset(int operand) {
    return array(operand) + 1;
  }

  private static int stride(int operand) {
    return array(operand) + 2;
  }

  private static int[] arrays() {
    return IntStream.range(0, OPERANDS).map(LoopCompiler::array).toArray();
  }

  static int rows() {
    return array(OPERANDS);
  }

  static int columns() {
    return rows() + 1;
  }

  private static boolean isMethod(Step step) {
    return step.isElementwise() || step.graph().instructions().size() > LONGEST_INLINE;
  }

  private static String name(int step) {
    return "step" + step;
  }

  private void step(ClassBuilder type, int number) {
    Step step = steps.get(number);
    type.withMethodBody(
        name(number),
        StepFrame.methodType(step, element),
        ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
        code -> {
          write(code, step, StepFrame.ofMethod(step, elementKind));
          code.return_(step instanceof Scalar ? elementKind : TypeKind.VOID);
        });
  }

  /** Writes a step, leaving its scalar on the stack if there is one. */
  void write(CodeBuilder code, Step step, StepFrame frame) {
    // No switch over patterns: the first one takes the JVM ten milliseconds.
    if (step instanceof Map map) {
      map(code, map, frame);
    } else if (step instanceof Reduce reduce) {
      reduce(code, reduce, frame);
    } else if (step instanceof First first) {
      frame.pushElement(code, first.inputs()[0]);
      code.arrayLoad(elementKind);
    } else {
      ScalarCode lane = single(code, step.graph(), frame.scalars());
      lane.body(new int[0]);
      lane.loadResult(0);
    }
  }

  private void run(CodeBuilder code, boolean groups) {
    Label end = code.newLabel();
    code.iload(columns()).ifeq(end);
    beforeRows(code);
    for (int operand = 0; operand < OPERANDS; operand++) {
      if (program.uses(operand)) {
        code.aload(array(operand)).checkcast(element.arrayType()).astore(array(operand));
      }
    }
    int row = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(row);
    if (groups) {
      Label single = code.newLabel();
      code.iload(columns()).loadConstant(LONGEST_IN_GROUP).if_icmpgt(single);
      int bound = code.allocateLocal(TypeKind.INT);
      code.iload(rows()).loadConstant(GROUP - 1).isub().istore(bound);
      loop(code, row, bound, GROUP, () -> rows(code, GROUP));
      code.labelBinding(single);
    }
    // Upwards: C2 compiles the loops within worse when this one counts down.
    loop(code, row, rows(), 1, () -> rows(code, 1));
    code.labelBinding(end).return_();
  }

  /** Does all steps for a group of rows, each step row by row, and goes on to the next rows. */
  private void rows(CodeBuilder code, int group) {
    int[][] offsets = offsets(code, group);
    int[][] scalars = new int[group][program.steps().size()];
    for (int i = 0; i < steps.size(); i++) {
      for (int row = 0; row < group; row++) {
        step(code, i, offsets[row], scalars[row]);
      }
    }
    for (int operand = 0; operand < OPERANDS; operand++) {
      code.iload(offsets[group - 1][operand]).iload(stride(operand)).iadd().istore(offset(operand));
    }
  }

  /** Local variables with the offsets of a group's rows, by row and operand. */
  private static int[][] offsets(CodeBuilder code, int group) {
    int[][] offsets = new int[group][OPERANDS];
    for (int operand = 0; operand < OPERANDS; operand++) {
      offsets[0][operand] = offset(operand);
      for (int row = 1; row < group; row++) {
        offsets[row][operand] = code.allocateLocal(TypeKind.INT);
        code.iload(offsets[row - 1][operand]).iload(stride(operand)).iadd();
        code.istore(offsets[row][operand]);
      }
    }
    return offsets;
  }

  /**
   * Does a step for one row.
   *
   * @param offsets local variables, by operand
   * @param scalars local variables, by number; the step's own is added
   */
  private void step(CodeBuilder code, int number, int[] offsets, int[] scalars) {
    Step step = steps.get(number);
    int[] read = Arrays.stream(step.scalars()).map(scalar -> scalars[scalar]).toArray();
    StepFrame frame = new StepFrame(arrays(), offsets, columns(), read);
    Label made = code.newLabel();
    if (step instanceof Reduce reduce && reduce.condition() != Reduce.ALWAYS) {
      Label needed = code.newLabel();
      pushIsNeeded(code, scalars[reduce.condition()]);
      code.ifne(needed);
      LaneCode.pushConstant(code, wide, reduce.identity());
      code.goto_(made).labelBinding(needed);
    }
    if (isMethod(step)) {
      frame.pushArguments(code, step, elementKind);
      code.invokestatic(self, name(number), StepFrame.methodType(step, element));
    } else {
      write(code, step, frame);
    }
    code.labelBinding(made);
    if (step instanceof Scalar scalar) {
      scalars[scalar.result()] = code.allocateLocal(elementKind);
      code.storeLocal(elementKind, scalars[scalar.result()]);
    }
  }

  /**
   * Pushes whether a reduction is made: (variable ≠ 0 or of all rows) and not of no row. There is
   * no branch in it, so that a warm-up can take both sides of the one that follows. C2 leaves out a
   * side that was never taken, and would fall back to the bytecode interpreter at its first use.
   */
  private void pushIsNeeded(CodeBuilder code, int variable) {
    code.loadLocal(elementKind, variable);
    LaneCode.pushConstant(code, wide, 0);
    if (wide) {
      code.dcmpl();
    } else {
      code.fcmpl();
    }
    pushConditionalReductions(code);
    code.ior();
    pushConditionalReductions(code);
    code.iconst_1().ishr().iconst_1().ixor().iand();
  }

  private static void pushConditionalReductions(CodeBuilder code) {
    code.aload(0).getfield(LOOP, "conditionalReductions", CD_int);
  }

  /** Runs {@code body} for {@code i}, {@code i + stride}, … below {@code bound}. */
  static void loop(CodeBuilder code, int i, int bound, int stride, Runnable body) {
    Label top = code.newBoundLabel();
    Label end = code.newLabel();
    code.iload(i).iload(bound).if_icmpge(end);
    body.run();
    code.iinc(i, stride).goto_(top).labelBinding(end);
  }

  /** Writes {@code accumulator = graph(inputs at i, accumulator)} for one element. */
  final void accumulate(
      CodeBuilder code, ScalarCode lane, Reduce reduce, StepFrame frame, int i, int accumulator) {
    int[] inputs = new int[reduce.inputs().length + 1];
    for (int k = 0; k < reduce.inputs().length; k++) {
      frame.pushElement(code, reduce.inputs()[k], i);
      code.arrayLoad(elementKind);
      inputs[k] = code.allocateLocal(elementKind);
      code.storeLocal(elementKind, inputs[k]);
    }
    inputs[reduce.inputs().length] = accumulator;
    lane.body(inputs);
    lane.loadResult(0);
    code.storeLocal(elementKind, accumulator);
  }
}
