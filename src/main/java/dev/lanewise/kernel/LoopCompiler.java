package dev.lanewise.kernel;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.lanewise.kernel.RowProgram.Load;
import dev.lanewise.kernel.RowProgram.Map;
import dev.lanewise.kernel.RowProgram.Reduce;
import dev.lanewise.kernel.RowProgram.Repeat;
import dev.lanewise.kernel.RowProgram.Scalar;
import dev.lanewise.kernel.RowProgram.Step;
import dev.lanewise.kernel.RowProgram.Store;
import dev.lanewise.kernel.StridedReduction.Lanes;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Compiles a program to a {@link Loop}: a hidden class whose {@code run} does all steps row by row,
 * as {@link RunMethod} writes it. What differs between scalar and vector loops is written by the
 * two subclasses.
 *
 * <p>Each loop over the elements is a method. In one method with others, it would share their
 * registers, and vectors that live on from one loop to the next are not always kept out of memory.
 */
abstract class LoopCompiler {
  /**
   * Programs of at most so many operations are light. Measured: groups make softmax, its logarithm
   * and their gradients up to 20 % faster, as they do the norms, which are light but read and write
   * one array each. The gradient of softmax, light and with three arrays, they make slower: it
   * waits for memory, and C2 no longer inlines its short steps.
   */
  private static final int LIGHT = 12;

  /** Longer formulas of scalars are methods. */
  private static final int LONGEST_INLINE = 16;

  /** Longer methods, in bytes, are never inlined by C2. */
  private static final int LONGEST_INLINED = 325;

  /**
   * Three or more loops that C2 inlines into {@code run} can be more than it has patience for; it
   * then leaves some vector operations uninlined, which allocate.
   */
  private static final int MOST_INLINED_LOOPS = 2;

  /** HotSpot leaves longer methods, in bytes, to the bytecode interpreter. */
  private static final int LONGEST_METHOD = 8000;

  /** Formulas of more instructions are longer than that in any case, and not tried. */
  private static final int MOST_INSTRUCTIONS = 1400;

  /** Characters of a class name, of which a class file holds 65 535 bytes. */
  private static final int LONGEST_NAME = 1000;

  /** Argument slots of a method, two for a double. */
  private static final int MOST_ARGUMENTS = 255;

  static final ClassDesc LOOP = Loop.class.describeConstable().orElseThrow();

  final RowProgram program;
  final List<Step> steps;
  final Layout layout;
  final ClassDesc self;
  final ClassDesc fmaOwner;
  final boolean wide;
  final ClassDesc element;
  final TypeKind elementKind;
  final int partials;
  final int granule;

  LoopCompiler(
      String name, RowProgram program, List<Step> steps, int segments, ClassDesc fmaOwner) {
    this.program = program;
    this.steps = steps;
    this.layout = new Layout(program.operands(), program.storage(), segments);
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

  /**
   * Compiles the scalar path of a program, unless it is too long.
   *
   * @param segments a bit for each operand that is a native segment
   */
  static Optional<Loop> scalar(String name, RowProgram program, int segments) {
    return new ScalarLoopCompiler(name + "$scalar", program, segments, fmaOwner(), false).compile();
  }

  /**
   * Compiles the vector twin, unless it is too long. It leaves rows shorter than a vector to a
   * scalar loop of its own, which C2 may inline.
   *
   * @param segments a bit for each operand that is a native segment
   */
  static Optional<Loop> vector(String name, RowProgram program, int segments, int bits) {
    Optional<Loop> shortRows =
        new ScalarLoopCompiler(name + "$short", program, segments, fmaOwner(), true).compile();
    if (shortRows.isEmpty()) {
      return Optional.empty();
    }
    Optional<Loop> vector =
        new VectorLoopCompiler(name, program, segments, fmaOwner(), bits).compile();
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

  /** Whether short rows go together. */
  abstract boolean takesGroups();

  /** Prepares to write a formula for single values. */
  abstract ScalarCode single(CodeBuilder code, Graph graph, int[] uniforms);

  /** Writes and defines the class, if classes can be defined and HotSpot would compile it. */
  final Optional<Loop> compile() {
    if (!Jvm.DEFINES_CLASSES || program.longestGraph() > MOST_INSTRUCTIONS || !passesArguments()) {
      return Optional.empty();
    }
    boolean groups = steps.size() > 1 && takesGroups() && !program.repeats() && gainsByGroups();
    return (groups ? write(true).or(() -> write(false)) : write(false)).map(LoopCompiler::define);
  }

  private boolean gainsByGroups() {
    return program.cost() > LIGHT
        || program.operands().stream().filter(operand -> !operand.isShared()).count() <= 2;
  }

  /** Whether the arguments of every step that is a method fit one. */
  private boolean passesArguments() {
    return steps.stream()
        .filter(LoopCompiler::isMethod)
        .map(this::methodType)
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
              type.withMethodBody(
                  "run", RunMethod.TYPE, 0, code -> new RunMethod(this, code).write(groups));
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

  private boolean loopsStayApart() {
    return steps.stream().filter(Step::isElementwise).count() > MOST_INLINED_LOOPS;
  }

  MethodTypeDesc methodType(Step step) {
    return StepFrame.methodType(layout, step, element);
  }

  static boolean isMethod(Step step) {
    return step.isElementwise()
        || !(step instanceof Repeat) && step.graph().instructions().size() > LONGEST_INLINE;
  }

  /** The name of a step's method. */
  static String name(int step) {
    return "step" + step;
  }

  private void step(ClassBuilder type, int number) {
    Step step = steps.get(number);
    type.withMethodBody(
        name(number),
        methodType(step),
        ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
        code -> {
          StepFrame frame = StepFrame.ofMethod(layout, step, elementKind);
          frame.showClasses(code, step);
          write(code, step, frame);
          code.return_(step instanceof Scalar ? elementKind : TypeKind.VOID);
          if (loopsStayApart()) {
            // Never reached.
            for (int i = 0; i < LONGEST_INLINED; i++) {
              code.nop();
            }
          }
        });
  }

  /** Writes a step, leaving its scalar on the stack if there is one. */
  void write(CodeBuilder code, Step step, StepFrame frame) {
    // No switch over patterns: the first one takes the JVM ten milliseconds.
    if (step instanceof Map map) {
      map(code, map, frame);
    } else if (step instanceof Reduce reduce) {
      reduce(code, reduce, frame);
    } else if (step instanceof Load load) {
      load(code, load, frame);
    } else if (step instanceof Store store) {
      store(code, store, frame);
    } else {
      ScalarCode lane = single(code, step.graph(), frame.scalars());
      lane.body(new int[0], LaneCode.NO_COLUMN);
      lane.loadResult(0);
    }
  }

  private void load(CodeBuilder code, Load load, StepFrame frame) {
    int number = code.allocateLocal(TypeKind.INT);
    if (load.scalars().length == 0) {
      code.iconst_0();
    } else {
      code.loadLocal(elementKind, frame.scalars()[0]).conversion(elementKind, TypeKind.INT);
    }
    code.istore(number);
    int operand = load.inputs()[0];
    frame.load(code, operand, number);
    Access access = layout.access(RowProgram.operand(operand));
    TypeKind stored = TypeKind.from(access.element()).asLoadable();
    if (access == Access.INTS) {
      code.conversion(TypeKind.INT, elementKind);
      stored = elementKind;
    }
    int[] element = {code.allocateLocal(stored)};
    code.storeLocal(stored, element[0]);
    ScalarCode lane = single(code, load.graph(), frame.scalars());
    lane.body(element, LaneCode.NO_COLUMN);
    lane.loadResult(0);
  }

  private void store(CodeBuilder code, Store store, StepFrame frame) {
    int number = code.allocateLocal(TypeKind.INT);
    int operand = store.outputs()[0];
    code.iconst_0().istore(number);
    frame.pushSingle(code, operand, number);
    ScalarCode lane = single(code, store.graph(), frame.scalars());
    lane.body(new int[0], LaneCode.NO_COLUMN);
    lane.loadResult(0);
    if (layout.operands().get(RowProgram.operand(operand)).isOfInts()) {
      code.conversion(elementKind, TypeKind.INT);
    }
    frame.store(code, operand);
  }

  /** Runs {@code body} for {@code i}, {@code i + stride}, … below {@code bound}. */
  static void loop(CodeBuilder code, int i, int bound, int stride, Runnable body) {
    Label top = code.newBoundLabel();
    Label end = code.newLabel();
    code.iload(i).iload(bound).if_icmpge(end);
    body.run();
    code.iinc(i, stride).goto_(top).labelBinding(end);
  }

  /** Pushes how many elements the full granules of a row have. */
  final CodeBuilder pushFull(CodeBuilder code, StepFrame frame) {
    return code.iload(frame.length()).loadConstant(-granule).iand();
  }

  /** Reduces the full granules, so many lanes at once, with a {@link StridedReduction}. */
  final void strided(CodeBuilder code, Reduce reduce, StepFrame frame, Lanes lanes) {
    int[] accumulators = identities(code, reduce);
    int full = code.allocateLocal(TypeKind.INT);
    pushFull(code, frame).istore(full);
    Lanes single = new SingleLanes(this, code, reduce, frame);
    new StridedReduction(this, code, reduce)
        .write(full, frame.scalars(), lanes, single, accumulators);
    rest(code, reduce, frame, full, accumulators);
  }

  /** Allocates the numbers of a partial result, each the identity. */
  final int[] identities(CodeBuilder code, Reduce reduce) {
    int[] accumulators = locals(code, elementKind, reduce.partials());
    for (int accumulator : accumulators) {
      LaneCode.pushConstant(code, wide, reduce.identity());
      code.storeLocal(elementKind, accumulator);
    }
    return accumulators;
  }

  /** Adds the elements from {@code i} on one by one, and pushes what it all amounts to. */
  final void rest(CodeBuilder code, Reduce reduce, StepFrame frame, int i, int[] accumulators) {
    ScalarCode lane = single(code, reduce.graph(), frame.scalars());
    loop(
        code,
        i,
        frame.length(),
        1,
        () -> {
          lane.body(join(loadSingle(code, frame, reduce.inputs(), i), accumulators), i);
          storeResults(code, lane, elementKind, accumulators);
        });
    ScalarCode total = single(code, reduce.total(), new int[0]);
    total.body(accumulators, LaneCode.NO_COLUMN);
    total.loadResult(0);
  }

  /** Writes all results of a formula, which may have read the same local variables. */
  static void storeResults(CodeBuilder code, LaneCode lane, TypeKind kind, int[] slots) {
    for (int k = 0; k < slots.length; k++) {
      lane.loadResult(k);
    }
    for (int k = slots.length - 1; k >= 0; k--) {
      code.storeLocal(kind, slots[k]);
    }
  }

  static int[] join(int[] first, int[] second) {
    int[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  /** Allocates so many local variables. */
  static int[] locals(CodeBuilder code, TypeKind kind, int count) {
    int[] slots = new int[count];
    Arrays.setAll(slots, k -> code.allocateLocal(kind));
    return slots;
  }

  /** Loads the elements of the operands at {@code i} into local variables. */
  final int[] loadSingle(CodeBuilder code, StepFrame frame, int[] operands, int i) {
    int[] slots = new int[operands.length];
    for (int k = 0; k < slots.length; k++) {
      frame.load(code, operands[k], i);
      // 16 bits are an int until the formula widens them; a truth value is one too.
      Access access = layout.access(RowProgram.operand(operands[k]));
      TypeKind kind = TypeKind.from(access.element()).asLoadable();
      slots[k] = code.allocateLocal(kind);
      code.storeLocal(kind, slots[k]);
    }
    return slots;
  }
}
