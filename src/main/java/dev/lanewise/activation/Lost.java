package dev.lanewise.activation;

import dev.lanewise.lane.Lane;

/**
 * What rounding took from a product or a sum: result + lost is, short of underflow, exactly what it
 * was to be. Where an error would be doubled, as in a square, it is put back.
 *
 * <p>Source: Dekker, "A floating-point technique for extending the available precision", Numerische
 * Mathematik 18 (1971), and Knuth, "The Art of Computer Programming", volume 2.
 */
final class Lost {
  private Lost() {}

  /** a · b - product. */
  static Lane of(Lane a, Lane b, Lane product) {
    return a.fma(b, product.neg());
  }

  /** a + b - sum. */
  static Lane ofSum(Lane a, Lane b, Lane sum) {
    Lane second = sum.sub(a);
    return a.sub(sum.sub(second)).add(b.sub(second));
  }

  /** larger + smaller - sum. */
  static Lane ofOrderedSum(Lane larger, Lane smaller, Lane sum) {
    return smaller.sub(sum.sub(larger));
  }
}
