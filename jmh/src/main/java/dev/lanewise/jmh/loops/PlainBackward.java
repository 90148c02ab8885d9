package dev.lanewise.jmh.loops;

import static dev.lanewise.jmh.loops.Constants.GELU_CUBIC;
import static dev.lanewise.jmh.loops.Constants.GELU_SCALE;
import static dev.lanewise.jmh.loops.Constants.LEAKY_SLOPE;
import static dev.lanewise.jmh.loops.Constants.NORMAL_DENSITY;
import static dev.lanewise.jmh.loops.Constants.SELU_ALPHA;
import static dev.lanewise.jmh.loops.Constants.SELU_SCALE;

/** dx = dy · f'(x) as everyone writes it first: a loop over {@link Math}. */
final class PlainBackward {
  private PlainBackward() {}

  static Loop loop(String kernel) {
    return switch (kernel) {
      case Operation.MEMORY -> (x, dy, dx, shape) -> product(x, dy, dx);
      case "identity" -> (x, dy, dx, shape) -> identity(dy, dx);
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
      default -> throw new IllegalArgumentException("PlainBackward has no loop for " + kernel);
    };
  }

  private static void product(float[] x, float[] dy, float[] dx) {
    for (int i = 0; i < x.length; i++) {
      dx[i] = dy[i] * x[i];
    }
  }

  private static void identity(float[] dy, float[] dx) {
    for (int i = 0; i < dy.length; i++) {
      dx[i] = dy[i];
    }
  }

  private static void sigmoid(float[] x, float[] dy, float[] dx) {
    for (int i = 0; i < x.length; i++) {
      double s = 1 / (1 + Math.exp(-x[i]));
      dx[i] = (float) (dy[i] * s * (1 - s));
    }
  }

  private static void tanh(float[] x, float[] dy, float[] dx) {
    for (int i = 0; i < x.length; i++) {
      double t = Math.tanh(x[i]);
      dx[i] = (float) (dy[i] * (1 - t * t));
    }
  }

  private static void relu(float[] x, float[] dy, float[] dx) {
    for (int i = 0; i < x.length; i++) {
      dx[i] = x[i] > 0 ? dy[i] : 0;
    }
  }

  private static void relu6(float[] x, float[] dy, float[] dx) {
    for (int i = 0; i < x.length; i++) {
      dx[i] = x[i] > 0 && x[i] < 6 ? dy[i] : 0;
    }
  }

  private static void leakyRelu(float[] x, float[] dy, float[] dx) {
    for (int i = 0; i < x.length; i++) {
      dx[i] = x[i] > 0 ? dy[i] : LEAKY_SLOPE * dy[i];
    }
  }

  private static void elu(float[] x, float[] dy, float[] dx) {
    for (int i = 0; i < x.length; i++) {
      dx[i] = x[i] > 0 ? dy[i] : (float) (dy[i] * Math.exp(x[i]));
    }
  }

  private static void selu(float[] x, float[] dy, float[] dx) {
    for (int i = 0; i < x.length; i++) {
      dx[i] = (float) (dy[i] * SELU_SCALE * (x[i] > 0 ? 1 : SELU_ALPHA * Math.exp(x[i])));
    }
  }

  private static void softplus(float[] x, float[] dy, float[] dx) {
    for (int i = 0; i < x.length; i++) {
      dx[i] = (float) (dy[i] / (1 + Math.exp(-x[i])));
    }
  }

  private static void silu(float[] x, float[] dy, float[] dx) {
    for (int i = 0; i < x.length; i++) {
      double s = 1 / (1 + Math.exp(-x[i]));
      dx[i] = (float) (dy[i] * s * (1 + x[i] * (1 - s)));
    }
  }

  private static void exp(float[] x, float[] dy, float[] dx) {
    for (int i = 0; i < x.length; i++) {
      dx[i] = (float) (dy[i] * Math.exp(x[i]));
    }
  }

  private static void gelu(float[] x, float[] dy, float[] dx) {
    for (int i = 0; i < x.length; i++) {
      double density = NORMAL_DENSITY * Math.exp(-0.5 * x[i] * x[i]);
      dx[i] = (float) (dy[i] * (PlainForward.normal(x[i]) + x[i] * density));
    }
  }

  private static void geluTanh(float[] x, float[] dy, float[] dx) {
    for (int i = 0; i < x.length; i++) {
      double square = x[i] * x[i];
      double t = Math.tanh(GELU_SCALE * x[i] * (1 + GELU_CUBIC * square));
      double slope = GELU_SCALE * (1 + 3 * GELU_CUBIC * square);
      dx[i] = (float) (dy[i] * 0.5 * (1 + t + x[i] * (1 - t * t) * slope));
    }
  }

  private static void mish(float[] x, float[] dy, float[] dx) {
    for (int i = 0; i < x.length; i++) {
      double t = Math.tanh(Math.log1p(Math.exp(x[i])));
      double s = 1 / (1 + Math.exp(-x[i]));
      dx[i] = (float) (dy[i] * (t + x[i] * s * (1 - t * t)));
    }
  }
}
