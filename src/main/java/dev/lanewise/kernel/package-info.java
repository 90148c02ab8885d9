/**
 * The engine: recorded formulas compiled to loops, and the choice between scalar and vector loops.
 *
 * <p>A {@link dev.lanewise.kernel.Kernel} runs a {@link dev.lanewise.kernel.RowProgram} over the
 * rows of its operands. {@link dev.lanewise.kernel.Engine} tells what the machine can do.
 */
package dev.lanewise.kernel;
