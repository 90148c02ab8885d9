package dev.lanewise.property;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanewise.kernel.Kernel;
import dev.lanewise.lane.Lane;
import dev.lanewise.lane.Power;
import dev.lanewise.lane.Precision;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** x^y, the one lane function of two arguments, is within an ulp and has its special values. */
class PowerTest {
  private static final double MOST = 1;

  private static final int FLOAT_PAIRS = 200_000;
  private static final int DOUBLE_PAIRS = 20_000;

  private static final Kernel FLOATS = kernel(Precision.FLOAT);
  private static final Kernel DOUBLES = kernel(Precision.DOUBLE);

  /** Zeros, ones, infinities, NaN, odd, even and broken numbers, ends of both formats. */
  private static final double[] SPECIAL = {
    0,
    0.25,
    0.5,
    1,
    1.5,
    2,
    3,
    4,
    0x1p24 - 1,
    0x1p24,
    0x1p53 - 1,
    0x1p53,
    Float.MIN_VALUE,
    Float.MAX_VALUE,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    Math.nextUp(1f),
    Math.nextDown(1f),
    Math.nextUp(1.0),
    Math.nextDown(1.0),
    Double.POSITIVE_INFINITY,
    Double.NaN
  };

  @Test
  void floatsAreWithinOneUlp() {
    Pairs pairs = Pairs.random(FLOAT_PAIRS, -150, 129);
    float[] x = Format.FLOAT.of(pairs.x);
    float[] y = Format.FLOAT.of(pairs.y);
    float[] z = new float[x.length];
    FLOATS.run(x, 0, y, 0, z, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      check(x[i], y[i], z[i], Ulp.error(z[i], StrictMath.pow(x[i], y[i])), MOST);
    }
  }

  @Test
  void doublesAreWithinOneUlp() {
    Pairs pairs = Pairs.random(DOUBLE_PAIRS, -1076, 1025);
    double[] z = new double[pairs.x.length];
    DOUBLES.run(pairs.x, 0, pairs.y, 0, z, 0, z.length);
    for (int i = 0; i < z.length; i++) {
      double x = pairs.x[i];
      double y = pairs.y[i];
      check(x, y, z[i], Ulp.error(z[i], ExactFunctions.pow(x, y).orElseThrow()), MOST);
    }
  }

  @Test
  void specialValuesAreThoseOfJava() {
    checkSpecial(Format.FLOAT, FLOATS);
    checkSpecial(Format.DOUBLE, DOUBLES);
  }

  private static <A> void checkSpecial(Format<A> format, Kernel kernel) {
    for (double first : SPECIAL) {
      for (double second : SPECIAL) {
        for (int signs = 0; signs < 4; signs++) {
          double x = format.round((signs & 1) == 0 ? first : -first);
          double y = format.round((signs & 2) == 0 ? second : -second);
          A z = format.array(1);
          kernel.run(format.of(x), 0, format.of(y), 0, z, 0, 1);
          double due = StrictMath.pow(x, y);
          double rounded = format.round(due);
          if (Double.isFinite(rounded) && Math.abs(rounded) >= format.smallestNormal()) {
            // Of Java another ulp.
            check(x, y, format.get(z, 0), format.error(format.get(z, 0), due), MOST + 1);
          } else {
            assertEquals(
                format.bits(rounded), format.bits(format.get(z, 0)), () -> x + " to the " + y);
          }
        }
      }
    }
  }

  private static void check(double x, double y, double z, double error, double most) {
    assertTrue(
        error <= most, () -> x + " to the " + y + " is " + z + ", off by " + error + " ulps");
  }

  private static Kernel kernel(Precision precision) {
    return Kernel.map(
        "pow",
        precision,
        List.of("x", "y"),
        List.of("z"),
        lanes -> new Lane[] {Power.pow(lanes[0], lanes[1])});
  }

  private record Pairs(double[] x, double[] y) {
    /** Bases of any sign whose powers are spread evenly between two powers of two, as floats. */
    static Pairs random(int count, int least, int most) {
      SplittableRandom random = new SplittableRandom(1);
      Pairs pairs = new Pairs(new double[count], new double[count]);
      for (int i = 0; i < count; i++) {
        // A third each around 1, of all magnitudes, and negative with a whole exponent.
        double log = i % 3 == 0 ? random.nextDouble(-1, 1) * 0x1p-8 : random.nextDouble(-120, 120);
        float x = (float) Math.pow(2, log);
        float y = (float) (random.nextDouble(least, most) / (Math.log(x) / Math.log(2)));
        boolean negative = i % 3 == 2;
        pairs.x[i] = negative ? -x : x;
        pairs.y[i] = negative ? Math.rint(y) : y;
      }
      return pairs;
    }
  }
}
