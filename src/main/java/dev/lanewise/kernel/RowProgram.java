package dev.lanewise.kernel;

import dev.lanewise.lane.Graph;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a kernel does with each row of its operands: maps and reductions over the elements, and
 * scalars computed between them. An elementwise kernel is a program of a single map.
 *
 * <p>Operands are the arrays that the kernel is called with, numbered in that order. Scalars are
 * numbers that belong to a row, numbered as they are made.
 *
 * <pre>{@code
 * // y = x / Σx for every row
 * int sum = program.reduce(Fold.SUM, operands(X), scalars(), l -> l[0]);
 * program.map(operands(X), scalars(sum), operands(Y), l -> new Lane[] {l[0].div(l[1])});
 * }</pre>
 */
public final class RowProgram {
  private static final int[] NONE = {};

  private final Precision precision;
  private final int readOnly;
  private final int operands;
  private final List<Step> steps = new ArrayList<>();
  private final boolean[] written;
  private boolean writes;
  private boolean complete;
  private int scalars;

  RowProgram(Precision precision, int inputs, int operands) {
    this.precision = precision;
    this.readOnly = inputs;
    this.operands = operands;
    this.written = new boolean[operands];
  }

  /** How a reduction combines two values. */
  public enum Fold {
    /** The sum, from 0. */
    SUM(0) {
      @Override
      Lane combine(Lane a, Lane b) {
        return a.add(b);
      }
    },
    /** The larger value, from -∞; NaN is passed over. */
    MAX(Double.NEGATIVE_INFINITY) {
      @Override
      Lane combine(Lane a, Lane b) {
        return a.lt(b).select(b, a);
      }
    };

    private final double identity;

    Fold(double identity) {
      this.identity = identity;
    }

    double identity() {
      return identity;
    }

    abstract Lane combine(Lane a, Lane b);
  }

  /** One step of the program. */
  sealed interface Step permits Map, Scalar {
    Graph graph();

    int[] inputs();

    int[] scalars();

    /** The operands written. */
    default int[] outputs() {
      return NONE;
    }

    /** Whether the step takes longer for a longer row. */
    default boolean isElementwise() {
      return !(this instanceof Compute || this instanceof First);
    }

    /** Whether the step reads or writes the operand. */
    default boolean uses(int operand) {
      return contains(inputs(), operand) || contains(outputs(), operand);
    }

    private static boolean contains(int[] numbers, int number) {
      for (int candidate : numbers) {
        if (candidate == number) {
          return true;
        }
      }
      return false;
    }
  }

  /** A step that makes a scalar. */
  sealed interface Scalar extends Step permits Reduce, First, Compute, MapReduce {
    int result();
  }

  /** Elements of inputs to elements of outputs. */
  record Map(Graph graph, int[] inputs, int[] scalars, int[] outputs) implements Step {}

  /**
   * A row of inputs to one scalar.
   *
   * @param condition the scalar that says whether to reduce a row, or {@link #ALWAYS}
   * @param graph from the inputs and, last, the partial result so far, to the next partial result
   * @param combine from two partial results to one
   */
  record Reduce(
      int condition,
      Graph graph,
      int[] inputs,
      int[] scalars,
      Graph combine,
      double identity,
      int result)
      implements Scalar {
    static final int ALWAYS = -1;
  }

  /** The first element of a row to a scalar. */
  record First(Graph graph, int[] inputs, int result) implements Scalar {
    @Override
    public int[] scalars() {
      return NONE;
    }
  }

  /** Scalars to a scalar. */
  record Compute(Graph graph, int[] scalars, int result) implements Scalar {
    @Override
    public int[] inputs() {
      return NONE;
    }
  }

  /**
   * Names operands.
   *
   * @param numbers operand numbers
   * @return the numbers
   */
  public static int[] operands(int... numbers) {
    return numbers;
  }

  /**
   * Names scalars.
   *
   * @param numbers scalar numbers
   * @return the numbers
   */
  public static int[] scalars(int... numbers) {
    return numbers;
  }

  /**
   * Adds an elementwise step. An output may be read by later steps.
   *
   * @param inputs the operands read
   * @param scalars the scalars read
   * @param outputs the operands written
   * @param formula receives one lane for each input, then one for each scalar, and returns one for
   *     each output
   * @throws IllegalArgumentException if there is no such operand or scalar, an output is an operand
   *     that is only read or stands there twice, or the formula gives another number of results
   * @throws IllegalStateException if an input is read after an output was written, an output before
   *     it was, or the program is complete
   */
  public void map(int[] inputs, int[] scalars, int[] outputs, Function<Lane[], Lane[]> formula) {
    checkReads(inputs, scalars);
    checkWrites(outputs);
    Graph graph = Graph.trace(precision, inputs.length, scalars.length, formula);
    if (graph.outputs().size() != outputs.length) {
      throw new IllegalArgumentException(
          "the formula gives "
              + graph.outputs().size()
              + " results for "
              + outputs.length
              + " outputs");
    }
    steps.add(new Map(graph, inputs.clone(), scalars.clone(), outputs.clone()));
  }

  /**
   * Adds a reduction of a row to one number. Its shape is fixed, whatever the lane width: 64 float
   * (32 double) partial results, each over every 64th (32nd) element, folded in a binary tree; then
   * the last elements that do not fill 16 (8), one after the other.
   *
   * @param fold how two values are combined
   * @param inputs the operands read
   * @param scalars the scalars read
   * @param formula receives the lanes and returns the term
   * @return the number of the new scalar
   * @throws IllegalArgumentException if there is no such operand or scalar
   * @throws IllegalStateException if an input is read after an output was written, an output before
   *     it was, or the program is complete
   */
  public int reduce(Fold fold, int[] inputs, int[] scalars, Function<Lane[], Lane> formula) {
    return reduce(Reduce.ALWAYS, fold, inputs, scalars, formula);
  }

  /**
   * Adds a reduction that is made only of rows that need it. The others get what an empty row has:
   * 0 for a sum, -∞ for a maximum.
   *
   * @param condition the scalar that is 0 for rows to leave out; NaN is not 0
   * @param fold how two values are combined
   * @param inputs the operands read
   * @param scalars the scalars read
   * @param formula receives the lanes and returns the term
   * @return the number of the new scalar
   * @throws IllegalArgumentException if there is no such operand or scalar
   * @throws IllegalStateException if an input is read after an output was written, an output before
   *     it was, or the program is complete
   */
  public int reduceWhere(
      int condition, Fold fold, int[] inputs, int[] scalars, Function<Lane[], Lane> formula) {
    checkReads(NONE, scalars(condition));
    return reduce(condition, fold, inputs, scalars, formula);
  }

  private int reduce(
      int condition, Fold fold, int[] inputs, int[] scalars, Function<Lane[], Lane> formula) {
    checkReads(inputs, scalars);
    Graph accumulate =
        Graph.trace(
            precision,
            inputs.length + 1,
            scalars.length,
            lanes -> {
              Lane[] arguments = new Lane[lanes.length - 1];
              System.arraycopy(lanes, 0, arguments, 0, inputs.length);
              System.arraycopy(lanes, inputs.length + 1, arguments, inputs.length, scalars.length);
              Lane term = Objects.requireNonNull(formula.apply(arguments), Graph.NO_LANE);
              return new Lane[] {fold.combine(lanes[inputs.length], term)};
            });
    Graph combine =
        Graph.trace(precision, 2, 0, lanes -> new Lane[] {fold.combine(lanes[0], lanes[1])});
    steps.add(
        new Reduce(
            condition,
            accumulate,
            inputs.clone(),
            scalars.clone(),
            combine,
            fold.identity(),
            this.scalars));
    return this.scalars++;
  }

  /**
   * Adds a scalar that is the first element of a row.
   *
   * @param operand the operand read
   * @return the number of the new scalar
   * @throws IllegalArgumentException if there is no such operand
   * @throws IllegalStateException if an input is read after an output was written, an output before
   *     it was, or the program is complete
   */
  public int first(int operand) {
    checkReads(operands(operand), NONE);
    Graph same = Graph.trace(precision, 1, 0, lanes -> lanes);
    steps.add(new First(same, operands(operand), this.scalars));
    return this.scalars++;
  }

  /**
   * Adds a scalar computed from other scalars.
   *
   * @param scalars the scalars read
   * @param formula receives one lane for each scalar
   * @return the number of the new scalar
   * @throws IllegalArgumentException if there is no such scalar
   * @throws IllegalStateException if the program is complete
   */
  public int compute(int[] scalars, Function<Lane[], Lane> formula) {
    checkReads(NONE, scalars);
    Graph graph =
        Graph.trace(precision, 0, scalars.length, lanes -> new Lane[] {formula.apply(lanes)});
    steps.add(new Compute(graph, scalars.clone(), this.scalars));
    return this.scalars++;
  }

  Precision precision() {
    return precision;
  }

  /** Ends the definition: what has been compiled must not change. */
  RowProgram complete(List<String> outputs) {
    complete = true;
    for (int output = readOnly; output < operands; output++) {
      if (!written[output]) {
        throw new IllegalArgumentException(
            "no step writes the output " + outputs.get(output - readOnly));
      }
    }
    return this;
  }

  /**
   * In place, an output is an input's array. So an output may be read only once it has been
   * written, and an input no longer.
   */
  private void checkReads(int[] inputs, int[] scalars) {
    if (complete) {
      throw new IllegalStateException("the program is complete: add steps in its definition only");
    }
    check("input", inputs, 0, operands);
    check("scalar", scalars, 0, this.scalars);
    for (int input : inputs) {
      if (input >= readOnly && !written[input]) {
        throw new IllegalStateException(
            "output " + input + " is read before a step has written it");
      }
      if (input < readOnly && writes) {
        throw new IllegalStateException(
            "input "
                + input
                + " is read after an output was written, which may be the same array; "
                + "read it before, or in the step that writes");
      }
    }
  }

  private void checkWrites(int[] outputs) {
    check("output", outputs, readOnly, operands);
    for (int i = 0; i < outputs.length; i++) {
      for (int k = 0; k < i; k++) {
        if (outputs[i] == outputs[k]) {
          throw new IllegalArgumentException(
              "output " + outputs[i] + " is written twice by a step");
        }
      }
      written[outputs[i]] = true;
      writes = true;
    }
  }

  private static void check(String kind, int[] numbers, int from, int to) {
    for (int number : numbers) {
      if (number < from || number >= to) {
        throw new IllegalArgumentException(
            from == to
                ? kind + " " + number + " does not exist, there is none yet"
                : kind + " " + number + " is not one of " + from + " to " + (to - 1));
      }
    }
  }

  List<Step> steps() {
    return steps;
  }

  /** The number of instructions of the longest formula. */
  int longestGraph() {
    return steps.stream().mapToInt(step -> step.graph().instructions().size()).max().orElse(0);
  }

  /** Whether a step reads or writes the operand. */
  boolean uses(int operand) {
    for (Step step : steps) {
      if (step.uses(operand)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a step compares elements. */
  boolean usesMasks() {
    for (Step step : steps) {
      if (step.isElementwise() && step.graph().usesMasks()) {
        return true;
      }
    }
    return false;
  }

  /** Operations for each element, for estimates of work; a pass is one, even if it only copies. */
  int cost() {
    int cost = 0;
    for (Step step : steps) {
      if (step.isElementwise()) {
        cost += 1 + step.graph().cost();
      }
    }
    return cost;
  }
}
