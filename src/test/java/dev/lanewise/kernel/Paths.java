package dev.lanewise.kernel;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** One program on every path that can serve it. */
final class Paths {
  private Paths() {}

  /** The scalar path, vectors of each width, and the walk of the formula, by name. */
  static Map<String, Loop> of(Precision precision, int inputs, Consumer<RowProgram> definition) {
    RowProgram program = new RowProgram(precision, inputs, LoopCompiler.OPERANDS);
    definition.accept(program);
    Map<String, Loop> paths = new LinkedHashMap<>();
    Loop scalar = scalar(precision, inputs, definition);
    paths.put("scalar", scalar);
    for (int bits : new int[] {128, 256, 512}) {
      paths.put(bits + " bits", LoopCompiler.vector("test", program, bits).orElseThrow());
    }
    paths.put("interpreted", new InterpretedLoop(program));
    return paths;
  }

  /** The scalar path alone. */
  static Loop scalar(Precision precision, int inputs, Consumer<RowProgram> definition) {
    RowProgram program = new RowProgram(precision, inputs, LoopCompiler.OPERANDS);
    definition.accept(program);
    return LoopCompiler.scalar("test", program).orElseThrow();
  }

  /** Elementwise: operands are inputs, then one output. */
  static Consumer<RowProgram> map(int inputs, Function<Lane[], Lane> formula) {
    int[] read = new int[inputs];
    for (int i = 0; i < inputs; i++) {
      read[i] = i;
    }
    return program ->
        program.map(
            read,
            RowProgram.scalars(),
            RowProgram.operands(inputs),
            lanes -> new Lane[] {formula.apply(lanes)});
  }

  /** Runs one row over whole arrays; those that the program does not have are null. */
  static void run(Loop loop, Object a, Object b, Object c, int columns) {
    loop.run(a, 0, columns, b, 0, columns, c, 0, columns, 1, columns);
  }
}
