package dev.lanewise.kernel;

import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_float;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_short;
import static java.lang.constant.ConstantDescs.CD_void;

import dev.lanewise.lane.Storage;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * How generated code reads and writes the elements of an operand: an array by {@code int} indices,
 * or a native segment by {@code long} offsets in bytes.
 */
enum Access {
  /** A {@code float[]}, or floats in a segment. */
  FLOATS(TypeKind.FLOAT, CD_float, "OfFloat", "JAVA_FLOAT_UNALIGNED"),
  /** A {@code double[]}, or doubles in a segment. */
  DOUBLES(TypeKind.DOUBLE, CD_double, "OfDouble", "JAVA_DOUBLE_UNALIGNED"),
  /** A {@code short[]}, or values of 16 bits in a segment. */
  SHORTS(TypeKind.SHORT, CD_short, "OfShort", "JAVA_SHORT_UNALIGNED"),
  /** An {@code int[]}, or integers in a segment. */
  INTS(TypeKind.INT, CD_int, "OfInt", "JAVA_INT_UNALIGNED"),
  /** A {@code boolean[]}, or bytes in a segment, of which 0 is false. */
  BOOLEANS(TypeKind.BOOLEAN, CD_boolean, "OfBoolean", "JAVA_BOOLEAN");

  /** By name, as the first calls of a program should not wait for classes that few need. */
  static final ClassDesc SEGMENT = ClassDesc.of("java.lang.foreign.MemorySegment");

  private final TypeKind kind;
  private final ClassDesc element;
  private final ClassDesc layout;
  private final String layoutField;

  Access(TypeKind kind, ClassDesc element, String layout, String layoutField) {
    this.kind = kind;
    this.element = element;
    this.layout = layouts().nested(layout);
    this.layoutField = layoutField;
  }

  private static ClassDesc layouts() {
    return ClassDesc.of("java.lang.foreign.ValueLayout");
  }

  /** How an operand of a kernel with that storage is accessed. */
  static Access of(Operand operand, Storage storage) {
    return switch (operand.kind()) {
      case INTS -> INTS;
      case BOOLEANS -> BOOLEANS;
      case VALUES, UNROUNDED ->
          switch (operand.storage(storage)) {
            case FLOAT -> FLOATS;
            case DOUBLE -> DOUBLES;
            case BFLOAT16, FLOAT16 -> SHORTS;
          };
    };
  }

  /** The type of an element. */
  ClassDesc element() {
    return element;
  }

  /** A new array of so many elements. */
  Object array(int length) {
    return switch (this) {
      case FLOATS -> new float[length];
      case DOUBLES -> new double[length];
      case SHORTS -> new short[length];
      case INTS -> new int[length];
      case BOOLEANS -> new boolean[length];
    };
  }

  /** How many bits the size of an element is shifted. */
  int shift() {
    return switch (this) {
      case FLOATS, INTS -> 2;
      case DOUBLES -> 3;
      case SHORTS -> 1;
      case BOOLEANS -> 0;
    };
  }

  /** The type that holds the elements. */
  ClassDesc holder(boolean segment) {
    return segment ? SEGMENT : element.arrayType();
  }

  /** Pops an index, or the layout and offset, and leaves the element; 16 bits without a sign. */
  void load(CodeBuilder code, boolean segment) {
    if (segment) {
      code.invokeinterface(SEGMENT, "get", MethodTypeDesc.of(element, layout, CD_long));
    } else {
      code.arrayLoad(kind);
    }
    if (this == SHORTS) {
      code.loadConstant(0xffff).iand();
    }
  }

  /** Pops an element that stands above its place. */
  void store(CodeBuilder code, boolean segment) {
    if (this == SHORTS) {
      code.i2s();
    }
    if (segment) {
      code.invokeinterface(SEGMENT, "set", MethodTypeDesc.of(CD_void, layout, CD_long, element));
    } else {
      code.arrayStore(kind);
    }
  }

  /** Pushes the layout of an element. */
  void pushLayout(CodeBuilder code) {
    code.getstatic(layouts(), layoutField, layout);
  }
}
