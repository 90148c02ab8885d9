package dev.lanewise.jmh.loops;

import static dev.lanewise.jmh.loops.Constants.ERF_1;
import static dev.lanewise.jmh.loops.Constants.ERF_2;
import static dev.lanewise.jmh.loops.Constants.ERF_3;
import static dev.lanewise.jmh.loops.Constants.ERF_4;
import static dev.lanewise.jmh.loops.Constants.ERF_5;
import static dev.lanewise.jmh.loops.Constants.ERF_P;
import static dev.lanewise.jmh.loops.Constants.GELU_CUBIC;
import static dev.lanewise.jmh.loops.Constants.GELU_SCALE;
import static dev.lanewise.jmh.loops.Constants.LEAKY_SLOPE;
import static dev.lanewise.jmh.loops.Constants.SELU_ALPHA;
import static dev.lanewise.jmh.loops.Constants.SELU_SCALE;
import static jdk.incubator.vector.VectorOperators.EXP;
import static jdk.incubator.vector.VectorOperators.EXPM1;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LOG1P;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.TANH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * y = f(x) as one writes it first on the Vector API: its own exp, expm1, log1p and tanh, whole
 * vectors in the body and one masked vector for the tail.
 *
 * <p>The loop is repeated for each kernel for the reason given in {@link PlainForward}.
 */
final class NaiveForward {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1);

  private NaiveForward() {}

  static Loop loop(String kernel) {
    return switch (kernel) {
      case "identity" -> (x, dy, y, shape) -> identity(x, y);
      case "sigmoid" -> (x, dy, y, shape) -> sigmoid(x, y);
      case "tanh" -> (x, dy, y, shape) -> tanh(x, y);
      case "relu" -> (x, dy, y, shape) -> relu(x, y);
      case "relu6" -> (x, dy, y, shape) -> relu6(x, y);
      case "leaky_relu" -> (x, dy, y, shape) -> leakyRelu(x, y);
      case "elu" -> (x, dy, y, shape) -> elu(x, y);
      case "selu" -> (x, dy, y, shape) -> selu(x, y);
      case "softplus" -> (x, dy, y, shape) -> softplus(x, y);
      case "silu" -> (x, dy, y, shape) -> silu(x, y);
      case "exp" -> (x, dy, y, shape) -> exp(x, y);
      case "gelu" -> (x, dy, y, shape) -> gelu(x, y);
      case "gelu_tanh" -> (x, dy, y, shape) -> geluTanh(x, y);
      case "mish" -> (x, dy, y, shape) -> mish(x, y);
      default -> throw new IllegalArgumentException("NaiveForward has no loop for " + kernel);
    };
  }

  private static FloatVector identity(FloatVector x) {
    return x;
  }

  private static void identity(float[] x, float[] y) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      identity(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    identity(FloatVector.fromArray(SPECIES, x, i, tail)).intoArray(y, i, tail);
  }

  private static FloatVector sigmoid(FloatVector x) {
    return ONE.div(x.neg().lanewise(EXP).add(1));
  }

  private static void sigmoid(float[] x, float[] y) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      sigmoid(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    sigmoid(FloatVector.fromArray(SPECIES, x, i, tail)).intoArray(y, i, tail);
  }

  private static FloatVector tanh(FloatVector x) {
    return x.lanewise(TANH);
  }

  private static void tanh(float[] x, float[] y) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      tanh(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    tanh(FloatVector.fromArray(SPECIES, x, i, tail)).intoArray(y, i, tail);
  }

  private static FloatVector relu(FloatVector x) {
    return x.max(0);
  }

  private static void relu(float[] x, float[] y) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      relu(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    relu(FloatVector.fromArray(SPECIES, x, i, tail)).intoArray(y, i, tail);
  }

  private static FloatVector relu6(FloatVector x) {
    return x.max(0).min(6);
  }

  private static void relu6(float[] x, float[] y) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      relu6(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    relu6(FloatVector.fromArray(SPECIES, x, i, tail)).intoArray(y, i, tail);
  }

  private static FloatVector leakyRelu(FloatVector x) {
    return x.mul(LEAKY_SLOPE).blend(x, x.compare(GT, 0));
  }

  private static void leakyRelu(float[] x, float[] y) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      leakyRelu(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    leakyRelu(FloatVector.fromArray(SPECIES, x, i, tail)).intoArray(y, i, tail);
  }

  private static FloatVector elu(FloatVector x) {
    return x.lanewise(EXPM1).blend(x, x.compare(GT, 0));
  }

  private static void elu(float[] x, float[] y) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      elu(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    elu(FloatVector.fromArray(SPECIES, x, i, tail)).intoArray(y, i, tail);
  }

  private static FloatVector selu(FloatVector x) {
    return x.lanewise(EXPM1)
        .mul((float) SELU_ALPHA)
        .blend(x, x.compare(GT, 0))
        .mul((float) SELU_SCALE);
  }

  private static void selu(float[] x, float[] y) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      selu(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    selu(FloatVector.fromArray(SPECIES, x, i, tail)).intoArray(y, i, tail);
  }

  private static FloatVector softplus(FloatVector x) {
    return x.lanewise(EXP).lanewise(LOG1P);
  }

  private static void softplus(float[] x, float[] y) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      softplus(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    softplus(FloatVector.fromArray(SPECIES, x, i, tail)).intoArray(y, i, tail);
  }

  private static FloatVector silu(FloatVector x) {
    return x.div(x.neg().lanewise(EXP).add(1));
  }

  private static void silu(float[] x, float[] y) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      silu(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    silu(FloatVector.fromArray(SPECIES, x, i, tail)).intoArray(y, i, tail);
  }

  private static FloatVector exp(FloatVector x) {
    return x.lanewise(EXP);
  }

  private static void exp(float[] x, float[] y) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      exp(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    exp(FloatVector.fromArray(SPECIES, x, i, tail)).intoArray(y, i, tail);
  }

  private static FloatVector gelu(FloatVector x) {
    return x.mul(normal(x));
  }

  /** As {@link PlainForward#normal}: vectors have no error function either. */
  static FloatVector normal(FloatVector x) {
    FloatVector t = ONE.div(x.abs().mul((float) (ERF_P * Math.sqrt(0.5))).add(1));
    FloatVector p = t.mul((float) ERF_5).add((float) ERF_4);
    p = p.mul(t).add((float) ERF_3);
    p = p.mul(t).add((float) ERF_2);
    p = p.mul(t).add((float) ERF_1).mul(t);
    FloatVector tail = x.mul(x).mul(-0.5f).lanewise(EXP).mul(p).mul(0.5f);
    return ONE.sub(tail).blend(tail, x.compare(LT, 0));
  }

  private static void gelu(float[] x, float[] y) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      gelu(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    gelu(FloatVector.fromArray(SPECIES, x, i, tail)).intoArray(y, i, tail);
  }

  private static FloatVector geluTanh(FloatVector x) {
    FloatVector cube = x.mul(x).mul(x);
    FloatVector inner = cube.mul((float) GELU_CUBIC).add(x).mul((float) GELU_SCALE);
    return x.mul(0.5f).mul(inner.lanewise(TANH).add(1));
  }

  private static void geluTanh(float[] x, float[] y) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      geluTanh(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    geluTanh(FloatVector.fromArray(SPECIES, x, i, tail)).intoArray(y, i, tail);
  }

  private static FloatVector mish(FloatVector x) {
    return x.mul(x.lanewise(EXP).lanewise(LOG1P).lanewise(TANH));
  }

  private static void mish(float[] x, float[] y) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      mish(FloatVector.fromArray(SPECIES, x, i)).intoArray(y, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    mish(FloatVector.fromArray(SPECIES, x, i, tail)).intoArray(y, i, tail);
  }
}
