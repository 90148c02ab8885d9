package dev.lanewise.property;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Where kernels for doubles are compared with exact results. */
public final class DoublePoints {
  /** Where formulas change over, functions overflow, underflow or have a zero. */
  private static final double[] SEAMS = {
    // Numbers themselves, and where a function is its argument.
    0,
    0x1p-1074,
    Double.MIN_NORMAL,
    0x1p-900,
    0x1p-54,
    0x1p-53,
    0x1p-27,
    0x1p-26,
    0x1p53,
    0x1p60,
    0x1p62,
    1.3407807929942596e154,
    Double.MAX_VALUE,
    // Pieces, and reduced arguments of logarithms and exponentials.
    0.25,
    0.3465735902799727,
    0.5,
    0.5493061443340548,
    0.6931471805599453,
    0.7071067811865476,
    0.75,
    1,
    1.0397207708399179,
    1.4142135623730951,
    1.5,
    2,
    2.5,
    3,
    6,
    8,
    // Zeros of derivatives: GELU, its approximations, mish, silu.
    0.7511542554412302,
    0.7517915246935645,
    0.7524614220710163,
    1.192431214515495,
    1.2784645427610738,
    // Quarter turns, the last the closest to one of all doubles.
    0.7853981633974483,
    1.5707963267948966,
    3.141592653589793,
    4.71238898038469,
    6.283185307179586,
    0x1p44,
    5.319372648326541e255,
    // Where e^-x and e^-2x are nothing beside 1.
    18.714973875118524,
    20,
    22,
    33.3,
    36.04365338911715,
    37,
    40,
    // Tails of the normal distribution.
    5.863584748755167,
    8.292361075813595,
    21.3,
    26.543258430632299,
    27.226017111108362,
    37.51937934714449,
    38.56804181549334,
    // Where exponentials overflow, become subnormal and vanish.
    350,
    354.891356446692,
    372.5,
    416.2,
    437.8,
    708.3964185322641,
    709.782712893384,
    710.4758600739439,
    740,
    745.1332191019411,
    750,
    1022,
    1024,
    1074,
    1075
  };

  private DoublePoints() {}

  /** Where formulas change over, and around. */
  public static DoubleStream seams() {
    return DoubleStream.of(SEAMS)
        .flatMap(
            place -> IntStream.rangeClosed(-8, 8).mapToDouble(n -> place + n * Math.ulp(place)))
        .filter(Double::isFinite)
        .flatMap(place -> DoubleStream.of(place, -place));
  }

  /** A few of all kinds: enough to tell one function from another. */
  public static DoubleStream few() {
    return DoubleStream.concat(
        DoubleStream.of(SEAMS).flatMap(place -> DoubleStream.of(place, -place)),
        random().limit(64));
  }

  /**
   * Of eight, one dense between -2 and 2, three between -50 and 50, two between -1100 and 1100, two
   * of every exponent.
   */
  public static DoubleStream random() {
    SplittableRandom random = new SplittableRandom(20250101);
    return IntStream.iterate(0, n -> n + 1)
        .mapToDouble(
            n ->
                switch (n % 8) {
                  case 0 -> random.nextDouble(-2, 2);
                  case 1, 2, 3 -> random.nextDouble(-50, 50);
                  case 4, 5 -> random.nextDouble(-1100, 1100);
                  default -> Double.longBitsToDouble(random.nextLong());
                })
        .filter(Double::isFinite);
  }
}
