package dev.lanewise.math;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.kernel.Kernels;
import dev.lanewise.kernel.Operand;
import dev.lanewise.kernel.RowProgram;
import dev.lanewise.kernel.RowProgram.Argument;
import dev.lanewise.lane.Exp;
import dev.lanewise.lane.Gaussian;
import dev.lanewise.lane.Hyperbolic;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Log;
import dev.lanewise.lane.Logistic;
import dev.lanewise.lane.Power;
import dev.lanewise.lane.Storage;
import dev.lanewise.lane.Trigonometric;
import java.util.List;
import java.util.Locale;

/** The elementary functions, and their kernels. */
enum ElementaryFunction {
  EXP,
  EXP2,
  EXPM1,
  LOG,
  LOG2,
  LOG10,
  LOG1P,
  TANH,
  SINH,
  COSH,
  SIGMOID,
  LOGIT,
  ERF,
  ERFC,
  SIN,
  COS,
  CBRT,
  RSQRT,
  POW,
  POW_OF_NUMBER;

  private final Kernels kernels = new Kernels(this::make);

  Kernel kernel(Storage storage) {
    return kernels.of(storage);
  }

  private Kernel make(Storage storage) {
    String name = name().toLowerCase(Locale.ROOT);
    return switch (this) {
      case POW ->
          Kernel.map(
              name,
              storage,
              List.of("x", "y"),
              List.of("z"),
              l -> new Lane[] {Power.pow(l[0], l[1])});
      case POW_OF_NUMBER ->
          new Kernel(
              name,
              storage,
              List.of(Operand.input("x"), Operand.output("y")),
              program ->
                  program.map(
                      RowProgram.operands(0),
                      RowProgram.scalars(program.argument(Argument.FIRST)),
                      RowProgram.operands(1),
                      l -> new Lane[] {Power.pow(l[0], l[1])}));
      default ->
          Kernel.map(name, storage, List.of("x"), List.of("y"), l -> new Lane[] {value(l[0])});
    };
  }

  private Lane value(Lane x) {
    return switch (this) {
      case EXP -> Exp.exp(x);
      case EXP2 -> Exp.exp2(x);
      case EXPM1 -> Exp.expm1(x);
      case LOG -> Log.log(x);
      case LOG2 -> Log.log2(x);
      case LOG10 -> Log.log10(x);
      case LOG1P -> Log.log1p(x);
      case TANH -> Hyperbolic.tanh(x);
      case SINH -> Hyperbolic.sinh(x);
      case COSH -> Hyperbolic.cosh(x);
      case SIGMOID -> Logistic.sigmoid(x);
      case LOGIT -> Logistic.logit(x);
      case ERF -> Gaussian.erf(x);
      case ERFC -> Gaussian.erfc(x);
      case SIN -> Trigonometric.sin(x);
      case COS -> Trigonometric.cos(x);
      case CBRT -> Power.cbrt(x);
      case RSQRT -> Power.rsqrt(x);
      case POW, POW_OF_NUMBER -> throw new AssertionError(this);
    };
  }
}
