package dev.lanewise.kernel;

import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One program on every path that can serve it. */
final class Paths {
  private Paths() {}

  /** The scalar path, vectors of each width, and the walk of the formula, by name. */
  static Map<String, Loop> of(Precision precision, int inputs, Consumer<RowProgram> definition) {
    return of(program(precision, inputs, definition), 0);
  }

  /** The same, for a program of which some operands are native segments, by a bit for each. */
  static Map<String, Loop> of(RowProgram program, int segments) {
    Map<String, Loop> paths = new LinkedHashMap<>();
    paths.put("scalar", LoopCompiler.scalar("test", program, segments).orElseThrow());
    for (int bits : new int[] {128, 256, 512}) {
      paths.put(bits + " bits", LoopCompiler.vector("test", program, segments, bits).orElseThrow());
    }
    paths.put("interpreted", new InterpretedLoop(program));
    return paths;
  }

  /** A program of any operands. */
  static RowProgram program(
      Storage storage, List<Operand> operands, Consumer<RowProgram> definition) {
    RowProgram program = new RowProgram(storage, operands);
    definition.accept(program);
    return program.complete();
  }

  /** The scalar path alone. */
  static Loop scalar(Precision precision, int inputs, Consumer<RowProgram> definition) {
    return LoopCompiler.scalar("test", program(precision, inputs, definition), 0).orElseThrow();
  }

  /** A program of three operands, of which so many are inputs. */
  static RowProgram program(Precision precision, int inputs, Consumer<RowProgram> definition) {
    List<Operand> operands =
        Stream.of("a", "b", "c")
            .limit(inputs)
            .map(Operand::input)
            .collect(Collectors.toCollection(ArrayList::new));
    Stream.of("a", "b", "c").skip(inputs).map(Operand::output).forEach(operands::add);
    RowProgram program = new RowProgram(Storage.of(precision), operands);
    definition.accept(program);
    return program;
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
