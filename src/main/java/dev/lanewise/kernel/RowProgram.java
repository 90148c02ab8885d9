package dev.lanewise.kernel;

import dev.lanewise.lane.Graph;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Precision;
import dev.lanewise.lane.Storage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What a kernel does with each row of its operands: maps and reductions over the elements, and
 * scalars computed between them. An elementwise kernel is a program of a single map.
 *
 * <p>Operands are the arrays that the kernel is called with, numbered in that order. Scalars are
 * numbers that belong to a row, numbered as they are made. Arguments are numbers that belong to the
 * call.
 *
 * <pre>{@code
 * // y = x / Σx for every row
 * int sum = program.reduce(Fold.SUM, operands(X), scalars(), l -> l[0]);
 * program.map(operands(X), scalars(sum), operands(Y), l -> new Lane[] {l[0].div(l[1])});
 * }</pre>
 */
public final class RowProgram {
  private static final int[] NONE = {};

  private final Storage storage;
  private final Precision precision;
  private final Storage plain;
  private final List<Operand> operands;
  private final List<Step> steps = new ArrayList<>();
  private final boolean[] written;
  private boolean writes;
  private boolean complete;
  private boolean usesColumn;
  private int scalars;

  RowProgram(Storage storage, List<Operand> operands) {
    this.storage = storage;
    this.precision = storage.precision();
    this.plain = Storage.of(precision);
    this.operands = operands;
    this.written = new boolean[operands.size()];
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
    /**
     * The sum, from 0, to which the sum of its rounding errors is added in the end. With k as the
     * longest chain of additions, {@code columns} / 64 + 21 (/ 32 + 12 in double), and u = 2⁻²⁴
     * (2⁻⁵³) it is off by u·|Σx| + 2k²u²·Σ|x| at most, where SUM is off by k·u·Σ|x|. Seven
     * operations an element.
     *
     * <p>Source: Ogita, Rump and Oishi, "Accurate sum and dot product", SIAM J. Sci. Comput. 26
     * (2005).
     */
    COMPENSATED_SUM(0) {
      @Override
      int partials() {
        return 2;
      }

      @Override
      Lane combine(Lane a, Lane b) {
        return a.add(b);
      }

      @Override
      Lane[] accumulate(Lane[] partial, Lane term) {
        return add(partial, term, partial[1]);
      }

      @Override
      Lane[] combine(Lane[] a, Lane[] b) {
        return add(a, b[0], a[1].add(b[1]));
      }

      private static Lane[] add(Lane[] partial, Lane term, Lane errors) {
        return new Lane[] {partial[0].add(term), errors.add(partial[0].addError(term))};
      }

      /** The errors of a sum that is infinite are no numbers. */
      @Override
      Lane total(Lane[] partial) {
        Lane sum = partial[0];
        return sum.sub(sum).eq(0).select(sum.add(partial[1]), sum);
      }
    },
    /** The larger value, from -∞; NaN is passed over. */
    MAX(Double.NEGATIVE_INFINITY) {
      @Override
      Lane combine(Lane a, Lane b) {
        return a.lt(b).select(b, a);
      }
    },
    /** The smaller value, from ∞; NaN is passed over. */
    MIN(Double.POSITIVE_INFINITY) {
      @Override
      Lane combine(Lane a, Lane b) {
        return b.lt(a).select(b, a);
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

    /** Of how many numbers a partial result is made; each begins with the identity. */
    int partials() {
      return 1;
    }

    /** The partial result with one more term. */
    Lane[] accumulate(Lane[] partial, Lane term) {
      return new Lane[] {combine(partial[0], term)};
    }

    Lane[] combine(Lane[] a, Lane[] b) {
      return new Lane[] {combine(a[0], b[0])};
    }

    /** What a partial result amounts to. */
    Lane total(Lane[] partial) {
      return partial[0];
    }
  }

  /** A number that belongs to a call. */
  public enum Argument {
    /** How many columns there are. */
    COLUMNS,
    /** The number of the row, from 0; in float it is rounded from 2²⁴ on. */
    ROW,
    /** The first argument of the caller. */
    FIRST,
    /** The second argument of the caller. */
    SECOND,
    /**
     * The number of the row and the second argument more, added before the sum is rounded: what
     * tells the columns up to it is exact for any row.
     */
    DIAGONAL
  }

  /** One step of the program. */
  sealed interface Step permits Map, Store, Scalar, Repeat {
    Graph graph();

    int[] inputs();

    int[] scalars();

    /** The operands written. */
    default int[] outputs() {
      return NONE;
    }

    /** Whether the step takes longer for a longer row. */
    default boolean isElementwise() {
      return this instanceof Map || this instanceof Reduce || this instanceof MapReduce;
    }

    /** Whether the step reads or writes the operand. */
    default boolean uses(int operand) {
      return refer(inputs(), operand) || refer(outputs(), operand);
    }

    private static boolean refer(int[] references, int operand) {
      for (int reference : references) {
        if (operand(reference) == operand) {
          return true;
        }
      }
      return false;
    }
  }

  /** A step that makes a scalar. */
  sealed interface Scalar extends Step permits Reduce, Load, Given, Compute, MapReduce {
    int result();
  }

  /** Elements of inputs to elements of outputs. */
  record Map(Graph graph, int[] inputs, int[] scalars, int[] outputs) implements Step {}

  /**
   * A row of inputs to one scalar.
   *
   * @param condition the scalar that says whether to reduce a row, or {@link #ALWAYS}
   * @param graph from the inputs and, last, the partial result so far, to the next partial result,
   *     which may be of several numbers
   * @param combine from two partial results to one
   * @param identity each number of a partial result to begin with, and the result of an empty row
   * @param total from a partial result to the scalar
   */
  record Reduce(
      int condition,
      Graph graph,
      int[] inputs,
      int[] scalars,
      Graph combine,
      double identity,
      Graph total,
      int result)
      implements Scalar {
    static final int ALWAYS = -1;

    /** No partial result is of more numbers. */
    static final int MOST_PARTIALS = 2;

    /** Of how many numbers a partial result is made. */
    int partials() {
      return graph.outputs().size();
    }
  }

  /**
   * An element of a row to a scalar.
   *
   * @param scalars the one with the number of the element; none for the first element
   */
  record Load(Graph graph, int[] inputs, int[] scalars, int result) implements Scalar {}

  /** A scalar to the row's element of an output. */
  record Store(Graph graph, int[] scalars, int[] outputs) implements Step {
    @Override
    public int[] inputs() {
      return NONE;
    }
  }

  /** An argument to a scalar. */
  record Given(Graph graph, Argument argument, int result) implements Scalar {
    @Override
    public int[] inputs() {
      return NONE;
    }

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
   * The end of a round, which another one may follow.
   *
   * @param scalars those that the next round begins with
   * @param condition the scalar that says whether a row needs another round
   * @param states the scalars that get them
   * @param length how many steps before this one make a round
   * @param most how many rounds there are at most
   */
  record Repeat(Graph graph, int[] scalars, int condition, int[] states, int length, int most)
      implements Step {
    @Override
    public int[] inputs() {
      return NONE;
    }
  }

  /**
   * Names a part of an operand whose rows have several.
   *
   * @param operand its number
   * @param part the number of the part, from 0
   * @return a number to be used like that of an operand
   */
  public static int part(int operand, int part) {
    return operand + part * Loop.OPERANDS;
  }

  static int operand(int reference) {
    return reference % Loop.OPERANDS;
  }

  static int part(int reference) {
    return reference / Loop.OPERANDS;
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
    checkReads(inputs, scalars, false);
    checkReadsInOrder(inputs, outputs);
    checkWrites(outputs, false);
    Graph graph = Graph.trace(precision, stored(inputs), scalars.length, stored(outputs), formula);
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
    checkReads(NONE, scalars(condition), false);
    return reduce(condition, fold, inputs, scalars, formula);
  }

  private int reduce(
      int condition, Fold fold, int[] inputs, int[] scalars, Function<Lane[], Lane> formula) {
    checkReads(inputs, scalars, false);
    checkReadsInOrder(inputs, NONE);
    int count = fold.partials();
    List<Storage> partial = Collections.nCopies(count, plain);
    List<Storage> read = new ArrayList<>(stored(inputs));
    read.addAll(partial);
    Graph accumulate =
        Graph.trace(
            precision,
            read,
            scalars.length,
            partial,
            lanes -> {
              int after = inputs.length + count;
              Lane[] arguments = Arrays.copyOf(lanes, lanes.length - count);
              System.arraycopy(lanes, after, arguments, inputs.length, scalars.length);
              Lane term = Objects.requireNonNull(formula.apply(arguments), Graph.NO_LANE);
              return fold.accumulate(Arrays.copyOfRange(lanes, inputs.length, after), term);
            });
    Graph combine =
        Graph.trace(
            precision,
            Collections.nCopies(2 * count, plain),
            0,
            partial,
            lanes ->
                fold.combine(
                    Arrays.copyOf(lanes, count), Arrays.copyOfRange(lanes, count, 2 * count)));
    Graph total =
        Graph.trace(precision, partial, 0, List.of(plain), lanes -> new Lane[] {fold.total(lanes)});
    steps.add(
        new Reduce(
            condition,
            accumulate,
            inputs.clone(),
            scalars.clone(),
            combine,
            fold.identity(),
            total,
            this.scalars));
    return this.scalars++;
  }

  /**
   * Adds a scalar that is the first element of a row, or the only one. A row without columns has
   * none. Only a program that stores a number for each row does something for such rows; the caller
   * of its kernel makes sure that there are none, else this reads what is no part of the row, or
   * throws {@link IndexOutOfBoundsException} at the end of the memory.
   *
   * @param operand the operand read
   * @return the number of the new scalar
   * @throws IllegalArgumentException if there is no such operand
   * @throws IllegalStateException if an input is read after an output was written, an output before
   *     it was, or the program is complete
   */
  public int first(int operand) {
    return load(operand, NONE);
  }

  /**
   * Adds a scalar that is an element of a row. The kernel's caller has made sure that there is one
   * of that number: it is not checked, so a wrong one reads an element of another row, or throws
   * {@link IndexOutOfBoundsException} at the end of the memory, when other rows may be written.
   *
   * @param operand the operand read
   * @param number the scalar with the number of the element, from 0
   * @return the number of the new scalar
   * @throws IllegalArgumentException if there is no such operand or scalar
   * @throws IllegalStateException if an input is read after an output was written, an output before
   *     it was, or the program is complete
   */
  public int element(int operand, int number) {
    return load(operand, scalars(number));
  }

  private int load(int operand, int[] number) {
    int[] inputs = operands(operand);
    checkReads(inputs, number, true);
    checkReadsInOrder(inputs, NONE);
    // The number of the element is read too, but not by the formula.
    Graph same =
        Graph.trace(
            precision,
            storedNumber(operand),
            number.length,
            List.of(plain),
            lanes -> new Lane[] {lanes[0]});
    steps.add(new Load(same, inputs, number, this.scalars));
    return this.scalars++;
  }

  /**
   * Adds a step that writes a scalar to the row's element of an output.
   *
   * @param scalar the scalar read; for an output of {@code int}s it is a whole number
   * @param operand an output with one element for each row
   * @throws IllegalArgumentException if there is no such scalar or output
   * @throws IllegalStateException if the program is complete
   */
  public void store(int scalar, int operand) {
    checkReads(NONE, scalars(scalar), false);
    checkWrites(operands(operand), true);
    Graph same = Graph.trace(precision, List.of(), 1, storedNumber(operand), lanes -> lanes);
    steps.add(new Store(same, scalars(scalar), operands(operand)));
  }

  /**
   * Adds a scalar that is a number of the call: how many columns there are, rounded to the
   * precision, or an argument.
   *
   * @param argument which
   * @return the number of the new scalar
   * @throws IllegalStateException if the program is complete
   */
  public int argument(Argument argument) {
    checkReads(NONE, NONE, false);
    Graph same = Graph.trace(precision, List.of(plain), 0, List.of(plain), lanes -> lanes);
    steps.add(new Given(same, argument, this.scalars));
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
    checkReads(NONE, scalars, false);
    Graph graph =
        Graph.trace(
            precision,
            List.of(),
            scalars.length,
            List.of(plain),
            lanes -> new Lane[] {formula.apply(lanes)});
    steps.add(new Compute(graph, scalars.clone(), this.scalars));
    return this.scalars++;
  }

  /**
   * Repeats reductions and computations with scalars that change from round to round, as long as a
   * row needs it.
   *
   * @param most how many rounds there are at most, from 1
   * @param first the scalars that the first round begins with, at least one
   * @param round adds the steps of a round; receives the scalars that it begins with, and returns
   *     those that the next one begins with and, last, one that is 0 for rows that need no other,
   *     computed in the round; NaN is not 0
   * @return the scalars that another round would begin with
   * @throws IllegalArgumentException if there is no such scalar, none to begin with, no round, a
   *     round writes or repeats, or it returns another number of scalars
   * @throws IllegalStateException if the program is complete
   */
  public int[] repeat(int most, int[] first, UnaryOperator<int[]> round) {
    checkReads(NONE, first, false);
    if (most < 1 || first.length == 0) {
      throw new IllegalArgumentException(
          most + " rounds that begin with " + first.length + " scalars; there is at least one");
    }
    int[] states = new int[first.length];
    for (int i = 0; i < states.length; i++) {
      states[i] = compute(scalars(first[i]), lanes -> lanes[0]);
    }
    int begin = steps.size();
    int[] next = round.apply(states.clone());
    checkReads(NONE, next, false);
    if (next.length != states.length + 1) {
      throw new IllegalArgumentException(
          "a round that begins with "
              + states.length
              + " scalars returns as many and whether to go on, not "
              + next.length);
    }
    if (!steps.subList(begin, steps.size()).stream().allMatch(Scalar.class::isInstance)) {
      throw new IllegalArgumentException("a round reduces and computes: it cannot write or repeat");
    }
    Graph same =
        Graph.trace(
            precision,
            List.of(),
            states.length,
            Collections.nCopies(states.length, plain),
            lanes -> lanes);
    int[] results = Arrays.copyOf(next, states.length);
    steps.add(new Repeat(same, results, next[states.length], states, steps.size() - begin, most));
    return states.clone();
  }

  /**
   * How the operands keep their values: a step that writes to one of 16 bits rounds, so what is to
   * be read again had better be computed again.
   *
   * @return the storage
   */
  public Storage storage() {
    return storage;
  }

  Precision precision() {
    return precision;
  }

  List<Operand> operands() {
    return operands;
  }

  /** How operands keep their values; null for truth values. */
  private List<Storage> stored(int[] references) {
    List<Storage> stored = new ArrayList<>();
    for (int reference : references) {
      stored.add(operands.get(operand(reference)).storage(storage));
    }
    return stored;
  }

  /** How an operand keeps a single number; an {@code int} is converted by the loop. */
  private List<Storage> storedNumber(int reference) {
    boolean index = operands.get(operand(reference)).isOfInts();
    return index ? List.of(plain) : stored(operands(reference));
  }

  /** Ends the definition: what has been compiled must not change. */
  RowProgram complete() {
    complete = true;
    for (Step step : steps) {
      // An element is chosen by its number too.
      usesColumn |=
          step.graph().usesColumn() || step instanceof Load load && load.scalars.length > 0;
    }
    for (int i = 0; i < written.length; i++) {
      if (operands.get(i).written() && !written[i]) {
        throw new IllegalArgumentException("no step writes the output " + operands.get(i).name());
      }
    }
    return this;
  }

  private void checkReads(int[] inputs, int[] scalars, boolean single) {
    if (complete) {
      throw new IllegalStateException("the program is complete: add steps in its definition only");
    }
    check("input", inputs, single, operand -> true);
    checkRange("scalar", scalars, this.scalars);
  }

  /**
   * In place, an output is an input's array. So an output may be read only once it has been
   * written, and an input no longer; a sum over the rows is read and written by the same step.
   */
  private void checkReadsInOrder(int[] inputs, int[] outputs) {
    for (int input : inputs) {
      int number = operand(input);
      Operand operand = operands.get(number);
      if (!operand.read() && !written[number]) {
        throw new IllegalStateException(
            "output " + number + " is read before a step has written it");
      }
      if (operand.read() && operand.extent() == Operand.Extent.ROWS && writes) {
        throw new IllegalStateException(
            "input "
                + number
                + " is read after an output was written, which may be the same array; "
                + "read it before, or in the step that writes");
      }
      if (operand.isShared() && operand.written() && !contains(outputs, input)) {
        throw new IllegalArgumentException(
            operand.name() + " is added to by every row: read it in the step that writes it only");
      }
    }
  }

  private void checkWrites(int[] outputs, boolean single) {
    check("output", outputs, single, Operand::written);
    for (int i = 0; i < outputs.length; i++) {
      for (int k = 0; k < i; k++) {
        if (outputs[i] == outputs[k]) {
          throw new IllegalArgumentException(
              "output " + outputs[i] + " is written twice by a step");
        }
      }
      int number = operand(outputs[i]);
      written[number] = true;
      // Only rows of an input can be an output's array.
      writes |= operands.get(number).extent() == Operand.Extent.ROWS;
    }
  }

  /** Checks that operands are there, may serve so, and have what a step needs of them. */
  private void check(String kind, int[] references, boolean single, Predicate<Operand> serves) {
    for (int reference : references) {
      int number = operand(reference);
      if (reference < 0 || number >= operands.size() || !serves.test(operands.get(number))) {
        throw new IllegalArgumentException(
            kind + " " + reference + " is not one of " + all(serves));
      }
      Operand operand = operands.get(number);
      if (part(reference) >= operand.parts()) {
        throw new IllegalArgumentException(
            operand.name() + " has " + operand.parts() + " parts, no part " + part(reference));
      }
      if (!single && (operand.isOfInts() || operand.extent() == Operand.Extent.COLUMN)) {
        throw new IllegalArgumentException(
            operand.name() + " has one number for each row: use first, element or store");
      }
    }
  }

  private List<Integer> all(Predicate<Operand> serves) {
    return IntStream.range(0, operands.size())
        .filter(i -> serves.test(operands.get(i)))
        .boxed()
        .toList();
  }

  private static void checkRange(String kind, int[] numbers, int count) {
    for (int number : numbers) {
      if (number < 0 || number >= count) {
        throw new IllegalArgumentException(
            count == 0
                ? kind + " " + number + " does not exist, there is none yet"
                : kind + " " + number + " is not one of 0 to " + (count - 1));
      }
    }
  }

  private static boolean contains(int[] numbers, int number) {
    return Arrays.stream(numbers).anyMatch(n -> n == number);
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

  /** Whether there is something to do for rows without columns. */
  boolean stores() {
    return steps.stream().anyMatch(Store.class::isInstance);
  }

  /** Whether each element of a row is done for itself, so that parts of a row are rows too. */
  boolean isOfElements() {
    for (Operand operand : operands) {
      if (operand.extent() != Operand.Extent.ROWS || operand.parts() > 1) {
        return false;
      }
    }
    for (Step step : steps) {
      if (!(step instanceof Map || step instanceof Given || step instanceof Compute)) {
        return false;
      }
    }
    return !usesColumn;
  }

  /** Whether rows differ in how many steps they take. */
  boolean repeats() {
    return steps.stream().anyMatch(Repeat.class::isInstance);
  }

  /** Whether a step depends on the number of an element. */
  boolean usesColumn() {
    return usesColumn;
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
