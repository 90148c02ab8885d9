package dev.lanewise.activation;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Lengths;
import dev.lanewise.lane.Storage;
import java.util.Objects;

/**
 * A gated linear unit: values times an activation f of a gate.
 *
 * <pre>
 * y  = v · f(g)
 * dv = dy · f(g)
 * dg = dy · v · f'(g)
 * </pre>
 *
 * <table>
 * <caption>The usual ones, and how far they were found off in ULP of float and double</caption>
 * <tr><th>unit</th><th>f</th><th>y, dv</th><th>dg</th></tr>
 * <tr><td>{@link #glu}</td><td>{@link Sigmoid}</td><td>3.2 and 1.8</td><td>3.4 and 2.1</td></tr>
 * <tr><td>{@link #swiglu}</td><td>{@link Silu}</td><td>3.5 and 1.9</td><td>3.8 and 2.5</td></tr>
 * <tr><td>{@link #geglu}</td><td>{@link Gelu}</td><td>3.3 and 2.9</td><td>3.4 and 2.9</td></tr>
 * <tr><td>{@link #reglu}</td><td>{@link Relu}</td><td>0.5 and 0.5</td><td>0.8 and 0.8</td></tr>
 * </table>
 *
 * <p><b>Shapes:</b> values and gate are two arrays of equal length, or stand side by side in the
 * rows of one: {@code cols} values and then {@code cols} inputs of the gate, as PyTorch's {@code
 * glu} splits its last dimension. All methods exist for whole arrays and for ranges or leading
 * dimensions.
 *
 * <p><b>Accuracy:</b> that of f or f' and one rounding of the product. So where f(g) or f'(g) is
 * subnormal, a factor over 1 magnifies its rounding, up to a result that is lost; where dy · v
 * overflows, dg is infinite, or NaN with f'(g) = 0; and next to a zero of f' the error of dg is
 * absolute, |dy · v| · 2⁻²⁴ (2⁻⁵³).
 *
 * <p><b>In place:</b> y may be the same range as the values or the gate, and each gradient the same
 * as any input; split, dx the same as x. The two gradients must be apart.
 *
 * <p><b>Errors:</b> as those of {@link Activation} and, split, of {@link Softmax}.
 *
 * <p>Objects are immutable and safe for use by any number of threads. After {@linkplain #warmUp
 * warm-up} a call allocates nothing.
 *
 * <p>Source: Dauphin, Fan, Auli and Grangier, "Language modeling with gated convolutional
 * networks", ICML 2017; Shazeer, "GLU variants improve transformer", 2020.
 */
public final class GatedUnit {
  private static final GatedUnit GLU = new GatedUnit(new Sigmoid());
  private static final GatedUnit SWIGLU = new GatedUnit(new Silu());
  private static final GatedUnit GEGLU = new GatedUnit(new Gelu());
  private static final GatedUnit REGLU = new GatedUnit(new Relu());

  private final ActivationFormula formula;
  private final GatedKernels kernels;

  private GatedUnit(ActivationFormula formula) {
    this.formula = Objects.requireNonNull(formula, "formula must not be null");
    this.kernels = new GatedKernels(formula);
  }

  /**
   * A unit whose gate is an activation of one's own.
   *
   * @param gate f
   * @return a new unit: make it once and keep it
   * @throws NullPointerException if the gate is null
   */
  public static GatedUnit of(ActivationFormula gate) {
    return new GatedUnit(gate);
  }

  /**
   * The gated linear unit, of a sigmoid.
   *
   * @return the unit
   */
  public static GatedUnit glu() {
    return GLU;
  }

  /**
   * The unit of a silu.
   *
   * @return the unit
   */
  public static GatedUnit swiglu() {
    return SWIGLU;
  }

  /**
   * The unit of a gelu.
   *
   * @return the unit
   */
  public static GatedUnit geglu() {
    return GEGLU;
  }

  /**
   * The unit of a relu.
   *
   * @return the unit
   */
  public static GatedUnit reglu() {
    return REGLU;
  }

  /**
   * Compiles and exercises the vector kernels of all methods now. Takes up to some seconds.
   *
   * @return whether vectors now serve every method; if not, {@link
   *     dev.lanewise.kernel.Engine#facts()} may say why
   */
  public boolean warmUp() {
    return kernels.warmUp(Storage.FLOAT, Kernel::warmUp)
        & kernels.warmUp(Storage.DOUBLE, Kernel::warmUp);
  }

  /**
   * This unit on memory segments, and on values of 16 bits.
   *
   * @param storage how the values are kept
   * @return the same mathematics
   * @throws NullPointerException if the storage is null
   */
  public StoredGatedUnit stored(Storage storage) {
    return new StoredGatedUnit(
        kernels, Objects.requireNonNull(storage, "storage must not be null"));
  }

  // region twin: .mvn/Twins.java writes it again for double

  /**
   * Computes y = v · f(g).
   *
   * @param value what the gate lets through
   * @param gate the inputs g of the gate
   * @param y receives the outputs
   */
  public void apply(float[] value, float[] gate, float[] y) {
    Lengths.requireEqual("value", value, "gate", gate);
    Lengths.requireEqual("value", value, "y", y);
    apply(value, 0, gate, 0, y, 0, value.length);
  }

  /**
   * Computes y = v · f(g), over a range.
   *
   * @param value what the gate lets through
   * @param valueOffset index of its first element
   * @param gate the inputs g of the gate
   * @param gateOffset index of its first element
   * @param y receives the outputs
   * @param yOffset index of its first element
   * @param length how many elements
   */
  public void apply(
      float[] value,
      int valueOffset,
      float[] gate,
      int gateOffset,
      float[] y,
      int yOffset,
      int length) {
    kernels.apply().of(Storage.FLOAT).run(value, valueOffset, gate, gateOffset, y, yOffset, length);
  }

  /**
   * Computes dv = dy · f(g) and dg = dy · v · f'(g).
   *
   * @param value what the gate lets through
   * @param gate the inputs g of the gate
   * @param dy the upstream gradients
   * @param dValue receives the gradients of the values
   * @param dGate receives the gradients of the gate
   */
  public void backward(float[] value, float[] gate, float[] dy, float[] dValue, float[] dGate) {
    Lengths.requireEqual("value", value, "gate", gate);
    Lengths.requireEqual("value", value, "dy", dy);
    Lengths.requireEqual("value", value, "dValue", dValue);
    Lengths.requireEqual("value", value, "dGate", dGate);
    backward(value, 0, gate, 0, dy, 0, dValue, 0, dGate, 0, value.length);
  }

  /**
   * Computes dv = dy · f(g) and dg = dy · v · f'(g), over a range.
   *
   * @param value what the gate lets through
   * @param valueOffset index of its first element
   * @param gate the inputs g of the gate
   * @param gateOffset index of its first element
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dValue receives the gradients of the values
   * @param dValueOffset index of its first element
   * @param dGate receives the gradients of the gate
   * @param dGateOffset index of its first element
   * @param length how many elements
   */
  public void backward(
      float[] value,
      int valueOffset,
      float[] gate,
      int gateOffset,
      float[] dy,
      int dyOffset,
      float[] dValue,
      int dValueOffset,
      float[] dGate,
      int dGateOffset,
      int length) {
    kernels
        .backward()
        .of(Storage.FLOAT)
        .run(
            value,
            valueOffset,
            gate,
            gateOffset,
            dy,
            dyOffset,
            dValue,
            dValueOffset,
            dGate,
            dGateOffset,
            null,
            0,
            length,
            0,
            0);
  }

  /**
   * Computes y = v · f(g) of rows that hold both.
   *
   * @param x rows of values and then as many inputs of the gate
   * @param y receives the outputs
   * @param rows how many rows
   * @param cols how many columns
   */
  public void applySplit(float[] x, float[] y, int rows, int cols) {
    Lengths.requireMatrix("x", x, rows, "2 cols", 2L * cols);
    Lengths.requireMatrix("y", y, rows, cols);
    applySplit(x, 0, 2 * cols, y, 0, cols, rows, cols);
  }

  /**
   * Computes y = v · f(g) of rows that hold both, with leading dimensions.
   *
   * @param x rows of values and then as many inputs of the gate
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param y receives the outputs
   * @param yOffset index of its first element
   * @param yStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   */
  public void applySplit(
      float[] x,
      int xOffset,
      int xStride,
      float[] y,
      int yOffset,
      int yStride,
      int rows,
      int cols) {
    kernels
        .applySplit()
        .of(Storage.FLOAT)
        .run(
            x, xOffset, xStride, y, yOffset, yStride, null, 0, 0, null, 0, 0, null, 0, 0, null, 0,
            0, rows, cols, 0, 0);
  }

  /**
   * Computes dv = dy · f(g) and dg = dy · v · f'(g) of rows that hold both.
   *
   * @param x rows of values and then as many inputs of the gate
   * @param dy the upstream gradients
   * @param dx receives the gradients, of values and then of the gate
   * @param rows how many rows
   * @param cols how many columns
   */
  public void backwardSplit(float[] x, float[] dy, float[] dx, int rows, int cols) {
    Lengths.requireMatrix("x", x, rows, "2 cols", 2L * cols);
    Lengths.requireMatrix("dy", dy, rows, cols);
    Lengths.requireMatrix("dx", dx, rows, "2 cols", 2L * cols);
    backwardSplit(x, 0, 2 * cols, dy, 0, cols, dx, 0, 2 * cols, rows, cols);
  }

  /**
   * Computes dv = dy · f(g) and dg = dy · v · f'(g) of rows that hold both, with leading
   * dimensions.
   *
   * @param x rows of values and then as many inputs of the gate
   * @param xOffset index of its first element
   * @param xStride its leading dimension
   * @param dy the upstream gradients
   * @param dyOffset index of its first element
   * @param dyStride its leading dimension
   * @param dx receives the gradients, of values and then of the gate
   * @param dxOffset index of its first element
   * @param dxStride its leading dimension
   * @param rows how many rows
   * @param cols how many columns
   */
  public void backwardSplit(
      float[] x,
      int xOffset,
      int xStride,
      float[] dy,
      int dyOffset,
      int dyStride,
      float[] dx,
      int dxOffset,
      int dxStride,
      int rows,
      int cols) {
    kernels
        .backwardSplit()
        .of(Storage.FLOAT)
        .run(
            x, xOffset, xStride, dy, dyOffset, dyStride, dx, dxOffset, dxStride, null, 0, 0, null,
            0, 0, null, 0, 0, rows, cols, 0, 0);
  }

  // endregion

  @Override
  public String toString() {
    return "GatedUnit[" + formula + "]";
  }
}
