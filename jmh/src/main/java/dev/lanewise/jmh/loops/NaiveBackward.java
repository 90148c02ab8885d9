package dev.lanewise.jmh.loops;

import static dev.lanewise.jmh.loops.Constants.GELU_CUBIC;
import static dev.lanewise.jmh.loops.Constants.GELU_SCALE;
import static dev.lanewise.jmh.loops.Constants.LEAKY_SLOPE;
import static dev.lanewise.jmh.loops.Constants.NORMAL_DENSITY;
import static dev.lanewise.jmh.loops.Constants.SELU_ALPHA;
import static dev.lanewise.jmh.loops.Constants.SELU_SCALE;
import static jdk.incubator.vector.VectorOperators.EXP;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LOG1P;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.TANH;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** dx = dy · f'(x) as one writes it first on the Vector API; see {@link NaiveForward}. */
final class NaiveBackward {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final FloatVector ZERO = FloatVector.zero(SPECIES);
  private static final FloatVector ONE = FloatVector.broadcast(SPECIES, 1);

  private NaiveBackward() {}

  static Loop loop(String kernel) {
    return switch (kernel) {
      case "identity" -> (x, dy, dx, shape) -> identity(x, dy, dx);
      case "sigmoid" -> (x, dy, dx, shape) -> sigmoid(x, dy, dx);
      case "tanh" -> (x, dy, dx, shape) -> tanh(x, dy, dx);
      case "relu" -> (x, dy, dx, shape) -> relu(x, dy, dx);
      case "relu6" -> (x, dy, dx, shape) -> relu6(x, dy, dx);
      case "leaky_relu" -> (x, dy, dx, shape) -> leakyRelu(x, dy, dx);
      case "elu" -> (x, dy, dx, shape) -> elu(x, dy, dx);
      case "selu" -> (x, dy, dx, shape) -> selu(x, dy, dx);
      case "softplus" -> (x, dy, dx, shape) -> softplus(x, dy, dx);
      case "silu" -> (x, dy, dx, shape) -> silu(x, dy, dx);
      case "exp" -> (x, dy, dx, shape) -> exp(x, dy, dx);
      case "gelu" -> (x, dy, dx, shape) -> gelu(x, dy, dx);
      case "gelu_tanh" -> (x, dy, dx, shape) -> geluTanh(x, dy, dx);
      case "mish" -> (x, dy, dx, shape) -> mish(x, dy, dx);
      default -> throw new IllegalArgumentException("NaiveBackward has no loop for " + kernel);
    };
  }

  private static FloatVector identity(FloatVector x, FloatVector dy) {
    return dy;
  }

  private static void identity(float[] x, float[] dy, float[] dx) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      FloatVector gradient =
          identity(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, dy, i));
      gradient.intoArray(dx, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    FloatVector gradient =
        identity(
            FloatVector.fromArray(SPECIES, x, i, tail),
            FloatVector.fromArray(SPECIES, dy, i, tail));
    gradient.intoArray(dx, i, tail);
  }

  private static FloatVector sigmoid(FloatVector x, FloatVector dy) {
    FloatVector s = ONE.div(x.neg().lanewise(EXP).add(1));
    return dy.mul(s).mul(ONE.sub(s));
  }

  private static void sigmoid(float[] x, float[] dy, float[] dx) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      FloatVector gradient =
          sigmoid(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, dy, i));
      gradient.intoArray(dx, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    FloatVector gradient =
        sigmoid(
            FloatVector.fromArray(SPECIES, x, i, tail),
            FloatVector.fromArray(SPECIES, dy, i, tail));
    gradient.intoArray(dx, i, tail);
  }

  private static FloatVector tanh(FloatVector x, FloatVector dy) {
    FloatVector t = x.lanewise(TANH);
    return dy.mul(ONE.sub(t.mul(t)));
  }

  private static void tanh(float[] x, float[] dy, float[] dx) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      FloatVector gradient =
          tanh(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, dy, i));
      gradient.intoArray(dx, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    FloatVector gradient =
        tanh(
            FloatVector.fromArray(SPECIES, x, i, tail),
            FloatVector.fromArray(SPECIES, dy, i, tail));
    gradient.intoArray(dx, i, tail);
  }

  private static FloatVector relu(FloatVector x, FloatVector dy) {
    return ZERO.blend(dy, x.compare(GT, 0));
  }

  private static void relu(float[] x, float[] dy, float[] dx) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      FloatVector gradient =
          relu(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, dy, i));
      gradient.intoArray(dx, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    FloatVector gradient =
        relu(
            FloatVector.fromArray(SPECIES, x, i, tail),
            FloatVector.fromArray(SPECIES, dy, i, tail));
    gradient.intoArray(dx, i, tail);
  }

  private static FloatVector relu6(FloatVector x, FloatVector dy) {
    return ZERO.blend(dy, x.compare(GT, 0).and(x.compare(LT, 6)));
  }

  private static void relu6(float[] x, float[] dy, float[] dx) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      FloatVector gradient =
          relu6(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, dy, i));
      gradient.intoArray(dx, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    FloatVector gradient =
        relu6(
            FloatVector.fromArray(SPECIES, x, i, tail),
            FloatVector.fromArray(SPECIES, dy, i, tail));
    gradient.intoArray(dx, i, tail);
  }

  private static FloatVector leakyRelu(FloatVector x, FloatVector dy) {
    return dy.mul(LEAKY_SLOPE).blend(dy, x.compare(GT, 0));
  }

  private static void leakyRelu(float[] x, float[] dy, float[] dx) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      FloatVector gradient =
          leakyRelu(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, dy, i));
      gradient.intoArray(dx, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    FloatVector gradient =
        leakyRelu(
            FloatVector.fromArray(SPECIES, x, i, tail),
            FloatVector.fromArray(SPECIES, dy, i, tail));
    gradient.intoArray(dx, i, tail);
  }

  private static FloatVector elu(FloatVector x, FloatVector dy) {
    return dy.mul(x.lanewise(EXP)).blend(dy, x.compare(GT, 0));
  }

  private static void elu(float[] x, float[] dy, float[] dx) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      FloatVector gradient =
          elu(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, dy, i));
      gradient.intoArray(dx, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    FloatVector gradient =
        elu(
            FloatVector.fromArray(SPECIES, x, i, tail),
            FloatVector.fromArray(SPECIES, dy, i, tail));
    gradient.intoArray(dx, i, tail);
  }

  private static FloatVector selu(FloatVector x, FloatVector dy) {
    FloatVector slope = x.lanewise(EXP).mul((float) SELU_ALPHA).blend(1, x.compare(GT, 0));
    return dy.mul(slope).mul((float) SELU_SCALE);
  }

  private static void selu(float[] x, float[] dy, float[] dx) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      FloatVector gradient =
          selu(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, dy, i));
      gradient.intoArray(dx, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    FloatVector gradient =
        selu(
            FloatVector.fromArray(SPECIES, x, i, tail),
            FloatVector.fromArray(SPECIES, dy, i, tail));
    gradient.intoArray(dx, i, tail);
  }

  private static FloatVector softplus(FloatVector x, FloatVector dy) {
    return dy.div(x.neg().lanewise(EXP).add(1));
  }

  private static void softplus(float[] x, float[] dy, float[] dx) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      FloatVector gradient =
          softplus(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, dy, i));
      gradient.intoArray(dx, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    FloatVector gradient =
        softplus(
            FloatVector.fromArray(SPECIES, x, i, tail),
            FloatVector.fromArray(SPECIES, dy, i, tail));
    gradient.intoArray(dx, i, tail);
  }

  private static FloatVector silu(FloatVector x, FloatVector dy) {
    FloatVector s = ONE.div(x.neg().lanewise(EXP).add(1));
    return dy.mul(s).mul(ONE.sub(s).mul(x).add(1));
  }

  private static void silu(float[] x, float[] dy, float[] dx) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      FloatVector gradient =
          silu(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, dy, i));
      gradient.intoArray(dx, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    FloatVector gradient =
        silu(
            FloatVector.fromArray(SPECIES, x, i, tail),
            FloatVector.fromArray(SPECIES, dy, i, tail));
    gradient.intoArray(dx, i, tail);
  }

  private static FloatVector exp(FloatVector x, FloatVector dy) {
    return dy.mul(x.lanewise(EXP));
  }

  private static void exp(float[] x, float[] dy, float[] dx) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      FloatVector gradient =
          exp(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, dy, i));
      gradient.intoArray(dx, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    FloatVector gradient =
        exp(
            FloatVector.fromArray(SPECIES, x, i, tail),
            FloatVector.fromArray(SPECIES, dy, i, tail));
    gradient.intoArray(dx, i, tail);
  }

  private static FloatVector gelu(FloatVector x, FloatVector dy) {
    FloatVector density = x.mul(x).mul(-0.5f).lanewise(EXP).mul((float) NORMAL_DENSITY);
    return dy.mul(NaiveForward.normal(x).add(x.mul(density)));
  }

  private static void gelu(float[] x, float[] dy, float[] dx) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      FloatVector gradient =
          gelu(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, dy, i));
      gradient.intoArray(dx, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    FloatVector gradient =
        gelu(
            FloatVector.fromArray(SPECIES, x, i, tail),
            FloatVector.fromArray(SPECIES, dy, i, tail));
    gradient.intoArray(dx, i, tail);
  }

  private static FloatVector geluTanh(FloatVector x, FloatVector dy) {
    FloatVector square = x.mul(x);
    FloatVector inner = square.mul((float) GELU_CUBIC).add(1).mul(x).mul((float) GELU_SCALE);
    FloatVector t = inner.lanewise(TANH);
    FloatVector slope = square.mul((float) (3 * GELU_CUBIC)).add(1).mul((float) GELU_SCALE);
    FloatVector curved = ONE.sub(t.mul(t)).mul(slope).mul(x);
    return dy.mul(0.5f).mul(t.add(1).add(curved));
  }

  private static void geluTanh(float[] x, float[] dy, float[] dx) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      FloatVector gradient =
          geluTanh(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, dy, i));
      gradient.intoArray(dx, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    FloatVector gradient =
        geluTanh(
            FloatVector.fromArray(SPECIES, x, i, tail),
            FloatVector.fromArray(SPECIES, dy, i, tail));
    gradient.intoArray(dx, i, tail);
  }

  private static FloatVector mish(FloatVector x, FloatVector dy) {
    FloatVector t = x.lanewise(EXP).lanewise(LOG1P).lanewise(TANH);
    FloatVector s = ONE.div(x.neg().lanewise(EXP).add(1));
    return dy.mul(t.add(x.mul(s).mul(ONE.sub(t.mul(t)))));
  }

  private static void mish(float[] x, float[] dy, float[] dx) {
    int i = 0;
    for (; i < SPECIES.loopBound(x.length); i += SPECIES.length()) {
      FloatVector gradient =
          mish(FloatVector.fromArray(SPECIES, x, i), FloatVector.fromArray(SPECIES, dy, i));
      gradient.intoArray(dx, i);
    }
    VectorMask<Float> tail = SPECIES.indexInRange(i, x.length);
    FloatVector gradient =
        mish(
            FloatVector.fromArray(SPECIES, x, i, tail),
            FloatVector.fromArray(SPECIES, dy, i, tail));
    gradient.intoArray(dx, i, tail);
  }
}
