package dev.lanewise.kernel;

import dev.lanewise.lane.Storage;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.util.List;

/**
 * Where the operands of a program are: which are arrays and which native segments. Each combination
 * that is called has loops of its own, because code that sees both is slow with both.
 *
 * @param operands of the program
 * @param storage of their values
 * @param segments a bit for each operand that is a native segment
 */
record Layout(List<Operand> operands, Storage storage, int segments) {
  boolean isSegment(int operand) {
    return (segments >> operand & 1) != 0;
  }

  Access access(int operand) {
    return Access.of(operands.get(operand), storage);
  }

  /** The type of the local variable that holds the elements. */
  ClassDesc holder(int operand) {
    return access(operand).holder(isSegment(operand));
  }

  /** The type of the local variable with the place of a row in it. */
  TypeKind offsetKind(int operand) {
    return isSegment(operand) ? TypeKind.LONG : TypeKind.INT;
  }
}
