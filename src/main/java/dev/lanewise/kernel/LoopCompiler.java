package dev.lanewise.kernel;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.lanewise.kernel.RowProgram.Compute;
import dev.lanewise.kernel.RowProgram.Map;
import dev.lanewise.kernel.RowProgram.Reduce;
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
import java.util.List;
import java.util.Optional;

/**
 * Compiles a program to a {@link Loop}: a hidden class with one static method for each step and a
 * {@code run} that calls them row by row. What differs between scalar and vector loops is written
 * by the two subclasses.
 */
abstract class LoopCompiler {
  /** How many arrays a program can have. */
  static final int OPERANDS = 3;

  /** HotSpot leaves longer methods, in bytes, to the bytecode interpreter. */
  private static final int LONGEST_METHOD = 8000;

  /**
   * An operation takes at most 22 bytes and stands twice; a method holds 65 535. More cannot even
   * be written to be measured.
   */
  private static final int MOST_INSTRUCTIONS = 1400;

  /** Argument slots of a method, two for a double. */
  private static final int MOST_ARGUMENTS = 255;

  static final ClassDesc LOOP = Loop.class.describeConstable().orElseThrow();
  static final MethodTypeDesc RUN = runType();

  final RowProgram program;
  final ClassDesc self;
  final ClassDesc fmaOwner;
  final boolean wide;
  final ClassDesc element;
  final TypeKind elementKind;
  final int partials;
  final int granule;

  LoopCompiler(String name, RowProgram program, ClassDesc fmaOwner) {
    this.program = program;
    // The name is for stack traces; what a class name cannot hold becomes an underscore.
    this.self = ClassDesc.of(LoopCompiler.class.getPackageName(), name.replaceAll("[^\\w$]", "_"));
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
    return new ScalarLoopCompiler(name, program, fmaOwner()).compile();
  }

  /**
   * Compiles the vector twin, unless it is too long. It leaves rows shorter than a vector to the
   * scalar path.
   */
  static Optional<Loop> vector(String name, RowProgram program, Loop scalar, int bits) {
    Optional<Loop> vector = new VectorLoopCompiler(name, program, fmaOwner(), bits).compile();
    vector.ifPresent(loop -> loop.shortRows = scalar);
    return vector;
  }

  private static ClassDesc fmaOwner() {
    return (Jvm.FMA ? Math.class : SoftwareFma.class).describeConstable().orElseThrow();
  }

  /** Declares the static constants that the steps need. */
  abstract void constants(ClassBuilder type);

  /** Writes what {@code run} does before the first row. */
  abstract void beforeRows(CodeBuilder code);

  /** Writes a loop over the elements. */
  abstract void map(CodeBuilder code, Map map, StepFrame frame);

  /** Writes a loop over the elements that leaves their combination on the stack. */
  abstract void reduce(ClassBuilder type, CodeBuilder code, Reduce reduce, StepFrame frame);

  /** Writes and defines the class, if classes can be defined and HotSpot would compile it. */
  final Optional<Loop> compile() {
    if (!Jvm.DEFINES_CLASSES || program.longestGraph() > MOST_INSTRUCTIONS || !passesArguments()) {
      return Optional.empty();
    }
    byte[] bytes = write();
    return bytes.length > LONGEST_METHOD && longestMethod(bytes) > LONGEST_METHOD
        ? Optional.empty()
        : Optional.of(define(bytes));
  }

  /** Whether every step's arguments, three more for the fold of a reduction, fit a method. */
  private boolean passesArguments() {
    for (int i = 0; i < program.steps().size(); i++) {
      if (new StepFrame(program, i).end + 3 > MOST_ARGUMENTS) {
        return false;
      }
    }
    return true;
  }

  private static int longestMethod(byte[] bytes) {
    return ClassFile.of().parse(bytes).methods().stream()
        .flatMap(method -> method.findAttribute(Attributes.code()).stream())
        .mapToInt(CodeAttribute::codeLength)
        .max()
        .orElse(0);
  }

  private byte[] write() {
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
              type.withMethodBody("run", RUN, 0, this::run);
              for (int i = 0; i < program.steps().size(); i++) {
                step(type, i);
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

  private void step(ClassBuilder type, int number) {
    StepFrame frame = new StepFrame(program, number);
    type.withMethodBody(
        frame.name,
        frame.type(frame.step instanceof Map ? CD_void : element),
        ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC,
        code -> {
          if (frame.step instanceof Map map) {
            map(code, map, frame);
            code.return_();
          } else if (frame.step instanceof Reduce reduce) {
            reduce(type, code, reduce, frame);
            code.return_(elementKind);
          } else {
            ScalarCode lane = new ScalarCode(code, frame.step.graph(), frame.scalars, fmaOwner);
            lane.body(new int[0]);
            lane.loadResult(0);
            code.return_(elementKind);
          }
        });
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

  static int rows() {
    return array(OPERANDS);
  }

  static int columns() {
    return rows() + 1;
  }

  /** Calls all steps for each row. */
  private void run(CodeBuilder code) {
    beforeRows(code);
    List<Integer> used = new ArrayList<>();
    for (int operand = 0; operand < OPERANDS; operand++) {
      if (program.uses(operand)) {
        used.add(operand);
      }
    }
    for (int operand : used) {
      code.aload(array(operand)).checkcast(element.arrayType()).astore(array(operand));
    }
    int[] scalars = new int[program.steps().size()];
    int row = code.allocateLocal(TypeKind.INT);
    code.iconst_0().istore(row);
    Label top = code.newBoundLabel();
    Label end = code.newLabel();
    code.iload(row).iload(rows()).if_icmpge(end);
    for (int i = 0; i < program.steps().size(); i++) {
      StepFrame frame = new StepFrame(program, i);
      for (int operand : used) {
        if (frame.step.uses(operand)) {
          code.aload(array(operand)).iload(array(operand) + 1);
        }
      }
      code.iload(columns());
      for (int scalar : frame.step.scalars()) {
        code.loadLocal(elementKind, scalars[scalar]);
      }
      boolean map = frame.step instanceof Map;
      code.invokestatic(self, frame.name, frame.type(map ? CD_void : element));
      if (!map) {
        int scalar =
            frame.step instanceof Reduce reduce ? reduce.result() : ((Compute) frame.step).result();
        scalars[scalar] = code.allocateLocal(elementKind);
        code.storeLocal(elementKind, scalars[scalar]);
      }
    }
    for (int operand : used) {
      code.iload(array(operand) + 1).iload(array(operand) + 2).iadd().istore(array(operand) + 1);
    }
    code.iinc(row, 1).goto_(top).labelBinding(end).return_();
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
