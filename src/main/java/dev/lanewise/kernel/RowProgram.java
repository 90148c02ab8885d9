package dev.lanewise.kernel;

import dev.lanewise.lane.Graph;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import java.util.ArrayList;
import java.util.List;
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
  private int scalars;

  RowProgram(Precision precision, int inputs, int operands) {
    this.precision = precision;
    this.readOnly = inputs;
    this.operands = operands;
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
  sealed interface Step {
    Graph graph();

    int[] inputs();

    int[] scalars();

    /** The operands written. */
    default int[] outputs() {
      return NONE;
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

  /** Elements of inputs to elements of outputs. */
  record Map(Graph graph, int[] inputs, int[] scalars, int[] outputs) implements Step {}

  /**
   * A row of inputs to one scalar.
   *
   * @param graph from the inputs and, last, the partial result so far, to the next partial result
   * @param combine from two partial results to one
   */
  record Reduce(
      Graph graph, int[] inputs, int[] scalars, Graph combine, double identity, int result)
      implements Step {}

  /** Scalars to a scalar. */
  record Compute(Graph graph, int[] scalars, int result) implements Step {
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
   *     that is only read, or the formula gives another number of results
   */
  public void map(int[] inputs, int[] scalars, int[] outputs, Function<Lane[], Lane[]> formula) {
    check("input", inputs, 0, operands);
    check("scalar", scalars, 0, this.scalars);
    check("output", outputs, readOnly, operands);
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
   */
  public int reduce(Fold fold, int[] inputs, int[] scalars, Function<Lane[], Lane> formula) {
    check("input", inputs, 0, operands);
    check("scalar", scalars, 0, this.scalars);
    Graph accumulate =
        Graph.trace(
            precision,
            inputs.length + 1,
            scalars.length,
            lanes -> {
              Lane[] arguments = new Lane[lanes.length - 1];
              System.arraycopy(lanes, 0, arguments, 0, inputs.length);
              System.arraycopy(lanes, inputs.length + 1, arguments, inputs.length, scalars.length);
              return new Lane[] {fold.combine(lanes[inputs.length], formula.apply(arguments))};
            });
    Graph combine =
        Graph.trace(precision, 2, 0, lanes -> new Lane[] {fold.combine(lanes[0], lanes[1])});
    steps.add(
        new Reduce(
            accumulate, inputs.clone(), scalars.clone(), combine, fold.identity(), this.scalars));
    return this.scalars++;
  }

  /**
   * Adds a scalar computed from other scalars.
   *
   * @param scalars the scalars read
   * @param formula receives one lane for each scalar
   * @return the number of the new scalar
   * @throws IllegalArgumentException if there is no such scalar
   */
  public int compute(int[] scalars, Function<Lane[], Lane> formula) {
    check("scalar", scalars, 0, this.scalars);
    Graph graph =
        Graph.trace(precision, 0, scalars.length, lanes -> new Lane[] {formula.apply(lanes)});
    steps.add(new Compute(graph, scalars.clone(), this.scalars));
    return this.scalars++;
  }

  Precision precision() {
    return precision;
  }

  private static void check(String kind, int[] numbers, int from, int to) {
    for (int number : numbers) {
      if (number < from || number >= to) {
        throw new IllegalArgumentException(
            kind + " " + number + " is not one of " + from + " to " + (to - 1));
      }
    }
  }

  List<Step> steps() {
    return steps;
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
      if (!(step instanceof Compute) && step.graph().usesMasks()) {
        return true;
      }
    }
    return false;
  }

  /** Operations for each element, for estimates of work. */
  int cost() {
    int cost = 0;
    for (Step step : steps) {
      if (!(step instanceof Compute)) {
        cost += step.graph().cost();
      }
    }
    return cost;
  }
}
