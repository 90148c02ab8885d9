package dev.lanewise.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A formula as straight-line code: what the engine compiles.
 *
 * <p>Each instruction refers to earlier ones by their index. Equal instructions are recorded once,
 * so a value and a derivative that are traced together share their common parts, and instructions
 * that no output needs are left out.
 *
 * @param precision the element type
 * @param inputs how many lanes the formula reads, one from each input array
 * @param uniforms how many scalars it reads that are the same for a whole row
 * @param instructions the code, each instruction after the ones it refers to
 * @param outputs the indices of the results
 */
public record Graph(
    Precision precision,
    int inputs,
    int uniforms,
    List<Instruction> instructions,
    List<Integer> outputs) {

  /** The message where there is no result. */
  public static final String NO_LANE = "a formula returned null instead of a lane";

  /** The kind of value that an instruction produces. */
  public enum Type {
    /** A floating-point value. */
    LANE,
    /** The integer with a value's bit pattern: {@code int} for float, {@code long} for double. */
    BITS,
    /** A truth value. */
    MASK
  }

  /**
   * The operations of a lane. Each has exactly one result under IEEE 754 and two's complement, on
   * every machine; that is what makes a kernel's bits the same everywhere.
   */
  public enum Op {
    /** The element of input array {@code immediate}. */
    INPUT(Type.LANE),
    /** The 16 bits of the element of input array {@code immediate}, filled up with zeros. */
    INPUT_BITS(Type.BITS),
    /** Whether the element of input array {@code immediate}, of truth values, is true. */
    INPUT_MASK(Type.MASK),
    /** The number of the element in its row. */
    COLUMN(Type.BITS),
    /** The row's scalar {@code immediate}. */
    UNIFORM(Type.LANE),
    /** The double whose bits are {@code immediate}, already rounded to the precision. */
    CONSTANT(Type.LANE),
    /** a + b. */
    ADD(Type.LANE),
    /** a - b. */
    SUB(Type.LANE),
    /** a · b. */
    MUL(Type.LANE),
    /** a / b. */
    DIV(Type.LANE),
    /** a · b + c, rounded once. */
    FMA(Type.LANE),
    /** √a. */
    SQRT(Type.LANE),
    /** -a. */
    NEG(Type.LANE),
    /** |a|. */
    ABS(Type.LANE),
    /** a where mask c holds, else b. */
    SELECT(Type.LANE),
    /** The value whose bit pattern is a. */
    FROM_BITS(Type.LANE),
    /** a &lt; b; false for NaN. */
    LT(Type.MASK),
    /** a &le; b; false for NaN. */
    LE(Type.MASK),
    /** a = b; false for NaN. */
    EQ(Type.MASK),
    /** a ≠ b; true for NaN. */
    NE(Type.MASK),
    /** Both masks. */
    MASK_AND(Type.MASK),
    /** Either mask. */
    MASK_OR(Type.MASK),
    /** The bit pattern of a. */
    TO_BITS(Type.BITS),
    /** The integer {@code immediate}. */
    BITS_CONSTANT(Type.BITS),
    /** a + b, wrapping. */
    BITS_ADD(Type.BITS),
    /** a - b, wrapping. */
    BITS_SUB(Type.BITS),
    /** a and b. */
    BITS_AND(Type.BITS),
    /** a or b. */
    BITS_OR(Type.BITS),
    /** a exclusive-or b. */
    BITS_XOR(Type.BITS),
    /** The smaller of a and b. */
    BITS_MIN(Type.BITS),
    /** The smaller of a and b, taken as unsigned. */
    BITS_UMIN(Type.BITS),
    /** a shifted left by {@code immediate}. */
    SHL(Type.BITS),
    /** a shifted right by {@code immediate}, keeping the sign. */
    SHR(Type.BITS),
    /** a shifted right by {@code immediate}, filling with zeros. */
    USHR(Type.BITS);

    private final Type type;

    Op(Type type) {
      this.type = type;
    }

    /**
     * What the operation produces.
     *
     * @return the type of the result
     */
    public Type type() {
      return type;
    }
  }

  /**
   * One operation. Operands that it does not have are -1.
   *
   * @param op what is done
   * @param a index of the first operand
   * @param b index of the second operand
   * @param c index of the third operand
   * @param immediate the constant, input number or shift distance
   */
  public record Instruction(Op op, int a, int b, int c, long immediate) {
    private Instruction renumbered(int[] numbers) {
      return new Instruction(
          op, a < 0 ? a : numbers[a], b < 0 ? b : numbers[b], c < 0 ? c : numbers[c], immediate);
    }
  }

  /** Copies the lists. */
  public Graph {
    instructions = List.copyOf(instructions);
    outputs = List.copyOf(outputs);
  }

  /**
   * Records a formula of several inputs and results.
   *
   * @param precision the element type
   * @param inputs how the arrays that it reads keep their values; null for truth values, which the
   *     formula receives as 1 and 0
   * @param uniforms how many scalars it reads that are constant over a row
   * @param outputs how the arrays that it writes keep their values
   * @param formula receives the inputs, then the uniforms, and returns the results
   * @return the recorded formula, conversions included
   * @throws IllegalArgumentException if the formula gives another number of results
   */
  public static Graph trace(
      Precision precision,
      List<Storage> inputs,
      int uniforms,
      List<Storage> outputs,
      Function<Lane[], Lane[]> formula) {
    Recorder recorder = new Recorder(precision);
    Lane[] arguments = new Lane[inputs.size() + uniforms];
    for (int i = 0; i < arguments.length; i++) {
      arguments[i] =
          i < inputs.size()
              ? recorder.input(inputs.get(i), i)
              : recorder.leaf(Op.UNIFORM, i - inputs.size());
    }
    Lane[] results = Objects.requireNonNull(formula.apply(arguments), NO_LANE);
    if (results.length != outputs.size()) {
      throw new IllegalArgumentException(
          "the formula gives " + results.length + " results for " + outputs.size() + " outputs");
    }
    int[] indices = new int[results.length];
    for (int i = 0; i < results.length; i++) {
      indices[i] = recorder.output(outputs.get(i), Objects.requireNonNull(results[i], NO_LANE));
    }
    return recorder.finish(inputs.size(), uniforms, indices);
  }

  /**
   * How often each instruction's result is used, as an operand or as a result of the formula.
   *
   * @return the counts, by index
   */
  public int[] uses() {
    int[] uses = new int[instructions.size()];
    for (Instruction instruction : instructions) {
      for (int operand : new int[] {instruction.a, instruction.b, instruction.c}) {
        if (operand >= 0) {
          uses[operand]++;
        }
      }
    }
    for (int output : outputs) {
      uses[output]++;
    }
    return uses;
  }

  /**
   * Whether the formula compares values.
   *
   * @return true if an instruction produces a mask
   */
  public boolean usesMasks() {
    for (Instruction instruction : instructions) {
      if (instruction.op.type() == Type.MASK) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the formula depends on the number of the element in its row.
   *
   * @return true if an instruction reads it
   */
  public boolean usesColumn() {
    for (Instruction instruction : instructions) {
      if (instruction.op == Op.COLUMN) {
        return true;
      }
    }
    return false;
  }

  /**
   * How many operations an element costs, for estimates of work.
   *
   * @return the number of instructions that compute something
   */
  public int cost() {
    int cost = 0;
    for (Instruction instruction : instructions) {
      if (instruction.a >= 0 && instruction.op != Op.TO_BITS && instruction.op != Op.FROM_BITS) {
        cost++;
      }
    }
    return cost;
  }

  /** Collects instructions while a formula is traced. */
  static final class Recorder {
    private final Precision precision;
    private final List<Instruction> code = new ArrayList<>();

    Recorder(Precision precision) {
      this.precision = precision;
    }

    Precision precision() {
      return precision;
    }

    /**
     * Passes the index of a value on.
     *
     * @throws IllegalArgumentException if the value belongs to another trace
     */
    int own(Recorder owner, int index) {
      if (owner != this) {
        throw new IllegalArgumentException(
            "a value of another trace was used: build a formula only from the lanes it is given");
      }
      return index;
    }

    Lane leaf(Op op, long immediate) {
      return new Lane(this, record(op, -1, -1, -1, immediate));
    }

    Lane constant(double value) {
      return leaf(Op.CONSTANT, Double.doubleToRawLongBits(precision.round(value)));
    }

    /** An element of an input; null stands for the storage of truth values, which are 1 and 0. */
    Lane input(Storage storage, int number) {
      if (storage == null) {
        return new Mask(this, record(Op.INPUT_MASK, -1, -1, -1, number)).select(1, 0.0);
      }
      return storage.isNarrow()
          ? storage.widen(new Bits(this, record(Op.INPUT_BITS, -1, -1, -1, number)))
          : leaf(Op.INPUT, number);
    }

    /** The index of a result as it is stored. */
    int output(Storage storage, Lane result) {
      int own = result.indexIn(this);
      return storage.isNarrow() ? storage.narrow(result).index() : own;
    }

    /** The index of the instruction, which is added unless an equal one is there. */
    int record(Op op, int a, int b, int c, long immediate) {
      // A search without hashing: formulas are short, and the first one must be traced quickly.
      for (int i = 0; i < code.size(); i++) {
        Instruction known = code.get(i);
        if (known.op == op
            && known.a == a
            && known.b == b
            && known.c == c
            && known.immediate == immediate) {
          return i;
        }
      }
      code.add(new Instruction(op, a, b, c, immediate));
      return code.size() - 1;
    }

    Graph finish(int inputs, int uniforms, int[] results) {
      boolean[] needed = new boolean[code.size()];
      for (int result : results) {
        needed[result] = true;
      }
      for (int i = code.size() - 1; i >= 0; i--) {
        if (needed[i]) {
          Instruction instruction = code.get(i);
          for (int operand : new int[] {instruction.a, instruction.b, instruction.c}) {
            if (operand >= 0) {
              needed[operand] = true;
            }
          }
        }
      }
      int[] renumbered = new int[code.size()];
      List<Instruction> kept = new ArrayList<>();
      for (int i = 0; i < code.size(); i++) {
        if (needed[i]) {
          renumbered[i] = kept.size();
          kept.add(code.get(i).renumbered(renumbered));
        }
      }
      List<Integer> outputs = new ArrayList<>();
      for (int result : results) {
        outputs.add(renumbered[result]);
      }
      return new Graph(precision, inputs, uniforms, kept, outputs);
    }
  }
}
