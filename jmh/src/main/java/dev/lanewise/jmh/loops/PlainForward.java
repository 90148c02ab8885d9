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

/**
 * y = f(x) as everyone writes it first: a loop over {@link Math}.
 *
 * <p>Each kernel has a loop of its own, because one loop that took the function as an argument
 * would stop being inlined at the third function, and no one would recognise its speed.
 */
final class PlainForward {
  /** The a of y = a·x; any factor but 0 and 1 costs the same. */
  private static final float FACTOR = 1.5f;

  private PlainForward() {}

  static Loop loop(String kernel) {
    return switch (kernel) {
      case Operation.MEMORY -> (x, dy, y, shape) -> scale(x, y);
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
      default -> throw new IllegalArgumentException("PlainForward has no loop for " + kernel);
    };
  }

  private static void scale(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = FACTOR * x[i];
    }
  }

  private static void identity(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i];
    }
  }

  private static void sigmoid(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) (1 / (1 + Math.exp(-x[i])));
    }
  }

  private static void tanh(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) Math.tanh(x[i]);
    }
  }

  private static void relu(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.max(x[i], 0);
    }
  }

  private static void relu6(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = Math.min(Math.max(x[i], 0), 6);
    }
  }

  private static void leakyRelu(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] > 0 ? x[i] : LEAKY_SLOPE * x[i];
    }
  }

  private static void elu(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i] > 0 ? x[i] : (float) Math.expm1(x[i]);
    }
  }

  private static void selu(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) (SELU_SCALE * (x[i] > 0 ? x[i] : SELU_ALPHA * Math.expm1(x[i])));
    }
  }

  private static void softplus(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) Math.log1p(Math.exp(x[i]));
    }
  }

  private static void silu(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) (x[i] / (1 + Math.exp(-x[i])));
    }
  }

  private static void exp(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) Math.exp(x[i]);
    }
  }

  private static void gelu(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) (x[i] * normal(x[i]));
    }
  }

  /**
   * The distribution function of the standard normal distribution. {@link Math} has none, so one
   * takes a formula from a handbook: Abramowitz and Stegun, 7.1.26.
   */
  static double normal(double x) {
    double t = 1 / (1 + ERF_P * Math.abs(x) * Math.sqrt(0.5));
    double p = t * (ERF_1 + t * (ERF_2 + t * (ERF_3 + t * (ERF_4 + t * ERF_5))));
    double tail = 0.5 * p * Math.exp(-0.5 * x * x);
    return x < 0 ? tail : 1 - tail;
  }

  private static void geluTanh(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      double inner = GELU_SCALE * (x[i] + GELU_CUBIC * x[i] * x[i] * x[i]);
      y[i] = (float) (0.5 * x[i] * (1 + Math.tanh(inner)));
    }
  }

  private static void mish(float[] x, float[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) (x[i] * Math.tanh(Math.log1p(Math.exp(x[i]))));
    }
  }
}
