package dev.lanewise.kernel;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.CLASS_INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.lanewise.lane.Graph;
import dev.lanewise.lane.Graph.Instruction;
import dev.lanewise.lane.Precision;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.ByteOrder;

/**
 * Writes a formula for a vector of elements. But for {@link VectorModule}, this is the only code
 * that names {@code jdk.incubator.vector}.
 */
final class VectorCode extends LaneCode {
  private static final String PACKAGE = VectorModule.NAME;
  private static final ClassDesc SPECIES = ClassDesc.of(PACKAGE, "VectorSpecies");
  private static final ClassDesc VECTOR = ClassDesc.of(PACKAGE, "Vector");
  private static final ClassDesc SHUFFLE = ClassDesc.of(PACKAGE, "VectorShuffle");
  private static final ClassDesc MASK = ClassDesc.of(PACKAGE, "VectorMask");
  private static final ClassDesc OPERATORS = ClassDesc.of(PACKAGE, "VectorOperators");
  private static final ClassDesc COMPARISON = OPERATORS.nested("Comparison");
  private static final ClassDesc BINARY = OPERATORS.nested("Binary");
  private static final ClassDesc ASSOCIATIVE = OPERATORS.nested("Associative");

  /** The static fields of the written class. */
  private static final String SPECIES_FIELD = "SPECIES";

  private static final String BITS_SPECIES_FIELD = "BITS_SPECIES";
  private static final String SHORT_SPECIES_FIELD = "SHORT_SPECIES";

  /** 0, 1, 2… */
  private static final String COLUMNS_FIELD = "COLUMNS";

  /** In each lane the bits of its own byte of a number. */
  private static final String OWN_BYTES_FIELD = "OWN_BYTES";

  private static final String BYTE_SPECIES_FIELD = "BYTE_SPECIES";

  /** There is no smaller vector of bytes. */
  private static final int LEAST_BYTES = 8;

  private static final ClassDesc BYTE_VECTOR = ClassDesc.of(PACKAGE, "ByteVector");
  private static final ClassDesc SHORT_VECTOR = ClassDesc.of(PACKAGE, "ShortVector");
  private static final ClassDesc CONVERSION = OPERATORS.nested("Conversion");
  private static final ClassDesc BYTE_ORDER = ByteOrder.class.describeConstable().orElseThrow();

  private final ClassDesc self;
  private final int[] uniforms;
  private final ClassDesc element;
  private final ClassDesc vector;
  private final ClassDesc integer;
  private final ClassDesc integerVector;

  /**
   * Prepares to write.
   *
   * @param self the class being written, which keeps its species in a static field
   * @param uniforms the local variables that hold the row's scalars
   */
  VectorCode(CodeBuilder code, Graph graph, ClassDesc self, int[] uniforms) {
    super(code, graph);
    this.self = self;
    this.uniforms = uniforms;
    this.element = wide ? CD_double : CD_float;
    this.vector = vectorClass(wide);
    this.integer = wide ? CD_long : CD_int;
    this.integerVector = bitsVectorClass(wide);
  }

  private static ClassDesc vectorClass(boolean wide) {
    return ClassDesc.of(PACKAGE, wide ? "DoubleVector" : "FloatVector");
  }

  private static ClassDesc bitsVectorClass(boolean wide) {
    return ClassDesc.of(PACKAGE, wide ? "LongVector" : "IntVector");
  }

  /** Declares the static fields that the written code reads, for vectors of so many lanes. */
  static void constants(
      ClassBuilder type, ClassDesc self, RowProgram program, int bits, int lanes) {
    boolean wide = program.precision() == Precision.DOUBLE;
    boolean narrow = program.storage().isNarrow();
    boolean columns = program.usesColumn();
    boolean masks = program.operands().stream().anyMatch(o -> o.kind() == Operand.Kind.BOOLEANS);
    boolean bytes = masks && lanes >= LEAST_BYTES;
    boolean ownBytes = masks && lanes < LEAST_BYTES;
    ClassDesc integers = bitsVectorClass(wide);
    constant(type, SPECIES_FIELD, SPECIES);
    constant(type, BITS_SPECIES_FIELD, SPECIES);
    if (narrow) {
      constant(type, SHORT_SPECIES_FIELD, SPECIES);
    }
    if (columns) {
      constant(type, COLUMNS_FIELD, integers);
    }
    if (bytes) {
      constant(type, BYTE_SPECIES_FIELD, SPECIES);
    }
    if (ownBytes) {
      constant(type, OWN_BYTES_FIELD, integers);
    }
    for (int half = lanes / 2; half > 0; half /= 2) {
      constant(type, shuffleField(half), SHUFFLE);
    }
    type.withMethodBody(
        CLASS_INIT_NAME,
        MTD_void,
        ClassFile.ACC_STATIC,
        code -> {
          code.getstatic(vectorClass(wide), "SPECIES_" + bits, SPECIES)
              .putstatic(self, SPECIES_FIELD, SPECIES)
              .getstatic(integers, "SPECIES_" + bits, SPECIES)
              .putstatic(self, BITS_SPECIES_FIELD, SPECIES);
          if (narrow) {
            code.getstatic(SHORT_VECTOR, "SPECIES_" + bits / 2, SPECIES)
                .putstatic(self, SHORT_SPECIES_FIELD, SPECIES);
          }
          if (columns) {
            code.getstatic(self, BITS_SPECIES_FIELD, SPECIES)
                .invokestatic(integers, "zero", MethodTypeDesc.of(integers, SPECIES))
                .iconst_1()
                .invokevirtual(integers, "addIndex", MethodTypeDesc.of(integers, CD_int))
                .putstatic(self, COLUMNS_FIELD, integers);
          }
          if (bytes) {
            code.getstatic(BYTE_VECTOR, "SPECIES_" + Byte.SIZE * lanes, SPECIES)
                .putstatic(self, BYTE_SPECIES_FIELD, SPECIES);
          }
          if (ownBytes) {
            ownBytes(code, self, integers);
          }
          for (int half = lanes / 2; half > 0; half /= 2) {
            code.getstatic(self, SPECIES_FIELD, SPECIES)
                .loadConstant(half)
                .iconst_1()
                .iconst_1()
                .invokestatic(
                    SHUFFLE,
                    "iota",
                    MethodTypeDesc.of(SHUFFLE, SPECIES, CD_int, CD_int, CD_boolean))
                .putstatic(self, shuffleField(half), SHUFFLE);
          }
          code.return_();
        });
  }

  /** 0xff, 0xff00, 0xff0000… */
  private static void ownBytes(CodeBuilder code, ClassDesc self, ClassDesc integers) {
    MethodTypeDesc index = MethodTypeDesc.of(integers, CD_int);
    code.getstatic(self, BITS_SPECIES_FIELD, SPECIES)
        .loadConstant(0xffL)
        .invokestatic(integers, "broadcast", MethodTypeDesc.of(integers, SPECIES, CD_long))
        .getstatic(OPERATORS, "LSHL", BINARY)
        .getstatic(self, BITS_SPECIES_FIELD, SPECIES)
        .invokestatic(integers, "zero", MethodTypeDesc.of(integers, SPECIES))
        .loadConstant(Byte.SIZE)
        .invokevirtual(integers, "addIndex", index)
        .invokevirtual(integers, "lanewise", MethodTypeDesc.of(integers, BINARY, VECTOR))
        .putstatic(self, OWN_BYTES_FIELD, integers);
  }

  private static void constant(ClassBuilder type, String name, ClassDesc descriptor) {
    type.withField(name, descriptor, ClassFile.ACC_STATIC | ClassFile.ACC_FINAL);
  }

  private static String shuffleField(int distance) {
    return "SHIFT_" + distance;
  }

  /** Writes the broadcasts of constants and uniforms, to stand before the loop. */
  void hoist() {
    for (int i = 0; i < graph.instructions().size(); i++) {
      Instruction instruction = graph.instructions().get(i);
      if (isLeaf(instruction)) {
        emit(instruction);
        keep(i);
      }
    }
  }

  /** Pushes the species of the vectors that are in memory, for {@link #loadVector}. */
  void pushStoredSpecies(Access access, boolean segment, int lanes) {
    String field = SPECIES_FIELD;
    if (access == Access.SHORTS) {
      field = SHORT_SPECIES_FIELD;
    } else if (access == Access.BOOLEANS && segment) {
      field = lanes < LEAST_BYTES ? BITS_SPECIES_FIELD : BYTE_SPECIES_FIELD;
    }
    code.getstatic(self, field, SPECIES);
  }

  /** Pops species, holder and place, and leaves the vector there; 16 bits in lanes of 32. */
  void loadVector(Access access, boolean segment, int lanes) {
    if (access == Access.BOOLEANS && segment) {
      loadMask(lanes);
      return;
    }
    ClassDesc stored =
        switch (access) {
          case SHORTS -> SHORT_VECTOR;
          case BOOLEANS -> MASK;
          default -> vector;
        };
    if (segment) {
      pushByteOrder();
      code.invokestatic(
          stored,
          "fromMemorySegment",
          MethodTypeDesc.of(stored, SPECIES, Access.SEGMENT, CD_long, BYTE_ORDER));
    } else {
      ClassDesc array = access.holder(false);
      code.invokestatic(stored, "fromArray", MethodTypeDesc.of(stored, SPECIES, array, CD_int));
    }
    if (access == Access.SHORTS) {
      convert("ZERO_EXTEND_S2I", stored, BITS_SPECIES_FIELD, integerVector);
    }
  }

  /**
   * Pops species, segment and place, and leaves the mask of the bytes there that are not 0. Where
   * they are too few for a vector they are one number, of which each lane looks at its own byte;
   * all processors with vectors are little-endian.
   */
  private void loadMask(int lanes) {
    if (lanes < LEAST_BYTES) {
      Access number = lanes == Integer.BYTES ? Access.INTS : Access.SHORTS;
      number.pushLayout(code);
      code.dup_x2().pop();
      number.load(code, true);
      if (wide) {
        code.i2l();
      }
      invokeBroadcast(integerVector, integer);
      code.getstatic(OPERATORS, "AND", ASSOCIATIVE).getstatic(self, OWN_BYTES_FIELD, integerVector);
      code.invokevirtual(
          integerVector, "lanewise", MethodTypeDesc.of(integerVector, BINARY, VECTOR));
    } else {
      pushByteOrder();
      code.invokestatic(
          BYTE_VECTOR,
          "fromMemorySegment",
          MethodTypeDesc.of(BYTE_VECTOR, SPECIES, Access.SEGMENT, CD_long, BYTE_ORDER));
      String conversion = wide ? "ZERO_EXTEND_B2L" : "ZERO_EXTEND_B2I";
      convert(conversion, BYTE_VECTOR, BITS_SPECIES_FIELD, integerVector);
    }
    code.getstatic(OPERATORS, "NE", COMPARISON);
    pushBits(0);
    code.invokevirtual(integerVector, "compare", MethodTypeDesc.of(MASK, COMPARISON, integer));
    pushSpecies();
    code.invokevirtual(MASK, "cast", MethodTypeDesc.of(MASK, SPECIES));
  }

  /** Brings the vector on the stack to the size that it has in memory. */
  void pack(Access access) {
    if (access == Access.SHORTS) {
      convert("I2S", integerVector, SHORT_SPECIES_FIELD, SHORT_VECTOR);
    }
  }

  /** Pops a packed vector, holder and place. */
  void storeVector(Access access, boolean segment) {
    ClassDesc stored = access == Access.SHORTS ? SHORT_VECTOR : vector;
    if (segment) {
      pushByteOrder();
      code.invokevirtual(
          stored,
          "intoMemorySegment",
          MethodTypeDesc.of(CD_void, Access.SEGMENT, CD_long, BYTE_ORDER));
    } else {
      ClassDesc array = access.holder(false);
      code.invokevirtual(stored, "intoArray", MethodTypeDesc.of(CD_void, array, CD_int));
    }
  }

  private void pushByteOrder() {
    code.invokestatic(BYTE_ORDER, "nativeOrder", MethodTypeDesc.of(BYTE_ORDER));
  }

  private void convert(String conversion, ClassDesc from, String species, ClassDesc to) {
    code.getstatic(OPERATORS, conversion, CONVERSION).getstatic(self, species, SPECIES).iconst_0();
    code.invokevirtual(
        from, "convertShape", MethodTypeDesc.of(VECTOR, CONVERSION, SPECIES, CD_int));
    code.checkcast(to);
  }

  void pushSpecies() {
    code.getstatic(self, SPECIES_FIELD, SPECIES);
  }

  /** Pushes a vector of equal values. */
  void broadcast(double constant) {
    pushSpecies();
    pushConstant(code, wide, constant);
    invokeBroadcast(vector, element);
  }

  /** Moves every lane of the vector on the stack to the place {@code distance} before it. */
  void shiftLanes(int distance) {
    code.getstatic(self, shuffleField(distance), SHUFFLE);
    code.invokevirtual(vector, "rearrange", MethodTypeDesc.of(vector, SHUFFLE));
  }

  /** Pushes the first lane of the vector on the stack. */
  void firstLane() {
    code.iconst_0();
    code.invokevirtual(vector, "lane", MethodTypeDesc.of(element, CD_int));
  }

  @Override
  TypeKind kind(Instruction instruction) {
    return TypeKind.REFERENCE;
  }

  @Override
  void emit(Instruction instruction) {
    switch (instruction.op()) {
      case ADD -> vectors(instruction, "add");
      case SUB -> vectors(instruction, "sub");
      case MUL -> vectors(instruction, "mul");
      case DIV -> vectors(instruction, "div");
      case FMA -> vectors(instruction, "fma");
      case NEG -> vectors(instruction, "neg");
      case ABS -> vectors(instruction, "abs");
      case SQRT -> vectors(instruction, "sqrt");
      case SELECT -> {
        load(instruction.b());
        load(instruction.a());
        load(instruction.c());
        code.invokevirtual(vector, "blend", MethodTypeDesc.of(vector, VECTOR, MASK));
      }
      case LT, LE, EQ, NE -> {
        load(instruction.a());
        code.getstatic(OPERATORS, instruction.op().name(), COMPARISON);
        load(instruction.b());
        code.invokevirtual(vector, "compare", MethodTypeDesc.of(MASK, COMPARISON, VECTOR));
      }
      case MASK_AND -> masks(instruction, "and");
      case MASK_OR -> masks(instruction, "or");
      case TO_BITS -> reinterpret(instruction, vector, wide ? "Longs" : "Ints", integerVector);
      case FROM_BITS ->
          reinterpret(instruction, integerVector, wide ? "Doubles" : "Floats", vector);
      case BITS_ADD -> bits(instruction, "ADD");
      case BITS_SUB -> bits(instruction, "SUB");
      case BITS_AND -> bits(instruction, "AND");
      case BITS_OR -> bits(instruction, "OR");
      case BITS_XOR -> bits(instruction, "XOR");
      case BITS_MIN -> bits(instruction, "MIN");
      case BITS_UMIN -> bits(instruction, "UMIN");
      case SHL -> shift(instruction, "LSHL");
      case SHR -> shift(instruction, "ASHR");
      case USHR -> shift(instruction, "LSHR");
      case UNIFORM -> {
        pushSpecies();
        code.loadLocal(
            wide ? TypeKind.DOUBLE : TypeKind.FLOAT, uniforms[(int) instruction.immediate()]);
        invokeBroadcast(vector, element);
      }
      case CONSTANT -> broadcast(Double.longBitsToDouble(instruction.immediate()));
      case BITS_CONSTANT -> {
        code.getstatic(self, BITS_SPECIES_FIELD, SPECIES);
        pushBits(instruction.immediate());
        invokeBroadcast(integerVector, integer);
      }
      case COLUMN -> {
        code.getstatic(self, COLUMNS_FIELD, integerVector).iload(column);
        if (wide) {
          code.i2l();
        }
        code.invokevirtual(integerVector, "add", MethodTypeDesc.of(integerVector, integer));
      }
      case INPUT, INPUT_BITS, INPUT_MASK -> throw new AssertionError(instruction);
    }
  }

  private void invokeBroadcast(ClassDesc type, ClassDesc scalar) {
    code.invokestatic(type, "broadcast", MethodTypeDesc.of(type, SPECIES, scalar));
  }

  private void vectors(Instruction instruction, String method) {
    load(instruction.a());
    MethodTypeDesc type = MethodTypeDesc.of(vector);
    if (instruction.b() >= 0) {
      load(instruction.b());
      type = type.insertParameterTypes(0, VECTOR);
    }
    if (instruction.c() >= 0) {
      load(instruction.c());
      type = type.insertParameterTypes(0, VECTOR);
    }
    code.invokevirtual(vector, method, type);
  }

  private void masks(Instruction instruction, String method) {
    load(instruction.a());
    load(instruction.b());
    code.invokevirtual(MASK, method, MethodTypeDesc.of(MASK, MASK));
  }

  private void reinterpret(Instruction instruction, ClassDesc from, String what, ClassDesc to) {
    load(instruction.a());
    code.invokevirtual(from, "reinterpretAs" + what, MethodTypeDesc.of(to));
  }

  private void bits(Instruction instruction, String operator) {
    load(instruction.a());
    code.getstatic(OPERATORS, operator, operator.equals("SUB") ? BINARY : ASSOCIATIVE);
    load(instruction.b());
    code.invokevirtual(integerVector, "lanewise", MethodTypeDesc.of(integerVector, BINARY, VECTOR));
  }

  private void shift(Instruction instruction, String operator) {
    load(instruction.a());
    code.getstatic(OPERATORS, operator, BINARY);
    if (wide) {
      code.loadConstant(instruction.immediate());
    } else {
      code.loadConstant((int) instruction.immediate());
    }
    code.invokevirtual(
        integerVector, "lanewise", MethodTypeDesc.of(integerVector, BINARY, integer));
  }
}
