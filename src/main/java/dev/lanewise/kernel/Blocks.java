package dev.lanewise.kernel;

/**
 * The operations of a lane on blocks of elements, y = op(a, b, c). Each is a method of its own:
 * short methods are compiled soon and one by one, which the first calls of a program wait for.
 */
final class Blocks {
  private Blocks() {}

  static void add(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] + b[i];
    }
  }

  static void sub(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] - b[i];
    }
  }

  static void mul(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] * b[i];
    }
  }

  static void div(double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] / b[i];
    }
  }

  static void sqrt(double[] a, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.sqrt(a[i]);
    }
  }

  static void neg(double[] a, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = -a[i];
    }
  }

  static void abs(double[] a, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.abs(a[i]);
    }
  }

  static void fma(double[] a, double[] b, double[] c, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.fma(a[i], b[i], c[i]);
    }
  }

  static void floatFma(double[] a, double[] b, double[] c, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = SoftwareFma.fma((float) a[i], (float) b[i], (float) c[i]);
    }
  }

  static void select(long[] mask, double[] a, double[] b, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = mask[i] != 0 ? a[i] : b[i];
    }
  }

  static void fromBits(long[] a, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Double.longBitsToDouble(a[i]);
    }
  }

  static void floatFromBits(long[] a, double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Float.intBitsToFloat((int) a[i]);
    }
  }

  static void roundToFloat(double[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (float) y[i];
    }
  }

  static void toBits(double[] a, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Double.doubleToRawLongBits(a[i]);
    }
  }

  static void floatToBits(double[] a, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Float.floatToRawIntBits((float) a[i]);
    }
  }

  static void count(int from, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = from + i;
    }
  }

  static void add(long[] a, long[] b, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] + b[i];
    }
  }

  static void sub(long[] a, long[] b, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] - b[i];
    }
  }

  static void and(long[] a, long[] b, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] & b[i];
    }
  }

  static void or(long[] a, long[] b, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] | b[i];
    }
  }

  static void xor(long[] a, long[] b, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] ^ b[i];
    }
  }

  static void min(long[] a, long[] b, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.min(a[i], b[i]);
    }
  }

  static void unsignedMin(long[] a, long[] b, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = Math.min(a[i] ^ Long.MIN_VALUE, b[i] ^ Long.MIN_VALUE) ^ Long.MIN_VALUE;
    }
  }

  static void shl(long[] a, int distance, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] << distance;
    }
  }

  static void shr(long[] a, int distance, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] >> distance;
    }
  }

  static void ushr(long[] a, long unsigned, int distance, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (a[i] & unsigned) >>> distance;
    }
  }

  static void wrapToInt(long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = (int) y[i];
    }
  }

  static void lt(double[] a, double[] b, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] < b[i] ? 1 : 0;
    }
  }

  static void le(double[] a, double[] b, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] <= b[i] ? 1 : 0;
    }
  }

  static void eq(double[] a, double[] b, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] == b[i] ? 1 : 0;
    }
  }

  static void ne(double[] a, double[] b, long[] y, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = a[i] != b[i] ? 1 : 0;
    }
  }
}
